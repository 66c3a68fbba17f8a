#pragma once

#include "verifier/revocation/revocation.h"

namespace accord::revocation {

/// Whether a CRL speaks about a certificate at all and was made by its issuer (RFC 5280, 6.3.3 (b),
/// (f), (g)): kind, scope, right to sign, signature. Nothing when it may be relied on for what it
/// says of its own time; otherwise why not.
[[nodiscard]] std::optional<outcome::Finding> authenticate(const x509::Crl& crl,
                                                           const x509::Certificate& certificate,
                                                           const Issuer& issuer, const Terms& terms,
                                                           outcome::Budget& budget);

/// Whether the CRL shows what held at `at`: made by then, and not yet to be replaced. Nothing when
/// it does.
[[nodiscard]] std::optional<outcome::Finding> out_of_date(const x509::Crl& crl,
                                                          const x509::Certificate& certificate,
                                                          time::Instant at);

}  // namespace accord::revocation
