#include "verifier/path/name_forms.h"

#include <algorithm>
#include <array>

#include "lib/x509/directory_string.h"

namespace accord::path {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_name = 253;  // RFC 1035, 2.3.4, as text
constexpr std::size_t longest_label = 63;
// Longer than any in use; each is compared with every base.
constexpr std::size_t longest_uri = 2048;
constexpr std::size_t longest_mailbox = 320;  // RFC 3696, 3

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_alphanumeric(char c) noexcept {
  c = lower(c);
  return (c >= 'a' && c <= 'z') || is_digit(c);
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > longest_label) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

std::string_view without_first_label(std::string_view name) {
  const auto dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
}

bool ends_with_ignoring_case(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         same_ignoring_case(text.substr(text.size() - end.size()), end);
}

/// A text that has one form only: ASCII, and not a value of a kind that nobody compares as text.
bool has_one_form(const x509::NameAttribute& attribute) {
  return x509::is_string_type(attribute.string_type) &&
         std::all_of(attribute.value.begin(), attribute.value.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

/// Whether it can be told that two relative names are not the same.
bool are_comparable(const std::vector<x509::NameAttribute>& a,
                    const std::vector<x509::NameAttribute>& b) {
  return std::all_of(a.begin(), a.end(), [&](const x509::NameAttribute& one) {
    return std::all_of(b.begin(), b.end(), [&](const x509::NameAttribute& other) {
      return one.type != other.type || (has_one_form(one) && has_one_form(other));
    });
  });
}

/// The base itself, or labels and a dot before it.
bool is_or_is_below(std::string_view name, std::string_view base) {
  if (base.empty() || same_ignoring_case(name, base)) return true;
  return name.size() > base.size() && name[name.size() - base.size() - 1] == '.' &&
         ends_with_ignoring_case(name, base);
}

/// "host" or ".domain".
std::optional<bool> host_within(std::string_view host, std::string_view base) {
  if (base.substr(0, 1) == ".") {
    if (!is_dns_name(base.substr(1), false)) return std::nullopt;
    return host.size() > base.size() && ends_with_ignoring_case(host, base);
  }
  if (!is_dns_name(base, false)) return std::nullopt;
  return same_ignoring_case(host, base);
}

/// RFC 5321, 4.1.2: atoms and dots, wherever they stand, or a quoted string.
bool is_local_part(std::string_view text) {
  if (text.empty()) return false;
  if (text.front() != '"') {
    return std::all_of(text.begin(), text.end(), [](char c) {
      return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != npos;
    });
  }
  if (text.size() < 2 || text.back() != '"') return false;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < ' ' || text[i] > '~' || text[i] == '"') return false;
    if (text[i] == '\\' && ++i == text.size()) return false;
  }
  return true;
}

/// Quoted or not, the same local part is the same (RFC 5321, 4.1.2).
std::string unquoted(std::string_view local_part) {
  std::string text;
  for (std::size_t i = 0; i < local_part.size(); ++i) {
    if (local_part[i] == '"') continue;
    if (local_part[i] == '\\' && local_part.front() == '"') ++i;
    text += local_part[i];
  }
  return text;
}

/// RFC 3986, 2: nothing else stands in a URI. Programs differ in where the host of one with other
/// characters ends: browsers take "\" for "/".
bool has_characters_of_uris_only(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != npos;
  });
}

/// RFC 3986, 3.1.
bool is_scheme(std::string_view text) {
  return !text.empty() && is_alphanumeric(text.front()) && !is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; });
}

bool is_ipv4(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(),
                                      [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

/// Ones, then zeros.
bool is_prefix_mask(der::ByteView mask) {
  bool ended = false;
  for (const auto octet : mask) {
    for (int bit = 7; bit >= 0; --bit) {
      const bool set = ((octet >> static_cast<unsigned>(bit)) & 1U) != 0;
      if (set && ended) return false;
      ended = ended || !set;
    }
  }
  return true;
}

}  // namespace

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_dns_name(std::string_view text, bool wildcard) {
  if (text.size() > longest_name) return false;
  if (wildcard && text.substr(0, 2) == "*.") text.remove_prefix(2);
  for (;;) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

std::optional<std::string_view> host_of(std::string_view uri) {
  if (!has_characters_of_uris_only(uri)) return std::nullopt;
  const auto colon = uri.find(':');
  if (colon == npos || !is_scheme(uri.substr(0, colon)) || uri.substr(colon + 1, 2) != "//") {
    return std::nullopt;
  }
  auto authority = uri.substr(colon + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  if (const auto at = authority.find('@'); at != npos) {
    if (authority.substr(0, at).find_first_of("[]") != npos) return std::nullopt;
    authority.remove_prefix(at + 1);
  }
  if (authority.find('@') != npos) return std::nullopt;
  // Within brackets there are colons.
  const auto bracket = authority.substr(0, 1) == "[" ? authority.find(']') : 0;
  if (bracket == npos) return std::nullopt;
  const auto host = authority.substr(0, authority.find(':', bracket));
  const auto port = authority.substr(std::min(host.size() + 1, authority.size()));
  if (host.empty() || !std::all_of(port.begin(), port.end(), is_digit)) return std::nullopt;
  return host;
}

std::optional<bool> dns_within(std::string_view name, std::string_view base, Subtrees kind) {
  if (!is_dns_name(name, true) || !(base.empty() || is_dns_name(base, false))) return std::nullopt;
  if (is_or_is_below(name, base)) return true;
  const bool wildcard = name.substr(0, 2) == "*.";
  if (kind == Subtrees::permitted || !wildcard) return false;
  // One of the names that "*" stands for is the base.
  return same_ignoring_case(without_first_label(base), name.substr(2));
}

std::optional<std::size_t> at_sign_of(std::string_view mailbox) {
  if (mailbox.size() > longest_mailbox) return std::nullopt;
  const auto at = mailbox.rfind('@');
  if (at == npos || !is_local_part(mailbox.substr(0, at))) return std::nullopt;
  if (!is_dns_name(mailbox.substr(at + 1), false)) return std::nullopt;
  return at;
}

std::optional<bool> email_within(std::string_view mailbox, std::string_view base) {
  const auto at = at_sign_of(mailbox);
  if (!at) return std::nullopt;
  const auto host = mailbox.substr(*at + 1);
  if (base.find('@') == npos) return host_within(host, base);
  const auto base_at = at_sign_of(base);
  if (!base_at) return std::nullopt;
  return unquoted(mailbox.substr(0, *at)) == unquoted(base.substr(0, *base_at)) &&
         same_ignoring_case(host, base.substr(*base_at + 1));
}

std::optional<bool> uri_within(std::string_view uri, std::string_view base) {
  if (uri.size() > longest_uri) return std::nullopt;
  const auto host = host_of(uri);
  if (!host || is_ipv4(*host) || !is_dns_name(*host, false)) return std::nullopt;
  return host_within(*host, base);
}

std::optional<bool> address_within(der::ByteView address, der::ByteView base, Subtrees kind) {
  const auto size = base.size() / 2;
  // An IPv4 address written as one of IPv6 reaches the same host (RFC 4291, 2.5.5.2).
  static constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (kind == Subtrees::excluded && size == 4 && address.size() == 16 &&
      der::equal(address.first(mapped.size()), mapped)) {
    address = address.subspan(mapped.size());
  }
  const auto mask = base.subspan(size);
  if (!is_prefix_mask(mask)) return std::nullopt;
  if (address.size() != size) return false;
  for (std::size_t i = 0; i < size; ++i) {
    if (((address[i] ^ base[i]) & mask[i]) != 0) return false;
  }
  return true;
}

std::optional<bool> directory_within(const x509::Name& name, const x509::Name& base,
                                     Subtrees kind) {
  if (name.key().starts_with(base.key())) return true;
  if (kind == Subtrees::permitted) return false;
  const auto compared = std::min(name.rdns().size(), base.rdns().size());
  for (std::size_t i = 0; i < compared; ++i) {
    if (!are_comparable(name.rdns()[i], base.rdns()[i])) return std::nullopt;
  }
  return false;
}

}  // namespace accord::path
