#include "lib/x509/crl.h"

#include <algorithm>
#include <map>
#include <random>

#include <catch2/catch_test_macros.hpp>
#include <sys/mman.h>

#include "lib/der/base64.h"
#include "tests/lib/der/refused.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/hex.h"

namespace accord::x509 {
namespace {

using outcome::FindingId;
using tests::assemble;
using tests::check_refused;
using tests::crl_entry;
using tests::CrlParts;
using tests::from_hex;
using tests::primitive;
using tests::require_value;
using tests::sequence;

Crl parse(const CrlParts& parts) { return require_value(Crl::parse(assemble(parts))); }

outcome::Result<Crl> try_parse(const CrlParts& parts) { return Crl::parse(assemble(parts)); }

der::SerialNumber serial(std::string_view hex) {
  return require_value(der::SerialNumber::from_hex(hex));
}

der::Bytes utc(std::string_view text) { return primitive(der::tag::utc_time, text); }

der::Bytes reason(std::uint8_t number) {
  return tests::extension(extension::reason_code, {0x0A, 0x01, number});
}

TEST_CASE("a CRL of more than four gibibytes is refused before it is read") {
  // Pages of zeros that take up no memory as long as nobody looks at them.
  constexpr std::size_t size = (std::size_t{1} << 32U) + 1;
  void* pages =
      ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  REQUIRE(pages != MAP_FAILED);
  const auto refused = Crl::parse({static_cast<const std::uint8_t*>(pages), size});
  tests::require_failure(refused, FindingId::crl_malformed);
  ::munmap(pages, size);
}

TEST_CASE("a CRL is read in all its parts") {
  CrlParts parts;
  parts.entries = {
      crl_entry(serial("10")), crl_entry(serial("0f"), {reason(1)}, utc("260102000000Z")),
      crl_entry(serial("ff0011"), {reason(4), tests::extension(extension::invalidity_date,
                                                               primitive(der::tag::generalized_time,
                                                                         "20251231000000Z"))})};
  parts.extensions = {
      tests::extension(extension::crl_number, from_hex("02020100")),
      tests::extension(extension::authority_key_identifier, from_hex("3004 8002 cafe")),
      tests::extension(extension::expired_certs_on_crl,
                       primitive(der::tag::generalized_time, "20200101000000Z"))};
  const auto bytes = assemble(parts);
  const auto crl = require_value(Crl::parse(bytes));
  CHECK(der::equal(crl.der(), bytes));
  CHECK(crl.issuer().to_string() == "CN=Issuer");
  CHECK(time::to_string(crl.this_update()) == "2026-01-01T00:00:00Z");
  REQUIRE(crl.next_update().has_value());
  CHECK(time::to_string(*crl.next_update()) == "2026-02-01T00:00:00Z");
  CHECK(crl.extensions().size() == 3);
  CHECK(crl.number()->to_hex() == "0100");
  CHECK_FALSE(crl.is_delta());
  CHECK(crl.authority_key_identifier()->key_identifier == from_hex("cafe"));
  CHECK_FALSE(crl.issuing_distribution_point().has_value());
  CHECK(crl.unknown_critical().empty());
  CHECK(crl.size() == 3);
  const auto plain = crl.find(serial("10"));
  REQUIRE(plain.has_value());
  CHECK(plain->serial == serial("10"));
  CHECK(time::to_string(plain->revocation_date) == "2026-01-01T00:00:00Z");
  CHECK_FALSE(plain->reason.has_value());
  CHECK_FALSE(plain->invalidity_date.has_value());
  CHECK(crl.find(serial("0f"))->reason == RevocationReason::key_compromise);
  CHECK(time::to_string(crl.find(serial("0f"))->revocation_date) == "2026-01-02T00:00:00Z");
  CHECK(time::to_string(*crl.find(serial("ff0011"))->invalidity_date) == "2025-12-31T00:00:00Z");
  CHECK_FALSE(crl.find(serial("11")).has_value());
  CHECK_FALSE(crl.find(der::SerialNumber()).has_value());
  const auto entries = crl.entries();
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].serial == serial("10"));
  CHECK(entries[1].serial == serial("0f"));
  CHECK(entries[2].reason == RevocationReason::superseded);
}

TEST_CASE("a CRL without entries lists nothing") {
  CHECK(parse({}).size() == 0);
  CHECK_FALSE(parse({}).find(serial("01")).has_value());
  CHECK(parse({}).entries().empty());
  CrlParts empty;
  empty.whole_entries = from_hex("3000");
  CHECK(parse(empty).size() == 0);
  CrlParts old;
  old.version = {};
  old.next_update = {};
  old.entries = {crl_entry(serial("01"))};
  CHECK(parse(old).find(serial("01")).has_value());
  CHECK_FALSE(parse(old).next_update().has_value());
}

TEST_CASE("every entry of a long list is found, and nothing else") {
  std::mt19937_64 random(20261121);
  CrlParts parts;
  std::map<std::string, unsigned> listed;
  const auto add = [&](const der::SerialNumber& number) {
    if (!listed.emplace(number.to_hex(), listed.size() % 7).second) return;
    const auto kind = static_cast<std::uint8_t>(listed.at(number.to_hex()));
    parts.entries.push_back(kind == 0 ? crl_entry(number) : crl_entry(number, {reason(kind)}));
  };
  for (unsigned i = 0; i < 2'000; ++i) {
    der::Bytes magnitude(1 + i % 20);
    for (auto& octet : magnitude) octet = static_cast<std::uint8_t>(random());
    add(der::SerialNumber::from_magnitude(magnitude));
    // Alike in their last eight octets, which the index sorts by first.
    magnitude.assign(12, 0x11);
    magnitude[0] = static_cast<std::uint8_t>(i);
    magnitude[1] = static_cast<std::uint8_t>(i >> 8U);
    add(der::SerialNumber::from_magnitude(magnitude));
  }
  const auto crl = parse(parts);
  REQUIRE(crl.size() == listed.size());
  for (const auto& [hex, kind] : listed) {
    const auto entry = crl.find(require_value(der::SerialNumber::from_content(from_hex(hex))));
    INFO(hex);
    REQUIRE(entry.has_value());
    CHECK(entry->serial.to_hex() == hex);
    CHECK(entry->reason.has_value() == (kind != 0));
    if (entry->reason.has_value()) CHECK(static_cast<unsigned>(*entry->reason) == kind);
  }
  for (unsigned i = 0; i < 2'000; ++i) {
    der::Bytes magnitude(1 + i % 20);
    for (auto& octet : magnitude) octet = static_cast<std::uint8_t>(random());
    const auto number = der::SerialNumber::from_magnitude(magnitude);
    CHECK(crl.find(number).has_value() == (listed.count(number.to_hex()) != 0));
  }
}

TEST_CASE("of several entries with one serial number the most severe that they say counts") {
  const auto invalid_since = [](std::string_view date) {
    return tests::extension(extension::invalidity_date,
                            primitive(der::tag::generalized_time, date));
  };
  CrlParts parts;
  parts.entries = {
      crl_entry(serial("01"), {reason(8)}, utc("260101000000Z")),
      crl_entry(serial("01"), {reason(1), invalid_since("20251231000000Z")}, utc("260104000000Z")),
      crl_entry(serial("01"), {reason(4), invalid_since("20260101000000Z")}, utc("260103000000Z")),
      crl_entry(serial("02"), {reason(8)}),
      crl_entry(serial("03"), {reason(6)}, utc("260102000000Z")),
      crl_entry(serial("03"), {reason(1)}, utc("260103000000Z")),
      crl_entry(serial("04"), {reason(6)}, utc("260102000000Z")),
      crl_entry(serial("04"), {}, utc("260103000000Z")),
      crl_entry(serial("05"), {reason(6)}, utc("260102000000Z")),
      crl_entry(serial("05"), {reason(8)}, utc("260103000000Z"))};
  for (const bool backwards : {false, true}) {
    INFO(backwards);
    if (backwards) std::reverse(parts.entries.begin(), parts.entries.end());
    const auto crl = parse(parts);
    CHECK(crl.size() == 10);
    CHECK(crl.entries().size() == 10);
    const auto date = [&](std::string_view number) {
      return time::to_string(crl.find(serial(number))->revocation_date);
    };
    CHECK(crl.find(serial("01"))->reason == RevocationReason::superseded);
    CHECK(date("01") == "2026-01-01T00:00:00Z");
    CHECK(time::to_string(*crl.find(serial("01"))->invalidity_date) == "2025-12-31T00:00:00Z");
    CHECK(crl.find(serial("02"))->reason == RevocationReason::remove_from_crl);
    CHECK(crl.find(serial("03"))->reason == RevocationReason::key_compromise);
    CHECK(date("03") == "2026-01-02T00:00:00Z");
    CHECK_FALSE(crl.find(serial("04"))->reason.has_value());
    CHECK(date("04") == "2026-01-02T00:00:00Z");
    CHECK(crl.find(serial("05"))->reason == RevocationReason::remove_from_crl);
  }
}

TEST_CASE("negative and very long serial numbers are listed like others") {
  CrlParts parts;
  parts.entries = {sequence({from_hex("0201ff"), utc("260101000000Z")}),
                   sequence({from_hex("0216 7f" + std::string(42, '1')), utc("260101000000Z")})};
  const auto crl = parse(parts);
  CHECK(crl.find(require_value(der::SerialNumber::from_content(from_hex("ff")))).has_value());
  CHECK_FALSE(crl.find(serial("ff")).has_value());
  CHECK(crl.find(serial("7f" + std::string(42, '1'))).has_value());
}

TEST_CASE("critical extensions that are not known are named") {
  const auto critical = from_hex("0101ff");
  const auto of_list = der::Oid::literal("1.2.3.1");
  const auto of_entry = der::Oid::literal("1.2.3.2");
  CrlParts parts;
  parts.extensions = {tests::extension(of_list, {}, critical),
                      tests::extension(der::Oid::literal("1.2.3.3"), {})};
  parts.entries = {crl_entry(serial("01"), {tests::extension(of_entry, {}, critical)}),
                   crl_entry(serial("02"), {tests::extension(of_entry, {0x05, 0x00}, critical)}),
                   crl_entry(serial("03"), {tests::extension(der::Oid::literal("1.2.3.4"), {})})};
  CHECK(parse(parts).unknown_critical() == std::vector<der::Oid>{of_list, of_entry});
}

TEST_CASE("a delta CRL says so") {
  CrlParts parts;
  parts.extensions = {
      tests::extension(extension::delta_crl_indicator, from_hex("020105"), from_hex("0101ff"))};
  CHECK(parse(parts).is_delta());
  CHECK(parse(parts).unknown_critical().empty());
}

TEST_CASE("an issuing distribution point is read") {
  const auto with = [](const der::Bytes& value) {
    CrlParts parts;
    parts.extensions = {
        tests::extension(extension::issuing_distribution_point, value, from_hex("0101ff"))};
    return parse(parts);
  };
  const auto name =
      tests::constructed(0xA0, {tests::constructed(0xA0, {primitive(0x86, "http://x/")})});
  const auto full = with(sequence({name, from_hex("8101ff 83020560")}));
  const auto& point = full.issuing_distribution_point();
  REQUIRE(point.has_value());
  CHECK(point->full_name[0].text == "http://x/");
  CHECK(point->only_user_certs);
  CHECK_FALSE(point->only_ca_certs);
  CHECK_FALSE(point->indirect);
  CHECK(point->only_some_reasons == 0b110);
  CHECK(full.unknown_critical().empty());
  CHECK(with(from_hex("3003 8201ff")).issuing_distribution_point()->only_ca_certs);
  CHECK(with(from_hex("3003 8501ff")).issuing_distribution_point()->only_attribute_certs);
  CHECK(with(from_hex("3000")).issuing_distribution_point().has_value());
}

TEST_CASE("a wrong version of a CRL is refused") {
  const auto refused = [](const CrlParts& parts, std::string_view where, std::string_view reason) {
    const auto result = try_parse(parts);
    check_refused(result, FindingId::crl_version, where);
    CHECK(result.error().params.front().second == reason);
  };
  CrlParts parts;
  parts.version = from_hex("020100");
  refused(parts, "version, byte 4", "a version that is written out has to be 2");
  parts.version = from_hex("020102");
  refused(parts, "version, byte 4", "a version that is written out has to be 2");
  parts = {};
  parts.version = {};
  parts.extensions = {tests::extension(extension::crl_number, from_hex("020101"))};
  refused(parts, "crlExtensions, byte 65", "a CRL of version 1 has no extensions");
  parts.extensions.clear();
  parts.entries = {crl_entry(serial("01"), {reason(1)})};
  refused(parts, "revokedCertificates, byte 89", "a CRL of version 1 has no entry extensions");
}

TEST_CASE("the algorithms inside and outside a CRL must be the same") {
  CrlParts parts;
  parts.outer_algorithm = from_hex("300c 06082a8648ce3d040302 0500");
  check_refused(try_parse(parts), FindingId::crl_algorithm_mismatch, "signature, byte 7");
}

TEST_CASE("an extension stands once in a CRL and in an entry") {
  CrlParts parts;
  const auto number = tests::extension(extension::crl_number, from_hex("020101"));
  parts.extensions = {number, number};
  check_refused(try_parse(parts), FindingId::crl_extension_duplicate, "crlExtensions, extensions");
  parts = {};
  parts.entries = {crl_entry(serial("01")), crl_entry(serial("02"), {reason(1), reason(1)})};
  const auto refused = try_parse(parts);
  check_refused(refused, FindingId::crl_extension_duplicate,
                "revokedCertificates, entry at byte 92, extensions");
  CHECK(refused.error().params == outcome::Params{{"extension", "reasonCode"}});
}

TEST_CASE("malformed extensions of CRLs and entries are refused by name") {
  const auto of_list = [](const der::Oid& id, std::string_view hex) {
    CrlParts parts;
    parts.extensions = {tests::extension(id, from_hex(hex))};
    return try_parse(parts);
  };
  check_refused(of_list(extension::crl_number, "02020001"), FindingId::extension_malformed,
                "cRLNumber, byte 0");
  check_refused(of_list(extension::crl_number, "020101 00"), FindingId::extension_malformed,
                "cRLNumber, byte 3");
  check_refused(of_list(extension::delta_crl_indicator, "0500"), FindingId::extension_malformed,
                "deltaCRLIndicator, byte 0");
  check_refused(of_list(extension::issuing_distribution_point, "3003 810101"),
                FindingId::extension_malformed, "issuingDistributionPoint, byte 2");
  check_refused(of_list(extension::issuing_distribution_point, "3002 8600"),
                FindingId::extension_malformed, "issuingDistributionPoint, byte 2");
  check_refused(of_list(extension::authority_key_identifier, "0500"),
                FindingId::extension_malformed, "authorityKeyIdentifier, byte 0");
  const auto of_entry = [](const der::Oid& id, std::string_view hex) {
    CrlParts parts;
    parts.entries = {crl_entry(serial("01"), {tests::extension(id, from_hex(hex))})};
    return try_parse(parts);
  };
  const std::string entry = "revokedCertificates, entry at byte 70, ";
  const auto seven = of_entry(extension::reason_code, "0a0107");
  check_refused(seven, FindingId::extension_malformed, entry + "reasonCode, byte 0");
  CHECK(seven.error().params.back().second == "there is no reason 7");
  check_refused(of_entry(extension::reason_code, "0a010b"), FindingId::extension_malformed,
                entry + "reasonCode, byte 0");
  check_refused(of_entry(extension::reason_code, "020101"), FindingId::extension_malformed,
                entry + "reasonCode, byte 0");
  check_refused(
      of_entry(extension::invalidity_date, "170d" + der::to_hex(der::as_bytes("260101000000Z"))),
      FindingId::extension_malformed,
      "revokedCertificates, entry at byte 71, invalidityDate, byte 0");
  check_refused(of_entry(extension::certificate_issuer, "3000"), FindingId::extension_malformed,
                entry + "certificateIssuer, byte 2");
}

TEST_CASE("what stands at the wrong place in a CRL is refused there") {
  const auto where = [](const CrlParts& parts, FindingId id) {
    const auto result = try_parse(parts);
    return tests::require_failure(result, id).about.where;
  };
  CrlParts parts;
  parts.this_update = primitive(der::tag::generalized_time, "20260101000000Z");
  CHECK(where(parts, FindingId::der_time_wrong_type) == "thisUpdate, byte 38");
  parts = {};
  parts.next_update = utc("2601010000Z");
  CHECK(where(parts, FindingId::time_malformed) == "nextUpdate, byte 53");
  parts = {};
  parts.issuer = from_hex("3002 3100");
  CHECK(where(parts, FindingId::name_malformed) == "issuer, byte 21");
  parts = {};
  parts.algorithm = from_hex("3000");
  CHECK(where(parts, FindingId::der_missing_value) == "signature, byte 9");
  parts = {};
  parts.entries = {crl_entry(serial("01")), from_hex("3003 020101")};
  CHECK(where(parts, FindingId::der_missing_value) == "revokedCertificates, byte 95");
  parts.entries = {sequence({from_hex("02020001"), utc("260101000000Z")})};
  CHECK(where(parts, FindingId::der_integer_not_minimal) == "revokedCertificates, byte 72");
  parts.entries = {sequence({from_hex("020101"), utc("260101000000Z"), from_hex("3000")})};
  CHECK(where(parts, FindingId::der_missing_value) == "revokedCertificates, byte 92");
  parts.entries = {sequence(
      {from_hex("020101"), utc("260101000000Z"), sequence({reason(1)}), from_hex("0500")})};
  CHECK(where(parts, FindingId::der_trailing_data) == "revokedCertificates, byte 104");
}

TEST_CASE("a CRL cut off anywhere is refused") {
  CrlParts parts;
  parts.entries = {crl_entry(serial("01"), {reason(1)})};
  parts.extensions = {tests::extension(extension::crl_number, from_hex("020101"))};
  const auto bytes = assemble(parts);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(Crl::parse(der::ByteView(bytes).first(size)).has_value());
  }
  auto longer = bytes;
  longer.push_back(0);
  check_refused(Crl::parse(longer), FindingId::der_trailing_data,
                "byte " + std::to_string(bytes.size()));
}

TEST_CASE("reasons have the words of RFC 5280") {
  for (unsigned number = 0; number <= 10; ++number) {
    if (number == 7) continue;
    const auto value = static_cast<RevocationReason>(number);
    CHECK(reason_from(to_string(value)) == value);
  }
  CHECK(to_string(RevocationReason::key_compromise) == "keyCompromise");
  CHECK_FALSE(reason_from("keycompromise").has_value());
}

TEST_CASE("CRLs are read from DER and PEM files") {
  const auto bytes = assemble(CrlParts{});
  CHECK(require_value(read_crls(bytes)).size() == 1);
  const auto pem = der::to_pem("X509 CRL", bytes) + der::to_pem("CERTIFICATE", from_hex("3000")) +
                   der::to_pem("X509 CRL", bytes);
  CHECK(require_value(read_crls(der::as_bytes(pem))).size() == 2);
  const auto certificate = der::to_pem("CERTIFICATE", from_hex("3000"));
  check_refused(read_crls(der::as_bytes(certificate)), FindingId::crl_none, "");
  check_refused(read_crls(from_hex("3000")), FindingId::der_missing_value, "CRL 1, byte 2");
}

}  // namespace
}  // namespace accord::x509
