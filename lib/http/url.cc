#include "lib/http/url.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace accord::http {
namespace {

using outcome::FindingId;

constexpr std::size_t longest = 4096;
constexpr std::string_view plain = "http:";
constexpr std::string_view secure = "https:";

constexpr bool is_letter_or_digit(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// RFC 3986, 2: unreserved, reserved, and the sign of a percent-encoding.
constexpr bool is_of_url(char c) noexcept {
  constexpr std::string_view others = "-._~:/?#[]@!$&'()*+,;=%";
  return is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
}

bool begins_with(std::string_view text, std::string_view scheme) noexcept {
  return text.size() >= scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), text.begin(), [](char wanted, char c) {
           return wanted == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
         });
}

bool is_host_name(std::string_view host) noexcept {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_';
  });
}

// What stands in the brackets is an IPv6 address; a zone would name an interface of this machine.
bool is_ip_literal(std::string_view host) noexcept {
  if (host.size() < 4 || host.front() != '[' || host.back() != ']') return false;
  const auto inside = host.substr(1, host.size() - 2);
  return std::all_of(inside.begin(), inside.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' ||
           c == '.';
  });
}

bool is_port(std::string_view text) noexcept {
  std::uint16_t port = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, port);
  return read.ec == std::errc() && read.ptr == end && port != 0;
}

/// Why this is no authority to connect to; empty when it is one.
std::string fault_of_authority(std::string_view authority) {
  if (authority.find('@') != std::string_view::npos) return "it has a user's name in it";
  const auto in_brackets = authority.find(']');
  const auto colon = authority.find(':', in_brackets == std::string_view::npos ? 0 : in_brackets);
  const auto host = authority.substr(0, colon);
  if (!is_host_name(host) && !is_ip_literal(host)) return "it names no host";
  if (colon != std::string_view::npos && !is_port(authority.substr(colon + 1))) {
    return "its port is none";
  }
  return {};
}

std::string fault_of(std::string_view text) {
  if (text.size() > longest) return "it is too long";
  if (!std::all_of(text.begin(), text.end(), is_of_url)) {
    return "it has a character that addresses do not have";
  }
  if (!is_of_the_web(text)) return "it is neither http nor https";
  auto rest = text.substr(text.find(':') + 1);
  if (rest.substr(0, 2) != "//") return "it names no host";
  rest.remove_prefix(2);
  return fault_of_authority(rest.substr(0, rest.find_first_of("/?#")));
}

}  // namespace

bool is_of_the_web(std::string_view url) noexcept {
  return begins_with(url, plain) || begins_with(url, secure);
}

outcome::Finding unusable(std::string_view url, std::string reason) {
  return outcome::make_finding(FindingId::http_address_unusable, {.what = std::string(url)},
                               {{"reason", std::move(reason)}});
}

outcome::Result<Url> Url::parse(std::string_view text) {
  if (auto fault = fault_of(text); !fault.empty()) {
    return tl::unexpected<outcome::Finding>(unusable(text, std::move(fault)));
  }
  return Url(std::string(text.substr(0, text.find('#'))), begins_with(text, secure));
}

outcome::Finding not_followed(std::string_view from, std::string_view target, std::string reason) {
  return outcome::make_finding(FindingId::http_redirect, {.what = std::string(from)},
                               {{"target", std::string(target)}, {"reason", std::move(reason)}});
}

outcome::Result<Url> follow(const Url& from, std::string_view target) {
  if (auto fault = fault_of(target); !fault.empty()) {
    return tl::unexpected<outcome::Finding>(not_followed(from.text(), target, std::move(fault)));
  }
  auto next = Url::parse(target);
  if (next && from.is_secure() && !next->is_secure()) {
    return tl::unexpected<outcome::Finding>(
        not_followed(from.text(), target, "it leads from https to http"));
  }
  return next;
}

}  // namespace accord::http
