#include "trustlist/lint/spelling.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace accord::trustlist::lint {
namespace {

constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool is_letter(char c) noexcept { return is_upper(c) || is_lower(c); }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_hex(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr char lower(char c) noexcept { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

template <typename Is>
bool all(std::string_view text, Is is) {
  return std::all_of(text.begin(), text.end(), is);
}

/// RFC 3986, 2.2 and 2.3, and the percent sign.
bool may_stand_in_uri(char c) noexcept {
  constexpr std::string_view marks = "-._~:/?#[]@!$&'()*+,;=%";
  return is_letter(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
}

std::optional<std::string> character_problem(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ') return "it has a space in it";
    if (!may_stand_in_uri(c)) {
      const auto byte = static_cast<unsigned char>(c);
      return byte < 0x80 ? fmt::format("it has the character {} in it", c)
                         : std::string("it has a character beyond ASCII in it");
    }
    const bool escape = i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
    if (c == '%' && !escape) return "it has a % without two hexadecimal digits";
  }
  if (std::count(text.begin(), text.end(), '#') > 1) return "it has two #";
  return std::nullopt;
}

/// What stands between "//" and the path, without user and port.
std::string_view host_of(std::string_view uri) noexcept {
  const auto slashes = uri.find("://");
  if (slashes == std::string_view::npos) return {};
  auto host = uri.substr(slashes + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  const auto user = host.rfind('@');
  if (user != std::string_view::npos) host.remove_prefix(user + 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

std::u32string code_points(std::string_view utf8) {
  std::u32string result;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t size = lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    char32_t c = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t k = 1; k < size && i + k < utf8.size(); ++k) {
      c = (c << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    }
    result.push_back(c);
    i += size;
  }
  return result;
}

std::string uri_scheme(std::string_view uri) {
  const auto colon = uri.find(':');
  if (colon == std::string_view::npos) return {};
  std::string scheme;
  for (const char c : uri.substr(0, colon)) scheme.push_back(lower(c));
  const bool well_formed = !scheme.empty() && is_lower(scheme.front()) && all(scheme, [](char c) {
    return is_lower(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  return well_formed ? scheme : std::string();
}

std::optional<std::string> uri_problem(std::string_view text) {
  if (auto problem = character_problem(text)) return problem;
  const auto scheme = uri_scheme(text);
  if (scheme.empty()) return "it has no scheme such as https: at its beginning";
  if ((scheme == "http" || scheme == "https") && host_of(text).empty()) {
    return "it names no host";
  }
  if (text.size() == scheme.size() + 1) return "nothing follows its scheme";
  return std::nullopt;
}

std::optional<std::string> publication_problem(std::string_view uri) {
  const auto scheme = uri_scheme(uri);
  if (scheme != "http" && scheme != "https") return "is not one of http or https";
  if (host_of(uri).find('.') == std::string_view::npos) return "has no full host name";
  if (uri.find('?') != std::string_view::npos) return "has a query (?)";
  if (uri.find('#') != std::string_view::npos) return "has a fragment (#)";
  const auto ends_with = [&](std::string_view end) {
    return uri.size() > end.size() && uri.substr(uri.size() - end.size()) == end;
  };
  if (!ends_with(".xml") && !ends_with(".xtsl")) return "does not end in .xml or .xtsl";
  return std::nullopt;
}

bool is_mail_uri(std::string_view uri) {
  if (uri_scheme(uri) != "mailto" || character_problem(uri)) return false;
  auto address = uri.substr(uri.find(':') + 1);
  address = address.substr(0, address.find('?'));
  const auto at = address.find('@');
  if (at == std::string_view::npos || at == 0) return false;
  if (address.find('@', at + 1) != std::string_view::npos) return false;
  const auto domain = address.substr(at + 1);
  return domain.find('.') != std::string_view::npos && domain.front() != '.' &&
         domain.back() != '.' && address.find(',') == std::string_view::npos;
}

bool is_telephone_uri(std::string_view uri) {
  if (uri_scheme(uri) != "tel") return false;
  auto number = uri.substr(uri.find(':') + 1);
  number = number.substr(0, number.find(';'));
  if (!number.empty() && number.front() == '+') number.remove_prefix(1);
  constexpr std::string_view separators = "-.()";
  return std::any_of(number.begin(), number.end(), is_digit) && all(number, [&](char c) {
           return is_digit(c) || separators.find(c) != std::string_view::npos;
         });
}

bool is_language_tag(std::string_view tag) noexcept {
  const auto language = primary_language(tag);
  if (language.size() < 2 || language.size() > 3 || !all(language, is_letter)) return false;
  auto rest = tag.substr(language.size());
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto subtag = rest.substr(0, rest.find('-'));
    constexpr std::size_t longest = 8;
    if (subtag.empty() || subtag.size() > longest ||
        !all(subtag, [](char c) { return is_letter(c) || is_digit(c); })) {
      return false;
    }
    rest.remove_prefix(subtag.size());
  }
  return true;
}

std::string_view primary_language(std::string_view tag) noexcept {
  return tag.substr(0, tag.find('-'));
}

bool is_english(std::string_view tag) noexcept {
  const auto language = primary_language(tag);
  return language.size() == 2 && lower(language[0]) == 'e' && lower(language[1]) == 'n';
}

std::string letters_and_digits(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool beyond_ascii = (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (is_letter(c) || is_digit(c) || beyond_ascii) result.push_back(lower(c));
  }
  return result;
}

}  // namespace accord::trustlist::lint
