#include "trustlist/model/identity.h"

#include <algorithm>

namespace accord::trustlist {
namespace {

// Made from the key (RFC 5280, 4.2.1.2, method 1). What a certificate says of itself does not
// count: its issuer may write the identifier of any other key there.
bool is_key_identifier_of(const der::Bytes& identifier, const x509::Certificate& certificate) {
  const auto& key = certificate.public_key();
  return key.has_value() && key->key_identifier().matches(identifier);
}

std::optional<IdentityMatch> match_one(const DigitalId& id, const x509::Certificate& certificate) {
  if (const auto* known = std::get_if<x509::Certificate>(&id)) {
    if (*known == certificate) return IdentityMatch::certificate;
    if (!der::equal(known->spki(), certificate.spki())) return std::nullopt;
    return known->subject().matches(certificate.subject()) ? IdentityMatch::key_and_name
                                                           : IdentityMatch::key;
  }
  if (const auto* value = std::get_if<KeyValueId>(&id)) {
    if (!value->spki.empty() && der::equal(value->spki, certificate.spki())) {
      return IdentityMatch::key;
    }
  }
  if (const auto* identifier = std::get_if<KeyIdentifierId>(&id)) {
    if (!identifier->value.empty() && is_key_identifier_of(identifier->value, certificate)) {
      return IdentityMatch::key_identifier;
    }
  }
  // A subject name or something unknown alone identifies no key.
  return std::nullopt;
}

template <typename Form, typename Out, typename Get>
std::vector<Out> collect(const std::vector<DigitalId>& ids, Get get) {
  std::vector<Out> result;
  for (const auto& id : ids) {
    if (const auto* form = std::get_if<Form>(&id)) result.push_back(get(*form));
  }
  return result;
}

}  // namespace

std::vector<x509::Certificate> Identity::certificates() const {
  return collect<x509::Certificate, x509::Certificate>(ids, [](const auto& form) { return form; });
}

std::vector<std::string> Identity::subject_names() const {
  return collect<SubjectNameId, std::string>(ids, [](const auto& form) { return form.text; });
}

std::vector<der::Bytes> Identity::key_identifiers() const {
  return collect<KeyIdentifierId, der::Bytes>(ids, [](const auto& form) { return form.value; });
}

bool Identity::has_certificate() const noexcept {
  return std::any_of(ids.begin(), ids.end(), [](const DigitalId& id) {
    return std::holds_alternative<x509::Certificate>(id);
  });
}

std::string_view to_string(IdentityMatch match) noexcept {
  switch (match) {
    case IdentityMatch::certificate:
      return "certificate";
    case IdentityMatch::key_and_name:
      return "key and name";
    case IdentityMatch::key:
      return "key";
    case IdentityMatch::key_identifier:
      return "key identifier";
  }
  return {};
}

std::optional<IdentityMatch> match(const Identity& identity, const x509::Certificate& certificate) {
  std::optional<IdentityMatch> best;
  for (const auto& id : identity.ids) {
    const auto found = match_one(id, certificate);
    if (found.has_value() && (!best.has_value() || *found < *best)) best = found;
  }
  return best;
}

bool has_key(const Identity& identity, der::ByteView spki) {
  return std::any_of(identity.ids.begin(), identity.ids.end(), [&](const DigitalId& id) {
    if (const auto* known = std::get_if<x509::Certificate>(&id)) {
      return der::equal(known->spki(), spki);
    }
    const auto* value = std::get_if<KeyValueId>(&id);
    return value != nullptr && !value->spki.empty() && der::equal(value->spki, spki);
  });
}

}  // namespace accord::trustlist
