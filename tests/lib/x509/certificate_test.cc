#include "lib/x509/certificate.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/lib/der/refused.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/hex.h"

namespace accord::x509 {
namespace {

using outcome::FindingId;
using tests::assemble;
using tests::CertificateParts;
using tests::check_refused;
using tests::constructed;
using tests::from_hex;
using tests::primitive;
using tests::require_value;
using tests::sequence;

Certificate parse(const CertificateParts& parts) {
  return require_value(Certificate::parse(assemble(parts)));
}

outcome::Result<Certificate> try_parse(const CertificateParts& parts) {
  return Certificate::parse(assemble(parts));
}

CertificateParts with_extensions(std::vector<der::Bytes> extensions) {
  CertificateParts parts;
  parts.extensions = std::move(extensions);
  return parts;
}

TEST_CASE("a certificate is read in all its parts") {
  CertificateParts parts;
  parts.extensions = {
      tests::extension(extension::basic_constraints, from_hex("3006 0101ff 020101"),
                       from_hex("0101ff")),
      tests::extension(extension::key_usage, from_hex("03020106"), from_hex("0101ff")),
      tests::extension(extension::extended_key_usage, from_hex("3005 06032a0304")),
      tests::extension(extension::subject_key_identifier, from_hex("0402cafe")),
      tests::extension(extension::authority_key_identifier, from_hex("3004 8002 beef")),
      tests::extension(extension::subject_alternative_name,
                       sequence({primitive(0x82, "x.example")})),
      tests::extension(extension::certificate_policies, from_hex("3007 3005 06032a0304")),
      tests::extension(extension::crl_distribution_points,
                       write_crl_distribution_points({"http://x/crl"})),
      tests::extension(extension::authority_information_access,
                       write_authority_information_access({}, {"http://x/"})),
      tests::extension(extension::qc_statements, from_hex("300a 3008 0606 04008e460101")),
      tests::extension(der::Oid::literal("1.2.3.4"), from_hex("dead"), from_hex("0101ff"))};
  const auto bytes = assemble(parts);
  const auto certificate = require_value(Certificate::parse(bytes));
  CHECK(der::equal(certificate.der(), bytes));
  CHECK(certificate.version() == 3);
  CHECK(certificate.serial().to_hex() == "01");
  CHECK(certificate.issuer().to_string() == "CN=Issuer");
  CHECK(certificate.subject().to_string() == "CN=Subject");
  CHECK(time::to_string(certificate.not_before()) == "2020-01-01T00:00:00Z");
  CHECK(time::to_string(certificate.not_after()) == "2030-01-01T00:00:00Z");
  CHECK(der::equal(certificate.spki(), parts.key));
  CHECK(der::equal(certificate.signature_algorithm_der(), parts.algorithm));
  CHECK(der::to_hex(certificate.signature()) == "5a5a5a5a");
  CHECK(certificate.tbs().data() > certificate.der().data());
  REQUIRE(certificate.extensions().size() == 11);
  CHECK(certificate.basic_constraints()->path_length == 1U);
  CHECK(certificate.key_usage()->has(KeyUsageBit::crl_sign));
  CHECK(certificate.extended_key_usage()->size() == 1);
  CHECK(certificate.subject_key_identifier() == from_hex("cafe"));
  CHECK(certificate.authority_key_identifier()->key_identifier == from_hex("beef"));
  CHECK(certificate.subject_alternative_names().size() == 1);
  CHECK(certificate.policies().size() == 1);
  CHECK(certificate.crl_distribution_points().size() == 1);
  CHECK(certificate.authority_information_access().size() == 1);
  CHECK(certificate.qc_statements()->compliance);
  const auto* unknown = certificate.find(der::Oid::literal("1.2.3.4"));
  REQUIRE(unknown != nullptr);
  CHECK(unknown->critical);
  CHECK(der::to_hex(unknown->value) == "dead");
  CHECK(certificate.find(extension::name_constraints) == nullptr);
  CHECK_FALSE(certificate.is_self_issued());
}

TEST_CASE("a certificate without extensions has none of what they say") {
  const auto certificate = parse({});
  CHECK(certificate.extensions().empty());
  CHECK_FALSE(certificate.basic_constraints().has_value());
  CHECK_FALSE(certificate.key_usage().has_value());
  CHECK_FALSE(certificate.extended_key_usage().has_value());
  CHECK_FALSE(certificate.subject_key_identifier().has_value());
  CHECK_FALSE(certificate.authority_key_identifier().has_value());
  CHECK_FALSE(certificate.qc_statements().has_value());
}

TEST_CASE("what authorities must not issue and validators must handle is read") {
  CertificateParts parts;
  parts.version = {};
  CHECK(parse(parts).version() == 1);
  parts.version = from_hex("a003 020101");
  parts.unique_ids = from_hex("8102005a 8202005a");
  CHECK(parse(parts).version() == 2);
  parts = {};
  parts.serial = from_hex("0201ff");
  CHECK_FALSE(parse(parts).serial().is_conforming());
  parts.serial = from_hex("0216 7f" + std::string(42, '1'));
  CHECK(parse(parts).serial().content().size() == 22);
  parts = {};
  parts.issuer = parts.subject = from_hex("3000");
  CHECK(parse(parts).issuer().empty());
  parts = {};
  parts.validity = sequence({primitive(der::tag::generalized_time, "20200101000000Z"),
                             primitive(der::tag::generalized_time, "99991231235959Z")});
  CHECK(time::to_string(parse(parts).not_before()) == "2020-01-01T00:00:00Z");
  CHECK(time::to_string(parse(parts).not_after()) == "9999-12-31T23:59:59Z");
  // FALSE written out is not DER, and common.
  parts = with_extensions({tests::extension(der::Oid::literal("1.2.3"), {}, from_hex("010100"))});
  CHECK_FALSE(parse(parts).extensions().front().critical);
  // Its last bit is not part of the signature: readable, since such certificates are in use, and
  // vouched for by nobody.
  parts = {};
  parts.signature = from_hex("0303 015a5a");
  const auto odd = parse(parts);
  const auto key = tests::make_self_signed({}).key;
  check_refused(odd.check_signature(key.public_key()), FindingId::der_bit_string_malformed,
                "signatureValue");
}

TEST_CASE("a wrong version is refused") {
  const auto refused = [](const CertificateParts& parts, std::string_view where,
                          std::string_view reason) {
    const auto result = try_parse(parts);
    check_refused(result, FindingId::certificate_version, where);
    CHECK(result.error().params.front().second == reason);
  };
  CertificateParts parts;
  parts.version = from_hex("a003 020100");
  refused(parts, "version, byte 5", "version 1 is the default and must not be written out");
  parts.version = from_hex("a003 020103");
  refused(parts, "version, byte 5", "the number 3 stands for no version");
  parts.version = {};
  parts.unique_ids = from_hex("8102005a");
  CHECK(tests::require_failure(try_parse(parts), FindingId::certificate_version)
            .params.front()
            .second == "version 1 has no unique identifiers");
  parts = with_extensions({tests::extension(extension::key_usage, from_hex("03020106"))});
  parts.version = from_hex("a003 020101");
  CHECK(tests::require_failure(try_parse(parts), FindingId::certificate_version)
            .params.front()
            .second == "a certificate of version 2 has no extensions");
}

TEST_CASE("the algorithms inside and outside must be the same") {
  CertificateParts parts;
  parts.outer_algorithm = from_hex("300c 06082a8648ce3d040303 0500");
  check_refused(try_parse(parts), FindingId::certificate_algorithm_mismatch, "signature, byte 13");
  // The same algorithm with other parameters is another identifier.
  parts.outer_algorithm = from_hex("300c 06082a8648ce3d040302 0500");
  check_refused(try_parse(parts), FindingId::certificate_algorithm_mismatch, "signature, byte 13");
}

TEST_CASE("an extension stands once") {
  auto parts = with_extensions({tests::extension(extension::key_usage, from_hex("03020106")),
                                tests::extension(der::Oid::literal("1.2.3"), {}),
                                tests::extension(extension::key_usage, from_hex("03020780"))});
  const auto refused = try_parse(parts);
  check_refused(refused, FindingId::certificate_extension_duplicate, "extensions");
  CHECK(refused.error().params == outcome::Params{{"extension", "keyUsage"}});
}

TEST_CASE("a malformed extension is refused by name") {
  const auto refused = try_parse(
      with_extensions({tests::extension(extension::basic_constraints, from_hex("3003 010101"))}));
  check_refused(refused, FindingId::extension_malformed, "basicConstraints, byte 2");
  CHECK(refused.error().params.front().second == "basicConstraints");
  for (const auto* id :
       {&extension::key_usage, &extension::extended_key_usage, &extension::subject_key_identifier,
        &extension::authority_key_identifier, &extension::subject_alternative_name,
        &extension::certificate_policies, &extension::crl_distribution_points,
        &extension::authority_information_access, &extension::qc_statements}) {
    const auto name = extension::name_of(*id);
    check_refused(try_parse(with_extensions({tests::extension(*id, from_hex("05"))})),
                  FindingId::extension_malformed, name + ", byte 0");
  }
}

TEST_CASE("what stands at the wrong place in a certificate is refused there") {
  const auto where = [](const CertificateParts& parts, FindingId id) {
    const auto result = try_parse(parts);
    return tests::require_failure(result, id).about.where;
  };
  CertificateParts parts;
  parts.serial = from_hex("02020001");
  CHECK(where(parts, FindingId::der_integer_not_minimal) == "serialNumber, byte 10");
  parts = {};
  parts.algorithm = from_hex("3000");
  CHECK(where(parts, FindingId::der_missing_value) == "signature, byte 14");
  parts = {};
  parts.issuer = from_hex("3100");
  CHECK(where(parts, FindingId::der_unexpected_tag) == "issuer, byte 24");
  parts.issuer = from_hex("3002 3100");
  CHECK(where(parts, FindingId::name_malformed) == "issuer, byte 26");
  parts.issuer = from_hex("3000");
  parts.validity = sequence({primitive(der::tag::utc_time, "200101000000Z")});
  CHECK(where(parts, FindingId::der_missing_value) == "validity, byte 43");
  parts.validity = sequence(
      {primitive(der::tag::utc_time, "20010100Z"), primitive(der::tag::utc_time, "200101000000Z")});
  CHECK(where(parts, FindingId::time_malformed) == "validity, byte 28");
  parts.validity = from_hex("3000");
  CHECK(where(parts, FindingId::der_missing_value) == "validity, byte 28");
  parts = {};
  parts.subject = from_hex("3002 3100");
  CHECK(where(parts, FindingId::name_malformed) == "subject, byte 77");
  parts = {};
  parts.subject = from_hex("3000");
  parts.key = from_hex("3002 3000");
  CHECK(where(parts, FindingId::der_missing_value) == "subjectPublicKeyInfo, byte 81");
  parts = {};
  parts.subject = parts.issuer = from_hex("3000");
  parts.unique_ids = from_hex("8100");
  CHECK(where(parts, FindingId::der_bit_string_malformed) == "uniqueID, byte 82");
}

TEST_CASE("what follows in a certificate is refused") {
  CertificateParts parts;
  parts.after = from_hex("0500");
  tests::require_failure(try_parse(parts), FindingId::der_trailing_data);
  auto bytes = assemble(CertificateParts{});
  bytes.push_back(0);
  check_refused(Certificate::parse(bytes), FindingId::der_trailing_data,
                "byte " + std::to_string(bytes.size() - 1));
}

TEST_CASE("an empty list of extensions is refused") {
  CertificateParts parts;
  parts.whole_extensions = from_hex("a302 3000");
  tests::require_failure(try_parse(parts), FindingId::der_missing_value, "extensions, byte ");
  parts.whole_extensions = from_hex("a304 3000 0500");
  tests::require_failure(try_parse(parts), FindingId::der_trailing_data, "extensions, byte ");
  parts.whole_extensions = from_hex("a300");
  tests::require_failure(try_parse(parts), FindingId::der_missing_value, "extensions, byte ");
  parts.whole_extensions =
      constructed(0xA3, {sequence({sequence({from_hex("0603551d0f 010101 0400")})})});
  tests::require_failure(try_parse(parts), FindingId::extension_malformed,
                         "extensions, keyUsage, byte ");
}

TEST_CASE("a certificate cut off anywhere is refused") {
  const auto bytes =
      assemble(with_extensions({tests::extension(extension::key_usage, from_hex("03020106"))}));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(Certificate::parse(der::ByteView(bytes).first(size)).has_value());
  }
}

TEST_CASE("thousands of extensions are read or refused without much work") {
  std::vector<der::Bytes> extensions;
  for (unsigned i = 0; i < 20'000; ++i) {
    extensions.push_back(tests::extension(der::Oid::literal("1.2.3." + std::to_string(i)), {}));
  }
  CHECK(parse(with_extensions(extensions)).extensions().size() == 20'000);
  extensions.push_back(extensions.front());
  check_refused(try_parse(with_extensions(extensions)), FindingId::certificate_extension_duplicate,
                "extensions");
}

TEST_CASE("copies of a certificate share what they hold, and equality is that of the bytes") {
  const auto certificate = parse({});
  const auto copy = certificate;
  CHECK(copy.der().data() == certificate.der().data());
  CHECK(copy == certificate);
  CHECK(parse({}) == certificate);
  CertificateParts other;
  other.serial = from_hex("020102");
  CHECK_FALSE(parse(other) == certificate);
}

TEST_CASE("a certificate's signature is checked with its issuer's key") {
  auto root = tests::make_self_signed({.common_name = "Root", .ca = true});
  const auto leaf = tests::make_issued({.common_name = "Leaf"}, root);
  CHECK(root.certificate.is_self_issued());
  CHECK_FALSE(leaf.certificate.is_self_issued());
  REQUIRE(root.certificate.public_key().has_value());
  const auto& root_key = *root.certificate.public_key();
  CHECK(root.certificate.check_signature(root_key).has_value());
  CHECK(leaf.certificate.check_signature(root_key).has_value());
  tests::require_failure(leaf.certificate.check_signature(*leaf.certificate.public_key()),
                         FindingId::signature_wrong);
  CHECK(leaf.certificate.fingerprint() ==
        crypto::digest(crypto::DigestAlgorithm::sha256, leaf.certificate.der()));
  std::string changed(der::as_text(leaf.certificate.der()));
  changed.replace(changed.find("Leaf"), 4, "Lear");
  const auto forged = require_value(Certificate::parse(der::as_bytes(changed)));
  tests::require_failure(forged.check_signature(root_key), FindingId::signature_wrong);
}

TEST_CASE("a key or an algorithm that is not known is told when it is used") {
  const auto certificate = parse({});
  REQUIRE_FALSE(certificate.public_key().has_value());
  CHECK(certificate.public_key().error().id == FindingId::key_unknown_algorithm);
  CertificateParts parts;
  parts.algorithm = parts.outer_algorithm = from_hex("3005 06032a0304");
  const auto key = tests::make_self_signed({}).key;
  check_refused(parse(parts).check_signature(key.public_key()), FindingId::algorithm_unknown,
                "signatureAlgorithm, AlgorithmIdentifier");
}

TEST_CASE("certificates are read from DER and PEM files") {
  const auto bytes = assemble(CertificateParts{});
  CHECK(require_value(read_certificates(bytes)).size() == 1);
  const auto pem = "a note\n" + der::to_pem("CERTIFICATE", bytes) +
                   der::to_pem("X509 CRL", from_hex("3000")) +
                   der::to_pem("X509 CERTIFICATE", bytes);
  CHECK(require_value(read_certificates(der::as_bytes(pem))).size() == 2);
  // A note may begin with the character that is DER's SEQUENCE.
  CHECK(require_value(read_certificates(der::as_bytes("0 " + pem))).size() == 2);
}

TEST_CASE("a file without a certificate, or with a broken one, is refused") {
  const auto crl = der::to_pem("X509 CRL", from_hex("3000"));
  check_refused(read_certificates(der::as_bytes(crl)), FindingId::certificate_none, "");
  tests::require_failure(read_certificates({}), FindingId::pem_missing);
  tests::require_failure(read_certificates(der::as_bytes("hello")), FindingId::pem_missing);
  check_refused(read_certificates(from_hex("3000")), FindingId::der_missing_value,
                "certificate 1, byte 2");
  const auto pem = der::to_pem("CERTIFICATE", assemble(CertificateParts{})) +
                   der::to_pem("CERTIFICATE", from_hex("3002"));
  check_refused(read_certificates(der::as_bytes(pem)), FindingId::der_truncated,
                "certificate 2, byte 0");
}

}  // namespace
}  // namespace accord::x509
