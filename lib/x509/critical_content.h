#pragma once

#include "lib/x509/extensions.h"

namespace accord::x509 {

/// Whether a critical extension of a known kind holds what this program cannot process, so that it
/// is as good as one that is not known (RFC 5280, 4.2). Of a kind that is not named here, and of an
/// extension that is not critical: false.
///
/// certificatePolicies: a qualifier other than a CPS pointer (IA5String) and a user notice, or one
/// of these that cannot be read (RFC 5280, 4.2.1.4).
/// subjectAltName: no e-mail address, DNS name, directory name, URI or IP address (X.509, 9.3.2.1).
///
/// A value that cannot be read at all counts as not processed. Linear in the size of the value.
[[nodiscard]] bool holds_unknown_when_critical(const Extension& extension);

}  // namespace accord::x509
