#pragma once

#include <optional>

#include "lib/crypto/public_key.h"

namespace accord::crypto {

/// The algorithm that a signer uses for a key: RSA PKCS#1 or ECDSA with the digest that fits its
/// size, or EdDSA; nothing for a kind that signs nothing here. Only sources of this folder include
/// this header.
[[nodiscard]] std::optional<SignatureAlgorithm> usual_algorithm(const KeyFacts& key);

}  // namespace accord::crypto
