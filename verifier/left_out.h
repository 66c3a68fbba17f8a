#pragma once

#include <vector>

#include "verifier/trust.h"

namespace accord::verifier {

/// What was left out of the usable lists for damage, or is in them without an identity that could
/// be read or that says clearly whose it is, and may be about one of these certificates: the anchor
/// of a path, and the authorities below it. Its status is not known, so the status of the services
/// that remain does not decide (ETSI TS 119 615, 4.4: all services that match must give the same
/// answer).
///
/// What has no key, key identifier or name that could be read may be about any certificate; it
/// counts when a service of its list is that of one of these certificates.
///
/// Findings, all indeterminate: `list_service_left_out`, `list_provider_left_out`,
/// `list_certificate_unreadable`, `list_identity_empty`, `list_identity_name_alone`,
/// `list_identity_unclear`, about the list and the line.
[[nodiscard]] outcome::Findings find_left_out(const Trust& trust,
                                              const std::vector<x509::Certificate>& certificates);

}  // namespace accord::verifier
