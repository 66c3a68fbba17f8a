#pragma once

#include <memory>
#include <optional>

#include <botan/pk_keys.h>

#include "lib/crypto/algorithm.h"

namespace accord::crypto {

/// What a SubjectPublicKeyInfo holds, checked. Only sources of this folder include this header.
struct Spki {
  KeyFacts facts;
  std::uint32_t exponent_bits = 0;  ///< RSA only
  std::unique_ptr<Botan::Public_Key> key;
  der::ByteView key_bits;     ///< of the subjectPublicKey, a view into the input
  std::size_t part_length{};  ///< RSA: the modulus; EC and DSA: the group's order; in bytes
  bool pss_only{};            ///< RSASSA-PSS key (RFC 4055, 1.2)
  std::optional<SignatureAlgorithm> pss{};  ///< its restriction: this digest, at least this salt
};

/// See PublicKey::from_spki. Botan's exceptions become findings here.
[[nodiscard]] outcome::Result<Spki> read_spki(der::ByteView input);

/// A DSA key's SubjectPublicKeyInfo with the AlgorithmIdentifier of another's; nothing when it is
/// no DSA key, or has parameters.
[[nodiscard]] std::optional<der::Bytes> with_dsa_parameters_of(der::ByteView other,
                                                               der::ByteView input);

}  // namespace accord::crypto
