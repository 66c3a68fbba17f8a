#pragma once

#include <memory>

#include <botan/pk_keys.h>

#include "lib/crypto/algorithm.h"

namespace accord::crypto {

// ML-DSA (FIPS 204) as RFC 9881 has it: the one place that knows whether Botan was built with it.
// Only sources of this folder include this header.

[[nodiscard]] bool is_ml_dsa(KeyKind kind) noexcept;
/// Of the public key, in bytes (FIPS 204, table 2); 0 for other kinds.
[[nodiscard]] std::size_t ml_dsa_key_length(KeyKind kind) noexcept;

/// A public key from its octets, as many as `ml_dsa_key_length` says; null where Botan was built
/// without ML-DSA. Throws Botan's exceptions.
[[nodiscard]] std::unique_ptr<Botan::Public_Key> make_ml_dsa_public_key(KeyKind kind,
                                                                        der::ByteView octets);
/// A new key; null where Botan was built without ML-DSA. Throws Botan's exceptions.
[[nodiscard]] std::unique_ptr<Botan::Private_Key> make_ml_dsa_private_key(KeyKind kind);

/// Whether a PrivateKeyInfo (RFC 5958, 2) names ML-DSA.
[[nodiscard]] bool is_ml_dsa_key_info(der::ByteView key_info);
/// The key of a PrivateKeyInfo that holds the seed alone (RFC 9881, 6: `seed [0] OCTET STRING (SIZE
/// (32))`), without attributes or a public key beside it. Botan cannot tell whether an expanded key
/// belongs to a seed, so keys that have one are not taken. Errors: `key_unknown_algorithm` (an
/// expanded key; Botan built without ML-DSA), `key_file_malformed`, DER errors. Throws Botan's
/// exceptions.
[[nodiscard]] outcome::Result<std::unique_ptr<Botan::Private_Key>> read_ml_dsa_key_info(
    der::ByteView key_info);
/// The PrivateKeyInfo of such a key, with its seed.
[[nodiscard]] Botan::secure_vector<std::uint8_t> ml_dsa_key_info(KeyKind kind,
                                                                 const Botan::Private_Key& key);

}  // namespace accord::crypto
