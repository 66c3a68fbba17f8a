#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accord::trustlist::lint {

/// The characters of UTF-8 text that the strict reader let through.
[[nodiscard]] std::u32string code_points(std::string_view utf8);

/// What keeps a text from being a URI (RFC 3986, 3), in a few words: "it has no scheme such as
/// https:". Nothing when it is one.
[[nodiscard]] std::optional<std::string> uri_problem(std::string_view text);
/// What stands before the first colon, in lower case; empty when nothing does.
[[nodiscard]] std::string uri_scheme(std::string_view uri);
/// What keeps an address from being one at which a list can be published (TS 119 612, 6.1), to
/// follow "The address …": "has a query (?)". Nothing when it can.
[[nodiscard]] std::optional<std::string> publication_problem(std::string_view uri);

/// "mailto:" and one address (RFC 6068; TS 119 612, annex B.0).
[[nodiscard]] bool is_mail_uri(std::string_view uri);
/// "tel:" and a number (RFC 3966).
[[nodiscard]] bool is_telephone_uri(std::string_view uri);

/// A language tag by its form (RFC 5646, 2.1), one with a language of two or three letters.
[[nodiscard]] bool is_language_tag(std::string_view tag) noexcept;
/// "en", also with further subtags, in any case.
[[nodiscard]] bool is_english(std::string_view tag) noexcept;
/// The part of a tag that names the language.
[[nodiscard]] std::string_view primary_language(std::string_view tag) noexcept;

/// Letters and digits alone, in lower case; other characters than ASCII stay as they are. Lists
/// spell one name in many ways.
[[nodiscard]] std::string letters_and_digits(std::string_view text);

/// Whether the text begins so.
[[nodiscard]] constexpr bool starts_with(std::string_view text, std::string_view with) noexcept {
  return text.substr(0, with.size()) == with;
}

}  // namespace accord::trustlist::lint
