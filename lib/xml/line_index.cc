#include "lib/xml/line_index.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace accord::xml {
namespace {

constexpr std::size_t words_in_group = 8;

// Bit i is set when byte i (in memory) of the eight is LF.
std::uint64_t line_ends_in_eight(const char* at) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101ULL;
  constexpr std::uint64_t lows = ones * 0x7FU;
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  word ^= ones * static_cast<unsigned char>('\n');
  const std::uint64_t zeros =
      ~(((word & lows) + lows) | word) & ~lows;  // 0x80 in each byte that was LF, exactly
  return ((zeros >> 7U) * 0x0102040810204080ULL) >> 56U;
}

std::uint64_t line_ends_in_word(const char* at) noexcept {
  std::uint64_t ends = 0;
  for (unsigned i = 0; i < 8; ++i) ends |= line_ends_in_eight(at + std::size_t{8} * i) << (8 * i);
  return ends;
}

}  // namespace

LineIndex::LineIndex(std::string_view bytes) {
  const auto words = bytes.size() / 64 + 1;
  ends_.reserve(words);
  before_.reserve(words / words_in_group + 1);
  std::uint32_t count = 0;
  for (std::size_t w = 0; w < words; ++w) {
    if (w % words_in_group == 0) before_.push_back(count);
    const auto rest = bytes.substr(w * 64, 64);
    if (rest.size() == 64) {
      ends_.push_back(line_ends_in_word(rest.data()));
    } else {
      char last[64] = {};
      std::copy(rest.begin(), rest.end(), last);
      ends_.push_back(line_ends_in_word(last));
    }
    count += static_cast<std::uint32_t>(std::popcount(ends_.back()));
  }
}

std::uint32_t LineIndex::line_of(std::size_t offset) const noexcept {
  const auto word = std::min(offset / 64, ends_.size() - 1);
  const auto group = word / words_in_group;
  std::uint32_t line = before_[group] + 1;
  for (auto w = group * words_in_group; w < word; ++w)
    line += static_cast<std::uint32_t>(std::popcount(ends_[w]));
  const auto below = (std::uint64_t{1} << (offset % 64)) - 1;
  return line + static_cast<std::uint32_t>(std::popcount(ends_[word] & below));
}

}  // namespace accord::xml
