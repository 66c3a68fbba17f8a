#pragma once

#include <optional>
#include <string>

#include "lib/der/reader.h"

namespace accord::x509 {

/// Whether a tag is one of the string types that names are written in: DirectoryString (RFC
/// 5280, 4.1.2.4), IA5String, NumericString and VisibleString.
[[nodiscard]] bool is_string_type(der::Tag tag) noexcept;

/// The UTF-8 text of a string's content octets. TeletexString is read as Latin-1 (no issuer in use
/// writes T.61's escapes), BMPString is UCS-2 without surrogates, UniversalString UCS-4. Nothing
/// when the octets are not text of that type: broken UTF-8, octets over 7F in the types that have
/// none, half a character. PrintableString, NumericString and VisibleString may hold any ASCII
/// character: issuers write '@', '_' and '&' into them, and what they mean is plain.
[[nodiscard]] std::optional<std::string> decode_string(der::Tag type, der::ByteView content);

/// Whether every character is one of PrintableString's (X.680, 41.4).
[[nodiscard]] bool is_printable(std::string_view text) noexcept;
/// Whether every character is ASCII.
[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

/// The code point at `position` of valid UTF-8; `position` moves behind it.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& position) noexcept;
/// Appends a code point in UTF-8.
void append_utf8(std::string& text, char32_t code_point);

}  // namespace accord::x509
