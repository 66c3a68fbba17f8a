#include "lib/x509/describe.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"
#include "tests/support/ocsp_maker.h"
#include "tests/support/reference.h"

namespace accord::x509 {
namespace {

using outcome::FindingId;
using tests::from_hex;
using tests::require_failure;
using tests::require_value;

Description described_extension(std::string_view oid, std::string_view hex) {
  const auto value = from_hex(hex);
  return describe_extension({der::Oid::literal(oid), false, value});
}

std::string text(const Description& record, std::string_view name) {
  const auto* value = record.find(name);
  REQUIRE(value != nullptr);
  return std::get<std::string>(value->value());
}

/// Where in the extension the fault is said to be.
std::string fault(std::string_view oid, std::string_view hex) {
  const auto described = described_extension(oid, hex);
  INFO(oid << " " << hex);
  REQUIRE(described.find("content") == nullptr);
  REQUIRE(described.find("value") != nullptr);
  const auto* malformed = described.find("malformed");
  REQUIRE(malformed != nullptr);
  CHECK_FALSE(text(*malformed, "reason").empty());
  return text(*malformed, "where");
}

std::vector<der::Bytes> certificates_in(const std::filesystem::path& path) {
  std::vector<der::Bytes> found;
  const auto list = tests::read_file(path);
  constexpr std::string_view mark = "X509Certificate>";
  for (auto at = list.find(mark); at != std::string::npos; at = list.find(mark, at)) {
    at += mark.size();
    const auto content = std::string_view(list).substr(at, list.find('<', at) - at);
    if (content.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
    found.push_back(require_value(der::from_base64(content)));
  }
  return found;
}

}  // namespace

TEST_CASE("an extension that is not well-formed is shown as such, with the place and its octets") {
  CHECK(fault("2.5.29.15", "020100") == "keyUsage, byte 0");
  CHECK(fault("2.5.29.17", "3000") == "subjectAltName, byte 2");
  CHECK(fault("2.5.29.18", "300481036100") == "issuerAltName, byte 2");
  CHECK(fault("2.5.29.46", "3000") == "freshestCRL, byte 2");
  CHECK(fault("2.5.29.16", "30028000") == "privateKeyUsagePeriod, byte 2");
  CHECK(fault("2.5.29.21", "0a0107") == "reasonCode, byte 0");
  CHECK(fault("1.3.6.1.5.5.7.48.1.5", "0501") == "id-pkix-ocsp-nocheck, byte 0");
  CHECK(fault("1.3.6.1.5.5.7.1.24", "3003040105") == "tlsfeature, byte 2");
  CHECK(fault("2.16.840.1.113730.1.13", "0500") == "netscapeComment, byte 0");
  CHECK(fault("1.3.6.1.5.5.7.1.7", "300a3008040200010302 00ff") == "id-pe-ipAddrBlocks, byte 8");
}

TEST_CASE("time-stamps of logs that are cut off or followed by something are malformed") {
  const std::string_view oid = "1.3.6.1.4.1.11129.2.4.2";
  CHECK(fault(oid, "0403000200") == "signedCertificateTimestampList, byte 4");
  CHECK(fault(oid, "0403000000") == "signedCertificateTimestampList, byte 4");
  CHECK(fault(oid, "040500030001 00") == "signedCertificateTimestampList, byte 7");
  const auto later = described_extension(oid, "0406 0004 0002 0102");
  const auto* list = std::get_if<Description::List>(&later.find("content")->value());
  REQUIRE(list != nullptr);
  CHECK(list->front().find("octets") != nullptr);
}

TEST_CASE("a QC statement that is not well-formed is told") {
  CHECK(fault("1.3.6.1.5.5.7.1.3", "300a3008060604008e460103") == "qcStatements, byte 12");
  CHECK(fault("1.3.6.1.5.5.7.1.3", "300d300b06060400 8e460102 0101ff") == "qcStatements, byte 12");
}

TEST_CASE("an extension that nobody knows is shown in octets") {
  const auto described = described_extension("1.2.3.4", "0500");
  CHECK(described.find("content") == nullptr);
  CHECK(described.find("malformed") == nullptr);
  CHECK(std::get<Description::Octets>(described.find("value")->value()).hex == "0500");
  CHECK_FALSE(is_described(der::Oid::literal("1.2.3.4")));
}

TEST_CASE("an algorithm in the parameters of an algorithm, and so on, ends at the reader's depth") {
  auto nested = from_hex("300b06092a864886f70d010108");
  for (int i = 0; i < 200; ++i) {
    nested = tests::sequence({from_hex("06092a864886f70d010108"), nested});
  }
  tests::CertificateParts parts;
  parts.algorithm = parts.outer_algorithm = nested;
  require_value(describe_certificate(tests::assemble(parts)));
}

TEST_CASE("what a structure is shows in its first values") {
  CHECK(kind_of_structure(tests::assemble(tests::CertificateParts())) == ObjectKind::certificate);
  tests::CertificateParts old;
  old.version.clear();
  CHECK(kind_of_structure(tests::assemble(old)) == ObjectKind::certificate);
  tests::CrlParts crl;
  CHECK(kind_of_structure(tests::assemble(crl)) == ObjectKind::crl);
  crl.version.clear();
  CHECK(kind_of_structure(tests::assemble(crl)) == ObjectKind::crl);
  CHECK(kind_of_structure(from_hex("30030a0106")) == ObjectKind::ocsp_response);
  CHECK(kind_of_structure(from_hex("30053003020102")) == ObjectKind::timestamp);
  CHECK_FALSE(kind_of_structure(from_hex("3000")).has_value());
  CHECK_FALSE(kind_of_structure(from_hex("0500")).has_value());
  CHECK_FALSE(kind_of_structure(from_hex("30063004a0000500")).has_value());
}

TEST_CASE("unique identifiers of a certificate are shown") {
  tests::CertificateParts parts;
  parts.unique_ids = from_hex("81020001 82020002");
  const auto described = require_value(describe_certificate(tests::assemble(parts)));
  CHECK(std::get<Description::Octets>(described.find("issuer_unique_id")->value()).hex == "01");
  CHECK(std::get<Description::Octets>(described.find("subject_unique_id")->value()).hex == "02");
}

TEST_CASE("an entry of a CRL whose extension is malformed is shown with it, and those after it") {
  tests::CrlParts parts;
  const auto date = tests::primitive(der::tag::utc_time, "250101000000Z");
  const auto serial = tests::primitive(der::tag::integer, "\x05");
  const auto wrong = tests::extension(x509::extension::reason_code, from_hex("0a0107"));
  parts.entries = {tests::sequence({serial, date, tests::sequence({wrong})}),
                   tests::sequence({serial, date})};
  std::vector<Description> entries;
  const auto take = [&](Description entry) { entries.push_back(std::move(entry)); };
  const auto described = require_value(describe_crl(tests::assemble(parts), 10, take));
  CHECK(std::get<std::uint64_t>(described.find("entries_total")->value()) == 2);
  REQUIRE(entries.size() == 2);
  CHECK(entries.front().find("reason") == nullptr);
  const auto& extensions = std::get<Description::List>(entries.front().find("extensions")->value());
  CHECK(text(*extensions.front().find("malformed"), "where") == "reasonCode, byte 0");
  CHECK(text(entries.back(), "serial") == "05");
}

TEST_CASE("an OCSP response whose archive cutoff is malformed is shown with it") {
  tests::CertificateSpec of_authority;
  of_authority.ca = true;
  auto authority = tests::make_self_signed(of_authority);
  tests::OcspSpec spec;
  const auto cutoff = der::Oid::literal("1.3.6.1.5.5.7.48.1.6");
  spec.single_extensions = {{cutoff, false, from_hex("0500")}};
  const auto bytes =
      tests::make_ocsp(spec, authority.certificate.subject(), authority.key.public_key(),
                       der::SerialNumber::from_magnitude(der::Bytes{7}), authority);
  require_failure(OcspResponse::parse(bytes), FindingId::extension_malformed, "archiveCutoff");
  const auto described = require_value(describe_ocsp_response(bytes));
  const auto& singles = std::get<Description::List>(described.find("responses")->value());
  const auto& extensions = std::get<Description::List>(singles.front().find("extensions")->value());
  CHECK(text(*extensions.front().find("malformed"), "where") ==
        "id-pkix-ocsp-archive-cutoff, byte 0");
}

TEST_CASE("a certificate whose frame is broken is not described") {
  tests::CertificateParts parts;
  parts.validity = from_hex("3000");
  require_failure(describe_certificate(tests::assemble(parts)), FindingId::der_missing_value,
                  "validity");
}

TEST_CASE("every certificate of published lists is described, malformed extensions and all") {
  std::size_t count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(tests::reference_file("lists/eu-2019"))) {
    for (const auto& der : certificates_in(entry.path())) {
      require_value(describe_certificate(der));
      CHECK(kind_of_structure(der) == ObjectKind::certificate);
      ++count;
    }
  }
  CHECK(count > 1000);
}

TEST_CASE("every certificate and CRL of PKITS is described") {
  for (const auto* folder : {"pkits/certs", "pkits/crls"}) {
    for (const auto& entry : std::filesystem::directory_iterator(tests::reference_file(folder))) {
      const auto bytes = tests::read_file(entry.path());
      INFO(entry.path());
      const auto der = der::as_bytes(bytes);
      const auto kind = kind_of_structure(der);
      REQUIRE(kind.has_value());
      if (*kind == ObjectKind::certificate) {
        require_value(describe_certificate(der));
      } else {
        std::size_t taken = 0;
        require_value(describe_crl(der, 5, [&](const Description&) { ++taken; }));
        CHECK(taken <= 5);
      }
    }
  }
}

}  // namespace accord::x509
