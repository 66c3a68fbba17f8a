#include "lib/xml/canonical_output.h"

#include <utility>

#include "lib/xml/characters.h"

namespace accord::xml {
namespace {

std::string_view text_replacement(char c) noexcept {
  if (c == '&') return "&amp;";
  if (c == '<') return "&lt;";
  return c == '>' ? "&gt;" : "&#xD;";
}

std::string_view value_replacement(char c) noexcept {
  if (c == '&') return "&amp;";
  if (c == '<') return "&lt;";
  if (c == '"') return "&quot;";
  if (c == '\t') return "&#x9;";
  return c == '\n' ? "&#xA;" : "&#xD;";
}

}  // namespace

// More than the block has room for.
void CanonicalOutput::put_over(std::string_view bytes) {
  flush();
  if (bytes.size() > block_.size() / 2) {
    send(bytes);
  } else {
    put(bytes);
  }
}

void CanonicalOutput::put_text(std::string_view text) {
  const char* from = text.data();
  const char* const end = from + text.size();
  while (from != end) {
    const char* const stop = end_of_canonical_text(from, end);
    put({from, static_cast<std::size_t>(stop - from)});
    if (stop == end) return;
    put(text_replacement(*stop));
    from = stop + 1;
  }
}

void CanonicalOutput::put_value(std::string_view value) {
  const char* from = value.data();
  const char* const end = from + value.size();
  for (const char* at = from; at != end; ++at) {
    if (has_class(*at, character_class::plain_canonical_value)) continue;
    put({from, static_cast<std::size_t>(at - from)});
    put(value_replacement(*at));
    from = at + 1;
  }
  put({from, static_cast<std::size_t>(end - from)});
}

outcome::Result<void> CanonicalOutput::finish() {
  flush();
  return std::move(state_);
}

void CanonicalOutput::flush() {
  send({block_.data(), used_});
  used_ = 0;
}

void CanonicalOutput::send(std::string_view bytes) {
  if (exhausted() || bytes.empty()) return;
  state_ = budget_.spend(outcome::Cost::canonical_bytes, bytes.size());
  if (state_) sink_(bytes);
}

}  // namespace accord::xml
