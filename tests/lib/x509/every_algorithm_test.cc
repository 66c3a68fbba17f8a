// Certificates signed with every family, digest and curve: ours read by openssl, openssl's by us.
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::x509 {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeySpec;
using crypto::SignatureAlgorithm;
using crypto::SignatureFamily;
using tests::require_value;

struct DigestRow {
  DigestAlgorithm algorithm;
  const char* openssl;
};
constexpr DigestRow digests[] = {
    {DigestAlgorithm::sha256, "-sha256"},     {DigestAlgorithm::sha384, "-sha384"},
    {DigestAlgorithm::sha512, "-sha512"},     {DigestAlgorithm::sha3_256, "-sha3-256"},
    {DigestAlgorithm::sha3_384, "-sha3-384"}, {DigestAlgorithm::sha3_512, "-sha3-512"}};
constexpr std::pair<KeySpec, SignatureFamily> kinds[] = {
    {KeySpec::rsa_2048, SignatureFamily::rsa_pkcs1},
    {KeySpec::rsa_2048, SignatureFamily::rsa_pss},
    {KeySpec::ec_p256, SignatureFamily::ecdsa},
    {KeySpec::ec_p384, SignatureFamily::ecdsa},
    {KeySpec::ec_p521, SignatureFamily::ecdsa},
    {KeySpec::brainpool256r1, SignatureFamily::ecdsa},
    {KeySpec::brainpool384r1, SignatureFamily::ecdsa},
    {KeySpec::brainpool512r1, SignatureFamily::ecdsa}};

SignatureAlgorithm algorithm_of(SignatureFamily family, DigestAlgorithm digest) {
  SignatureAlgorithm algorithm{family, digest};
  if (family == SignatureFamily::rsa_pss) {
    algorithm.salt_length = static_cast<std::uint32_t>(digest_size(digest));
  }
  return algorithm;
}

bool is_sha3(DigestAlgorithm digest) {
  return digest == DigestAlgorithm::sha3_256 || digest == DigestAlgorithm::sha3_384 ||
         digest == DigestAlgorithm::sha3_512;
}

void write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

void require_done(const tests::TemporaryFolder& folder, std::vector<std::string> words) {
  words.insert(words.begin(), "openssl");
  const auto result = tests::run_program(words, folder.path());
  INFO(result.output << result.errors);
  REQUIRE(result.exit_code == 0);
}

}  // namespace

TEST_CASE("openssl verifies certificates that we sign with every family, digest and curve") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  for (const auto& [spec, family] : kinds) {
    auto key = require_value(crypto::SoftwareKey::generate(spec));
    const tests::CertificateSpec root{.common_name = "Root", .ca = true};
    for (const auto& digest : digests) {
      const auto algorithm = algorithm_of(family, digest.algorithm);
      INFO(to_string(spec) << ", " << to_string(algorithm));
      require_value(key.use(algorithm));
      const auto certificate =
          tests::make_certificate(root, key.public_key(), key, tests::subject_name(root));
      CHECK(require_value(crypto::read_signature_algorithm(
                certificate.signature_algorithm_der())) == algorithm);
      CHECK(certificate.check_signature(key.public_key()).has_value());
      // openssl 3.0 cannot verify certificates with ECDSA and SHA-3 (signatures as such it can:
      // tests/lib/crypto).
      if (family == SignatureFamily::ecdsa && is_sha3(digest.algorithm)) continue;
      const tests::TemporaryFolder folder;
      write(folder.path() / "root.pem", tests::to_pem(certificate));
      require_done(folder, {"verify", "-CAfile", "root.pem", "-check_ss_sig", "-attime",
                            "1800000000", "root.pem"});
    }
  }
}

TEST_CASE("we verify certificates that openssl signs with every family, digest and curve") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  for (const auto& [spec, family] : kinds) {
    const auto key = require_value(crypto::SoftwareKey::generate(spec));
    const tests::TemporaryFolder folder;
    write(folder.path() / "pass", "correct horse\n");
    write(folder.path() / "key.pem",
          require_value(key.encrypt(crypto::Passphrase("correct horse"))));
    for (const auto& digest : digests) {
      // Of SHA-3, openssl 3.0 signs certificates with RSA PKCS#1 alone.
      if (family != SignatureFamily::rsa_pkcs1 && is_sha3(digest.algorithm)) continue;
      const auto algorithm = algorithm_of(family, digest.algorithm);
      INFO(to_string(spec) << ", " << to_string(algorithm));
      std::vector<std::string> words{"req",       "-x509",    "-key",  "key.pem",      "-passin",
                                     "file:pass", "-subj",    "/CN=A", digest.openssl, "-days",
                                     "100",       "-outform", "DER",   "-out",         "a.der"};
      if (family == SignatureFamily::rsa_pss) {
        words.insert(words.end(),
                     {"-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"});
      }
      require_done(folder, words);
      const auto bytes = tests::read_file(folder.path() / "a.der");
      const auto certificate = require_value(Certificate::parse(der::as_bytes(bytes)));
      CHECK(require_value(crypto::read_signature_algorithm(
                certificate.signature_algorithm_der())) == algorithm);
      CHECK(certificate.check_signature(key.public_key()).has_value());
      auto changed = bytes;
      changed.back() = static_cast<char>(changed.back() ^ 1);
      const auto wrong = Certificate::parse(der::as_bytes(changed));
      CHECK_FALSE(require_value(wrong).check_signature(key.public_key()).has_value());
    }
  }
}

}  // namespace accord::x509
