#include <catch2/catch_test_macros.hpp>

#include "lib/crypto/algorithm_policy.h"
#include "lib/der/writer.h"
#include "tests/support/expect.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Severity;
using tests::require_failure;
using tests::require_finding;
using tests::require_value;

constexpr time::Instant day(int year) {
  return std::chrono::sys_days{std::chrono::year{year} / 6 / 1};
}

SignatureAlgorithm algorithm(SignatureFamily family, DigestAlgorithm digest,
                             std::uint32_t salt = 0) {
  SignatureAlgorithm made;
  made.family = family;
  made.digest = digest;
  made.salt_length = salt;
  return made;
}

der::Bytes from_hex(std::string_view hex) {
  der::Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(
        static_cast<std::uint8_t>(std::stoul(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

std::vector<SignatureAlgorithm> every_algorithm() {
  std::vector<SignatureAlgorithm> made;
  for (const auto digest :
       {DigestAlgorithm::sha1, DigestAlgorithm::sha224, DigestAlgorithm::sha256,
        DigestAlgorithm::sha384, DigestAlgorithm::sha512, DigestAlgorithm::sha3_256,
        DigestAlgorithm::sha3_384, DigestAlgorithm::sha3_512}) {
    made.push_back(algorithm(SignatureFamily::rsa_pkcs1, digest));
    made.push_back(algorithm(SignatureFamily::ecdsa, digest));
    made.push_back(algorithm(SignatureFamily::rsa_pss, digest,
                             static_cast<std::uint32_t>(digest_size(digest))));
  }
  made.push_back(algorithm(SignatureFamily::ed25519, {}));
  made.push_back(algorithm(SignatureFamily::ed448, {}));
  made.push_back(algorithm(SignatureFamily::dsa, DigestAlgorithm::sha256));
  made.push_back(algorithm(SignatureFamily::ml_dsa_44, {}));
  made.push_back(algorithm(SignatureFamily::ml_dsa_65, {}));
  made.push_back(algorithm(SignatureFamily::ml_dsa_87, {}));
  return made;
}

// The AlgorithmIdentifier for RSA-PSS with the given DER of its parameters.
der::Bytes pss_identifier_with(const der::Bytes& parameters) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& sequence) {
    sequence.oid(der::Oid::literal("1.2.840.113549.1.1.10"));
    sequence.raw(parameters);
  });
  return std::move(writer).bytes();
}

}  // namespace

TEST_CASE("every signature algorithm is read back from the AlgorithmIdentifier that is written") {
  for (const auto& one : every_algorithm()) {
    INFO(to_string(one));
    CHECK(require_value(read_signature_algorithm(write_signature_algorithm(one))) == one);
  }
}

TEST_CASE("AlgorithmIdentifiers as openssl writes them are read") {
  const auto read = [](std::string_view hex) {
    return require_value(read_signature_algorithm(from_hex(hex)));
  };
  CHECK(read("300d06092a864886f70d01010b0500") ==
        algorithm(SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha256));
  CHECK(read("300a06082a8648ce3d040303") ==
        algorithm(SignatureFamily::ecdsa, DigestAlgorithm::sha384));
  CHECK(read("300506032b6570") == algorithm(SignatureFamily::ed25519, {}));
  CHECK(read("300506032b6571") == algorithm(SignatureFamily::ed448, {}));
  CHECK(read("300b0609608648016503040302") ==
        algorithm(SignatureFamily::dsa, DigestAlgorithm::sha256));
  const auto* const pss =
      "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d0101"
      "083"
      "00d06096086480165030402010500a203020120";
  CHECK(read(pss) == algorithm(SignatureFamily::rsa_pss, DigestAlgorithm::sha256, 32));
  CHECK(der::to_hex(write_signature_algorithm(read(pss))) == pss);
}

TEST_CASE("RSA PKCS#1 is read without parameters too, and never written so") {
  const auto expected = algorithm(SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha256);
  CHECK(require_value(read_signature_algorithm(from_hex("300b06092a864886f70d01010b"))) ==
        expected);
  CHECK(der::to_hex(write_signature_algorithm(expected)) == "300d06092a864886f70d01010b0500");
}

TEST_CASE("an AlgorithmIdentifier with parameters that do not belong to it is refused") {
  for (const auto* hex : {"300e06092a864886f70d01010b020101",    // RSA with an INTEGER
                          "300f06092a864886f70d01010b05000500",  // RSA with two NULLs
                          "300c06082a8648ce3d0403030500",        // ECDSA with NULL
                          "300706032b65700500",                  // Ed25519 with NULL
                          "300b06092a864886f70d01010a"}) {       // RSA-PSS without parameters
    INFO(hex);
    require_failure(read_signature_algorithm(from_hex(hex)), FindingId::algorithm_parameters);
  }
}

TEST_CASE("an unknown signature algorithm is named by its identifier") {
  const auto result = read_signature_algorithm(from_hex("300d06092a864886f70d0101040500"));
  const auto& finding =
      require_failure(result, FindingId::algorithm_unknown, "AlgorithmIdentifier");
  CHECK(outcome::message(finding).find("1.2.840.113549.1.1.4") != std::string::npos);
  CHECK(finding.severity == Severity::indeterminate);
}

TEST_CASE("an AlgorithmIdentifier that is no DER is refused") {
  require_failure(read_signature_algorithm({}), FindingId::der_missing_value);
  require_failure(read_signature_algorithm(from_hex("300d06092a864886f70d01010b050000")),
                  FindingId::der_trailing_data);
}

TEST_CASE("RSA-PSS parameters") {
  const auto read = [](std::string_view hex) {
    return read_signature_algorithm(pss_identifier_with(from_hex(hex)));
  };
  SECTION("an empty sequence stands for SHA-1 and a salt of 20 bytes") {
    const auto expected = algorithm(SignatureFamily::rsa_pss, DigestAlgorithm::sha1, 20);
    CHECK(require_value(read("3000")) == expected);
    CHECK(write_signature_algorithm(expected) == pss_identifier_with(from_hex("3000")));
  }
  SECTION("a default that is written is the default") {
    CHECK(require_value(read("3005a303020101")) ==
          algorithm(SignatureFamily::rsa_pss, DigestAlgorithm::sha1, 20));
  }
  SECTION("digests without NULL are the same digests") {
    CHECK(require_value(read("302ba00d300b0609608648016503040201a11a301806092a864886f70d010108"
                             "300b0609608648016503040201")) ==
          algorithm(SignatureFamily::rsa_pss, DigestAlgorithm::sha256, 20));
  }
  SECTION("another digest for the mask is refused") {
    require_failure(read("300fa00d300b0609608648016503040201"), FindingId::algorithm_parameters);
  }
  SECTION("another trailer is refused") {
    require_failure(read("3005a303020102"), FindingId::algorithm_parameters, "RSASSA-PSS-params");
  }
  SECTION("another mask generation function is refused") {
    require_failure(read("3018a116301406052b0e03021a300b0609608648016503040201"),
                    FindingId::algorithm_parameters);
  }
  SECTION("a salt that no key has room for is refused") {
    CHECK(read("3006a20402020800").has_value());
    require_failure(read("3006a20402020801"), FindingId::algorithm_parameters);
  }
  SECTION("an unknown digest is named") {
    require_failure(read("3010a00e300c06082a864886f70d02050500"), FindingId::algorithm_unknown,
                    "RSASSA-PSS-params");
  }
}

TEST_CASE("every signature algorithm that XML has a URI for is found again by it") {
  std::size_t with_uri = 0;
  for (const auto& one : every_algorithm()) {
    const auto uri = signature_uri(one);
    if (uri.empty()) continue;
    ++with_uri;
    INFO(uri);
    CHECK(signature_from_uri(uri) == one);
  }
  CHECK(with_uri == every_algorithm().size() - 6);  // PKCS#1 with SHA-3 and ML-DSA have none
  CHECK_FALSE(signature_from_uri("http://www.w3.org/2001/04/xmldsig-more#rsa-md5").has_value());
  CHECK_FALSE(signature_from_uri("http://www.w3.org/2000/09/xmldsig#hmac-sha1").has_value());
  CHECK_FALSE(signature_from_uri("").has_value());
  CHECK(signature_uri(algorithm(SignatureFamily::rsa_pss, DigestAlgorithm::sha256, 20)).empty());
}

TEST_CASE("the strict policy refuses SHA-1, DSA and short RSA keys at any time") {
  const auto policy = AlgorithmPolicy::strict();
  for (const auto at : {day(2010), day(2026)}) {
    const auto sha1 =
        policy.check(algorithm(SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha1), at);
    REQUIRE(sha1.has_value());
    CHECK(require_finding(*sha1, FindingId::algorithm_weak).severity == Severity::indeterminate);
    CHECK(policy.check(DigestAlgorithm::sha1, at).has_value());
    CHECK(policy.check(algorithm(SignatureFamily::dsa, DigestAlgorithm::sha256), at).has_value());
    const auto short_rsa = policy.check(KeyFacts{KeyKind::rsa, 1899}, at);
    REQUIRE(short_rsa.has_value());
    require_finding(*short_rsa, FindingId::key_weak);
    CHECK(policy.check(KeyFacts{KeyKind::dsa, 2048}, at).has_value());
  }
}

TEST_CASE("the strict policy has nothing against what is strong") {
  const auto policy = AlgorithmPolicy::strict();
  for (const auto& one : every_algorithm()) {
    INFO(to_string(one));
    const bool weak = one.family == SignatureFamily::dsa ||
                      (one.digest == DigestAlgorithm::sha1 && names_digest(one.family));
    CHECK(policy.check(one, day(2026)).has_value() == weak);
  }
  CHECK_FALSE(policy.check(DigestAlgorithm::sha256, day(2026)).has_value());
  CHECK_FALSE(policy.check(KeyFacts{KeyKind::rsa, 1900}, day(2026)).has_value());
  CHECK_FALSE(policy.check(KeyFacts{KeyKind::ec, 256, Curve::p256}, day(2026)).has_value());
  CHECK_FALSE(policy.check(KeyFacts{KeyKind::ed448, 448}, day(2026)).has_value());
}

TEST_CASE("the policy for old lists warns of SHA-1 before 2017 and refuses it from then on") {
  const auto policy = AlgorithmPolicy::old_lists();
  const time::Instant end = std::chrono::sys_days{std::chrono::year{2017} / 1 / 1};
  const auto sha1 = algorithm(SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha1);
  const auto before = policy.check(sha1, end - std::chrono::seconds{1});
  REQUIRE(before.has_value());
  CHECK(before->id == FindingId::algorithm_weak);
  CHECK(before->severity == Severity::warning);
  const auto from = policy.check(sha1, end);
  REQUIRE(from.has_value());
  CHECK(from->severity == Severity::indeterminate);
  CHECK(policy.check(KeyFacts{KeyKind::rsa, 1024}, day(2010)).has_value());
}

TEST_CASE("keys and algorithms have names for people") {
  CHECK(to_string(KeyFacts{KeyKind::rsa, 2048}) == "RSA with 2048 bits");
  CHECK(to_string(KeyFacts{KeyKind::ec, 384, Curve::p384}) == "EC on P-384");
  CHECK(to_string(KeyFacts{KeyKind::ed25519, 255}) == "Ed25519");
  CHECK(to_string(algorithm(SignatureFamily::ecdsa, DigestAlgorithm::sha256)) ==
        "ECDSA with SHA-256");
  CHECK(to_string(algorithm(SignatureFamily::ed448, {})) == "Ed448");
}

}  // namespace accord::crypto
