#pragma once

#include "ca/authority.h"
#include "lib/x509/crl.h"

namespace accord::ca {

/// A CRL that was issued and recorded.
struct IssuedCrl {
  std::uint64_t number{};
  x509::Crl crl;
};

/// Issues the authority's whole CRL (RFC 5280, 5): every certificate that it revoked up to
/// `act.at`, expired ones too (ExpiredCertsOnCRL, ITU-T X.509, 9.5.2.8), in order of
/// serial numbers; thisUpdate is `act.at`, nextUpdate is `validity` later: from 1 hour to 10 days
/// for an issuing authority, to 366 days for a root. The number is one more than the last one that
/// was reserved. In the order of `issue`: number, to-be-signed bytes and event are recorded before
/// anything is signed; a number whose CRL was never finished is left out. Errors:
/// `ca_crl_validity`, `ca_signer_mismatch`, `ca_issuer_not_valid`, `ca_lint_crl`, the rule of time,
/// `signing_failed`, `ca_signed_bytes_differ`, `signature_wrong`, the store's.
[[nodiscard]] Answer<IssuedCrl> issue_crl(Registry& registry, const Authority& authority,
                                          crypto::Signer& signer, std::chrono::seconds validity,
                                          const Act& act);

/// The CRL with the highest number, as it was issued; nothing before the first. Errors: the
/// store's, those of x509::Crl::parse.
[[nodiscard]] outcome::Result<std::optional<x509::Crl>> latest_crl(Registry& registry,
                                                                   const Authority& authority);

}  // namespace accord::ca
