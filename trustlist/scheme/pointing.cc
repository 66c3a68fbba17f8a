#include <algorithm>

#include "trustlist/scheme/edit.h"

namespace accord::trustlist::scheme {

PointerSource pointer_to(const TrustedList& list, std::string location,
                         std::vector<std::string> signer_files,
                         std::optional<std::string> agreement_file) {
  PointerSource pointer;
  pointer.location = std::move(location);
  pointer.territory = list.territory;
  pointer.list_type = list.type;
  if (list.form == Form::trusted_entities) pointer.mime_type = uri::xml_mime_type;
  pointer.operator_names = list.operator_names;
  pointer.community_rules = list.community_rules;
  pointer.signer_files = std::move(signer_files);
  pointer.agreement_file = std::move(agreement_file);
  return pointer;
}

namespace {

// A territory has one trusted list, and a list of trusted entities of each type.
bool leads_to_same(const PointerSource& a, const PointerSource& b) {
  return a.territory == b.territory && a.mime_type == b.mime_type &&
         (a.mime_type != uri::xml_mime_type || a.list_type == b.list_type);
}

}  // namespace

const PointerSource* find_pointer(const SchemeSource& scheme, const PointerSource& pointer) {
  const auto found =
      std::find_if(scheme.pointers.begin(), scheme.pointers.end(),
                   [&](const PointerSource& known) { return leads_to_same(known, pointer); });
  return found == scheme.pointers.end() ? nullptr : &*found;
}

namespace {

// What a pointer to that scheme's list says of it, as far as tells lists apart.
PointerSource leading_to(const SchemeSource& beside) {
  PointerSource pointer;
  pointer.territory = beside.territory;
  pointer.list_type = beside.list_type;
  if (beside.form == Form::trusted_entities) pointer.mime_type = uri::xml_mime_type;
  return pointer;
}

bool leads_beside(const PointerSource& known, std::string_view name, const PointerSource& list) {
  return known.scheme.empty() ? leads_to_same(known, list) : known.scheme == name;
}

}  // namespace

const PointerSource* find_pointer_to(const SchemeSource& scheme, std::string_view name,
                                     const SchemeSource& beside) {
  const auto list = leading_to(beside);
  for (const auto& known : scheme.pointers) {
    if (leads_beside(known, name, list)) return &known;
  }
  return nullptr;
}

void put_pointer_to(SchemeSource& scheme, PointerSource pointer, const SchemeSource& beside) {
  auto& all = scheme.pointers;
  const auto list = leading_to(beside);
  const auto is_replaced = [name = pointer.scheme, &list](const PointerSource& known) {
    return leads_beside(known, name, list);
  };
  const auto place = std::find_if(all.begin(), all.end(), is_replaced);
  if (place == all.end()) {
    all.push_back(std::move(pointer));
    return;
  }
  *place = std::move(pointer);
  all.erase(std::remove_if(place + 1, all.end(), is_replaced), all.end());
}

void put_pointer(SchemeSource& scheme, PointerSource pointer) {
  for (auto& known : scheme.pointers) {
    if (leads_to_same(known, pointer)) {
      known = std::move(pointer);
      return;
    }
  }
  scheme.pointers.push_back(std::move(pointer));
}

}  // namespace accord::trustlist::scheme
