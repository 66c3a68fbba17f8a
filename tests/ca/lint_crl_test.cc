#include <catch2/catch_test_macros.hpp>

#include "ca/lint.h"
#include "lib/der/writer.h"
#include "lib/x509/write.h"
#include "tests/ca/workbench.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
namespace ids = x509::extension;

const auto at = on(2026, 8, 1);

der::SerialNumber serial(std::uint8_t first) {
  der::Bytes bytes(16, 0x11);
  bytes.front() = first;
  return der::SerialNumber::from_magnitude(bytes);
}

/// A right CRL with number 7 and two entries, to be spoiled in one place.
struct Spoiled {
  Spoiled() {
    bench.found();
    authority.emplace(bench.issuing());
    content.algorithm = bench.issuing_key.algorithm();
    content.issuer = authority->certificate().subject();
    content.this_update = at;
    content.next_update = on(2026, 8, 2);
    content.entries = {{serial(0x41), on(2026, 7, 1), {}, {}}, {serial(0x42), at, {}, {}}};
    content.extensions = {
        {ids::authority_key_identifier, false,
         x509::write_authority_key_identifier(*authority->certificate().subject_key_identifier())},
        {ids::crl_number, false, x509::write_crl_number(7)}};
  }
  [[nodiscard]] Answer<Linted> lint() const {
    return lint_crl(x509::write_tbs_crl(content),
                    {authority->certificate(), 7, at, on(2026, 8, 2), 2});
  }

  Workbench bench;
  std::optional<Authority> authority;
  x509::CrlContent content;
};

}  // namespace

TEST_CASE("a right CRL passes the linter") { CHECK(Spoiled().lint().has_value()); }

TEST_CASE("the linter finds what is wrong with a CRL") {
  Spoiled spoiled;
  const auto wrong = [&](std::string_view where) {
    require_refusal(spoiled.lint(), FindingId::ca_lint_crl, where);
  };
  auto& content = spoiled.content;
  SECTION("another issuer") {
    content.issuer = spoiled.bench.root().certificate().subject();
    wrong("issuer");
  }
  SECTION("another time of issuance") {
    content.this_update += std::chrono::seconds{1};
    wrong("thisUpdate");
  }
  SECTION("another next update") {
    content.next_update += std::chrono::seconds{1};
    wrong("nextUpdate");
  }
  SECTION("another number") {
    content.extensions[1].value = x509::write_crl_number(8);
    wrong("cRLNumber");
  }
  SECTION("no number") {
    content.extensions.pop_back();
    wrong("cRLNumber");
  }
  SECTION("no authority key identifier") {
    content.extensions.erase(content.extensions.begin());
    wrong("authorityKeyIdentifier");
  }
  SECTION("another authority's key identifier") {
    content.extensions[0].value = x509::write_authority_key_identifier(der::Bytes(20, 1));
    wrong("authorityKeyIdentifier");
  }
  SECTION("an extension that narrows the list") {
    der::Writer writer;
    writer.constructed(der::tag::sequence,
                       [](der::Writer& w) { w.boolean(true, der::tag::context(1)); });
    content.extensions.push_back({ids::issuing_distribution_point, true, writer.bytes()});
    wrong("issuingDistributionPoint");
  }
  SECTION("an entry left out") {
    content.entries.pop_back();
    wrong("revokedCertificates");
  }
  SECTION("entries out of order") {
    std::swap(content.entries[0], content.entries[1]);
    wrong("revokedCertificates");
  }
  SECTION("an entry twice") {
    content.entries[1].serial = content.entries[0].serial;
    wrong("revokedCertificates");
  }
  SECTION("a revocation in the future") {
    content.entries[1].revocation_date += std::chrono::seconds{1};
    wrong("revokedCertificates");
  }
}

}  // namespace accord::ca
