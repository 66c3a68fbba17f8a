#pragma once

#include <cstdint>
#include <string>

#include "lib/x509/crl.h"

namespace accord::revocation {

/// Reasons for a revocation, bit n is 1 << n as in ReasonFlags (RFC 5280, 4.2.1.13). Bit 0 is not
/// used.
using Reasons = std::uint16_t;
inline constexpr Reasons all_reasons = 0x1FE;
inline constexpr Reasons hold_reason = 1U << 6U;

/// What a CRL can say about a certificate.
struct Scope {
  Reasons reasons{};    ///< it lists revocations of the certificate for these; 0: for none
  std::string outside;  ///< why for none: completes "it does not cover this certificate: …"
};

/// The reasons for which a CRL covers a certificate, by what it says of itself and the certificate
/// of its distribution points (RFC 5280, 6.3.3 (b), (d)). A certificate that names no distribution
/// point is taken to name its issuer. Whether the CRL is genuine is not looked at.
[[nodiscard]] Scope scope_of(const x509::Crl& crl, const x509::Certificate& certificate);

}  // namespace accord::revocation
