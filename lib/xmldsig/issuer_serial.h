#pragma once

#include <string>
#include <string_view>

#include "lib/x509/certificate.h"

namespace accord::xmldsig {

/// A serial number in decimal, as X509SerialNumber wants it (XML Signature, 4.4.4). One over 64
/// octets (RFC 5280 allows 20) as "0x" and hexadecimal: no published one is so long, and the work
/// on a hostile one stays small.
[[nodiscard]] std::string to_decimal(const der::SerialNumber& serial);

/// Whether a distinguished name written as text has the values of that name. Published signatures
/// write names in either order, with or without spaces, in the spellings of RFC 1779, 2253 and
/// 4514, with various short names for types and with values in hexadecimal; so the values alone are
/// compared, in any order, letter case and white space folded.
[[nodiscard]] bool text_has_values_of(std::string_view text, const x509::Name& name);

/// DER of IssuerSerial (RFC 5035, 5): issuer in one directoryName, and serial number.
[[nodiscard]] der::Bytes write_issuer_serial(const x509::Certificate& certificate);
/// Its parts. Errors: DER and name errors, `name_malformed` when the issuer is not one
/// directoryName.
struct IssuerSerial {
  x509::Name issuer;
  der::SerialNumber serial;
};
[[nodiscard]] outcome::Result<IssuerSerial> read_issuer_serial(der::ByteView der);

}  // namespace accord::xmldsig
