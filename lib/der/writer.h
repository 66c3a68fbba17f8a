#pragma once

#include <cstdint>
#include <string_view>

#include "lib/der/bytes.h"
#include "lib/der/oid.h"
#include "lib/der/reader.h"
#include "lib/der/serial_number.h"
#include "lib/time/instant.h"

namespace accord::der {

/// Writes DER. Values nest through callbacks: `w.constructed(tag::sequence, [&](Writer& s) {
/// s.oid(...); });`
class Writer {
 public:
  /// A value with content that is already encoded (or primitive).
  void value(Tag tag, ByteView content);
  /// Bytes that are a complete encoding already.
  void raw(ByteView encoding);

  template <typename Body>
  void constructed(Tag tag, Body&& body) {
    Writer inner;
    body(inner);
    value(tag, inner.bytes_);
  }
  /// SET OF: the encodings are sorted (X.690, 11.6).
  void set_of(std::vector<Bytes> encodings, Tag tag = tag::set);

  void boolean(bool value, Tag tag = tag::boolean);
  void integer(std::uint64_t value, Tag tag = tag::integer);
  void serial_number(const SerialNumber& serial);
  void bit_string(ByteView bytes, unsigned unused_bits = 0, Tag tag = tag::bit_string);
  /// A named bit list (KeyUsage): bit n of `bits` is named bit n; trailing zero bits are dropped
  /// (X.690, 11.2.2).
  void named_bits(std::uint32_t bits, Tag tag = tag::bit_string);
  void octet_string(ByteView bytes, Tag tag = tag::octet_string);
  void null();
  void oid(const Oid& oid, Tag tag = tag::oid);
  void text(Tag tag, std::string_view text);
  /// UTCTime through 2049, GeneralizedTime after (RFC 5280, 4.1.2.5).
  void time(time::Instant instant);

  [[nodiscard]] const Bytes& bytes() const& noexcept { return bytes_; }
  [[nodiscard]] Bytes bytes() && noexcept { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

}  // namespace accord::der
