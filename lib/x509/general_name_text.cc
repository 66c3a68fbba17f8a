#include "lib/x509/general_name_text.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "lib/der/reader.h"
#include "lib/x509/directory_string.h"
#include "lib/x509/identifier_names.h"

namespace accord::x509 {
namespace {

std::string address_text(der::ByteView address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  constexpr std::size_t v4 = 4;
  const int family = address.size() == v4 ? AF_INET : AF_INET6;
  if (inet_ntop(family, address.data(), text.data(), text.size()) == nullptr) {
    return der::to_hex(address);
  }
  return text.data();
}

/// The text of an OtherName whose value is one: "userPrincipalName a@example.org"; hexadecimal for
/// every other. `content` is that of the OtherName.
std::string other_name_text(const der::Bytes& content) {
  der::Reader reader(content);
  const auto type = reader.oid();
  auto wrapped = reader.enter(der::tag::context_constructed(0));
  const auto value = type && wrapped ? wrapped->any() : outcome::Result<der::Element>();
  const bool is_text = type && wrapped && value && is_string_type(value->tag);
  const auto text = is_text ? decode_string(value->tag, value->content) : std::nullopt;
  if (!text) return "other name " + der::to_hex(content);
  const auto name = identifier_name(*type);
  return fmt::format("{} {}", name.empty() ? "other name " + type->to_string() : std::string(name),
                     *text);
}

/// The address alone where nothing else begins like it: with a scheme (RFC 3986, 3.1). "DNS x" is
/// no address, but would read like a name of that kind.
std::string uri_text(const std::string& uri) {
  const auto is_of_scheme = [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  const auto end = std::find_if_not(uri.begin(), uri.end(), is_of_scheme);
  const bool has_scheme = end != uri.begin() && end != uri.end() && *end == ':';
  return has_scheme ? uri : "URI " + uri;
}

std::string registered_id_text(const der::Bytes& content) {
  const auto id = der::Oid::from_content(content);
  return "registered id " + (id ? id->to_string() : der::to_hex(content));
}

}  // namespace

std::string addresses_text(const der::Bytes& octets) {
  const der::ByteView all(octets);
  switch (all.size()) {
    case 4:
    case 16:
      return address_text(all);
    case 8:
    case 32:
      return address_text(all.first(all.size() / 2)) + "/" +
             address_text(all.subspan(all.size() / 2));
    default:
      return der::to_hex(octets);
  }
}

std::string text_of(const GeneralName& name) {
  switch (name.kind) {
    case GeneralNameKind::email:
      return "e-mail " + name.text;
    case GeneralNameKind::dns:
      return "DNS " + name.text;
    case GeneralNameKind::uri:
      return uri_text(name.text);
    case GeneralNameKind::directory:
      return name.name ? name.name->to_string() : "directory name " + der::to_hex(name.der);
    case GeneralNameKind::ip:
      return "IP " + addresses_text(name.der);
    case GeneralNameKind::other:
      return other_name_text(name.der);
    case GeneralNameKind::x400:
      return "X.400 address " + der::to_hex(name.der);
    case GeneralNameKind::edi:
      return "EDI party " + der::to_hex(name.der);
    case GeneralNameKind::registered_id:
      return registered_id_text(name.der);
  }
  return {};
}

std::vector<std::string> texts_of(const std::vector<GeneralName>& names) {
  std::vector<std::string> texts;
  texts.reserve(names.size());
  for (const auto& name : names) texts.push_back(text_of(name));
  return texts;
}

}  // namespace accord::x509
