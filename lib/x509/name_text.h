#pragma once

#include <string>

#include "lib/der/bytes.h"

namespace accord::x509 {

/// A Name (RFC 5280, 4.1.2.4) in DER for people, as `Name::to_string` writes it, but with the names
/// of attributes that RFC 4514 has none for ("jurisdictionC", "initials"), and as far as it can be
/// read where it breaks a rule: parts out of order, empty ones ("()"), octets that are no text as
/// they stand. Hexadecimal behind "#" for what is no DER.
[[nodiscard]] std::string name_text(der::ByteView name);

}  // namespace accord::x509
