#pragma once

#include <memory>

#include "lib/crypto/algorithm.h"

namespace accord::crypto {

/// How an (EC)DSA signature's two numbers are written.
enum class SignatureForm : std::uint8_t {
  der,          ///< SEQUENCE of two INTEGERs (X.509, RFC 3279)
  concatenated  ///< r and s at full length, one after the other (XML signatures, RFC 9231)
};

/// A public key, checked when read. Immutable; copies share it.
class PublicKey {
 public:
  /// Reads a SubjectPublicKeyInfo (DER). EC points must lie on a named curve (no explicit parameters). Errors:
  /// `key_unknown_algorithm`, `key_malformed`, DER errors.
  [[nodiscard]] static outcome::Result<PublicKey> from_spki(der::ByteView spki);

  [[nodiscard]] const KeyFacts& facts() const noexcept;
  [[nodiscard]] der::ByteView spki() const noexcept;
  /// SHA-1 over the subjectPublicKey bits: the usual key identifier (RFC 5280, 4.2.1.2, method 1).
  [[nodiscard]] Digest key_identifier() const;

  /// Checks a signature over a message. Errors: `signature_wrong`, `signature_key_mismatch` (family does not fit the key).
  [[nodiscard]] outcome::Result<void> verify(const SignatureAlgorithm& algorithm, der::ByteView message,
                                             der::ByteView signature, SignatureForm form) const;

 private:
  struct State;
  explicit PublicKey(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace accord::crypto
