#pragma once

#include <memory>

#include "lib/crypto/algorithm.h"

namespace accord::crypto {

/// How an (EC)DSA signature's two numbers are written. Other signatures have one form, and this
/// makes no difference.
enum class SignatureForm : std::uint8_t {
  der,          ///< SEQUENCE of two INTEGERs (X.509; RFC 3279, 2.2.2, 2.2.3)
  concatenated  ///< r and s at full length, one after the other (XML signatures; RFC 9231, 2.3.6)
};

/// A public key, checked when read. Immutable and safe to use from several threads; copies share
/// it.
class PublicKey {
 public:
  /// Reads a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) in DER. RSA (RFC 3279, 2.3.1, and RSASSA-PSS
  /// keys of RFC 4055): modulus odd and of 1024 to 16384 bits, exponent odd, at least 3, at most
  /// 256 bits (33 above a modulus of 4096). EC (RFC 5480): a named curve, a point on it, no
  /// explicit parameters, not the hybrid form. Ed25519 and Ed448 (RFC 8410). ML-DSA-44, -65
  /// and -87 (RFC 9881, 4), where Botan was built with it. DSA with its own parameters (RFC 3279,
  /// 2.3.2). Errors: `key_unknown_algorithm`, `key_malformed`,
  /// `algorithm_parameters`, DER errors.
  [[nodiscard]] static outcome::Result<PublicKey> from_spki(der::ByteView spki);
  /// The same; a DSA key that has no parameters has those of its issuer's key, when that is a DSA
  /// key too (RFC 3279, 2.3.2; RFC 5280, 6.1.4 (d) to (f)). `spki()` is then written with them.
  [[nodiscard]] static outcome::Result<PublicKey> from_spki(der::ByteView spki,
                                                            const PublicKey& issuer);

  [[nodiscard]] const KeyFacts& facts() const noexcept;
  /// Of an RSA key's public exponent; 0 for others.
  [[nodiscard]] std::uint32_t exponent_bits() const noexcept;
  /// The SubjectPublicKeyInfo as it was read.
  [[nodiscard]] der::ByteView spki() const noexcept;
  /// The subjectPublicKey's bits, without their count of unused ones.
  [[nodiscard]] der::ByteView key_bits() const noexcept;
  /// SHA-1 over the subjectPublicKey bits: the usual key identifier (RFC 5280, 4.2.1.2, method 1).
  [[nodiscard]] Digest key_identifier() const;
  /// SHA-256 over `spki()`, made once.
  [[nodiscard]] const Digest& fingerprint() const;
  /// SHA-256 over the key written one way, so that it is the same for every way of writing it: a
  /// point compressed or not, an RSA key for any padding or for RSASSA-PSS.
  [[nodiscard]] Digest identity() const;

  /// Whether the algorithm is one that the key makes.
  [[nodiscard]] bool fits(const SignatureAlgorithm& algorithm) const noexcept;

  /// Checks a signature over a message. A signature that is not written exactly as its standard
  /// says is wrong: an RSA signature as long as the modulus (RFC 8017, 8.2.2), r and s of the
  /// order's length, or minimal DER. Errors: `signature_wrong`, `signature_key_mismatch` (the
  /// algorithm does not fit the key).
  [[nodiscard]] outcome::Result<void> verify(const SignatureAlgorithm& algorithm,
                                             der::ByteView message, der::ByteView signature,
                                             SignatureForm form) const;

 private:
  struct State;
  explicit PublicKey(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace accord::crypto
