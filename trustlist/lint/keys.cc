#include "trustlist/lint/keys.h"

#include <algorithm>

namespace accord::trustlist::lint {

bool is_key_identifier_of_any(const der::Bytes& identifier,
                              const std::vector<x509::Certificate>& certificates) {
  return std::any_of(certificates.begin(), certificates.end(), [&](const x509::Certificate& one) {
    const auto& claimed = one.subject_key_identifier();
    if (claimed.has_value()) return der::equal(*claimed, identifier);
    const auto& key = one.public_key();
    return key.has_value() && key->key_identifier().matches(identifier);
  });
}

std::string key_identifier(const x509::Certificate& certificate) {
  const auto& claimed = certificate.subject_key_identifier();
  if (claimed.has_value()) return der::to_hex(*claimed);
  const auto& key = certificate.public_key();
  if (!key.has_value()) return {};
  const auto made = key->key_identifier();
  return der::to_hex(der::Bytes(made.bytes().begin(), made.bytes().end()));
}

}  // namespace accord::trustlist::lint
