#pragma once

#include <cstdint>
#include <string_view>

#include "lib/der/bytes.h"
#include "lib/der/header.h"
#include "lib/der/oid.h"
#include "lib/der/serial_number.h"
#include "lib/outcome/budget.h"
#include "lib/outcome/result.h"
#include "lib/time/instant.h"

namespace accord::der {

namespace tag {
inline constexpr Tag boolean = 0x01, integer = 0x02, bit_string = 0x03, octet_string = 0x04,
                     null = 0x05, oid = 0x06, enumerated = 0x0A, utf8_string = 0x0C,
                     numeric_string = 0x12, printable_string = 0x13, teletex_string = 0x14,
                     ia5_string = 0x16, utc_time = 0x17, generalized_time = 0x18,
                     visible_string = 0x1A, universal_string = 0x1C, bmp_string = 0x1E,
                     sequence = 0x30, set = 0x31;
/// Context-specific tags: `[n]` primitive and constructed.
constexpr Tag context(unsigned n) noexcept { return static_cast<Tag>(0x80U | n); }
constexpr Tag context_constructed(unsigned n) noexcept { return static_cast<Tag>(0xA0U | n); }
}  // namespace tag

/// "SEQUENCE", "UTCTime", "[0]": the name that findings use.
[[nodiscard]] std::string tag_name(Tag tag);

/// One value: its tag, its content, and the whole encoding (identifier and length included). Views
/// into the input.
struct Element {
  Tag tag{};
  ByteView content;
  ByteView whole;
};

/// A BIT STRING (X.690, 11.2): unused bits are zero.
struct BitString {
  ByteView bytes;
  unsigned unused_bits{};

  /// Bit n counted from the first (most significant) one, as named bits are; false beyond the end.
  [[nodiscard]] bool bit(std::size_t n) const noexcept;
};

/// Reads DER values one after the other, strictly (X.690 clauses 8, 10 and 11): definite minimal
/// lengths, no high tag numbers, nothing after the end unless read. Never copies. Offsets in
/// findings count from the start of the outermost input.
class Reader {
 public:
  /// `offset` is where `input` starts in the outermost input, for findings; 0 when it is the
  /// outermost.
  explicit Reader(ByteView input, std::size_t offset = 0) noexcept : Reader(input, offset, 0) {}

  [[nodiscard]] bool at_end() const noexcept { return position_ == input_.size(); }
  /// The next value's tag; 0 at the end.
  [[nodiscard]] Tag peek() const noexcept { return at_end() ? Tag{0} : input_[position_]; }
  [[nodiscard]] bool next_is(Tag tag) const noexcept { return !at_end() && peek() == tag; }
  [[nodiscard]] std::size_t offset() const noexcept { return base_ + position_; }

  /// Any value. Errors: `der_truncated`, `der_length_not_minimal`, `der_indefinite_length`,
  /// `der_high_tag`, `der_reserved_tag`.
  [[nodiscard]] outcome::Result<Element> any();
  /// A value with that tag. Errors: those of `any`, `der_unexpected_tag`.
  [[nodiscard]] outcome::Result<Element> element(Tag expected);
  /// A reader of the content of a constructed value. Errors: those of `element`, `der_too_deep`
  /// over 32 levels.
  [[nodiscard]] outcome::Result<Reader> enter(Tag expected);
  /// One value of a SET OF: `previous` is the whole encoding of the value before it, empty at the
  /// first. The reader reads the content of the SET. Errors: those of `element`,
  /// `der_set_not_sorted` (X.690, 11.6).
  [[nodiscard]] outcome::Result<Element> set_of_element(Tag expected, ByteView& previous);
  /// Nothing may follow. Errors: `der_trailing_data`.
  [[nodiscard]] outcome::Result<void> finish() const;

  [[nodiscard]] outcome::Result<bool> boolean(
      Tag expected = tag::boolean);  ///< `der_boolean_not_canonical`
  [[nodiscard]] outcome::Result<std::uint64_t> small_integer(
      Tag expected = tag::integer);  ///< `der_integer_out_of_range` when negative or over 64 bits
  [[nodiscard]] outcome::Result<ByteView> integer(
      Tag expected = tag::integer);  ///< content octets, minimal form checked
  [[nodiscard]] outcome::Result<SerialNumber> serial_number(Tag expected = tag::integer);
  [[nodiscard]] outcome::Result<BitString> bit_string(
      Tag expected = tag::bit_string);  ///< `der_bit_string_malformed`
  [[nodiscard]] outcome::Result<ByteView> octet_string(Tag expected = tag::octet_string);
  [[nodiscard]] outcome::Result<void> null();  ///< `der_null_not_empty`
  [[nodiscard]] outcome::Result<Oid> oid(Tag expected = tag::oid);
  /// UTCTime or GeneralizedTime, and RFC 5280's rule which of the two (4.1.2.5):
  /// `der_time_wrong_type`, `time_malformed`.
  [[nodiscard]] outcome::Result<time::Instant> time();
  /// UTCTime or GeneralizedTime for any year that it can write: "conforming applications MUST be
  /// able to process validity dates that are encoded in either" (RFC 5280, 4.1.2.5). Errors:
  /// `time_malformed`.
  [[nodiscard]] outcome::Result<time::Instant> time_of_either_type();
  /// GeneralizedTime only, any year (an IMPLICIT tag may stand for it). Errors: `time_malformed`.
  [[nodiscard]] outcome::Result<time::Instant> generalized_time(
      Tag expected = tag::generalized_time);

 private:
  Reader(ByteView input, std::size_t base, unsigned depth) noexcept
      : input_(input), base_(base), depth_(depth) {}

  [[nodiscard]] outcome::Result<time::Instant> time(bool rule_of_writers);
  /// Reads the next value; false, with nothing read, when it is not well formed or has another tag.
  /// `refuse` says why.
  [[nodiscard]] bool take(Element& value) noexcept;
  [[nodiscard]] bool take(Tag expected, Element& value) noexcept;
  [[nodiscard]] tl::unexpected<outcome::Finding> refuse() const;
  [[nodiscard]] tl::unexpected<outcome::Finding> refuse(Tag expected) const;

  ByteView input_;
  std::size_t base_;
  std::size_t position_ = 0;
  unsigned depth_;
};

inline bool Reader::take(Element& value) noexcept {
  Header header;
  if (read_header(input_, position_, header) != HeaderFault::none) return false;
  value.tag = header.tag;
  value.whole = input_.subspan(position_, header.size + header.content_size);
  value.content = value.whole.subspan(header.size);
  position_ += value.whole.size();
  return true;
}

inline bool Reader::take(Tag expected, Element& value) noexcept {
  return next_is(expected) && take(value);
}

/// The one value that makes up the whole input. Errors: those of `Reader::element`,
/// `der_trailing_data`.
[[nodiscard]] outcome::Result<Element> read_single(ByteView input, Tag expected);

/// Walks a whole encoding, every constructed value included, and checks that each TLV is DER as far
/// as that shows without a schema: headers, the universal primitive types above, string types not
/// in pieces, SETs in order. `input` holds one value. Errors as above, `der_wrong_form`, or the
/// budget's (`der_depth`, `der_elements`).
[[nodiscard]] outcome::Result<void> check_structure(ByteView input, outcome::Budget& budget);

}  // namespace accord::der
