#include <algorithm>

#include "trustlist/compare/changes.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::compare {
namespace {

Value number(std::uint64_t value) { return plain(std::to_string(value)); }

void compare_dates(const TrustedList& before, const TrustedList& after, Changes& changes) {
  changes.single(Kind::issue_date, after.issued < before.issued ? Weight::alarm : Weight::minor,
                 moment(before.issued), moment(after.issued));
  const auto update = [](const TrustedList& list) -> std::optional<Value> {
    if (!list.next_update) return Value{"none: the list is closed", ""};
    return moment(*list.next_update);
  };
  // 5.3.15: without a next update the list is closed.
  const bool closes = before.next_update && !after.next_update;
  changes.single(Kind::next_update, closes ? Weight::serious : Weight::minor, update(before),
                 update(after));
}

void compare_operator(const TrustedList& before, const TrustedList& after, Changes& changes) {
  changes.texts(Kind::operator_name, before.operator_names, after.operator_names);
  changes.each(Kind::operator_address, Weight::minor, parts_of(before.operator_address.postal),
               parts_of(after.operator_address.postal));
  changes.texts(Kind::operator_electronic_address, before.operator_address.electronic,
                after.operator_address.electronic);
}

// A list of lists names its pivots here, and their order is that of its signers' history.
void compare_information_uris(const TrustedList& before, const TrustedList& after,
                              Changes& changes) {
  const auto in_order = [](const TrustedList& list) {
    std::vector<std::string> uris;
    for (const auto& uri : list.information_uris) uris.push_back(uri.language + " " + uri.text);
    return uris;
  };
  auto was = in_order(before);
  auto is = in_order(after);
  if (was == is) return;
  const Value in_words{words::joined(was), words::joined(was, "\n")};
  const Value now_in_words{words::joined(is), words::joined(is, "\n")};
  std::sort(was.begin(), was.end());
  std::sort(is.begin(), is.end());
  if (was != is || !before.is_list_of_lists()) {
    changes.texts(Kind::scheme_information_uri, before.information_uris, after.information_uris);
    return;
  }
  changes.about.field = "order";
  changes.add(Kind::scheme_information_uri, Weight::serious, in_words, now_in_words);
  changes.about.field.clear();
}

void compare_notice(const TrustedList& before, const TrustedList& after, Changes& changes) {
  Parts was;
  Parts is;
  const auto take = [](const std::optional<LegalNotice>& notice, Parts& parts) {
    if (!notice) return;
    const bool uris = notice->kind == LegalNotice::Kind::policy_uris;
    for (const auto& entry : notice->entries) {
      parts.push_back({entry.language, {entry.text, (uris ? "policy " : "notice ") + entry.text}});
    }
  };
  take(before.legal_notice, was);
  take(after.legal_notice, is);
  changes.each(Kind::legal_notice, Weight::minor, was, is);
}

void compare_left_out(const TrustedList& before, const TrustedList& after, Changes& changes) {
  const auto counted = [](const TrustedList& list) {
    return plain(std::to_string(list.services_left_out) + " services, " +
                 std::to_string(list.providers_left_out) + " providers");
  };
  // What is not whole is compared, and kept as it stood where it is not understood.
  const auto lost = [](const TrustedList& list) {
    auto all = list.left_out;
    all.erase(std::remove_if(all.begin(), all.end(), [](const auto& one) { return one.partial; }),
              all.end());
    return all;
  };
  if (lost(before) == lost(after) && before.services_left_out == after.services_left_out &&
      before.providers_left_out == after.providers_left_out) {
    return;
  }
  changes.add(Kind::left_out, Weight::serious, counted(before), counted(after));
}

// What stands in the root and in the list of providers beside what the model has.
KeptXml beside(const TrustedList& list) {
  KeptXml xml;
  for (const auto& attribute : list.other_attributes) {
    xml += attribute.ns + " " + attribute.local + "=\"" + attribute.value + "\"\n";
  }
  for (const auto& part : list.kept_parts) xml += part.xml + "\n";
  return xml;
}

}  // namespace

void compare_scheme(const TrustedList& before, const TrustedList& after, Changes& changes) {
  const auto since = changes.count();
  changes.single(Kind::territory, Weight::alarm, unless_empty(before.territory),
                 unless_empty(after.territory));
  changes.single(Kind::list_form, Weight::alarm, plain(std::string(to_string(before.form))),
                 plain(std::string(to_string(after.form))));
  changes.single(Kind::list_type, Weight::alarm, unless_empty(before.type),
                 unless_empty(after.type));
  changes.single(Kind::sequence_number,
                 after.sequence < before.sequence ? Weight::alarm : Weight::minor,
                 number(before.sequence), number(after.sequence));
  compare_left_out(before, after, changes);
  changes.single(Kind::list_version, Weight::notable, number(before.version),
                 number(after.version));
  changes.single(Kind::list_id, Weight::minor, unless_empty(before.id), unless_empty(after.id));
  changes.single(Kind::list_tag, Weight::minor, unless_empty(before.tag), unless_empty(after.tag));
  compare_dates(before, after, changes);
  compare_operator(before, after, changes);
  changes.texts(Kind::scheme_name, before.scheme_names, after.scheme_names);
  compare_information_uris(before, after, changes);
  changes.single(Kind::status_determination, Weight::notable,
                 unless_empty(before.status_determination),
                 unless_empty(after.status_determination));
  changes.texts(Kind::scheme_community_rules, before.community_rules, after.community_rules,
                Weight::notable);
  compare_notice(before, after, changes);
  const auto period = [](const TrustedList& list) -> std::optional<Value> {
    if (!list.history_period) return std::nullopt;
    return number(*list.history_period);
  };
  changes.single(Kind::history_period, Weight::notable, period(before), period(after));
  changes.each(Kind::distribution_point, Weight::minor, parts_of(before.distribution_points),
               parts_of(after.distribution_points));
  compare_extensions(ExtensionsOf::scheme, before.scheme_extensions, after.scheme_extensions,
                     changes);
  changes.kept(before.scheme_source, after.scheme_source, since);
  changes.kept(beside(before), beside(after), changes.count());
}

}  // namespace accord::trustlist::compare
