#pragma once

#include "lib/outcome/finding.h"
#include "lib/x509/certificate.h"

namespace accord::path {

/// Where a certificate stands in its path.
enum class Position : std::uint8_t { anchor, authority, end_entity };

/// What RFC 5280, 4, asks of those who issue certificates, and what no step of path validation
/// looks at. A certificate that breaks such a rule is read and used by most; for web authentication
/// it is refused. Findings with that weight: `profile_serial_number`, `profile_name_empty`,
/// `profile_time_form`, `profile_key_identifier`, `profile_basic_constraints`, `profile_key_usage`,
/// `profile_name_constraints`, `profile_criticality`, `profile_alternative_name`,
/// `profile_version`.
void check_profile(const x509::Certificate& certificate, Position position,
                   outcome::Severity severity, outcome::Findings& findings);

}  // namespace accord::path
