#include <algorithm>
#include <set>

#include "trustlist/compare/changes.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::compare {
namespace {

Parts other_parts(const Identity& identity) {
  Parts parts;
  for (const auto& id : identity.ids) {
    if (std::holds_alternative<x509::Certificate>(id)) continue;
    parts.push_back({std::string(words::digital_id_kind(id)), plain(words::digital_id(id))});
  }
  for (const auto& lost : identity.keys_of_unreadable) {
    parts.push_back({"certificate that could not be read", plain(der::to_hex(lost))});
  }
  if (identity.incomplete) {
    parts.push_back({"part that could not be read", plain("something is damaged")});
  }
  return parts;
}

// One that another of the same key replaces is one change.
Parts certificates(const Identity& identity) {
  Parts parts;
  for (const auto& certificate : identity.certificates()) {
    parts.push_back(
        {std::string(der::as_text(certificate.spki())), certificate_value(certificate)});
  }
  return parts;
}

Value all_of(const Identity& identity) {
  std::vector<std::string> texts;
  std::vector<std::string> digests;
  for (const auto& id : identity.ids) {
    if (const auto* certificate = std::get_if<x509::Certificate>(&id)) {
      digests.push_back(der::to_hex(certificate->fingerprint().bytes()));
    }
    texts.push_back(words::digital_id(id));
  }
  return {texts.empty() ? "nothing" : words::joined(texts, "; "), words::joined(digests, " ")};
}

}  // namespace

std::vector<std::string> key_names(const Identity& identity) {
  std::vector<std::string> names;
  const auto add = [&](std::string_view kind, der::ByteView bytes) {
    names.push_back(std::string(kind) + std::string(der::as_text(bytes)));
  };
  for (const auto& id : identity.ids) {
    if (const auto* certificate = std::get_if<x509::Certificate>(&id)) {
      add("key ", certificate->spki());
      const auto& identifier = certificate->subject_key_identifier();
      if (identifier) add("ski ", *identifier);
    } else if (const auto* value = std::get_if<KeyValueId>(&id)) {
      if (!value->spki.empty()) add("key ", value->spki);
    } else if (const auto* identifier = std::get_if<KeyIdentifierId>(&id)) {
      add("ski ", identifier->value);
    }
  }
  for (const auto& lost : identity.keys_of_unreadable) add("key ", lost);
  return names;
}

bool share_key(const Identity& before, const Identity& after) {
  const auto was = key_names(before);
  const auto is = key_names(after);
  const std::set<std::string> known(is.begin(), is.end());
  return std::any_of(was.begin(), was.end(),
                     [&](const std::string& name) { return known.count(name) != 0; });
}

void compare_identities(const Identity& before, const Identity& after, bool stood,
                        Changes& changes) {
  // Where a key stood before and another stands now, that is what is to be told, not its parts.
  const bool have_keys = !key_names(before).empty() && !key_names(after).empty();
  if (have_keys && !share_key(before, after)) {
    changes.about.rewrites_past = stood;
    changes.add(Kind::service_key, stood ? Weight::alarm : Weight::serious, all_of(before),
                all_of(after));
    changes.about.rewrites_past = false;
    return;
  }
  changes.each(Kind::service_certificate, {Weight::notable, Weight::serious, Weight::notable},
               certificates(before), certificates(after), false);
  const auto about = changes.about;
  const auto was = other_parts(before);
  const auto is = other_parts(after);
  std::vector<std::string> kinds;
  for (const auto* parts : {&was, &is}) {
    for (const auto& part : *parts) {
      if (std::find(kinds.begin(), kinds.end(), part.group) == kinds.end()) {
        kinds.push_back(part.group);
      }
    }
  }
  for (const auto& kind : kinds) {
    const auto only = [&](const Parts& parts) {
      Parts result;
      for (const auto& part : parts) {
        if (part.group == kind) result.push_back(part);
      }
      return result;
    };
    changes.about.field = kind;
    changes.each(Kind::service_identity, kind == "subject name" ? Weight::minor : Weight::serious,
                 only(was), only(is), false);
  }
  changes.about = about;
}

}  // namespace accord::trustlist::compare
