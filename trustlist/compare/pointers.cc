#include "trustlist/compare/changes.h"
#include "trustlist/compare/pairs.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::compare {
namespace {

std::string name_of(const Pointer& pointer) {
  auto name = pointer.territory.value_or("");
  if (name.empty()) return pointer.location;
  // A territory often has a second pointer, to a form of the list for people.
  return pointer.leads_to_xml() ? name : name + " (" + pointer.mime_type.value_or("") + ")";
}

Pairs pairs_of(const std::vector<Pointer>& before, const std::vector<Pointer>& after) {
  Pairs pairs(before.size(), after.size());
  const auto by = [&](auto key) {
    pairs.match([&](std::size_t i) { return std::vector<std::string>{key(before[i])}; },
                [&](std::size_t i) { return std::vector<std::string>{key(after[i])}; });
  };
  const auto territory_and_form = [](const Pointer& pointer) {
    return pointer.territory.value_or("") + "\n" +
           pointer.mime_type.value_or(std::string(uri::list_mime_type));
  };
  by([&](const Pointer& one) { return territory_and_form(one) + "\n" + one.location; });
  by([](const Pointer& one) { return one.location; });
  by(territory_and_form);
  return pairs;
}

void compare_signers(const Pointer& before, const Pointer& after, Changes& changes) {
  const auto certificates = [](const Pointer& pointer) {
    Parts parts;
    for (const auto& certificate : pointer.signer_certificates()) {
      parts.push_back({{}, certificate_value(certificate)});
    }
    return parts;
  };
  const auto others = [](const Pointer& pointer) {
    Parts parts;
    for (const auto& identity : pointer.signers) {
      for (const auto& id : identity.ids) {
        if (std::holds_alternative<x509::Certificate>(id)) continue;
        parts.push_back({std::string(words::digital_id_kind(id)), plain(words::digital_id(id))});
      }
      for (const auto& lost : identity.keys_of_unreadable) {
        parts.push_back({"unreadable certificate", plain(der::to_hex(lost))});
      }
      if (identity.incomplete) parts.push_back({"unreadable part", plain("a part is damaged")});
    }
    return parts;
  };
  // Two certificates that came and went are two facts: relying parties take any of them.
  const auto was = certificates(before);
  const auto is = certificates(after);
  Parts no_pairs_before;
  Parts no_pairs_after;
  for (const auto& part : was) no_pairs_before.push_back({part.value.exact, part.value});
  for (const auto& part : is) no_pairs_after.push_back({part.value.exact, part.value});
  changes.each(Kind::pointer_signer, Weight::serious, no_pairs_before, no_pairs_after, false);
  changes.about.field = "names and identifiers";
  changes.each(Kind::pointer_signer, Weight::minor, others(before), others(after), false);
  changes.about.field.clear();
}

void compare_pointer(const Pointer& before, const Pointer& after, Changes& changes) {
  const auto since = changes.count();
  changes.single(Kind::pointer_territory, Weight::serious, unless_empty(before.territory),
                 unless_empty(after.territory));
  changes.single(Kind::pointer_location, Weight::serious, unless_empty(before.location),
                 unless_empty(after.location));
  changes.single(Kind::pointer_type, Weight::serious, unless_empty(before.list_type),
                 unless_empty(after.list_type));
  changes.single(Kind::pointer_mime_type, Weight::notable, unless_empty(before.mime_type),
                 unless_empty(after.mime_type));
  compare_signers(before, after, changes);
  changes.texts(Kind::pointer_operator_name, before.operator_names, after.operator_names);
  changes.texts(Kind::pointer_community_rules, before.community_rules, after.community_rules,
                Weight::notable);
  changes.texts(Kind::pointer_text, before.textual_information, after.textual_information);
  changes.each(Kind::pointer_other_information, Weight::minor, parts_of(before.other_xml),
               parts_of(after.other_xml));
  compare_agreements(before.agreement, after.agreement, changes);
  changes.kept(before.source, after.source, since);
}

}  // namespace

void compare_pointers(const TrustedList& before, const TrustedList& after, Changes& changes) {
  const auto pairs = pairs_of(before.pointers, after.pointers);
  const auto about = changes.about;
  for (std::size_t i = 0; i < before.pointers.size(); ++i) {
    const auto& old = before.pointers[i];
    if (pairs.of_old(i) == Pairs::none) {
      changes.about.pointer = name_of(old);
      changes.add(Kind::pointer, Weight::serious, plain(old.location), {});
      continue;
    }
    const auto& now = after.pointers[pairs.of_old(i)];
    changes.about.pointer = name_of(now);
    compare_pointer(old, now, changes);
  }
  for (std::size_t i = 0; i < after.pointers.size(); ++i) {
    if (pairs.of_new(i) != Pairs::none) continue;
    const auto& now = after.pointers[i];
    changes.about.pointer = name_of(now);
    changes.add(Kind::pointer, Weight::notable, {}, plain(now.location));
    // What it carries is new too, and an agreement must not go unnoticed.
    compare_agreements(std::nullopt, now.agreement, changes);
  }
  changes.about = about;
}

}  // namespace accord::trustlist::compare
