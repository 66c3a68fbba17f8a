#include "verifier/path/reference_name.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "lib/x509/general_name_text.h"
#include "verifier/path/name_forms.h"
#include "verifier/revocation/subject.h"

namespace accord::path {
namespace {

using outcome::FindingId;
using outcome::Result;
using x509::GeneralName;
using x509::GeneralNameKind;

tl::unexpected<outcome::Finding> unusable(std::string_view text, std::string_view form) {
  return outcome::fail(FindingId::name_unusable, {},
                       {{"name", std::string(text)}, {"form", std::string(form)}});
}

bool dns_matches(std::string_view presented, std::string_view wanted) {
  if (!is_dns_name(presented, true)) return false;
  if (presented.substr(0, 2) != "*.") return same_ignoring_case(presented, wanted);
  const auto dot = wanted.find('.');
  if (dot == std::string_view::npos) return false;
  const auto rest = wanted.substr(dot + 1);
  return rest.find('.') != std::string_view::npos && same_ignoring_case(presented.substr(2), rest);
}

bool mailbox_matches(std::string_view presented, std::string_view wanted) {
  const auto at = wanted.rfind('@');
  return presented.size() == wanted.size() && presented.substr(0, at) == wanted.substr(0, at) &&
         same_ignoring_case(presented.substr(at), wanted.substr(at));
}

bool matches(const GeneralName& presented, const ReferenceName& wanted) {
  if (presented.kind != wanted.kind) return false;
  switch (wanted.kind) {
    case GeneralNameKind::dns:
      return dns_matches(presented.text, wanted.text);
    case GeneralNameKind::ip:
      return der::equal(presented.der, wanted.address);
    case GeneralNameKind::email:
      return mailbox_matches(presented.text, wanted.text);
    case GeneralNameKind::other:
    case GeneralNameKind::x400:
    case GeneralNameKind::directory:
    case GeneralNameKind::edi:
    case GeneralNameKind::uri:
    case GeneralNameKind::registered_id:
      return false;
  }
  return false;
}

std::vector<GeneralName> presented_names(const x509::Certificate& certificate,
                                         GeneralNameKind kind) {
  std::vector<GeneralName> names;
  for (const auto& name : certificate.subject_alternative_names()) {
    if (name.kind == kind) names.push_back(name);
  }
  if (kind != GeneralNameKind::email || !names.empty()) return names;
  for (const auto& rdn : certificate.subject().rdns()) {
    for (const auto& attribute : rdn) {
      if (attribute.type == x509::attribute::email_address) {
        names.push_back({kind, attribute.value, {}, {}});
      }
    }
  }
  return names;
}

}  // namespace

Result<ReferenceName> ReferenceName::dns(std::string_view text) {
  auto name = text;
  if (name.ends_with('.')) name.remove_suffix(1);  // RFC 1034, 3.1: the root, written out
  // An address is no DNS name, whatever its labels look like (RFC 9525, 6.2).
  const auto last = name.substr(name.rfind('.') + 1);
  const bool is_number =
      std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (is_number || !is_dns_name(name, false)) return unusable(text, "a DNS name");
  return ReferenceName{GeneralNameKind::dns, std::string(name)};
}

Result<ReferenceName> ReferenceName::ip(std::string_view text) {
  // Past a NUL, the text that is compared would not be the text that was asked for.
  if (text.find('\0') != std::string_view::npos) return unusable(text, "an IP address");
  const std::string terminated(text);
  std::array<std::uint8_t, sizeof(in6_addr)> octets{};
  for (const auto& [family, size] : {std::pair<int, std::size_t>{AF_INET, 4}, {AF_INET6, 16}}) {
    if (inet_pton(family, terminated.c_str(), octets.data()) != 1) continue;
    return ReferenceName{GeneralNameKind::ip, terminated,
                         der::Bytes(octets.begin(), octets.begin() + size)};
  }
  return unusable(text, "an IP address");
}

Result<ReferenceName> ReferenceName::email(std::string_view text) {
  if (!at_sign_of(text)) return unusable(text, "an e-mail address");
  return ReferenceName{GeneralNameKind::email, std::string(text)};
}

bool is_for(const x509::Certificate& certificate, const ReferenceName& name) {
  const auto presented = presented_names(certificate, name.kind);
  return std::any_of(presented.begin(), presented.end(),
                     [&](const GeneralName& one) { return matches(one, name); });
}

std::string names_of_form(const x509::Certificate& certificate, GeneralNameKind kind) {
  constexpr std::size_t most = 8;
  std::string text;
  std::size_t count = 0;
  for (const auto& name : presented_names(certificate, kind)) {
    if (++count > most) return text + ", …";
    text += (text.empty() ? "" : ", ") + revocation::shown(x509::text_of(name));
  }
  return text.empty() ? "no name of that form" : text;
}

}  // namespace accord::path
