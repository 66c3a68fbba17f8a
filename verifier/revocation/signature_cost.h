#pragma once

#include "lib/crypto/algorithm.h"

namespace accord::revocation {

/// What checking one signature with such a key costs, in `Cost::signatures`: as many as checks with
/// RSA of 2048 bits or P-256 take about the same time.
[[nodiscard]] inline std::uint64_t verification_cost(const crypto::KeyFacts& key) noexcept {
  constexpr std::uint64_t usual_rsa_bits = 2048;
  switch (key.kind) {
    case crypto::KeyKind::rsa: {
      const auto times = (key.bits + usual_rsa_bits - 1) / usual_rsa_bits;
      return times * times;
    }
    case crypto::KeyKind::ec:
      return key.curve == crypto::Curve::p256 ? 1 : 8;
    case crypto::KeyKind::ed25519:
      return 1;
    case crypto::KeyKind::ed448:
    case crypto::KeyKind::dsa:
      return 8;
  }
  return 1;
}

}  // namespace accord::revocation
