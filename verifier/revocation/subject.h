#pragma once

#include "lib/x509/certificate.h"

namespace accord::revocation {

/// A certificate as the thing that a finding is about: its subject, and its serial number as the
/// place.
[[nodiscard]] outcome::About about(const x509::Certificate& certificate);

}  // namespace accord::revocation
