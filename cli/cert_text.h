#pragma once

#include "cli/json.h"
#include "cli/screen.h"
#include "lib/x509/crl.h"

namespace accord::cli {

/// What matters most of a certificate, in a few lines.
[[nodiscard]] std::string text_of(const x509::Certificate& certificate, const Style& style);
/// `most`: how many extensions are looked at for "not_decoded".
[[nodiscard]] Json json_of(const x509::Certificate& certificate, std::size_t most);
/// The octets in hexadecimal; of a number below zero "-5 (octets fb)".
[[nodiscard]] std::string serial_text(const der::SerialNumber& serial);

/// A serial or CRL number that is not negative and below 2^63.
[[nodiscard]] std::optional<std::uint64_t> small_number(const der::SerialNumber& number);

/// The same of a CRL; of its entries their number.
[[nodiscard]] std::string text_of(const x509::Crl& crl, const Style& style);
[[nodiscard]] Json json_of(const x509::Crl& crl);

}  // namespace accord::cli
