#pragma once

#include <algorithm>

#include "lib/crypto/public_key.h"

namespace accord::revocation {

/// What checking one signature with such a key costs, in `Cost::signatures`: as many as checks with
/// RSA of 2048 bits or P-256 take about the same time.
[[nodiscard]] inline std::uint64_t verification_cost(const crypto::PublicKey& key) noexcept {
  constexpr std::uint64_t usual_rsa_bits = 2048;
  constexpr std::uint32_t usual_exponent_bits = 17;
  const auto& facts = key.facts();
  switch (facts.kind) {
    case crypto::KeyKind::rsa: {
      const std::uint64_t times = (facts.bits + usual_rsa_bits - 1) / usual_rsa_bits;
      return times * times * std::max(key.exponent_bits() / usual_exponent_bits, 1U);
    }
    case crypto::KeyKind::ec:
      return facts.curve == crypto::Curve::p256 ? 1 : 8;
    case crypto::KeyKind::ed25519:
      return 1;
    case crypto::KeyKind::ed448:
    case crypto::KeyKind::dsa:
    case crypto::KeyKind::ml_dsa_65:
      return 8;
    case crypto::KeyKind::ml_dsa_44:
      return 4;
    case crypto::KeyKind::ml_dsa_87:
      return 12;
  }
  return 1;
}

}  // namespace accord::revocation
