#include "lib/http/chunked.h"

#include <algorithm>

namespace accord::http {
namespace {

constexpr unsigned most_digits = 15;

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

bool ChunkReader::take(std::string_view piece, std::string& body) {
  for (std::size_t i = 0; i < piece.size() && state_ != State::broken;) {
    if (state_ == State::data) {
      const auto here = std::min<std::uint64_t>(left_, piece.size() - i);
      body.append(piece.substr(i, static_cast<std::size_t>(here)));
      i += static_cast<std::size_t>(here);
      left_ -= here;
      if (left_ == 0) state_ = State::data_end;
    } else {
      state_ = after(piece[i++]);
    }
  }
  return state_ != State::broken;
}

// chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF; last-chunk = 1*("0") [ chunk-ext ] CRLF
ChunkReader::State ChunkReader::after_of_size(char c) {
  const int digit = hex_digit(c);
  if (digit >= 0) {
    if (++digits_ > most_digits) return State::broken;
    left_ = left_ * 16 + static_cast<unsigned>(digit);
    return State::size;
  }
  if (digits_ == 0) return State::broken;
  if (c == '\r') return State::size_end;
  return c == ';' || c == ' ' || c == '\t' ? State::extension : State::broken;
}

ChunkReader::State ChunkReader::after(char c) {
  const auto only = [c](char wanted, State then) { return c == wanted ? then : State::broken; };
  switch (state_) {
    case State::size:
      return after_of_size(c);
    case State::extension:
      if (c == '\n') return State::broken;
      return c == '\r' ? State::size_end : State::extension;
    case State::size_end:
      digits_ = 0;
      return only('\n', left_ == 0 ? State::line : State::data);
    case State::data_end:
      return only('\r', State::data_end_lf);
    case State::data_end_lf:
      return only('\n', State::size);
    case State::line:
      ++trailer_bytes_;
      if (c == '\n') return State::broken;
      return c == '\r' ? State::last : State::field;
    case State::field:
      ++trailer_bytes_;
      if (c == '\n') return State::broken;
      return c == '\r' ? State::field_end : State::field;
    case State::field_end:
      return only('\n', State::line);
    case State::last:
      return only('\n', State::end);
    case State::data:
    case State::end:
    case State::broken:
      return State::broken;
  }
  return State::broken;
}

}  // namespace accord::http
