#include "lib/der/reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace accord::der {
namespace {

using outcome::About;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

// Certificates nest about 10 deep; a name constraint inside an attribute certificate 15.
constexpr unsigned max_depth = 32;

About at_byte(std::size_t offset) { return {.where = fmt::format("byte {}", offset)}; }

FindingId finding_of(HeaderFault fault) noexcept {
  switch (fault) {
    case HeaderFault::none:
    case HeaderFault::truncated:
      return FindingId::der_truncated;
    case HeaderFault::length_not_minimal:
      return FindingId::der_length_not_minimal;
    case HeaderFault::indefinite_length:
      return FindingId::der_indefinite_length;
    case HeaderFault::high_tag:
      return FindingId::der_high_tag;
    case HeaderFault::reserved_tag:
      return FindingId::der_reserved_tag;
  }
  return FindingId::der_truncated;
}

tl::unexpected<outcome::Finding> unexpected_tag(std::size_t offset, std::string expected,
                                                Tag found) {
  return fail(FindingId::der_unexpected_tag, at_byte(offset),
              {{"expected", std::move(expected)}, {"found", tag_name(found)}});
}

/// Gives a finding about a value's content the value's place.
tl::unexpected<outcome::Finding> placed(outcome::Finding finding, std::size_t offset) {
  if (finding.about.where.empty()) finding.about.where = at_byte(offset).where;
  return tl::unexpected<outcome::Finding>(std::move(finding));
}

/// X.690, 8.3.2; nothing when the content is a minimal integer.
std::optional<FindingId> integer_fault(ByteView content) noexcept {
  if (content.empty()) return FindingId::der_empty_integer;
  if (content.size() > 1 && ((content[0] == 0x00 && (content[1] & 0x80U) == 0) ||
                             (content[0] == 0xFF && (content[1] & 0x80U) != 0))) {
    return FindingId::der_integer_not_minimal;
  }
  return std::nullopt;
}

bool is_canonical_boolean(ByteView content) noexcept {
  return content.size() == 1 && (content[0] == 0x00 || content[0] == 0xFF);
}

/// Why the content is no DER BIT STRING (X.690, 8.6.2, 11.2.1); empty when it is one.
std::string_view bit_string_fault(ByteView content) noexcept {
  if (content.empty()) return "it has no octet that counts the unused bits";
  const unsigned unused = content[0];
  if (unused > 7) return "it counts more than 7 unused bits";
  if (unused != 0 && content.size() == 1) return "it counts unused bits but has none";
  if ((content.back() & ((1U << unused) - 1U)) != 0 && unused != 0)
    return "its unused bits are not zero";
  return {};
}

}  // namespace

std::string tag_name(Tag tag) {
  switch (tag) {
    case tag::boolean:
      return "BOOLEAN";
    case tag::integer:
      return "INTEGER";
    case tag::bit_string:
      return "BIT STRING";
    case tag::octet_string:
      return "OCTET STRING";
    case tag::null:
      return "NULL";
    case tag::oid:
      return "OBJECT IDENTIFIER";
    case tag::enumerated:
      return "ENUMERATED";
    case tag::utf8_string:
      return "UTF8String";
    case tag::numeric_string:
      return "NumericString";
    case tag::printable_string:
      return "PrintableString";
    case tag::teletex_string:
      return "TeletexString";
    case tag::ia5_string:
      return "IA5String";
    case tag::utc_time:
      return "UTCTime";
    case tag::generalized_time:
      return "GeneralizedTime";
    case tag::visible_string:
      return "VisibleString";
    case tag::universal_string:
      return "UniversalString";
    case tag::bmp_string:
      return "BMPString";
    case tag::sequence:
      return "SEQUENCE";
    case tag::set:
      return "SET";
  }
  const unsigned number = tag & 0x1FU;
  const auto* form = (tag & 0x20U) != 0 ? "constructed" : "primitive";
  switch (tag >> 6U) {
    case 0:
      return fmt::format("[UNIVERSAL {}] {}", number, form);
    case 1:
      return fmt::format("[APPLICATION {}] {}", number, form);
    case 2:
      return fmt::format("[{}] {}", number, form);
  }
  return fmt::format("[PRIVATE {}] {}", number, form);
}

bool BitString::bit(std::size_t n) const noexcept {
  if (n / 8 >= bytes.size() || n >= bytes.size() * 8 - unused_bits) return false;
  return (bytes[n / 8] & (0x80U >> (n % 8))) != 0;
}

tl::unexpected<outcome::Finding> Reader::refuse() const {
  Header header;
  return fail(finding_of(read_header(input_, position_, header)), at_byte(offset()));
}

tl::unexpected<outcome::Finding> Reader::refuse(Tag expected) const {
  if (at_end()) {
    return fail(FindingId::der_missing_value, at_byte(offset()),
                {{"expected", tag_name(expected)}});
  }
  if (peek() != expected) return unexpected_tag(offset(), tag_name(expected), peek());
  return refuse();
}

Result<Element> Reader::any() {
  Element value;
  if (!take(value)) return refuse();
  return value;
}

Result<Element> Reader::element(Tag expected) {
  Element value;
  if (!take(expected, value)) return refuse(expected);
  return value;
}

Result<Reader> Reader::enter(Tag expected) {
  if (depth_ + 1 > max_depth) {
    return fail(FindingId::der_too_deep, at_byte(offset()),
                {{"limit", fmt::format("{}", max_depth)}});
  }
  Element value;
  if (!take(expected, value)) return refuse(expected);
  return Reader(value.content, offset() - value.content.size(), depth_ + 1);
}

Result<Element> Reader::set_of_element(Tag expected, ByteView& previous) {
  const auto at = offset();
  Element value;
  if (!take(expected, value)) return refuse(expected);
  // X.690, 11.6: ascending, the shorter padded with zero octets; a DER encoding is never the
  // other's prefix.
  if (std::lexicographical_compare(value.whole.begin(), value.whole.end(), previous.begin(),
                                   previous.end())) {
    return fail(FindingId::der_set_not_sorted, at_byte(at));
  }
  previous = value.whole;
  return value;
}

Result<void> Reader::finish() const {
  if (at_end()) return {};
  return fail(FindingId::der_trailing_data, at_byte(offset()),
              {{"count", fmt::format("{}", input_.size() - position_)}});
}

Result<bool> Reader::boolean(Tag expected) {
  const auto at = offset();
  Element value;
  if (!take(expected, value)) return refuse(expected);
  if (!is_canonical_boolean(value.content))
    return fail(FindingId::der_boolean_not_canonical, at_byte(at));
  return value.content[0] != 0;
}

Result<ByteView> Reader::integer(Tag expected) {
  const auto at = offset();
  Element value;
  if (!take(expected, value)) return refuse(expected);
  if (const auto fault = integer_fault(value.content)) return fail(*fault, at_byte(at));
  return value.content;
}

Result<std::uint64_t> Reader::small_integer(Tag expected) {
  const auto at = offset();
  const auto content = integer(expected);
  if (!content) return pass_on(content);
  const bool negative = (content->front() & 0x80U) != 0;
  const bool nine_octets = content->size() == 9 && content->front() == 0;
  if (negative || (content->size() > 8 && !nine_octets)) {
    return fail(FindingId::der_integer_out_of_range, at_byte(at));
  }
  std::uint64_t number = 0;
  for (const auto octet : *content) number = (number << 8U) | octet;
  return number;
}

Result<SerialNumber> Reader::serial_number(Tag expected) {
  const auto at = offset();
  Element value;
  if (!take(expected, value)) return refuse(expected);
  auto serial = SerialNumber::from_content(value.content);
  if (!serial) return placed(std::move(serial).error(), at);
  return serial;
}

Result<BitString> Reader::bit_string(Tag expected) {
  const auto at = offset();
  Element value;
  if (!take(expected, value)) return refuse(expected);
  if (const auto fault = bit_string_fault(value.content); !fault.empty()) {
    return fail(FindingId::der_bit_string_malformed, at_byte(at), {{"reason", std::string(fault)}});
  }
  return BitString{value.content.subspan(1), value.content[0]};
}

Result<ByteView> Reader::octet_string(Tag expected) {
  Element value;
  if (!take(expected, value)) return refuse(expected);
  return value.content;
}

Result<void> Reader::null() {
  const auto at = offset();
  Element value;
  if (!take(tag::null, value)) return refuse(tag::null);
  if (!value.content.empty()) return fail(FindingId::der_null_not_empty, at_byte(at));
  return {};
}

Result<Oid> Reader::oid(Tag expected) {
  const auto at = offset();
  Element value;
  if (!take(expected, value)) return refuse(expected);
  auto oid = Oid::from_content(value.content);
  if (!oid) return placed(std::move(oid).error(), at);
  return oid;
}

Result<time::Instant> Reader::time(bool rule_of_writers) {
  const auto at = offset();
  if (!next_is(tag::utc_time) && !next_is(tag::generalized_time)) {
    if (at_end()) {
      return fail(FindingId::der_missing_value, at_byte(at),
                  {{"expected", "UTCTime or GeneralizedTime"}});
    }
    return unexpected_tag(at, "UTCTime or GeneralizedTime", peek());
  }
  Element value;
  if (!take(value)) return refuse();
  auto instant = value.tag == tag::utc_time ? time::parse_utc_time(as_text(value.content))
                                            : time::parse_generalized_time(as_text(value.content));
  if (!instant) return placed(std::move(instant).error(), at);
  if (rule_of_writers && value.tag == tag::generalized_time && time::fits_utc_time(*instant)) {
    return fail(FindingId::der_time_wrong_type, at_byte(at), {{"time", time::to_string(*instant)}});
  }
  return instant;
}

Result<time::Instant> Reader::time() { return time(true); }

Result<time::Instant> Reader::time_of_either_type() { return time(false); }

Result<time::Instant> Reader::generalized_time(Tag expected) {
  const auto at = offset();
  Element value;
  if (!take(expected, value)) return refuse(expected);
  auto instant = time::parse_generalized_time(as_text(value.content));
  if (!instant) return placed(std::move(instant).error(), at);
  return instant;
}

Result<Element> read_single(ByteView input, Tag expected) {
  Reader reader(input);
  auto value = reader.element(expected);
  if (!value) return value;
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  return value;
}

}  // namespace accord::der
