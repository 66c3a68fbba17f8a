#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace accord::xml {

/// What one byte may be, as bits; bytes from 0x80 on have only the last two.
namespace character_class {
inline constexpr std::uint8_t name_start = 1;  ///< begins an NCName
inline constexpr std::uint8_t name = 2;        ///< goes on in an NCName
inline constexpr std::uint8_t space = 4;       ///< production S
inline constexpr std::uint8_t text = 8;        ///< stands in text for itself: no '<', '&' or ']'
inline constexpr std::uint8_t value =
    16;  ///< stands in an attribute's value for itself: no '<', '&', quote or S but space
inline constexpr std::uint8_t valid = 32;                 ///< production Char
inline constexpr std::uint8_t plain_canonical_text = 64;  ///< is itself in canonical text
inline constexpr std::uint8_t plain_canonical_value =
    128;  ///< is itself in a canonical attribute value
}  // namespace character_class

namespace detail {
constexpr std::array<std::uint8_t, 256> make_character_classes() {
  using namespace character_class;
  std::array<std::uint8_t, 256> classes{};
  for (unsigned c = 0; c < 256; ++c) {
    unsigned bits = plain_canonical_text | plain_canonical_value;
    if (c == '&' || c == '<' || c == '>' || c == '\r') bits &= ~unsigned{plain_canonical_text};
    if (c == '&' || c == '<' || c == '"' || c == '\t' || c == '\n' || c == '\r') {
      bits &= ~unsigned{plain_canonical_value};
    }
    classes[c] = static_cast<std::uint8_t>(bits);
  }
  for (unsigned c = 0; c < 0x80; ++c) {
    unsigned bits = classes[c];
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    const bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (letter) bits |= name_start | name;
    if ((c >= '0' && c <= '9') || c == '-' || c == '.') bits |= name;
    if (white) bits |= space;
    if (c >= 0x20 || white) bits |= valid;
    if ((bits & valid) != 0 && c != '<' && c != '&' && c != ']') bits |= text;
    if (c >= 0x20 && c != '<' && c != '&' && c != '"' && c != '\'') bits |= value;
    classes[c] = static_cast<std::uint8_t>(bits);
  }
  return classes;
}
}  // namespace detail
inline constexpr std::array<std::uint8_t, 256> character_classes = detail::make_character_classes();

[[nodiscard]] constexpr bool has_class(char c, std::uint8_t bits) noexcept {
  return (character_classes[static_cast<unsigned char>(c)] & bits) != 0;
}
[[nodiscard]] constexpr bool is_space(char c) noexcept {
  return has_class(c, character_class::space);
}
[[nodiscard]] constexpr bool is_ascii(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x80U;
}

/// One character in UTF-8; `length` 0 when the bytes are not UTF-8 (overlong forms, surrogates,
/// above U+10FFFF, cut off).
struct Utf8Character {
  char32_t code{};
  unsigned length{};
};
/// Decodes the character at `at`; `at` < `end`.
[[nodiscard]] Utf8Character decode_utf8(const char* at, const char* end) noexcept;

/// XML 1.0 (fifth edition), production [2] Char.
[[nodiscard]] bool is_xml_character(char32_t code) noexcept;
/// Productions [4] and [4a] without the colon: Namespaces in XML 1.0, production [4] NCName.
[[nodiscard]] bool is_name_start(char32_t code) noexcept;
[[nodiscard]] bool is_name_character(char32_t code) noexcept;

/// Where the run of bytes that stand in text for themselves ends: '<', '&', ']', a control
/// character, or a byte from 0x80 on.
[[nodiscard]] const char* end_of_plain_text(const char* at, const char* end) noexcept;
/// Where the run of valid ASCII characters ends.
[[nodiscard]] const char* end_of_valid_ascii(const char* at, const char* end) noexcept;

/// Where the run of bytes that are themselves in canonical text ends: '&', '<', '>' or CR.
[[nodiscard]] const char* end_of_canonical_text(const char* at, const char* end) noexcept;

/// Whether the text has nothing but white space (production S).
[[nodiscard]] bool is_blank(std::string_view text) noexcept;
/// The text without leading and trailing white space (production S).
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

}  // namespace accord::xml
