#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace accord::xml {

/// Which line a byte is on. Made before the bytes are changed by parsing in place; holds one bit
/// for each byte, whatever the number of lines. A line ends with LF (so with CR LF too).
class LineIndex {
 public:
  LineIndex() = default;
  explicit LineIndex(std::string_view bytes);
  /// 1-based line of the byte at that 0-based offset.
  [[nodiscard]] std::uint32_t line_of(std::size_t offset) const noexcept;

 private:
  std::vector<std::uint64_t> ends_;    // bit i of word w: byte 64*w + i ends a line
  std::vector<std::uint32_t> before_;  // line ends before each group of 8 words
};

}  // namespace accord::xml
