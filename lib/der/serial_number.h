#pragma once

#include <compare>
#include <string>

#include "lib/der/bytes.h"
#include "lib/outcome/result.h"

namespace accord::der {

/// A certificate's serial number (RFC 5280, 4.1.2.2): the content octets of its DER INTEGER.
class SerialNumber {
 public:
  SerialNumber() = default;

  /// Content octets of a DER INTEGER, minimal form required. A zero, negative or over 20 octets
  /// long number is read (it must be handled, RFC 5280 4.1.2.2) and `is_conforming` says so.
  /// Errors: `der_integer_not_minimal`, `der_empty_integer`.
  [[nodiscard]] static outcome::Result<SerialNumber> from_content(ByteView content);

  /// Positive, from big-endian magnitude bytes (e.g. 20 random octets); leading zeros are dropped
  /// or added as DER needs.
  [[nodiscard]] static SerialNumber from_magnitude(ByteView magnitude);

  /// Hexadecimal magnitude as the command line takes it. Errors: `serial_malformed`.
  [[nodiscard]] static outcome::Result<SerialNumber> from_hex(std::string_view hex);

  [[nodiscard]] ByteView content() const noexcept { return as_bytes(content_); }
  [[nodiscard]] bool is_conforming() const noexcept;  ///< positive, not zero, at most 20 octets
  [[nodiscard]] std::string to_hex() const;           ///< lower case, of the content octets

  friend bool operator==(const SerialNumber&, const SerialNumber&) = default;
  friend auto operator<=>(const SerialNumber&, const SerialNumber&) = default;

 private:
  std::string content_;
};

}  // namespace accord::der
