#pragma once

#include <cstddef>
#include <cstdint>

#include "lib/der/bytes.h"

namespace accord::der {

/// An identifier octet: class, constructed bit and tag number below 31 (high tag numbers are
/// refused).
using Tag = std::uint8_t;

/// What can be wrong with the identifier and length octets of a value.
enum class HeaderFault : std::uint8_t {
  none,
  truncated,
  length_not_minimal,
  indefinite_length,
  high_tag,
  reserved_tag
};

/// Identifier and length octets of one value.
struct Header {
  Tag tag{};
  std::size_t size{};          ///< octets of identifier and length
  std::size_t content_size{};  ///< octets of content; they lie inside the input
};

/// Reads the header of the value at `position` (X.690, 8.1.2, 8.1.3, 10.1). On `none` the whole
/// value lies inside the input. It allocates nothing: `Reader` is built on it, and so is the pass
/// over the entries of a CRL.
[[nodiscard]] inline HeaderFault read_header(ByteView input, std::size_t position,
                                             Header& header) noexcept {
  const std::size_t left = input.size() - position;
  if (left == 0) return HeaderFault::truncated;
  const std::uint8_t* at = input.data() + position;
  header.tag = at[0];
  if ((header.tag & 0x1FU) == 0x1FU) return HeaderFault::high_tag;
  if ((header.tag & 0xDFU) == 0) return HeaderFault::reserved_tag;
  if (left == 1) return HeaderFault::truncated;
  if (at[1] < 0x80U) {
    header.size = 2;
    header.content_size = at[1];
    return header.content_size > left - 2 ? HeaderFault::truncated : HeaderFault::none;
  }
  const std::size_t count = at[1] & 0x7FU;
  if (count == 0) return HeaderFault::indefinite_length;
  if (count > left - 2) return HeaderFault::truncated;
  if (at[2] == 0 || (count == 1 && at[2] < 0x80U)) return HeaderFault::length_not_minimal;
  // A minimal length of more octets than this names more bytes than there can be.
  if (count > sizeof(std::size_t)) return HeaderFault::truncated;
  std::size_t length = 0;
  for (std::size_t i = 0; i < count; ++i) length = (length << 8U) | at[2 + i];
  header.size = 2 + count;
  header.content_size = length;
  return length > left - header.size ? HeaderFault::truncated : HeaderFault::none;
}

}  // namespace accord::der
