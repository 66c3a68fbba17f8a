#include "ca/request.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/ca/workbench.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using tests::require_only_blocking;

const auto at = on(2026, 7, 10);

// What the issuing authority of the workbench says to a request.
outcome::Findings judge(Workbench& bench, const IssueRequest& request, time::Instant moment = at) {
  const auto authority = bench.issuing();
  Issuer issuer;
  issuer.kind = SignedBy::issuing;
  issuer.certificate = &authority.certificate();
  issuer.algorithm = bench.issuing_key.algorithm();
  issuer.urls = authority.urls();
  return check_request(request, issuer, moment);
}

}  // namespace

TEST_CASE("requests for certificates") {
  Workbench bench;
  bench.found();
  auto request = seal_request(bench.seal_key.public_key());
  REQUIRE(judge(bench, request).empty());

  SECTION("a profile that is not known") {
    request.profile = "esign";
    require_only_blocking(judge(bench, request), FindingId::ca_profile_unknown);
  }
  SECTION("a profile that an issuing authority does not sign") {
    request.profile = "issuing-ca";
    require_only_blocking(judge(bench, request), FindingId::ca_profile_not_here);
  }
  SECTION("a subject without a name") {
    request.subject.erase(request.subject.begin());
    require_only_blocking(judge(bench, request), FindingId::ca_subject_field_missing);
  }
  SECTION("a validity of no day, and of more than the profile allows") {
    request.validity = Days{0};
    require_only_blocking(judge(bench, request), FindingId::ca_validity_refused, "validity");
    request.validity = Days{3 * 366 + 1};
    require_only_blocking(judge(bench, request), FindingId::ca_validity_refused, "validity");
    request.validity = Days{3 * 366};
    CHECK(judge(bench, request).empty());
  }
  SECTION("a certificate that would outlive its issuer's by a second") {
    // The issuing authority's ends 3650 days after 2026-05-11.
    const auto end = on(2026, 5, 11) + Days{3650};
    CHECK(judge(bench, request, end - Days{365}).empty());
    require_only_blocking(judge(bench, request, end - Days{365} + std::chrono::seconds{1}),
                          FindingId::ca_validity_refused, "validity");
  }
  SECTION("a time at which the issuer's certificate is not valid") {
    require_only_blocking(judge(bench, request, on(2026, 5, 10)), FindingId::ca_issuer_not_valid,
                          "validity");
    require_only_blocking(judge(bench, request, on(2040, 1, 1)), FindingId::ca_issuer_not_valid,
                          "validity");
  }
  SECTION("no disclosure statement in English") {
    request.qc.pds = {{"https://ca.example/pds.pdf", "ja"}};
    require_only_blocking(judge(bench, request), FindingId::ca_qc_incomplete, "qcStatements");
  }
  SECTION("a disclosure statement without a web address, or a language that is none") {
    request.qc.pds = {{"ca.example/pds.pdf", "en"}};
    require_only_blocking(judge(bench, request), FindingId::ca_qc_incomplete);
    request.qc.pds = {{"https://ca.example/pds.pdf", "en"}, {"https://ca.example/pds.pdf", "JA"}};
    require_only_blocking(judge(bench, request), FindingId::ca_qc_incomplete);
  }
  SECTION("no legislation named by an authority outside the European Economic Area") {
    request.qc.legislation.clear();
    require_only_blocking(judge(bench, request), FindingId::ca_qc_incomplete, "qcStatements");
    request.qc.legislation = {"Japan"};
    require_only_blocking(judge(bench, request), FindingId::ca_qc_incomplete, "qcStatements");
  }
  SECTION("QC statements in a certificate that is not a qualified one") {
    auto list_signer = list_signer_request(bench.seal_key.public_key());
    CHECK(judge(bench, list_signer).empty());
    list_signer.qc.device = true;
    require_only_blocking(judge(bench, list_signer), FindingId::ca_qc_unexpected, "qcStatements");
  }
  SECTION("the issuer's own key") {
    const auto own = bench.issuing_key.public_key().spki();
    request.spki.assign(own.begin(), own.end());
    require_only_blocking(judge(bench, request), FindingId::ca_key_is_the_issuers);
  }
  SECTION("a key that is none, and a weak one") {
    request.spki = {0x30, 0x00};
    require_only_blocking(judge(bench, request), FindingId::der_missing_value);
    const auto weak = tests::run_program({"openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt",
                                          "rsa_keygen_bits:1024", "-out", "weak.pem"},
                                         bench.folder());
    REQUIRE(weak.exit_code == 0);
    REQUIRE(tests::run_program({"openssl", "pkey", "-in", "weak.pem", "-pubout", "-outform", "DER",
                                "-out", "weak.der"},
                               bench.folder())
                .exit_code == 0);
    const auto spki = tests::read_file(bench.folder() / "weak.der");
    request.spki.assign(spki.begin(), spki.end());
    require_only_blocking(judge(bench, request), FindingId::key_weak);
  }
  SECTION("all that is wrong is told at once") {
    request.subject.clear();
    request.validity = Days{0};
    request.qc = {};
    const auto findings = judge(bench, request);
    CHECK(findings.has(FindingId::ca_subject_field_missing));
    CHECK(findings.has(FindingId::ca_validity_refused));
    CHECK(findings.has(FindingId::ca_qc_incomplete));
  }
}

TEST_CASE("only absolute http and https addresses are web addresses") {
  for (const auto* good : {"http://a", "https://ca.example/x.crl?y=1"}) CHECK(is_web_address(good));
  for (const auto* bad : {"", "http://", "https://", "ftp://a", "ca.example", "http://a b",
                          "http://a\n", "ldap://a", "http://ä", "HTTP://a"}) {
    INFO(bad);
    CHECK_FALSE(is_web_address(bad));
  }
  const auto findings = check_urls({"http://ca.example/a.crt", "file:///a.crl"});
  require_only_blocking(findings, FindingId::ca_url_malformed);
  CHECK(findings.all().size() == 1);
}

TEST_CASE("the European Economic Area has thirty members") {
  for (const auto* member : {"AT", "IS", "LI", "NO", "GR", "SK"})
    CHECK(in_european_economic_area(member));
  for (const auto* other : {"JP", "UK", "GB", "CH", "EL", "EU", ""})
    CHECK_FALSE(in_european_economic_area(other));
}

}  // namespace accord::ca
