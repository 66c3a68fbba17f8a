#pragma once

#include <cctype>
#include <string_view>

#include "lib/der/bytes.h"

namespace accord::tests {

/// Bytes written in hexadecimal; anything that is no digit separates and is skipped.
[[nodiscard]] inline der::Bytes from_hex(std::string_view hex) {
  der::Bytes bytes;
  bool half = false;
  for (const char c : hex) {
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0) continue;
    const int value = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    if (half) {
      bytes.back() = static_cast<std::uint8_t>(bytes.back() << 4U | value);
    } else {
      bytes.push_back(static_cast<std::uint8_t>(value));
    }
    half = !half;
  }
  return bytes;
}

}  // namespace accord::tests
