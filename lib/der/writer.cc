#include "lib/der/writer.h"

#include <algorithm>

namespace accord::der {

void Writer::value(Tag tag, ByteView content) {
  bytes_.push_back(tag);
  const std::size_t size = content.size();
  if (size < 0x80) {
    bytes_.push_back(static_cast<std::uint8_t>(size));
  } else {
    unsigned octets = 1;
    while (octets < sizeof size && (size >> (8U * octets)) != 0) ++octets;
    bytes_.push_back(static_cast<std::uint8_t>(0x80U | octets));
    for (unsigned i = octets; i-- > 0;)
      bytes_.push_back(static_cast<std::uint8_t>(size >> (8U * i)));
  }
  raw(content);
}

void Writer::raw(ByteView encoding) {
  bytes_.insert(bytes_.end(), encoding.begin(), encoding.end());
}

void Writer::set_of(std::vector<Bytes> encodings, Tag tag) {
  std::sort(encodings.begin(), encodings.end());
  constructed(tag, [&](Writer& set) {
    for (const auto& encoding : encodings) set.raw(encoding);
  });
}

void Writer::boolean(bool value, Tag tag) {
  const std::uint8_t octet = value ? 0xFF : 0x00;
  this->value(tag, {&octet, 1});
}

void Writer::integer(std::uint64_t value, Tag tag) {
  Bytes content;
  for (unsigned i = 8; i-- > 0;) {
    const auto octet = static_cast<std::uint8_t>(value >> (8U * i));
    if (content.empty() && octet == 0 && i != 0) continue;
    if (content.empty() && (octet & 0x80U) != 0) content.push_back(0);
    content.push_back(octet);
  }
  this->value(tag, content);
}

void Writer::serial_number(const SerialNumber& serial) { value(tag::integer, serial.content()); }

void Writer::bit_string(ByteView bytes, unsigned unused_bits, Tag tag) {
  Bytes content;
  content.reserve(bytes.size() + 1);
  content.push_back(static_cast<std::uint8_t>(unused_bits));
  content.insert(content.end(), bytes.begin(), bytes.end());
  if (unused_bits != 0) {
    content.back() = static_cast<std::uint8_t>(content.back() & ~((1U << unused_bits) - 1U));
  }
  value(tag, content);
}

void Writer::named_bits(std::uint32_t bits, Tag tag) {
  Bytes bytes;
  unsigned count = 0;
  for (unsigned n = 0; n < 32; ++n) {
    if ((bits >> n & 1U) == 0) continue;
    bytes.resize(n / 8 + 1);
    bytes[n / 8] = static_cast<std::uint8_t>(bytes[n / 8] | (0x80U >> (n % 8)));
    count = n + 1;
  }
  bit_string(bytes, static_cast<unsigned>(bytes.size()) * 8 - count, tag);
}

void Writer::octet_string(ByteView bytes, Tag tag) { value(tag, bytes); }

void Writer::null() { value(tag::null, {}); }

void Writer::oid(const Oid& oid, Tag tag) { value(tag, oid.content()); }

void Writer::text(Tag tag, std::string_view text) { value(tag, as_bytes(text)); }

void Writer::time(time::Instant instant) {
  if (time::fits_utc_time(instant)) {
    text(tag::utc_time, time::to_utc_time(instant));
  } else {
    text(tag::generalized_time, time::to_generalized_time(instant));
  }
}

}  // namespace accord::der
