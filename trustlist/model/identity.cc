#include "trustlist/model/identity.h"

#include <algorithm>

#include "lib/crypto/key_spelling.h"

namespace accord::trustlist {
namespace {

// Made from the key (RFC 5280, 4.2.1.2, method 1). What a certificate says of itself does not
// count: its issuer may write the identifier of any other key there.
bool is_key_identifier_of(const der::Bytes& identifier, const x509::Certificate& certificate) {
  const auto& key = certificate.public_key();
  if (!key.has_value()) return false;
  if (key->key_identifier().matches(identifier)) return true;
  // Another certificate may spell the same key as usual.
  const auto usual = crypto::respelt(certificate.spki());
  if (!usual.has_value()) return false;
  const auto again = crypto::PublicKey::from_spki(*usual);
  return again.has_value() && again->key_identifier().matches(identifier);
}

std::optional<IdentityMatch> match_one(const DigitalId& id, const x509::Certificate& certificate) {
  if (const auto* known = std::get_if<x509::Certificate>(&id)) {
    if (*known == certificate) return IdentityMatch::certificate;
    if (!crypto::same_key(known->spki(), certificate.spki())) return std::nullopt;
    return known->subject().matches(certificate.subject()) ? IdentityMatch::key_and_name
                                                           : IdentityMatch::key;
  }
  if (const auto* value = std::get_if<KeyValueId>(&id)) {
    if (!value->spki.empty() && crypto::same_key(value->spki, certificate.spki())) {
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

bool claims_key_identifier(const x509::Certificate& certificate, const der::Bytes& identifier) {
  const auto& own = certificate.subject_key_identifier();
  return own.has_value() && der::equal(*own, identifier);
}

// Lists spell names in many ways: what counts is letters and digits.
std::string letters_and_digits(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') result += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & '\x80') != 0) result += c;
  }
  return result;
}

// Whether a name in a list's spelling may be that of the certificate. Escaped or encoded values
// cannot be compared: they may be anybody's.
bool may_be_name(const std::string& text, const x509::Name& subject) {
  if (text.find_first_of("\\#") != std::string::npos) return true;
  auto own = subject.first(x509::attribute::common_name);
  if (!own.has_value()) own = subject.first(x509::attribute::organization);
  return !own.has_value() ||
         letters_and_digits(text).find(letters_and_digits(*own)) != std::string::npos;
}

bool has_key_of_any_kind(const Identity& identity) {
  return !identity.keys_of_unreadable.empty() ||
         std::any_of(identity.ids.begin(), identity.ids.end(), [](const DigitalId& id) {
           const auto* value = std::get_if<KeyValueId>(&id);
           return std::holds_alternative<x509::Certificate>(id) ||
                  (value != nullptr && !value->spki.empty());
         });
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

bool Identity::names_key() const noexcept {
  return !keys_of_unreadable.empty() ||
         std::any_of(ids.begin(), ids.end(), [](const DigitalId& id) {
           return std::holds_alternative<x509::Certificate>(id) ||
                  std::holds_alternative<KeyValueId>(id) ||
                  std::holds_alternative<KeyIdentifierId>(id);
         });
}

bool Identity::is_whole() const noexcept {
  return !ids.empty() && !lost_parts() &&
         std::none_of(ids.begin(), ids.end(), [](const DigitalId& id) {
           const auto* value = std::get_if<KeyValueId>(&id);
           return value != nullptr && value->spki.empty();
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
    if (best == IdentityMatch::certificate) break;  // nothing is stronger
  }
  return best;
}

MayBe may_be(const Identity& identity, const x509::Certificate& certificate) {
  const auto identifiers = identity.key_identifiers();
  const auto& lost = identity.keys_of_unreadable;
  if (match(identity, certificate).has_value() ||
      std::any_of(identifiers.begin(), identifiers.end(),
                  [&](const auto& one) { return claims_key_identifier(certificate, one); }) ||
      std::any_of(lost.begin(), lost.end(),
                  [&](const auto& spki) { return crypto::same_key(spki, certificate.spki()); })) {
    return MayBe::this_certificate;
  }
  if (has_key_of_any_kind(identity)) return MayBe::another;
  // An identifier that the certificate does not claim is another key's, when it claims one at all.
  if (!identifiers.empty() && certificate.subject_key_identifier().has_value()) {
    return MayBe::another;
  }
  const auto names = identity.subject_names();
  if (!names.empty()) {
    const bool named = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return may_be_name(name, certificate.subject());
    });
    return named ? MayBe::this_certificate : MayBe::another;
  }
  return identity.is_whole() && identifiers.empty() ? MayBe::another : MayBe::any_certificate;
}

bool has_key_identifier(const Identity& identity, der::ByteView identifier) {
  return std::any_of(identity.ids.begin(), identity.ids.end(), [&](const DigitalId& id) {
    if (const auto* certificate = std::get_if<x509::Certificate>(&id)) {
      const auto& own = certificate->subject_key_identifier();
      return own.has_value() && der::equal(*own, identifier);
    }
    const auto* known = std::get_if<KeyIdentifierId>(&id);
    return known != nullptr && der::equal(known->value, identifier);
  });
}

bool may_be_named(const Identity& identity, const x509::Name& subject) {
  return std::any_of(identity.ids.begin(), identity.ids.end(), [&](const DigitalId& id) {
    if (const auto* certificate = std::get_if<x509::Certificate>(&id)) {
      return certificate->subject().matches(subject);
    }
    const auto* name = std::get_if<SubjectNameId>(&id);
    return name != nullptr && may_be_name(name->text, subject);
  });
}

bool has_key(const Identity& identity, der::ByteView spki) {
  return std::any_of(identity.ids.begin(), identity.ids.end(), [&](const DigitalId& id) {
    if (const auto* known = std::get_if<x509::Certificate>(&id)) {
      return crypto::same_key(known->spki(), spki);
    }
    const auto* value = std::get_if<KeyValueId>(&id);
    return value != nullptr && !value->spki.empty() && crypto::same_key(value->spki, spki);
  });
}

}  // namespace accord::trustlist
