#include "cli/general_names.h"

#include <array>

#include <arpa/inet.h>

namespace accord::cli {
namespace {

using x509::GeneralNameKind;

std::string address_text(const der::Bytes& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  constexpr std::size_t v4 = 4;
  constexpr std::size_t v6 = 16;
  if (address.size() != v4 && address.size() != v6) return der::to_hex(address);
  const int family = address.size() == v4 ? AF_INET : AF_INET6;
  if (inet_ntop(family, address.data(), text.data(), text.size()) == nullptr) {
    return der::to_hex(address);
  }
  return text.data();
}

}  // namespace

std::string text_of(const x509::GeneralName& name) {
  switch (name.kind) {
    case GeneralNameKind::email:
      return "e-mail " + name.text;
    case GeneralNameKind::dns:
      return "DNS " + name.text;
    case GeneralNameKind::uri:
      return name.text;
    case GeneralNameKind::directory:
      return name.name ? name.name->to_string() : "directory name " + der::to_hex(name.der);
    case GeneralNameKind::ip:
      return "IP " + address_text(name.der);
    case GeneralNameKind::other:
      return "other name " + der::to_hex(name.der);
    case GeneralNameKind::x400:
      return "X.400 address " + der::to_hex(name.der);
    case GeneralNameKind::edi:
      return "EDI party " + der::to_hex(name.der);
    case GeneralNameKind::registered_id:
      return "registered id " + der::to_hex(name.der);
  }
  return {};
}

std::vector<std::string> texts_of(const std::vector<x509::GeneralName>& names) {
  std::vector<std::string> texts;
  texts.reserve(names.size());
  for (const auto& name : names) texts.push_back(text_of(name));
  return texts;
}

}  // namespace accord::cli
