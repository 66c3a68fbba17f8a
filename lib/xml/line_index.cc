#include "lib/xml/line_index.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace accord::xml {
namespace {

constexpr std::size_t words_in_group = 8;

// Sixteen bytes compared at once, with the vector types that g++ and clang share.
using Bytes [[gnu::vector_size(16)]] = unsigned char;
using Halves [[gnu::vector_size(16)]] = std::uint64_t;

// Bit i is set when byte i (in memory) of the sixteen is LF.
std::uint64_t line_ends_in_sixteen(const char* at) noexcept {
  constexpr Bytes weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  constexpr std::uint64_t ones = 0x0101010101010101ULL;
  Bytes bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  const auto halves = Halves(Bytes(bytes == '\n') & weights);
  // The product's highest byte is the sum of a half's bytes, in either byte order.
  return ((halves[0] * ones) >> 56U) | (((halves[1] * ones) >> 56U) << 8U);
}

std::uint64_t line_ends_in_word(const char* at) noexcept {
  std::uint64_t ends = 0;
  for (unsigned i = 0; i < 4; ++i)
    ends |= line_ends_in_sixteen(at + std::size_t{16} * i) << (16 * i);
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
