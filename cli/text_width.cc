#include <algorithm>
#include <array>

#include "cli/screen.h"

namespace accord::cli {
namespace {

struct Range {
  char32_t first, last;
};

// Unicode 15: East Asian Width W and F (UAX #11), joined where what lies between is unassigned.
constexpr std::array<Range, 18> wide{{{0x1100, 0x115F},
                                      {0x231A, 0x231B},
                                      {0x2329, 0x232A},
                                      {0x2E80, 0x303E},
                                      {0x3041, 0x33FF},
                                      {0x3400, 0x4DBF},
                                      {0x4E00, 0x9FFF},
                                      {0xA000, 0xA4CF},
                                      {0xA960, 0xA97F},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFE10, 0xFE19},
                                      {0xFE30, 0xFE6F},
                                      {0xFF01, 0xFF60},
                                      {0xFFE0, 0xFFE6},
                                      {0x1F300, 0x1F64F},
                                      {0x1F900, 0x1F9FF},
                                      {0x20000, 0x3FFFD}}};

// General categories Mn, Me and Cf that occur in names: combining marks, joiners, variation
// selectors.
constexpr std::array<Range, 9> without_width{{{0x0300, 0x036F},
                                              {0x0483, 0x0489},
                                              {0x0591, 0x05BD},
                                              {0x064B, 0x065F},
                                              {0x0E34, 0x0E3A},
                                              {0x200B, 0x200F},
                                              {0x20D0, 0x20F0},
                                              {0x3099, 0x309A},
                                              {0xFE00, 0xFE0F}}};

template <std::size_t n>
bool lies_in(const std::array<Range, n>& ranges, char32_t c) noexcept {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), c,
                       [](char32_t value, const Range& r) { return value < r.first; });
  return after != ranges.begin() && c <= std::prev(after)->last;
}

// The character at `at` and how many bytes it has. A byte that begins no character counts as one.
std::pair<char32_t, std::size_t> character(std::string_view text, std::size_t at) noexcept {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0xC0U ? 1U : lead < 0xE0U ? 2U : lead < 0xF0U ? 3U : 4U;
  if (length == 1 || at + length > text.size()) return {lead, 1};
  char32_t c = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    c = (c << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return {c, length};
}

std::size_t columns_of(char32_t c) noexcept {
  if (lies_in(without_width, c)) return 0;
  return lies_in(wide, c) ? 2 : 1;
}

}  // namespace

std::size_t display_width(std::string_view text) noexcept {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, length] = character(text, at);
    width += columns_of(c);
    at += length;
  }
  return width;
}

std::string cut_to_width(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  std::size_t width = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto [c, length] = character(text, at);
    if (width + columns_of(c) + 1 > columns) break;
    width += columns_of(c);
    at += length;
  }
  return std::string(text.substr(0, at)) + "…";
}

std::string wrap(std::string_view text, std::size_t width, std::string_view first_indent,
                 std::string_view indent) {
  std::string out(first_indent);
  std::size_t column = display_width(first_indent);
  bool line_has_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto word_at = std::min(text.find_first_not_of(' ', at), text.size());
    const auto end = std::min(text.find(' ', word_at), text.size());
    const auto word = text.substr(word_at, end - word_at);
    auto spaces = word_at - at;
    at = end;
    const auto columns = display_width(word);
    if (line_has_word && !word.empty() && column + spaces + columns > width) {
      out += '\n';
      out += indent;
      column = display_width(indent);
      spaces -= 1;  // the line's end stands for one
      line_has_word = false;
    }
    out.append(spaces, ' ');
    out += word;
    column += spaces + columns;
    line_has_word = line_has_word || !word.empty();
  }
  return out + '\n';
}

}  // namespace accord::cli
