#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "lib/crypto/public_key.h"

namespace accord::crypto {

/// Something that signs with one private key: a key from a file now, a key in a token later.
class Signer {
 public:
  virtual ~Signer() = default;
  [[nodiscard]] virtual const PublicKey& public_key() const = 0;
  /// The algorithm it signs with (fixed for a signer: RSA PKCS#1 or ECDSA with the digest that fits the key, or EdDSA).
  [[nodiscard]] virtual const SignatureAlgorithm& algorithm() const = 0;
  /// Signs the message. Errors: `signing_failed`.
  [[nodiscard]] virtual outcome::Result<der::Bytes> sign(der::ByteView message, SignatureForm form) = 0;
};

/// What key to generate.
enum class KeySpec : std::uint8_t { ec_p256, ec_p384, ec_p521, rsa_2048, rsa_3072, rsa_4096, ed25519 };
/// "p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096", "ed25519": the words of the command line.
[[nodiscard]] std::string_view to_string(KeySpec spec) noexcept;
[[nodiscard]] std::optional<KeySpec> key_spec_from(std::string_view word) noexcept;

/// A passphrase; its memory is locked where possible and wiped at the end. Never printed.
class Passphrase {
 public:
  explicit Passphrase(std::string_view text);
  ~Passphrase();
  Passphrase(Passphrase&&) noexcept;
  Passphrase& operator=(Passphrase&&) noexcept;
  [[nodiscard]] std::string_view reveal() const noexcept;

 private:
  struct Secret;
  std::unique_ptr<Secret> secret_;
};

/// A private key held in this process's memory (Botan's secure memory).
class SoftwareKey final : public Signer {
 public:
  ~SoftwareKey() override;
  SoftwareKey(SoftwareKey&&) noexcept;
  SoftwareKey& operator=(SoftwareKey&&) noexcept;

  [[nodiscard]] static outcome::Result<SoftwareKey> generate(KeySpec spec);
  /// PKCS#8 encrypted PEM ("ENCRYPTED PRIVATE KEY"). Errors: `key_wrong_passphrase`, `key_malformed`, `key_not_encrypted`.
  [[nodiscard]] static outcome::Result<SoftwareKey> decrypt(std::string_view pem, const Passphrase& passphrase);
  /// PKCS#8 PEM, PBES2 with AES-256 and PBKDF2-HMAC-SHA-512 (210,000 rounds).
  [[nodiscard]] outcome::Result<std::string> encrypt(const Passphrase& passphrase) const;

  [[nodiscard]] const PublicKey& public_key() const override;
  [[nodiscard]] const SignatureAlgorithm& algorithm() const override;
  [[nodiscard]] outcome::Result<der::Bytes> sign(der::ByteView message, SignatureForm form) override;

 private:
  struct State;
  explicit SoftwareKey(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Random bytes from the system's generator.
[[nodiscard]] der::Bytes random_bytes(std::size_t count);

}  // namespace accord::crypto
