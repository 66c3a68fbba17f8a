#pragma once

#include <string>

#include "lib/x509/extensions.h"

namespace accord::path {

/// Whether a certificate with this extension must be refused (RFC 5280, 4.2): it is critical, and
/// it or something in it that must be processed is not processed.
[[nodiscard]] bool must_refuse(const x509::Extension& extension);

/// What `must_refuse` refuses: "QC statements (1.3.6.1.5.5.7.1.3)", the number alone when it is not
/// known, "certificate policies (2.5.29.32) with a part that is not known".
[[nodiscard]] std::string describe(const x509::Extension& refused);

}  // namespace accord::path
