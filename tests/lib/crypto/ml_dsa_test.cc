// ML-DSA (FIPS 204) as RFC 9881 has it. Keys and the certificate of that RFC were made by another
// implementation.
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "lib/crypto/algorithm_policy.h"
#include "lib/crypto/signer.h"
#include "lib/der/base64.h"
#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"
#include "tests/support/reference.h"

namespace accord::crypto {
namespace {

using der::Writer;
using outcome::FindingId;
using tests::require_failure;
using tests::require_value;

struct Set {
  KeySpec spec;
  KeyKind kind;
  SignatureFamily family;
  const char* oid;
  std::size_t key_length;        ///< FIPS 204, table 2
  std::size_t signature_length;  ///< FIPS 204, table 2
  /// Of the key with the seed 000102…1f, as RFC 9881, appendix C, prints it: how it begins and how
  /// it ends.
  const char* begins;
  const char* ends;
};
constexpr Set sets[] = {
    {KeySpec::ml_dsa_44, KeyKind::ml_dsa_44, SignatureFamily::ml_dsa_44, "2.16.840.1.101.3.4.3.17",
     1312, 2420, "d7b2b47254aae0db45e7930d4a98d2c9", ""},
    {KeySpec::ml_dsa_65, KeyKind::ml_dsa_65, SignatureFamily::ml_dsa_65, "2.16.840.1.101.3.4.3.18",
     1952, 3309, "48683d91978e31eb3dddb8b0473482d2", "96a4e81b2104bc460a051e02f2e8444f"},
    {KeySpec::ml_dsa_87, KeyKind::ml_dsa_87, SignatureFamily::ml_dsa_87, "2.16.840.1.101.3.4.3.19",
     2592, 4627, "9792bcec2f2430686a82fccf3c2f5ff6", "8ba90a974073326b31212aece0a34a60"},
};

const std::string counting_seed =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

std::string run(const tests::TemporaryFolder& folder, std::vector<std::string> words) {
  words.insert(words.begin(), "openssl");
  const auto result = tests::run_program(words, folder.path());
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  return result.output;
}

const std::string passphrase = "correct horse";
const std::string salt = "0102030405060708";
const std::string iv = "000102030405060708090a0b0c0d0e0f";

/// The key that openssl's PBKDF2 makes of the passphrase, in hexadecimal.
std::string derived_key(const tests::TemporaryFolder& folder) {
  const auto text = run(
      folder, {"kdf", "-keylen", "32", "-kdfopt", "digest:SHA256", "-kdfopt", "pass:" + passphrase,
               "-kdfopt", "hexsalt:" + salt, "-kdfopt", "iter:1", "PBKDF2"});
  std::string digits;
  for (const char c : text) {
    if (c != ':' && c != '\n') digits += c;
  }
  return digits;
}

/// An EncryptedPrivateKeyInfo whose content openssl encrypted.
std::string encrypted(der::ByteView key_info) {
  const tests::TemporaryFolder folder;
  std::ofstream(folder.path() / "plain", std::ios::binary) << der::as_text(key_info);
  run(folder, {"enc", "-aes-256-cbc", "-K", derived_key(folder), "-iv", iv, "-in", "plain", "-out",
               "cipher"});
  const auto ciphertext = tests::read_file(folder.path() / "cipher");
  const auto sequence = der::tag::sequence;
  Writer writer;
  writer.constructed(sequence, [&](Writer& outer) {
    outer.constructed(sequence, [&](Writer& scheme) {
      scheme.oid(der::Oid::literal("1.2.840.113549.1.5.13"));
      scheme.constructed(sequence, [&](Writer& parameters) {
        parameters.constructed(sequence, [&](Writer& derivation) {
          derivation.oid(der::Oid::literal("1.2.840.113549.1.5.12"));
          derivation.constructed(sequence, [&](Writer& inner) {
            inner.octet_string(tests::from_hex(salt));
            inner.integer(1);
            inner.constructed(sequence, [&](Writer& function) {
              function.oid(der::Oid::literal("1.2.840.113549.2.9"));
              function.null();
            });
          });
        });
        parameters.constructed(sequence, [&](Writer& cipher) {
          cipher.oid(der::Oid::literal("2.16.840.1.101.3.4.1.42"));
          cipher.octet_string(tests::from_hex(iv));
        });
      });
    });
    outer.octet_string(der::as_bytes(ciphertext));
  });
  return der::to_pem("ENCRYPTED PRIVATE KEY", writer.bytes());
}

/// PrivateKeyInfo (RFC 5958, 2).
struct KeyInfo {
  const char* oid = sets[0].oid;
  std::string private_key = "8020" + counting_seed;  ///< what is in the OCTET STRING
  bool null_parameters = false;
  std::string further{};  ///< after the OCTET STRING
};

der::Bytes bytes_of(const KeyInfo& info) {
  Writer writer;
  writer.constructed(der::tag::sequence, [&](Writer& sequence) {
    sequence.integer(0);
    sequence.constructed(der::tag::sequence, [&](Writer& identifier) {
      identifier.oid(der::Oid::literal(info.oid));
      if (info.null_parameters) identifier.null();
    });
    sequence.octet_string(tests::from_hex(info.private_key));
    sequence.raw(tests::from_hex(info.further));
  });
  return std::move(writer).bytes();
}

outcome::Result<SoftwareKey> opened(const KeyInfo& info) {
  return SoftwareKey::decrypt(encrypted(bytes_of(info)), Passphrase(passphrase));
}

void require_openssl() {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
}

der::Bytes spki_of(const Set& set, std::size_t length, bool null_parameters = false) {
  Writer writer;
  writer.constructed(der::tag::sequence, [&](Writer& sequence) {
    sequence.constructed(der::tag::sequence, [&](Writer& identifier) {
      identifier.oid(der::Oid::literal(set.oid));
      if (null_parameters) identifier.null();
    });
    sequence.bit_string(der::Bytes(length, 1), 0);
  });
  return std::move(writer).bytes();
}

}  // namespace

TEST_CASE("the seed of RFC 9881's examples gives the keys that it prints") {
  require_openssl();
  for (const auto& set : sets) {
    INFO(set.oid);
    KeyInfo info;
    info.oid = set.oid;
    const auto key = require_value(opened(info));
    CHECK(key.public_key().facts() ==
          KeyFacts{set.kind, static_cast<std::uint32_t>(set.key_length * 8)});
    const auto bits = der::to_hex(key.public_key().key_bits());
    CHECK(bits.size() == 2 * set.key_length);
    CHECK(bits.substr(0, 32) == set.begins);
    const std::string ends = set.ends;
    CHECK(bits.substr(bits.size() - ends.size()) == ends);
  }
}

TEST_CASE("an ML-DSA key is written with its seed as RFC 9881 has it") {
  require_openssl();
  for (const auto& set : sets) {
    INFO(set.oid);
    KeyInfo info;
    info.oid = set.oid;
    const auto key = require_value(opened(info));
    const auto pem = require_value(key.encrypt(Passphrase(passphrase)));
    CHECK(pem.find("BEGIN ENCRYPTED PRIVATE KEY") != std::string::npos);
    const auto block = require_value(der::parse_pem(pem)).front().content;
    der::Reader outer(block);
    auto envelope = require_value(outer.enter(der::tag::sequence));
    auto scheme = require_value(envelope.enter(der::tag::sequence));
    CHECK(require_value(scheme.oid()).to_string() == "1.2.840.113549.1.5.13");
    // What openssl decrypts is what the RFC prints.
    auto parameters = require_value(scheme.enter(der::tag::sequence));
    auto derivation = require_value(parameters.enter(der::tag::sequence));
    require_value(derivation.oid());
    auto inner = require_value(derivation.enter(der::tag::sequence));
    const auto written_salt = der::to_hex(require_value(inner.octet_string()));
    CHECK(require_value(inner.small_integer()) == 600'000);
    auto cipher = require_value(parameters.enter(der::tag::sequence));
    require_value(cipher.oid());
    const auto written_iv = der::to_hex(require_value(cipher.octet_string()));
    const tests::TemporaryFolder folder;
    auto digits = run(folder, {"kdf", "-keylen", "32", "-kdfopt", "digest:SHA256", "-kdfopt",
                               "pass:" + passphrase, "-kdfopt", "hexsalt:" + written_salt,
                               "-kdfopt", "iter:600000", "PBKDF2"});
    std::erase_if(digits, [](char c) { return c == ':' || c == '\n'; });
    std::ofstream(folder.path() / "cipher", std::ios::binary)
        << der::as_text(require_value(envelope.octet_string()));
    run(folder, {"enc", "-d", "-aes-256-cbc", "-K", digits, "-iv", written_iv, "-in", "cipher",
                 "-out", "plain"});
    CHECK(der::to_hex(der::as_bytes(tests::read_file(folder.path() / "plain"))) ==
          der::to_hex(bytes_of(info)));
  }
}

TEST_CASE("ML-DSA signs and verifies, and only with the same key over the same message") {
  for (const auto& set : sets) {
    INFO(set.oid);
    auto key = require_value(SoftwareKey::generate(set.spec));
    const auto other = require_value(SoftwareKey::generate(set.spec));
    CHECK(key.algorithm() == SignatureAlgorithm{set.family});
    const auto message = der::as_bytes("message");
    auto signature = require_value(key.sign(message, SignatureForm::der));
    CHECK(signature.size() == set.signature_length);
    const auto verify = [&](const PublicKey& with, std::string_view text, der::ByteView value) {
      return with.verify(key.algorithm(), der::as_bytes(text), value, SignatureForm::der);
    };
    CHECK(verify(key.public_key(), "message", signature).has_value());
    require_failure(verify(other.public_key(), "message", signature), FindingId::signature_wrong);
    require_failure(verify(key.public_key(), "messagf", signature), FindingId::signature_wrong);
    for (std::size_t i = 0; i < signature.size(); i += 97) {
      signature[i] ^= 0x01U;
      require_failure(verify(key.public_key(), "message", signature), FindingId::signature_wrong);
      signature[i] ^= 0x01U;
    }
    auto longer = signature;
    longer.push_back(0);
    require_failure(verify(key.public_key(), "message", longer), FindingId::signature_wrong);
    signature.pop_back();
    require_failure(verify(key.public_key(), "message", signature), FindingId::signature_wrong);
    require_failure(verify(key.public_key(), "message", {}), FindingId::signature_wrong);
  }
}

TEST_CASE("an ML-DSA key makes no signature of another size or kind") {
  const auto key = require_value(SoftwareKey::generate(KeySpec::ml_dsa_65)).public_key();
  for (const auto family : {SignatureFamily::ml_dsa_44, SignatureFamily::ml_dsa_87,
                            SignatureFamily::ed25519, SignatureFamily::ecdsa}) {
    require_failure(key.verify({family, DigestAlgorithm::sha256}, der::as_bytes("m"),
                               der::Bytes(3309, 0), SignatureForm::der),
                    FindingId::signature_key_mismatch);
  }
}

TEST_CASE("an ML-DSA public key has its length and no parameters") {
  for (const auto& set : sets) {
    INFO(set.oid);
    CHECK(PublicKey::from_spki(spki_of(set, set.key_length)).has_value());
    for (const auto length : {set.key_length - 1, set.key_length + 1, std::size_t{0}}) {
      const auto wrong = PublicKey::from_spki(spki_of(set, length));
      const auto& finding =
          require_failure(wrong, FindingId::key_malformed, "SubjectPublicKeyInfo");
      CHECK(outcome::message(finding) == "The public key is malformed: " + std::to_string(length) +
                                             " bytes where the key has " +
                                             std::to_string(set.key_length) + ".");
    }
    require_failure(PublicKey::from_spki(spki_of(set, set.key_length, true)),
                    FindingId::der_trailing_data);
  }
}

TEST_CASE("an ML-DSA AlgorithmIdentifier has no parameters") {
  for (const auto& set : sets) {
    const auto written = write_signature_algorithm({set.family});
    CHECK(require_value(read_signature_algorithm(written)) == SignatureAlgorithm{set.family});
    CHECK(signature_uri({set.family}).empty());
    Writer with_null;
    with_null.constructed(der::tag::sequence, [&](Writer& sequence) {
      sequence.oid(der::Oid::literal(set.oid));
      sequence.null();
    });
    require_failure(read_signature_algorithm(with_null.bytes()), FindingId::algorithm_parameters,
                    "AlgorithmIdentifier");
  }
}

TEST_CASE("the strict policy accepts ML-DSA") {
  const auto at = time::Instant(std::chrono::sys_days{std::chrono::year{2026} / 1 / 1});
  for (const auto& set : sets) {
    CHECK_FALSE(AlgorithmPolicy::strict().check(SignatureAlgorithm{set.family}, at));
    CHECK_FALSE(AlgorithmPolicy::strict().check(KeyFacts{set.kind}, at));
  }
}

TEST_CASE("an ML-DSA private key in another form than its seed is refused") {
  require_openssl();
  KeyInfo info;
  const auto refused = [&](FindingId id, std::string_view reason) {
    const auto key = opened(info);
    const auto& finding = require_failure(key, id);
    INFO(outcome::message(finding));
    CHECK(outcome::message(finding).find(reason) != std::string::npos);
  };
  SECTION("seed and expanded key") {
    info.private_key = "30250420" + counting_seed + "040100";
    refused(FindingId::key_unknown_algorithm, "ML-DSA-44, with its expanded key");
  }
  SECTION("the expanded key, or the seed without its tag") {
    info.private_key = "0420" + counting_seed;
    refused(FindingId::key_unknown_algorithm, "ML-DSA-44, with its expanded key");
  }
  SECTION("a short seed") {
    info.private_key = "801f" + counting_seed.substr(2);
    refused(FindingId::key_file_malformed, "a seed that has not 32 bytes");
  }
  SECTION("something after the seed") {
    info.private_key = "8020" + counting_seed + "0500";
    require_failure(opened(info), FindingId::der_trailing_data);
  }
  SECTION("the octets of the seed as they are") {
    info.private_key = counting_seed;
    require_failure(opened(info), FindingId::der_unexpected_tag);
  }
  SECTION("parameters") {
    info.null_parameters = true;
    refused(FindingId::key_file_malformed, "parameters where there are to be none");
  }
  SECTION("attributes") {
    info.further = "a000";
    refused(FindingId::key_file_malformed, "more than the seed");
  }
}

}  // namespace accord::crypto
