#pragma once

#include <string>
#include <string_view>

#include "lib/crypto/algorithm.h"

namespace accord::crypto {

// What Botan calls things. Only sources of this folder include this header.

/// "SHA-256", "SHA-3(256)".
[[nodiscard]] std::string_view botan_name(DigestAlgorithm algorithm) noexcept;
/// "secp256r1".
[[nodiscard]] std::string_view botan_name(Curve curve) noexcept;
/// The padding argument of PK_Signer and PK_Verifier: "PKCS1v15(SHA-256)", "PSS(SHA-256,MGF1,32)",
/// "SHA-256", "Pure"; nothing for ML-DSA, which then has an empty context.
[[nodiscard]] std::string botan_padding(const SignatureAlgorithm& algorithm);

}  // namespace accord::crypto
