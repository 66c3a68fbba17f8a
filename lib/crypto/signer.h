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
  /// The algorithm it signs with.
  [[nodiscard]] virtual const SignatureAlgorithm& algorithm() const = 0;
  /// Signs the message. Used by one thread at a time. Errors: `signing_failed`.
  [[nodiscard]] virtual outcome::Result<der::Bytes> sign(der::ByteView message,
                                                         SignatureForm form) = 0;
};

/// What key to generate.
enum class KeySpec : std::uint8_t {
  ec_p256,
  ec_p384,
  ec_p521,
  rsa_2048,
  rsa_3072,
  rsa_4096,
  ed25519,
  ed448,
  brainpool256r1,
  brainpool384r1,
  brainpool512r1,
  ml_dsa_44,
  ml_dsa_65,
  ml_dsa_87
};
/// "p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096", "ed25519", "ed448", "brainpool256",
/// "brainpool384", "brainpool512", "mldsa44", "mldsa65", "mldsa87": the words of the command line.
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

/// A private key held in this process's memory (Botan's secure memory). It signs with RSA PKCS#1 or
/// ECDSA and the digest that fits its size (RSA under 3072 bits and 256-bit curves SHA-256, 384-bit
/// curves and RSA under 4096 bits SHA-384, the rest SHA-512), or with EdDSA or ML-DSA (hedged, with
/// an empty context), unless it is told to use another algorithm.
class SoftwareKey final : public Signer {
 public:
  ~SoftwareKey() override;
  SoftwareKey(SoftwareKey&&) noexcept;
  SoftwareKey& operator=(SoftwareKey&&) noexcept;

  /// A new key from the system's random generator. Errors: `signing_failed`,
  /// `key_unknown_algorithm` (ML-DSA where Botan was built without it).
  [[nodiscard]] static outcome::Result<SoftwareKey> generate(KeySpec spec);
  /// The key in one PEM block "ENCRYPTED PRIVATE KEY" (PKCS#8, RFC 5958), encrypted by PBES2 (RFC
  /// 8018) with PBKDF2 on HMAC with SHA-1 or SHA-2 and AES in CBC mode: what `encrypt` and `openssl
  /// pkey` write. Of ML-DSA the seed (RFC 9881, 6), not the expanded key. At most 10,000,000
  /// rounds. PBES2 has no seal, so damaged ciphertext looks like a wrong passphrase. Errors:
  /// `key_wrong_passphrase`, `key_not_encrypted`, `key_file_malformed`, `key_encryption_unknown`,
  /// `key_rounds_excessive`, `key_unknown_algorithm`, PEM and DER errors.
  [[nodiscard]] static outcome::Result<SoftwareKey> decrypt(std::string_view pem,
                                                            const Passphrase& passphrase);
  /// PKCS#8 PEM, PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256, 600,000 rounds. Errors:
  /// `signing_failed` (the key was moved away).
  [[nodiscard]] outcome::Result<std::string> encrypt(const Passphrase& passphrase) const;

  /// Signs with that algorithm from now on. Errors: `signature_key_mismatch` (not one that the key
  /// makes; what it signs with stays as it was), `signing_failed` (the key was moved away).
  [[nodiscard]] outcome::Result<void> use(const SignatureAlgorithm& algorithm);

  [[nodiscard]] const PublicKey& public_key() const override;
  [[nodiscard]] const SignatureAlgorithm& algorithm() const override;
  [[nodiscard]] outcome::Result<der::Bytes> sign(der::ByteView message,
                                                 SignatureForm form) override;

 private:
  struct State;
  explicit SoftwareKey(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Random bytes from the system's generator.
[[nodiscard]] der::Bytes random_bytes(std::size_t count);

}  // namespace accord::crypto
