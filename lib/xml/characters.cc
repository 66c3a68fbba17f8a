#include "lib/xml/characters.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace accord::xml {
namespace {

// Sixteen bytes compared at once, with the vector types that g++ and clang share: SSE2 on x86-64,
// NEON on ARM, no intrinsics. In a comparison's result a byte is all ones where it holds. Bytes are
// signed here, so those from 0x80 on are below zero.
using Bytes [[gnu::vector_size(16)]] = signed char;

Bytes load(const char* at) noexcept {
  Bytes bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

bool any(Bytes marks) noexcept {
  std::uint64_t halves[2];
  std::memcpy(halves, &marks, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

Bytes marked_not_valid(Bytes b) noexcept {
  return (b < 0x20) & (b != '\n') & (b != '\t') & (b != '\r');
}
Bytes marked_not_plain(Bytes b) noexcept {
  return marked_not_valid(b) | (b == '<') | (b == '&') | (b == ']');
}
Bytes marked_not_canonical(Bytes b) noexcept {
  return (b == '<') | (b == '&') | (b == '>') | (b == '\r');
}

Bytes marked_not_space(Bytes b) noexcept {
  return (b != ' ') & (b != '\n') & (b != '\t') & (b != '\r');
}

// Sixteen bytes at a time while `marked` marks none of them, the rest by the table.
template <typename Marked>
const char* end_of_run(const char* at, const char* end, std::uint8_t bits, Marked marked) noexcept {
  while (end - at >= 16 && !any(marked(load(at)))) at += 16;
  while (at < end && has_class(*at, bits)) ++at;
  return at;
}

struct Range {
  char32_t first;
  char32_t last;
};

constexpr Range name_start_ranges[] = {
    {'A', 'Z'},       {'_', '_'},       {'a', 'z'},       {0xC0, 0xD6},     {0xD8, 0xF6},
    {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F},
    {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};
constexpr Range name_only_ranges[] = {
    {'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};

bool contains(std::span<const Range> ranges, char32_t code) noexcept {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& r) { return code >= r.first && code <= r.last; });
}

struct Utf8Form {
  unsigned length;
  char32_t smallest;  // anything below has a shorter form
  char32_t bits;      // those that the first byte holds
};

constexpr Utf8Form form_of(unsigned first) noexcept {
  if (first < 0x80U) return {1, 0, 0x7FU};
  if (first >= 0xC2U && first < 0xE0U) return {2, 0x80U, 0x1FU};
  if (first >= 0xE0U && first < 0xF0U) return {3, 0x800U, 0x0FU};
  if (first >= 0xF0U && first < 0xF5U) return {4, 0x10000U, 0x07U};
  return {0, 0, 0};
}

}  // namespace

Utf8Character decode_utf8(const char* at, const char* end) noexcept {
  const unsigned first = static_cast<unsigned char>(*at);
  const auto form = form_of(first);
  if (form.length == 0 || static_cast<std::size_t>(end - at) < form.length) return {};
  char32_t code = first & form.bits;
  for (unsigned i = 1; i < form.length; ++i) {
    const unsigned next = static_cast<unsigned char>(at[i]);
    if ((next & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (next & 0x3FU);
  }
  if (code < form.smallest || code > 0x10FFFFU || (code >= 0xD800U && code <= 0xDFFFU)) return {};
  return {code, form.length};
}

bool is_xml_character(char32_t code) noexcept {
  if (code < 0x20U) return code == '\t' || code == '\n' || code == '\r';
  if (code < 0xD800U) return true;
  return code >= 0xE000U && code <= 0x10FFFFU && code != 0xFFFEU && code != 0xFFFFU;
}

bool is_name_start(char32_t code) noexcept { return contains(name_start_ranges, code); }

bool is_name_character(char32_t code) noexcept {
  return contains(name_start_ranges, code) || contains(name_only_ranges, code);
}

const char* end_of_plain_text(const char* at, const char* end) noexcept {
  return end_of_run(at, end, character_class::text, marked_not_plain);
}

const char* end_of_valid_ascii(const char* at, const char* end) noexcept {
  return end_of_run(at, end, character_class::valid, marked_not_valid);
}

const char* end_of_canonical_text(const char* at, const char* end) noexcept {
  return end_of_run(at, end, character_class::plain_canonical_text, marked_not_canonical);
}

bool is_blank(std::string_view text) noexcept {
  const char* end = text.data() + text.size();
  return end_of_run(text.data(), end, character_class::space, marked_not_space) == end;
}

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace accord::xml
