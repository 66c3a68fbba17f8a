#include <algorithm>

#include <fmt/format.h>

#include "lib/der/reader.h"

namespace accord::der {
namespace {

using outcome::About;
using outcome::Budget;
using outcome::Cost;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

constexpr Tag constructed_bit = 0x20;

About at_byte(std::size_t offset) { return {.where = fmt::format("byte {}", offset)}; }

/// A constructed value that is being walked.
struct Level {
  Reader reader;
  Tag tag{};
  ByteView previous;  // the value before, in a SET
};

bool is_universal(Tag tag) noexcept { return (tag & 0xC0U) == 0; }
bool is_constructed(Tag tag) noexcept { return (tag & constructed_bit) != 0; }

// X.690, 10.2: string types are primitive in DER. EXTERNAL, EMBEDDED PDV, SEQUENCE, SET and
// CHARACTER STRING are the universal types that are always constructed; the others never are.
bool must_be_constructed(Tag tag) noexcept {
  const unsigned number = tag & 0x1FU;
  return number == 8 || number == 11 || number == 16 || number == 17 || number == 29;
}

/// Reads the value that stands next as its own universal type asks.
Result<void> check_primitive(Reader reader) {
  const auto discard = [](const auto& result) -> Result<void> {
    if (!result) return pass_on(result);
    return {};
  };
  switch (reader.peek()) {
    case tag::boolean:
      return discard(reader.boolean());
    case tag::integer:
      return discard(reader.integer());
    case tag::enumerated:
      return discard(reader.integer(tag::enumerated));
    case tag::bit_string:
      return discard(reader.bit_string());
    case tag::null:
      return reader.null();
    case tag::oid:
      return discard(reader.oid());
  }
  return {};
}

/// A SET is in the order of its tags, a SET OF in the order of its encodings: without a schema, one
/// of the two must hold.
bool in_order(ByteView previous, ByteView next) noexcept {
  if (previous.empty()) return true;
  const auto tag_order = [](Tag tag) { return static_cast<Tag>(tag & ~constructed_bit); };
  return tag_order(previous.front()) < tag_order(next.front()) ||
         !std::lexicographical_compare(next.begin(), next.end(), previous.begin(), previous.end());
}

Result<void> check_value(Level& level, const Element& value, std::size_t at, Reader before) {
  if (is_universal(value.tag) && is_constructed(value.tag) != must_be_constructed(value.tag)) {
    return fail(FindingId::der_wrong_form, at_byte(at), {{"found", tag_name(value.tag)}});
  }
  if (level.tag == tag::set) {
    if (!in_order(level.previous, value.whole))
      return fail(FindingId::der_set_not_sorted, at_byte(at));
    level.previous = value.whole;
  }
  return is_universal(value.tag) && !is_constructed(value.tag) ? check_primitive(before)
                                                               : Result<void>{};
}

}  // namespace

Result<void> check_structure(ByteView input, Budget& budget) {
  std::vector<Level> open;
  open.push_back({Reader(input), Tag{0}, {}});
  bool first = true;
  while (!open.empty()) {
    auto& level = open.back();
    if (level.reader.at_end() && !first) {
      open.pop_back();
      continue;
    }
    // The input is one value.
    if (open.size() == 1 && !first) return level.reader.finish();
    first = false;
    const auto at = level.reader.offset();
    const auto before = level.reader;
    if (auto spent = budget.spend(Cost::der_elements, 1, at_byte(at)); !spent) return spent;
    const auto value = level.reader.any();
    if (!value) return pass_on(value);
    if (auto checked = check_value(level, *value, at, before); !checked) return checked;
    if (!is_constructed(value->tag)) continue;
    if (auto allowed = budget.allow(Cost::der_depth, open.size(), at_byte(at)); !allowed)
      return allowed;
    const auto content_at = at + value->whole.size() - value->content.size();
    open.push_back({Reader(value->content, content_at), value->tag, {}});
  }
  return {};
}

}  // namespace accord::der
