#include <algorithm>

#include "lib/crypto/token_key.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;

constexpr std::string_view scheme = "pkcs11:";

tl::unexpected<outcome::Finding> wrong(std::string_view uri, std::string reason) {
  return outcome::fail(FindingId::token_uri_wrong, {},
                       {{"uri", std::string(uri)}, {"reason", std::move(reason)}});
}

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// RFC 3986, 2.1.
std::optional<std::string> unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain.push_back(text[i]);
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    plain.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return plain;
}

/// Where the value of an attribute goes (RFC 7512, 2.3); none: it does not belong here.
std::optional<std::string>* place_of(TokenUri& uri, std::string_view name) {
  if (name == "token") return &uri.token;
  if (name == "manufacturer") return &uri.manufacturer;
  if (name == "model") return &uri.model;
  if (name == "serial") return &uri.serial;
  if (name == "object") return &uri.object;
  if (name == "id") return &uri.id;
  return nullptr;
}

outcome::Result<void> take_attribute(TokenUri& uri, std::string_view part, bool query) {
  const auto sign = part.find('=');
  const auto name = part.substr(0, sign);
  if (sign == std::string_view::npos) {
    return wrong(uri.text, "\"" + std::string(part) + "\" has no value");
  }
  if (name == "pin-value" || name == "pin-source") {
    return wrong(uri.text.substr(0, uri.text.find("pin-")),
                 "the PIN does not belong on the command line, where others can read it; give it "
                 "with --passphrase-file");
  }
  auto value = unescaped(part.substr(sign + 1));
  if (!value) return wrong(uri.text, "the value of " + std::string(name) + " has a wrong escape");
  if (query) {
    if (name != "module-path") return wrong(uri.text, "nothing here is named " + std::string(name));
    uri.module_path = std::move(*value);
    return {};
  }
  if (name == "type") {
    if (*value == "private") return {};
    return wrong(uri.text, "its type is " + *value + ", not private");
  }
  auto* place = place_of(uri, name);
  if (place == nullptr) return wrong(uri.text, "nothing here is named " + std::string(name));
  if (place->has_value()) return wrong(uri.text, std::string(name) + " stands there twice");
  *place = std::move(*value);
  return {};
}

outcome::Result<void> take_attributes(TokenUri& uri, std::string_view text, char between,
                                      bool query) {
  while (!text.empty()) {
    const auto end = std::min(text.find(between), text.size());
    if (auto taken = take_attribute(uri, text.substr(0, end), query); !taken) return taken;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

}  // namespace

bool is_token_uri(std::string_view text) noexcept {
  return text.substr(0, scheme.size()) == scheme;
}

outcome::Result<TokenUri> TokenUri::parse(std::string_view text) {
  if (!is_token_uri(text)) return wrong(text, "it does not begin with pkcs11:");
  TokenUri uri;
  uri.text = text;
  const auto rest = text.substr(scheme.size());
  const auto mark = std::min(rest.find('?'), rest.size());
  if (auto path = take_attributes(uri, rest.substr(0, mark), ';', false); !path) {
    return tl::unexpected(path.error());
  }
  const auto query = rest.substr(std::min(mark + 1, rest.size()));
  if (auto taken = take_attributes(uri, query, '&', true); !taken) {
    return tl::unexpected(taken.error());
  }
  if (!uri.object && !uri.id) return wrong(text, "it names no key: object=… or id=… is missing");
  return uri;
}

}  // namespace accord::crypto
