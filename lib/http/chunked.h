#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace accord::http {

/// Takes the chunked transfer coding apart (RFC 9112, 7.1), piece by piece as it comes, strictly:
/// sizes of at most 15 hexadecimal digits, every line ended by CR LF, nothing behind the end.
/// Extensions and trailer fields are passed over; how long they are is for the caller to bound.
class ChunkReader {
 public:
  /// Adds what a piece holds of the body to `body`. False when the coding is broken; it stays so.
  [[nodiscard]] bool take(std::string_view piece, std::string& body);
  /// The last chunk and the trailer section were there.
  [[nodiscard]] bool is_complete() const noexcept { return state_ == State::end; }
  /// How many bytes there were of the trailer section so far.
  [[nodiscard]] std::uint64_t trailer_bytes() const noexcept { return trailer_bytes_; }

 private:
  enum class State : std::uint8_t {
    size,         // the first digit of a size, or a further one
    extension,    // behind a size, up to CR
    size_end,     // LF
    data,         // of the chunk
    data_end,     // CR
    data_end_lf,  // LF
    line,         // at the beginning of a line of the trailer section
    field,        // in a trailer field, up to CR
    field_end,    // LF
    last,         // the LF of the empty line
    end,
    broken,
  };
  [[nodiscard]] State after(char c);
  [[nodiscard]] State after_of_size(char c);

  State state_ = State::size;
  unsigned digits_ = 0;
  std::uint64_t left_ = 0;  // of the chunk
  std::uint64_t trailer_bytes_ = 0;
};

}  // namespace accord::http
