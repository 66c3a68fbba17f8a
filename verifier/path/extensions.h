#pragma once

#include <string>

#include "lib/x509/extensions.h"

namespace accord::path {

/// Whether a certificate with this extension must be refused (RFC 5280, 4.2): it is critical, and
/// it or something in it that must be processed is not processed.
[[nodiscard]] bool must_refuse(const x509::Extension& extension);

/// "name constraints (2.5.29.30)"; the number alone when it is not known.
[[nodiscard]] std::string describe(const der::Oid& extension);

}  // namespace accord::path
