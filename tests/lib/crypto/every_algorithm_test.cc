// What we sign, openssl verifies; what openssl signs, we verify: every family, digest and curve.
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "lib/crypto/signer.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using tests::require_failure;
using tests::require_value;

struct Kind {
  KeySpec spec;
  std::vector<SignatureFamily> families;
};
const Kind kinds[] = {
    {KeySpec::rsa_2048, {SignatureFamily::rsa_pkcs1, SignatureFamily::rsa_pss}},
    {KeySpec::ec_p256, {SignatureFamily::ecdsa}},
    {KeySpec::ec_p384, {SignatureFamily::ecdsa}},
    {KeySpec::ec_p521, {SignatureFamily::ecdsa}},
    {KeySpec::brainpool256r1, {SignatureFamily::ecdsa}},
    {KeySpec::brainpool384r1, {SignatureFamily::ecdsa}},
    {KeySpec::brainpool512r1, {SignatureFamily::ecdsa}},
    {KeySpec::ed25519, {SignatureFamily::ed25519}},
    {KeySpec::ed448, {SignatureFamily::ed448}},
};
struct DigestRow {
  DigestAlgorithm algorithm;
  const char* openssl;
};
constexpr DigestRow digests[] = {
    {DigestAlgorithm::sha256, "-sha256"},     {DigestAlgorithm::sha384, "-sha384"},
    {DigestAlgorithm::sha512, "-sha512"},     {DigestAlgorithm::sha3_256, "-sha3-256"},
    {DigestAlgorithm::sha3_384, "-sha3-384"}, {DigestAlgorithm::sha3_512, "-sha3-512"}};

/// One algorithm of a key, and how openssl is told of it.
struct Algorithm {
  SignatureAlgorithm algorithm;
  std::vector<std::string> words;  ///< of `openssl dgst`; none for those without a digest
};

std::vector<Algorithm> algorithms_of(const Kind& kind) {
  std::vector<Algorithm> all;
  for (const auto family : kind.families) {
    if (!names_digest(family)) {
      all.push_back({{family}, {}});
      continue;
    }
    for (const auto& digest : digests) {
      Algorithm one{{family, digest.algorithm}, {digest.openssl}};
      if (family == SignatureFamily::rsa_pss) {
        one.algorithm.salt_length = static_cast<std::uint32_t>(digest_size(digest.algorithm));
        one.words.insert(one.words.end(),
                         {"-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"});
      }
      all.push_back(std::move(one));
    }
  }
  return all;
}

/// A key of ours in openssl's hands.
class SharedKey {
 public:
  explicit SharedKey(KeySpec spec) : key(require_value(SoftwareKey::generate(spec))) {
    write("pass", "correct horse\n");
    write("key.pem", require_value(key.encrypt(Passphrase("correct horse"))));
    write("message", message);
    REQUIRE(
        run({"pkey", "-in", "key.pem", "-passin", "file:pass", "-pubout", "-out", "public.pem"}));
  }

  void write(const char* name, std::string_view bytes) const {
    std::ofstream(folder_.path() / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] std::string read(const char* name) const {
    return tests::read_file(folder_.path() / name);
  }
  [[nodiscard]] bool run(std::vector<std::string> words) const {
    words.insert(words.begin(), "openssl");
    const auto result = tests::run_program(words, folder_.path());
    UNSCOPED_INFO(result.errors);
    return result.exit_code == 0;
  }
  [[nodiscard]] bool openssl_verifies(const Algorithm& one) const {
    if (one.words.empty()) {
      return run({"pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "public.pem", "-in",
                  "message", "-sigfile", "signature"});
    }
    std::vector<std::string> words{"dgst"};
    words.insert(words.end(), one.words.begin(), one.words.end());
    words.insert(words.end(), {"-verify", "public.pem", "-signature", "signature", "message"});
    return run(words);
  }
  void openssl_signs(const Algorithm& one) const {
    std::vector<std::string> words{"pkeyutl",   "-sign", "-rawin",  "-inkey", "key.pem",  "-passin",
                                   "file:pass", "-in",   "message", "-out",   "signature"};
    if (!one.words.empty()) {
      words = {"dgst"};
      words.insert(words.end(), one.words.begin(), one.words.end());
      words.insert(words.end(),
                   {"-sign", "key.pem", "-passin", "file:pass", "-out", "signature", "message"});
    }
    REQUIRE(run(words));
  }

  static constexpr std::string_view message = "what is signed";
  SoftwareKey key;

 private:
  tests::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("what we sign with any family, digest and curve, openssl verifies") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  for (const auto& kind : kinds) {
    SharedKey shared(kind.spec);
    for (const auto& one : algorithms_of(kind)) {
      INFO(to_string(kind.spec) << ", " << to_string(one.algorithm));
      REQUIRE(shared.key.use(one.algorithm).has_value());
      CHECK(shared.key.algorithm() == one.algorithm);
      const auto signature =
          require_value(shared.key.sign(der::as_bytes(SharedKey::message), SignatureForm::der));
      CHECK(shared.key.public_key()
                .verify(one.algorithm, der::as_bytes(SharedKey::message), signature,
                        SignatureForm::der)
                .has_value());
      shared.write("signature", der::as_text(signature));
      CHECK(shared.openssl_verifies(one));
      auto changed = signature;
      changed.back() ^= 0x01U;
      shared.write("signature", der::as_text(changed));
      CHECK_FALSE(shared.openssl_verifies(one));
    }
  }
}

TEST_CASE("what openssl signs with any family, digest and curve, we verify") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  for (const auto& kind : kinds) {
    const SharedKey shared(kind.spec);
    for (const auto& one : algorithms_of(kind)) {
      INFO(to_string(kind.spec) << ", " << to_string(one.algorithm));
      shared.openssl_signs(one);
      const auto signature = shared.read("signature");
      const auto verify = [&](std::string_view text) {
        return shared.key.public_key().verify(one.algorithm, der::as_bytes(text),
                                              der::as_bytes(signature), SignatureForm::der);
      };
      CHECK(verify(SharedKey::message).has_value());
      require_failure(verify("what is signee"), FindingId::signature_wrong);
    }
  }
}

TEST_CASE("a key uses no algorithm that it cannot make, and keeps the one that it has") {
  auto key = require_value(SoftwareKey::generate(KeySpec::brainpool384r1));
  const auto before = key.algorithm();
  CHECK(before == SignatureAlgorithm{SignatureFamily::ecdsa, DigestAlgorithm::sha384});
  for (const auto family : {SignatureFamily::rsa_pkcs1, SignatureFamily::ed25519,
                            SignatureFamily::ml_dsa_44, SignatureFamily::dsa}) {
    require_failure(key.use({family, DigestAlgorithm::sha256}), FindingId::signature_key_mismatch);
    CHECK(key.algorithm() == before);
  }
  const auto elsewhere = std::move(key);
  // NOLINTNEXTLINE(bugprone-use-after-move): that is what is tested
  require_failure(key.use(before), FindingId::signing_failed);
}

}  // namespace accord::crypto
