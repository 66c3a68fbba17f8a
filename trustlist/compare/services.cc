#include <algorithm>
#include <set>

#include "trustlist/compare/states.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::compare {
namespace {

Value type_value(const std::string& uri) { return {words::service_type(uri), uri}; }

Parts supply_points(const ServiceEntry& entry) {
  Parts parts;
  for (const auto& point : entry.supply_points) {
    auto text = point.uri;
    if (point.type) text += " (" + *point.type + ")";
    parts.push_back({{}, plain(text)});
  }
  return parts;
}

bool is_within(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  const std::set<std::string> known(all.begin(), all.end());
  return std::all_of(some.begin(), some.end(),
                     [&](const std::string& one) { return known.count(one) != 0; });
}

// A name without regard to the order of its parts, spaces, signs between them and case: lists spell
// one name in several ways.
std::vector<std::string> name_parts(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ',' || c == ';' || c == '+' || c == '/') parts.emplace_back();
    if (c >= 'A' && c <= 'Z') parts.back() += static_cast<char>(c - 'A' + 'a');
    const bool counts = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & '\x80') != 0;
    if (counts || c == '=') parts.back() += c;
  }
  parts.erase(std::remove(parts.begin(), parts.end(), std::string()), parts.end());
  std::sort(parts.begin(), parts.end());
  return parts;
}

// Whether the name may be the one of this identity: that of a subject name where it has one, else
// that of a certificate.
bool is_name_of(const std::string& name, const Identity& original) {
  const auto names = original.subject_names();
  if (!names.empty()) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& one) { return name_parts(one) == name_parts(name); });
  }
  const auto certificates = original.certificates();
  return std::any_of(certificates.begin(), certificates.end(), [&](const auto& certificate) {
    return may_be_named({{DigitalId{SubjectNameId{name}}}}, certificate.subject());
  });
}

// 5.5.3: what verifies the service's signatures is the key together with the name.
bool keeps_names(const Identity& archived, const Identity& original) {
  if (original.lost_parts()) return true;
  const auto names = archived.subject_names();
  return std::all_of(names.begin(), names.end(),
                     [&](const std::string& name) { return is_name_of(name, original); });
}

// 5.6: an entry of the history needs no certificate, so one that is left out there is not lost; a
// key or a name that was not there is.
bool is_identity_of(const Identity& archived, const Identity& original) {
  const auto names = key_names(archived);
  if (!names.empty()) {
    return is_within(names, key_names(original)) && keeps_names(archived, original);
  }
  if (archived.ids.empty()) return original.ids.empty();
  return is_within(archived.subject_names(), original.subject_names());
}

// Only what the text says counts, not in which order or division.
Value texts_value(const Parts& parts) {
  std::vector<std::string> texts;
  std::vector<std::string> exact;
  for (const auto& part : parts) {
    texts.push_back(part.value.text + (part.group.empty() ? "" : " (" + part.group + ")"));
    exact.push_back(part.group + " " + part.value.exact);
  }
  std::sort(exact.begin(), exact.end());
  return {parts.empty() ? "none" : words::joined(texts, "; "), words::joined(exact, "\n")};
}

Value identity_value(const Identity& identity) {
  std::vector<std::string> texts;
  for (const auto& id : identity.ids) texts.push_back(words::digital_id(id));
  return plain(texts.empty() ? "none" : words::joined(texts, "; "));
}

// What is said of a time that is over, besides its start and status.
void compare_past(const ServiceEntry& before, const ServiceEntry& after, Changes& changes) {
  const auto field = [&](std::string_view name, const Value& was, const Value& is) {
    changes.about.field = name;
    changes.add(Kind::service_history, Weight::alarm, was, is);
  };
  if (before.type != after.type) field("type", type_value(before.type), type_value(after.type));
  const auto was = texts_value(parts_of(before.names));
  const auto is = texts_value(parts_of(after.names));
  if (was != is) field("name", was, is);
  if (!is_identity_of(after.identity, before.identity)) {
    field("identity", identity_value(before.identity), identity_value(after.identity));
  }
  const auto said = extensions_value(before.extensions);
  const auto says = extensions_value(after.extensions);
  // What the words leave out counts too; the order does not.
  const bool same = std::is_permutation(before.extensions.begin(), before.extensions.end(),
                                        after.extensions.begin(), after.extensions.end());
  if (said != says || !same) field("extensions", said, says);
  changes.about.field.clear();
}

void compare_present(const ServiceEntry& before, const ServiceEntry& after, Changes& changes) {
  compare_identities(before.identity, after.identity, before.has_status(), changes);
  changes.single(Kind::service_type, Weight::serious, type_value(before.type),
                 type_value(after.type));
  changes.texts(Kind::service_name, before.names, after.names);
  compare_extensions(ExtensionsOf::service, before.extensions, after.extensions, changes);
  changes.each(Kind::service_supply_point, Weight::minor, supply_points(before),
               supply_points(after), false);
  changes.texts(Kind::service_scheme_definition_uri, before.scheme_definition_uris,
                after.scheme_definition_uris);
  changes.texts(Kind::service_definition_uri, before.definition_uris, after.definition_uris);
}

// TS 119 602, 6.6.4: a service that is listed without a status has no past. One that gets a status
// says something new; one that loses it no longer says what was published.
void compare_standing(const Service& before, const Service& after, Changes& changes) {
  const auto& was = before.current;
  const auto& is = after.current;
  if (!was.has_status() && !is.has_status()) return;
  const auto about = changes.about;
  if (is.has_status()) changes.about.when = is.starting;
  changes.about.rewrites_past = was.has_status();
  changes.add(Kind::service_status, was.has_status() ? Weight::alarm : weight_of_status(is.status),
              status_value(was.status), status_value(is.status));
  changes.about = about;
}

void compare_states(const Service& before, const Service& after, Changes& changes) {
  if (!before.current.has_status() || !after.current.has_status()) {
    compare_standing(before, after, changes);
    return;
  }
  const auto past = [&](const ServiceEntry& old, const ServiceEntry& now) {
    compare_past(old, now, changes);
  };
  StateComparison<ServiceEntry, decltype(past)> states(
      {Kind::service_status, Kind::service_status_again, Kind::service_history}, changes, past);
  states.run(before.current, before.history, before.history_cut, after.current, after.history,
             after.history_cut);
}

}  // namespace

Weight weight_of_status(const std::string& after) {
  // Also between two statuses that end it, or that are not known here: somebody acted.
  return words::standing(after) == words::Standing::good ? Weight::notable : Weight::serious;
}

void compare_services(const Service& before, const Service& after, Changes& changes) {
  const auto since = changes.count();
  compare_states(before, after, changes);
  const auto cut = [](const Service& service) {
    return plain(service.history_cut ? "older entries could not be read" : "whole");
  };
  changes.single(Kind::service_history_cut, Weight::serious, cut(before), cut(after));
  compare_present(before.current, after.current, changes);
  changes.kept(before.source, after.source, since);
}

}  // namespace accord::trustlist::compare
