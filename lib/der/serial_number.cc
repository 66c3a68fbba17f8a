#include "lib/der/serial_number.h"

#include <algorithm>

namespace accord::der {
namespace {

using outcome::fail;
using outcome::FindingId;
using outcome::Result;

// RFC 5280, 4.1.2.2: "certificate users MUST be able to handle serialNumber values up to 20
// octets".
constexpr std::size_t conforming_octets = 20;
// Far above any serial number in use; it bounds what a person may type.
constexpr std::size_t max_hex_digits = 256;

int digit_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Result<SerialNumber> SerialNumber::from_content(ByteView content) {
  if (content.empty()) return fail(FindingId::der_empty_integer);
  // X.690, 8.3.2: the first nine bits are not all equal.
  if (content.size() > 1 && ((content[0] == 0x00 && (content[1] & 0x80U) == 0) ||
                             (content[0] == 0xFF && (content[1] & 0x80U) != 0))) {
    return fail(FindingId::der_integer_not_minimal);
  }
  SerialNumber serial;
  serial.content_ = as_text(content);
  return serial;
}

SerialNumber SerialNumber::from_magnitude(ByteView magnitude) {
  const auto first =
      std::find_if(magnitude.begin(), magnitude.end(), [](std::uint8_t b) { return b != 0; });
  const auto digits = magnitude.subspan(static_cast<std::size_t>(first - magnitude.begin()));
  SerialNumber serial;
  if (digits.empty() || (digits.front() & 0x80U) != 0) serial.content_ += '\0';
  serial.content_ += as_text(digits);
  return serial;
}

Result<SerialNumber> SerialNumber::from_hex(std::string_view hex) {
  const bool digits_only =
      std::all_of(hex.begin(), hex.end(), [](char c) { return digit_value(c) >= 0; });
  if (hex.empty() || hex.size() > max_hex_digits || !digits_only) {
    return fail(FindingId::serial_malformed, {}, {{"text", std::string(hex)}});
  }
  Bytes magnitude((hex.size() + 1) / 2);
  // Digits are paired from the right, so that an odd count reads as if a zero stood before it.
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const auto value = static_cast<unsigned>(digit_value(hex[hex.size() - 1 - i]));
    auto& octet = magnitude[magnitude.size() - 1 - i / 2];
    octet = static_cast<std::uint8_t>(octet | (i % 2 == 0 ? value : value << 4U));
  }
  return from_magnitude(magnitude);
}

bool SerialNumber::is_conforming() const noexcept {
  const auto octets = content();
  const bool negative = !octets.empty() && (octets.front() & 0x80U) != 0;
  const bool zero = octets.size() == 1 && octets.front() == 0;
  return !octets.empty() && !negative && !zero && octets.size() <= conforming_octets;
}

std::string SerialNumber::to_hex() const { return der::to_hex(content()); }

}  // namespace accord::der
