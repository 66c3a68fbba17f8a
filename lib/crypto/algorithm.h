#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/crypto/digest.h"
#include "lib/der/reader.h"
#include "lib/outcome/result.h"
#include "lib/time/instant.h"

namespace accord::crypto {

enum class KeyKind : std::uint8_t { rsa, ec, ed25519, ed448, dsa, ml_dsa_44, ml_dsa_65, ml_dsa_87 };
enum class Curve : std::uint8_t {
  p256,
  p384,
  p521,
  brainpool256r1,
  brainpool384r1,
  brainpool512r1
};
/// ML-DSA (FIPS 204) is meant as certificates have it: of the whole message, not of its digest
/// (HashML-DSA), with an empty context (RFC 9881, 3).
enum class SignatureFamily : std::uint8_t {
  rsa_pkcs1,
  rsa_pss,
  ecdsa,
  ed25519,
  ed448,
  dsa,
  ml_dsa_44,
  ml_dsa_65,
  ml_dsa_87
};

[[nodiscard]] std::string_view to_string(KeyKind kind) noexcept;
[[nodiscard]] std::string_view to_string(Curve curve) noexcept;

/// Whether an algorithm of the family is told apart by its digest; in Ed25519, Ed448 and ML-DSA it
/// is part of the scheme.
[[nodiscard]] bool names_digest(SignatureFamily family) noexcept;

/// A signature algorithm with its digest, which is not used where the family has its own.
struct SignatureAlgorithm {
  SignatureFamily family{};
  DigestAlgorithm digest{};
  std::uint32_t salt_length{};  ///< RSA-PSS only, in bytes

  friend bool operator==(const SignatureAlgorithm&, const SignatureAlgorithm&) = default;
};

/// "ECDSA with SHA-256".
[[nodiscard]] std::string to_string(const SignatureAlgorithm& algorithm);

/// Reads an X.509 AlgorithmIdentifier (RFC 3279, 4055, 5758, 8410, 9881) with its parameters: NULL
/// or absent for RSA PKCS#1 (RFC 4055, 5: "the parameters MUST be NULL. Implementations MUST accept
/// the parameters being absent as well as present"; certificates in published lists need it),
/// absent for ECDSA, EdDSA, ML-DSA and DSA, RSASSA-PSS-params for PSS with MGF1 on the same digest.
/// Errors: `algorithm_unknown`, `algorithm_parameters`, DER errors.
[[nodiscard]] outcome::Result<SignatureAlgorithm> read_signature_algorithm(
    der::ByteView algorithm_identifier);
/// The AlgorithmIdentifier's DER: what RFC 4055, 5758, 8410 and 9881 tell writers to write (NULL
/// for RSA PKCS#1).
[[nodiscard]] der::Bytes write_signature_algorithm(const SignatureAlgorithm& algorithm);

/// XML SignatureMethod URIs (XML Signature 1.1, 6.4; RFC 9231, 2.3): RSA PKCS#1, ECDSA, RSA-PSS
/// without parameters (…#sha256-rsa-MGF1: the salt is as long as the digest), EdDSA, DSA. None for
/// ML-DSA: RFC 9231 and its registry have no URI for it, and those of drafts and programs differ.
[[nodiscard]] std::optional<SignatureAlgorithm> signature_from_uri(std::string_view uri) noexcept;
/// The URI; empty when XML signatures have none for it.
[[nodiscard]] std::string_view signature_uri(const SignatureAlgorithm& algorithm) noexcept;

/// What a policy needs to know of a public key.
struct KeyFacts {
  KeyKind kind{};
  std::uint32_t bits{};          ///< modulus or group order size; of ML-DSA the public key's
  std::optional<Curve> curve{};  ///< EC keys only

  friend bool operator==(const KeyFacts&, const KeyFacts&) = default;
};

/// "RSA with 2048 bits", "EC on P-256", "Ed25519", "ML-DSA-65".
[[nodiscard]] std::string to_string(const KeyFacts& key);

}  // namespace accord::crypto
