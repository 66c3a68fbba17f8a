#pragma once

#include "ca/records.h"

namespace accord::ca {

/// A certificate to be revoked.
struct RevokeRequest {
  der::SerialNumber serial;
  x509::RevocationReason reason = x509::RevocationReason::unspecified;
  std::optional<time::Instant>
      invalidity_date{};  ///< since when the key is known or believed to be lost (RFC 5280, 5.3.2)
};

/// Revokes a certificate from `act.at` on, expired ones too. It is final: nothing takes a
/// revocation back, and the first one stands. The cost does not grow with the number of
/// certificates. What was intended and never finished can be revoked as well: it may exist. Errors:
/// `ca_certificate_unknown`, `ca_already_revoked`, `ca_reason_refused` (certificateHold and
/// removeFromCRL, which would not be final; cACompromise for what is no authority; aACompromise),
/// `ca_invalidity_date_late`, the rule of time, the store's.
[[nodiscard]] outcome::Result<void> revoke(Registry& registry, const Authority& authority,
                                           const RevokeRequest& request, const Act& act);

}  // namespace accord::ca
