#include "lib/x509/directory_string.h"

#include <algorithm>

namespace accord::x509 {
namespace {

using der::ByteView;

bool is_surrogate(char32_t c) noexcept { return c >= 0xD800 && c <= 0xDFFF; }

/// Octets of the UTF-8 sequence that `lead` begins and the least code point that needs that many; 0
/// when it begins none.
unsigned sequence_length(std::uint8_t lead, char32_t& least) noexcept {
  if (lead < 0x80) {
    least = 0;
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    least = 0x80;
    return 2;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    least = 0x800;
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    least = 0x10000;
    return 4;
  }
  return 0;
}

bool is_utf8(ByteView bytes) noexcept {
  for (std::size_t i = 0; i < bytes.size();) {
    char32_t least = 0;
    const unsigned length = sequence_length(bytes[i], least);
    if (length == 0 || length > bytes.size() - i) return false;
    char32_t c = length == 1 ? bytes[i] : bytes[i] & (0x7FU >> length);
    for (unsigned j = 1; j < length; ++j) {
      if ((bytes[i + j] & 0xC0U) != 0x80U) return false;
      c = (c << 6U) | (bytes[i + j] & 0x3FU);
    }
    if (c < least || c > 0x10FFFF || is_surrogate(c)) return false;
    i += length;
  }
  return true;
}

std::optional<std::string> from_latin1(ByteView content) {
  std::string text;
  text.reserve(content.size());
  for (const auto octet : content) append_utf8(text, octet);
  return text;
}

/// Characters of `width` octets each, most significant first.
std::optional<std::string> from_fixed_width(ByteView content, std::size_t width) {
  if (content.size() % width != 0) return std::nullopt;
  std::string text;
  text.reserve(content.size());
  for (std::size_t i = 0; i < content.size(); i += width) {
    char32_t c = 0;
    for (std::size_t j = 0; j < width; ++j) c = (c << 8U) | content[i + j];
    if (c > 0x10FFFF || is_surrogate(c)) return std::nullopt;
    append_utf8(text, c);
  }
  return text;
}

}  // namespace

bool is_string_type(der::Tag tag) noexcept {
  namespace t = der::tag;
  return tag == t::utf8_string || tag == t::printable_string || tag == t::ia5_string ||
         tag == t::teletex_string || tag == t::bmp_string || tag == t::universal_string ||
         tag == t::numeric_string || tag == t::visible_string;
}

bool is_ascii(std::string_view text) noexcept {
  unsigned all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

bool is_printable(std::string_view text) noexcept {
  constexpr std::string_view marks = " '()+,-./:=?";
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           marks.find(c) != std::string_view::npos;
  });
}

std::optional<std::string> decode_string(der::Tag type, ByteView content) {
  switch (type) {
    case der::tag::utf8_string:
      if (!is_ascii(der::as_text(content)) && !is_utf8(content)) return std::nullopt;
      return std::string(der::as_text(content));
    case der::tag::teletex_string:
      return from_latin1(content);
    case der::tag::bmp_string:
      return from_fixed_width(content, 2);
    case der::tag::universal_string:
      return from_fixed_width(content, 4);
    case der::tag::printable_string:
    case der::tag::ia5_string:
    case der::tag::numeric_string:
    case der::tag::visible_string:
      if (!is_ascii(der::as_text(content))) return std::nullopt;
      return std::string(der::as_text(content));
  }
  return std::nullopt;
}

char32_t next_code_point(std::string_view text, std::size_t& position) noexcept {
  const auto lead = static_cast<std::uint8_t>(text[position]);
  char32_t least = 0;
  const unsigned length = std::max(sequence_length(lead, least), 1U);
  char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
  for (unsigned j = 1; j < length; ++j) {
    c = (c << 6U) | (static_cast<std::uint8_t>(text[position + j]) & 0x3FU);
  }
  position += length;
  return c;
}

void append_utf8(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0U | (c >> 6U));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0U | (c >> 12U));
    text += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    text += static_cast<char>(0xF0U | (c >> 18U));
    text += static_cast<char>(0x80U | ((c >> 12U) & 0x3FU));
    text += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

}  // namespace accord::x509
