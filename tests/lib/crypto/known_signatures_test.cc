#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "lib/crypto/public_key.h"
#include "lib/der/base64.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using tests::require_failure;
using tests::require_value;

struct Case {
  const char* file;
  SignatureAlgorithm algorithm;
  KeyFacts facts;
};

constexpr auto pkcs1 = SignatureFamily::rsa_pkcs1;
constexpr auto pss = SignatureFamily::rsa_pss;
constexpr auto ecdsa = SignatureFamily::ecdsa;
constexpr KeyFacts rsa{KeyKind::rsa, 2048};
constexpr KeyFacts p256{KeyKind::ec, 256, Curve::p256};

const Case cases[] = {
    {"rsa-pkcs1-sha1", {pkcs1, DigestAlgorithm::sha1}, rsa},
    {"rsa-pkcs1-sha224", {pkcs1, DigestAlgorithm::sha224}, rsa},
    {"rsa-pkcs1-sha256", {pkcs1, DigestAlgorithm::sha256}, rsa},
    {"rsa-pkcs1-sha384", {pkcs1, DigestAlgorithm::sha384}, rsa},
    {"rsa-pkcs1-sha512", {pkcs1, DigestAlgorithm::sha512}, rsa},
    {"rsa-pkcs1-sha3-256", {pkcs1, DigestAlgorithm::sha3_256}, rsa},
    {"rsa-pkcs1-sha3-384", {pkcs1, DigestAlgorithm::sha3_384}, rsa},
    {"rsa-pkcs1-sha3-512", {pkcs1, DigestAlgorithm::sha3_512}, rsa},
    {"rsa-pss-sha1", {pss, DigestAlgorithm::sha1, 20}, rsa},
    {"rsa-pss-sha224", {pss, DigestAlgorithm::sha224, 28}, rsa},
    {"rsa-pss-sha256", {pss, DigestAlgorithm::sha256, 32}, rsa},
    {"rsa-pss-sha384", {pss, DigestAlgorithm::sha384, 48}, rsa},
    {"rsa-pss-sha512", {pss, DigestAlgorithm::sha512, 64}, rsa},
    {"rsa-pss-sha3-256", {pss, DigestAlgorithm::sha3_256, 32}, rsa},
    {"rsa-pss-sha3-384", {pss, DigestAlgorithm::sha3_384, 48}, rsa},
    {"rsa-pss-sha3-512", {pss, DigestAlgorithm::sha3_512, 64}, rsa},
    {"rsa-exponent-3", {pkcs1, DigestAlgorithm::sha256}, rsa},
    {"rsa-pss-key", {pss, DigestAlgorithm::sha256, 32}, rsa},
    {"ecdsa-prime256v1", {ecdsa, DigestAlgorithm::sha256}, p256},
    {"ecdsa-secp384r1", {ecdsa, DigestAlgorithm::sha384}, {KeyKind::ec, 384, Curve::p384}},
    {"ecdsa-secp521r1", {ecdsa, DigestAlgorithm::sha512}, {KeyKind::ec, 521, Curve::p521}},
    {"ecdsa-brainpoolP256r1",
     {ecdsa, DigestAlgorithm::sha256},
     {KeyKind::ec, 256, Curve::brainpool256r1}},
    {"ecdsa-brainpoolP384r1",
     {ecdsa, DigestAlgorithm::sha384},
     {KeyKind::ec, 384, Curve::brainpool384r1}},
    {"ecdsa-brainpoolP512r1",
     {ecdsa, DigestAlgorithm::sha512},
     {KeyKind::ec, 512, Curve::brainpool512r1}},
    {"ecdsa-sha3-256", {ecdsa, DigestAlgorithm::sha3_256}, p256},
    {"ecdsa-sha512-on-a-smaller-curve", {ecdsa, DigestAlgorithm::sha512}, p256},
    {"ecdsa-compressed-point", {ecdsa, DigestAlgorithm::sha256}, p256},
    {"ed25519", {SignatureFamily::ed25519, {}}, {KeyKind::ed25519, 255}},
    {"ed448", {SignatureFamily::ed448, {}}, {KeyKind::ed448, 448}},
    {"dsa-sha256", {SignatureFamily::dsa, DigestAlgorithm::sha256}, {KeyKind::dsa, 2048}},
};

struct Known {
  PublicKey key;
  der::Bytes signature;
};

Known load(const std::string& file) {
  const auto text =
      tests::read_file(tests::test_vector("crypto/openssl-signatures/" + file + ".pem"));
  const auto blocks = require_value(der::parse_pem(text));
  REQUIRE(blocks.size() == 2);
  return {require_value(PublicKey::from_spki(blocks[0].content)), blocks[1].content};
}

std::string message() {
  return tests::read_file(tests::test_vector("crypto/openssl-signatures/message.txt"));
}

bool right(const Known& known, const SignatureAlgorithm& algorithm, std::string_view text,
           der::ByteView signature) {
  return known.key.verify(algorithm, der::as_bytes(text), signature, SignatureForm::der)
      .has_value();
}

}  // namespace

TEST_CASE("signatures made by openssl are right, and only over the same message") {
  const auto text = message();
  for (const auto& one : cases) {
    INFO(one.file);
    const auto known = load(one.file);
    CHECK(known.key.facts() == one.facts);
    CHECK(right(known, one.algorithm, text, known.signature));
    CHECK(right(known, one.algorithm, text, known.signature));  // the verifier is used again
    require_failure(known.key.verify(one.algorithm, der::as_bytes(text + "."), known.signature,
                                     SignatureForm::der),
                    FindingId::signature_wrong);
    CHECK(right(known, one.algorithm, text, known.signature));  // and is none the worse for it
  }
}

TEST_CASE("a signature with any byte changed, cut off or added is wrong") {
  const auto text = message();
  for (const auto& one : cases) {
    INFO(one.file);
    const auto known = load(one.file);
    for (std::size_t i = 0; i < known.signature.size(); i += 7) {
      auto changed = known.signature;
      changed[i] ^= 0x01U;
      CHECK_FALSE(right(known, one.algorithm, text, changed));
    }
    auto longer = known.signature;
    longer.push_back(0);
    CHECK_FALSE(right(known, one.algorithm, text, longer));
    auto shorter = known.signature;
    shorter.pop_back();
    CHECK_FALSE(right(known, one.algorithm, text, shorter));
    CHECK_FALSE(right(known, one.algorithm, text, {}));
    const der::Bytes zeros(known.signature.size(), 0);
    CHECK_FALSE(right(known, one.algorithm, text, zeros));
  }
}

TEST_CASE("a signature under another algorithm's name is refused") {
  const auto text = message();
  for (const auto& one : cases) {
    const auto known = load(one.file);
    for (const auto& other : cases) {
      if (other.algorithm == one.algorithm) continue;
      INFO(one.file << " as " << other.file);
      CHECK_FALSE(right(known, other.algorithm, text, known.signature));
    }
  }
}

TEST_CASE("an algorithm that the key cannot make is named as such") {
  const auto text = message();
  const auto known = load("ecdsa-prime256v1");
  require_failure(known.key.verify({pkcs1, DigestAlgorithm::sha256}, der::as_bytes(text),
                                   known.signature, SignatureForm::der),
                  FindingId::signature_key_mismatch);
}

TEST_CASE("a key for RSA-PSS alone makes no other signatures") {
  const auto text = message();
  const auto known = load("rsa-pss-key");
  const auto with = [&](const SignatureAlgorithm& algorithm) {
    return known.key.verify(algorithm, der::as_bytes(text), known.signature, SignatureForm::der);
  };
  require_failure(with({pkcs1, DigestAlgorithm::sha256}), FindingId::signature_key_mismatch);
  require_failure(with({pss, DigestAlgorithm::sha512, 64}), FindingId::signature_key_mismatch);
  require_failure(with({pss, DigestAlgorithm::sha256, 31}), FindingId::signature_key_mismatch);
}

TEST_CASE("a salt of another length than the algorithm says makes the signature wrong") {
  const auto text = message();
  const auto known = load("rsa-pss-sha256");
  CHECK_FALSE(right(known, {pss, DigestAlgorithm::sha256, 31}, text, known.signature));
  CHECK_FALSE(right(known, {pss, DigestAlgorithm::sha256, 2048}, text, known.signature));
}

TEST_CASE("r and s one after the other have exactly the order's length each") {
  const auto text = message();
  const auto known = load("ecdsa-secp521r1");
  der::Reader outer(known.signature);
  auto sequence = require_value(outer.enter(der::tag::sequence));
  der::Bytes joined;
  for (int i = 0; i < 2; ++i) {
    auto number = require_value(sequence.integer());
    if (number.front() == 0) number = number.subspan(1);
    joined.insert(joined.end(), 66 - number.size(), 0);
    joined.insert(joined.end(), number.begin(), number.end());
  }
  const auto verify = [&](der::ByteView signature) {
    return known.key.verify({ecdsa, DigestAlgorithm::sha512}, der::as_bytes(text), signature,
                            SignatureForm::concatenated);
  };
  CHECK(verify(joined).has_value());
  require_failure(verify(known.signature), FindingId::signature_wrong);
  auto longer = joined;
  longer.insert(longer.begin(), 0);
  longer.insert(longer.begin() + 67, 0);
  require_failure(verify(longer), FindingId::signature_wrong);
  require_failure(verify(der::ByteView(joined).first(131)), FindingId::signature_wrong);
}

TEST_CASE("an ECDSA signature whose DER is not strict is wrong") {
  const auto text = message();
  const auto known = load("ecdsa-prime256v1");
  const SignatureAlgorithm algorithm{ecdsa, DigestAlgorithm::sha256};
  REQUIRE(right(known, algorithm, text, known.signature));
  SECTION("a number padded with zeros") {
    auto padded = known.signature;
    padded.insert(padded.begin() + 4, 0);
    padded[1]++;
    padded[3]++;
    CHECK_FALSE(right(known, algorithm, text, padded));
  }
  SECTION("a length in the long form") {
    auto longer = known.signature;
    longer.insert(longer.begin() + 1, 0x81);
    CHECK_FALSE(right(known, algorithm, text, longer));
  }
  SECTION("something after the second number") {
    auto longer = known.signature;
    longer.push_back(0x05);
    longer.push_back(0x00);
    longer[1] = static_cast<std::uint8_t>(longer[1] + 2);
    CHECK_FALSE(right(known, algorithm, text, longer));
  }
}

TEST_CASE("one key checks signatures in several threads at once") {
  const auto text = message();
  const auto known = load("ecdsa-prime256v1");
  const SignatureAlgorithm algorithm{ecdsa, DigestAlgorithm::sha256};
  std::array<int, 4> count{};
  std::vector<std::thread> threads;
  for (auto& own : count) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) own += right(known, algorithm, text, known.signature) ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto own : count) CHECK(own == 50);
}

}  // namespace accord::crypto
