#include "lib/crypto/public_key.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/crypto/key_spelling.h"
#include "lib/crypto/signer.h"
#include "lib/der/base64.h"
#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using tests::require_failure;
using tests::require_value;

const auto rsa_oid = der::Oid::literal("1.2.840.113549.1.1.1");
const auto ec_oid = der::Oid::literal("1.2.840.10045.2.1");
const auto p256_oid = der::Oid::literal("1.2.840.10045.3.1.7");

template <typename Parameters>
der::Bytes spki_of(const der::Oid& oid, Parameters&& parameters, der::ByteView bits,
                   unsigned unused = 0) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& sequence) {
    sequence.constructed(der::tag::sequence, [&](der::Writer& identifier) {
      identifier.oid(oid);
      parameters(identifier);
    });
    sequence.bit_string(bits, unused);
  });
  return std::move(writer).bytes();
}

der::Bytes number_of_bits(std::size_t bits, bool odd = true) {
  der::Bytes magnitude((bits + 7) / 8, 0);
  magnitude.front() = static_cast<std::uint8_t>(1U << ((bits - 1) % 8));
  if (odd) magnitude.back() |= 1U;
  return magnitude;
}

der::Bytes rsa_spki(der::ByteView modulus, der::ByteView exponent) {
  der::Writer key;
  key.constructed(der::tag::sequence, [&](der::Writer& sequence) {
    sequence.serial_number(der::SerialNumber::from_magnitude(modulus));
    sequence.serial_number(der::SerialNumber::from_magnitude(exponent));
  });
  return spki_of(
      rsa_oid, [](der::Writer& w) { w.null(); }, key.bytes());
}

der::Bytes rsa_spki(std::size_t bits, der::ByteView exponent) {
  return rsa_spki(number_of_bits(bits), exponent);
}

const der::Bytes three{3};

der::Bytes ec_spki(der::ByteView point) {
  return spki_of(
      ec_oid, [](der::Writer& w) { w.oid(p256_oid); }, point);
}

der::Bytes generated_point() {
  const auto key = require_value(SoftwareKey::generate(KeySpec::ec_p256));
  const auto spki = key.public_key().spki();
  return {spki.end() - 65, spki.end()};
}

void require_malformed(der::ByteView spki, std::string_view reason) {
  const auto key = PublicKey::from_spki(spki);
  const auto& finding = require_failure(key, FindingId::key_malformed, "SubjectPublicKeyInfo");
  INFO(outcome::message(finding));
  CHECK(outcome::message(finding).find(reason) != std::string::npos);
}

}  // namespace

TEST_CASE("an RSA key has from 1024 to 16384 bits") {
  CHECK(require_value(PublicKey::from_spki(rsa_spki(1024, three))).facts().bits == 1024);
  CHECK(require_value(PublicKey::from_spki(rsa_spki(16384, three))).facts().bits == 16384);
  require_malformed(rsa_spki(1023, three), "1023 bits");
  require_malformed(rsa_spki(16385, three), "16385 bits");
}

TEST_CASE("an RSA modulus and exponent are odd and the exponent is bounded") {
  require_malformed(rsa_spki(number_of_bits(2048, false), three), "even RSA modulus");
  require_malformed(rsa_spki(2048, der::Bytes{1}), "exponent");
  require_malformed(rsa_spki(2048, der::Bytes{4}), "exponent");
  require_malformed(rsa_spki(2048, der::Bytes{0}), "exponent");
  CHECK(PublicKey::from_spki(rsa_spki(2048, number_of_bits(256))).has_value());
  require_malformed(rsa_spki(2048, number_of_bits(257)), "exponent of 257 bits");
}

TEST_CASE("an RSA key with a negative number or more than two numbers is refused") {
  der::Writer negative;
  negative.constructed(der::tag::sequence, [](der::Writer& sequence) {
    sequence.value(der::tag::integer, der::Bytes{0x80});
    sequence.integer(3);
  });
  require_malformed(spki_of(
                        rsa_oid, [](der::Writer& w) { w.null(); }, negative.bytes()),
                    "negative");
  der::Writer three_numbers;
  three_numbers.constructed(der::tag::sequence, [](der::Writer& sequence) {
    sequence.serial_number(der::SerialNumber::from_magnitude(number_of_bits(2048)));
    sequence.integer(3);
    sequence.integer(3);
  });
  require_failure(PublicKey::from_spki(spki_of(
                      rsa_oid, [](der::Writer& w) { w.null(); }, three_numbers.bytes())),
                  FindingId::der_trailing_data);
}

TEST_CASE("an RSA key without NULL parameters is refused") {
  const auto whole = rsa_spki(2048, three);
  der::Reader outer(whole);
  auto sequence = require_value(outer.enter(der::tag::sequence));
  REQUIRE(sequence.any().has_value());
  const auto bits = require_value(sequence.bit_string()).bytes;
  require_malformed(spki_of(
                        rsa_oid, [](der::Writer&) {}, bits),
                    "NULL");
  require_malformed(spki_of(
                        rsa_oid, [](der::Writer& w) { w.integer(1); }, bits),
                    "NULL");
}

TEST_CASE("an EC point lies on its named curve") {
  const auto point = generated_point();
  REQUIRE(PublicKey::from_spki(ec_spki(point)).has_value());
  SECTION("a coordinate changed") {
    auto off = point;
    off.back() ^= 1U;
    require_malformed(ec_spki(off), "not on its curve");
  }
  SECTION("the point at infinity") { require_malformed(ec_spki(der::Bytes{0}), "no known form"); }
  SECTION("the hybrid form") {
    auto hybrid = point;
    hybrid[0] = static_cast<std::uint8_t>(6U | (point.back() & 1U));
    require_malformed(ec_spki(hybrid), "no known form");
  }
  SECTION("a coordinate too short") {
    require_malformed(ec_spki(der::ByteView(point).first(64)), "not on its curve");
  }
  SECTION("no point at all") { require_malformed(ec_spki({}), "no known form"); }
  SECTION("the compressed form is the same key") {
    der::Bytes compressed(point.begin(), point.begin() + 33);
    compressed[0] = static_cast<std::uint8_t>(2U | (point.back() & 1U));
    CHECK(require_value(PublicKey::from_spki(ec_spki(compressed))).facts().curve == Curve::p256);
  }
}

TEST_CASE("an EC key has a named curve that is known") {
  const auto point = generated_point();
  require_malformed(spki_of(
                        ec_oid, [](der::Writer&) {}, point),
                    "without a named curve");
  require_malformed(spki_of(
                        ec_oid, [](der::Writer& w) { w.null(); }, point),
                    "without a named curve");
  require_malformed(spki_of(
                        ec_oid,
                        [](der::Writer& w) {
                          w.constructed(der::tag::sequence, [](der::Writer& s) { s.integer(1); });
                        },
                        point),
                    "without a named curve");
  const auto secp256k1 = spki_of(
      ec_oid, [](der::Writer& w) { w.oid(der::Oid::literal("1.3.132.0.10")); }, point);
  const auto unknown = PublicKey::from_spki(secp256k1);
  require_failure(unknown, FindingId::key_unknown_algorithm, "SubjectPublicKeyInfo");
}

TEST_CASE("explicit curve parameters as openssl writes them are refused") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  const tests::TemporaryFolder folder;
  REQUIRE(tests::run_program({"openssl", "ecparam", "-name", "prime256v1", "-genkey", "-param_enc",
                              "explicit", "-noout", "-out", "key.pem"},
                             folder.path())
              .exit_code == 0);
  REQUIRE(tests::run_program({"openssl", "pkey", "-in", "key.pem", "-pubout", "-outform", "DER",
                              "-out", "key.der"},
                             folder.path())
              .exit_code == 0);
  require_malformed(der::as_bytes(tests::read_file(folder.path() / "key.der")),
                    "without a named curve");
}

TEST_CASE("Ed25519 and Ed448 keys have their length and no parameters") {
  const auto ed25519 = der::Oid::literal("1.3.101.112");
  const auto ed448 = der::Oid::literal("1.3.101.113");
  const auto none = [](der::Writer&) {};
  require_malformed(spki_of(ed25519, none, der::Bytes(31, 1)), "31 bytes");
  require_malformed(spki_of(ed25519, none, der::Bytes(33, 1)), "33 bytes");
  require_malformed(spki_of(ed448, none, der::Bytes(56, 1)), "56 bytes");
  require_failure(PublicKey::from_spki(spki_of(
                      ed25519, [](der::Writer& w) { w.null(); }, der::Bytes(32, 1))),
                  FindingId::der_trailing_data);
}

TEST_CASE("a key of an unknown kind is named by its identifier") {
  const auto x25519 = spki_of(
      der::Oid::literal("1.3.101.110"), [](der::Writer&) {}, der::Bytes(32, 1));
  const auto unknown = PublicKey::from_spki(x25519);
  const auto& finding = require_failure(unknown, FindingId::key_unknown_algorithm);
  CHECK(outcome::message(finding).find("1.3.101.110") != std::string::npos);
}

TEST_CASE("a key that does not end with a whole byte is refused") {
  require_malformed(spki_of(
                        ec_oid, [](der::Writer& w) { w.oid(p256_oid); }, der::Bytes{0x04, 0x80}, 3),
                    "whole byte");
}

TEST_CASE("DSA keys need their parameters, and numbers that fit together") {
  const auto blocks = require_value(der::parse_pem(
      tests::read_file(tests::test_vector("crypto/openssl-signatures/dsa-sha256.pem"))));
  const auto spki = blocks[0].content;
  CHECK(PublicKey::from_spki(spki).has_value());

  der::Reader outer(spki);
  auto sequence = require_value(outer.enter(der::tag::sequence));
  auto identifier = require_value(sequence.enter(der::tag::sequence));
  const auto oid = require_value(identifier.oid());
  auto parameters = require_value(identifier.enter(der::tag::sequence));
  const auto p = require_value(parameters.serial_number());
  const auto q = require_value(parameters.serial_number());
  const auto g = require_value(parameters.serial_number());
  const auto bits = require_value(sequence.bit_string()).bytes;
  const auto with = [&](const der::SerialNumber& new_p, const der::SerialNumber& new_q,
                        const der::SerialNumber& new_g) {
    return spki_of(
        oid,
        [&](der::Writer& w) {
          w.constructed(der::tag::sequence, [&](der::Writer& s) {
            s.serial_number(new_p);
            s.serial_number(new_q);
            s.serial_number(new_g);
          });
        },
        bits);
  };
  REQUIRE(PublicKey::from_spki(with(p, q, g)).has_value());
  require_malformed(spki_of(
                        oid, [](der::Writer&) {}, bits),
                    "without its parameters");
  require_malformed(with(p, p, g), "2048 bits");
  require_malformed(with(q, q, g), "256 bits");
  require_malformed(with(p, q, der::SerialNumber::from_magnitude(der::Bytes{1})), "fit together");
  require_malformed(with(p, q, p), "fit together");
  require_malformed(with(der::SerialNumber::from_magnitude(number_of_bits(2048, false)), q, g),
                    "fit together");
}

TEST_CASE("a key is the same however it is spelt") {
  const auto point = generated_point();
  auto compressed = der::Bytes(point.begin(), point.begin() + 33);
  compressed.front() = static_cast<std::uint8_t>(2U | (point.back() & 1U));
  auto hybrid = point;
  hybrid.front() = static_cast<std::uint8_t>(6U | (point.back() & 1U));
  auto negative = compressed;
  negative.front() ^= 1U;
  const auto usual = ec_spki(point);
  CHECK_FALSE(respelt(usual).has_value());
  CHECK(respelt(ec_spki(compressed)) == usual);
  CHECK_FALSE(respelt(ec_spki(hybrid)).has_value());
  CHECK(same_key(usual, usual));
  CHECK(same_key(usual, ec_spki(compressed)));
  CHECK(same_key(ec_spki(compressed), usual));
  CHECK_FALSE(same_key(usual, ec_spki(negative)));
  CHECK_FALSE(same_key(ec_spki(negative), ec_spki(compressed)));
  CHECK_FALSE(same_key(usual, ec_spki(hybrid)));
  CHECK_FALSE(same_key(usual, ec_spki(generated_point())));

  const auto pss_oid = der::Oid::literal("1.2.840.113549.1.1.10");
  const auto rsa = rsa_spki(2048, three);
  const auto key = require_value(PublicKey::from_spki(rsa));
  const auto pss = spki_of(
      pss_oid, [](der::Writer&) {}, key.key_bits());
  CHECK(respelt(pss) == rsa);
  CHECK(same_key(pss, rsa));
  CHECK_FALSE(same_key(pss, rsa_spki(2056, three)));
  CHECK_FALSE(respelt({}).has_value());
  CHECK_FALSE(same_key({}, rsa));
}

TEST_CASE("a key keeps its encoding, and its identifier is SHA-1 over the key's bits") {
  const auto key = require_value(SoftwareKey::generate(KeySpec::ec_p384));
  const auto copy = require_value(PublicKey::from_spki(key.public_key().spki()));
  CHECK(der::equal(copy.spki(), key.public_key().spki()));
  // The bits of an uncompressed P-384 point are the last 97 bytes.
  CHECK(copy.key_identifier() == digest(DigestAlgorithm::sha1, copy.spki().last(97)));
}

TEST_CASE("every prefix of a key is refused") {
  const auto key = require_value(SoftwareKey::generate(KeySpec::ec_p256));
  const auto spki = key.public_key().spki();
  for (std::size_t i = 0; i < spki.size(); ++i)
    CHECK_FALSE(PublicKey::from_spki(spki.first(i)).has_value());
}

}  // namespace accord::crypto
