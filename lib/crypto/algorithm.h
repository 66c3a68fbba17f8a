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

enum class KeyKind : std::uint8_t { rsa, ec, ed25519, ed448, dsa };
enum class Curve : std::uint8_t { p256, p384, p521, brainpool256r1, brainpool384r1, brainpool512r1 };
enum class SignatureFamily : std::uint8_t { rsa_pkcs1, rsa_pss, ecdsa, ed25519, ed448, dsa };

[[nodiscard]] std::string_view to_string(KeyKind kind) noexcept;
[[nodiscard]] std::string_view to_string(Curve curve) noexcept;

/// A signature algorithm with its digest. For Ed25519 and Ed448 the digest is part of the scheme and `digest` is not used.
struct SignatureAlgorithm {
  SignatureFamily family{};
  DigestAlgorithm digest{};
  std::uint32_t salt_length{};  ///< RSA-PSS only, in bytes

  friend bool operator==(const SignatureAlgorithm&, const SignatureAlgorithm&) = default;
};

/// "ECDSA with SHA-256".
[[nodiscard]] std::string to_string(const SignatureAlgorithm& algorithm);

/// Reads an X.509 AlgorithmIdentifier (RFC 4055, 5758, 8410, 3279) with its exact parameters (NULL for RSA PKCS#1 [absent tolerated
/// is not: see algorithm.cc], absent for ECDSA/EdDSA, full PSS parameters with MGF1 on the same digest).
/// Errors: `algorithm_unknown`, `algorithm_parameters`, DER errors.
[[nodiscard]] outcome::Result<SignatureAlgorithm> read_signature_algorithm(der::ByteView algorithm_identifier);
/// The AlgorithmIdentifier's DER.
[[nodiscard]] der::Bytes write_signature_algorithm(const SignatureAlgorithm& algorithm);

/// XML SignatureMethod URIs (RFC 9231): RSA PKCS#1, ECDSA, RSA-PSS with fixed parameters (…#sha256-rsa-MGF1), EdDSA.
[[nodiscard]] std::optional<SignatureAlgorithm> signature_from_uri(std::string_view uri) noexcept;
/// The URI; empty when XML signatures have none for it.
[[nodiscard]] std::string_view signature_uri(const SignatureAlgorithm& algorithm) noexcept;

/// What a policy needs to know of a public key.
struct KeyFacts {
  KeyKind kind{};
  std::uint32_t bits{};        ///< modulus or group order size
  std::optional<Curve> curve;  ///< EC keys only
};

/// Until when each algorithm and size may be relied on. The strict policy: SHA-1 never, RSA from 1900 bits, DSA never, the named curves, EdDSA.
class AlgorithmPolicy {
 public:
  [[nodiscard]] static AlgorithmPolicy strict();
  /// The strict policy plus SHA-1 for lists issued before 2017 (with a warning): asked for by name only.
  [[nodiscard]] static AlgorithmPolicy old_lists();

  /// Checks a signature algorithm at a moment. Returns the finding when it may not be relied on: `algorithm_weak`.
  [[nodiscard]] std::optional<outcome::Finding> check(const SignatureAlgorithm& algorithm, time::Instant at) const;
  [[nodiscard]] std::optional<outcome::Finding> check(DigestAlgorithm digest, time::Instant at) const;
  /// `key_weak`.
  [[nodiscard]] std::optional<outcome::Finding> check(const KeyFacts& key, time::Instant at) const;

 private:
  std::optional<time::Instant> sha1_until_;
};

}  // namespace accord::crypto
