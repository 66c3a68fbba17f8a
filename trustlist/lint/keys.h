#pragma once

#include <string>
#include <vector>

#include "lib/x509/certificate.h"

namespace accord::trustlist::lint {

/// Whether the identifier is what one of the certificates says in its SubjectKeyIdentifier (TS 119
/// 612, 5.5.3), or, where it says nothing, the one made of its key (RFC 5280, 4.2.1.2, method 1).
[[nodiscard]] bool is_key_identifier_of_any(const der::Bytes& identifier,
                                            const std::vector<x509::Certificate>& certificates);
/// That identifier in hexadecimal digits; empty for a key that is not known.
[[nodiscard]] std::string key_identifier(const x509::Certificate& certificate);

}  // namespace accord::trustlist::lint
