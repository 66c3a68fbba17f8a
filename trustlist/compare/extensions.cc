#include <algorithm>

#include "trustlist/compare/changes.h"
#include "trustlist/compare/pairs.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::compare {
namespace {

/// One thing that an extension says. A Qualifications extension says several.
struct Item {
  Kind kind{};
  std::string same_as;  ///< what tells which one it is when its content changes
  std::string also_same_as;
  Value value;
  const Extension* whole = nullptr;
  const QualificationElement* element = nullptr;

  [[nodiscard]] bool equals(const Item& other) const {
    if (element != nullptr && other.element != nullptr) return *element == *other.element;
    return whole != nullptr && other.whole != nullptr && *whole == *other.whole;
  }
};

Kind unknown_kind(ExtensionsOf owner) noexcept {
  switch (owner) {
    case ExtensionsOf::scheme:
      return Kind::scheme_extension;
    case ExtensionsOf::provider:
      return Kind::provider_extension;
    case ExtensionsOf::service:
      return Kind::service_extension;
  }
  return Kind::service_extension;
}

std::string exact_of(const Extension& extension) {
  if (const auto* info = std::get_if<AdditionalServiceInformation>(&extension.value)) {
    return info->uri.text;
  }
  if (const auto* kept = std::get_if<ExpiredCertsRevocationInfo>(&extension.value)) {
    return time::to_string(kept->since);
  }
  if (const auto* identifier = std::get_if<ServiceUniqueIdentifier>(&extension.value)) {
    return identifier->uri;
  }
  if (const auto* unknown = std::get_if<UnknownExtension>(&extension.value)) return unknown->xml;
  return words::extension(extension);
}

Item item_of(const Extension& extension, ExtensionsOf owner) {
  Item item;
  item.kind = unknown_kind(owner);
  item.whole = &extension;
  item.value = {words::extension(extension) + (extension.critical ? " (critical)" : ""),
                exact_of(extension)};
  if (const auto* info = std::get_if<AdditionalServiceInformation>(&extension.value)) {
    if (owner == ExtensionsOf::service) item.kind = Kind::service_additional_information;
    item.same_as = "info " + info->uri.text;
  } else if (std::holds_alternative<TakenOverBy>(extension.value)) {
    if (owner == ExtensionsOf::service) item.kind = Kind::service_taken_over;
    item.same_as = "taken over";
  } else if (std::holds_alternative<ExpiredCertsRevocationInfo>(extension.value)) {
    item.same_as = "expired certificates";
  } else if (std::holds_alternative<ServiceUniqueIdentifier>(extension.value)) {
    item.same_as = "unique identifier";
  } else if (std::holds_alternative<OtherAssociatedBodies>(extension.value)) {
    item.same_as = "associated body";
  } else if (const auto* unknown = std::get_if<UnknownExtension>(&extension.value)) {
    item.same_as = "unknown " + unknown->name;
  } else {
    item.same_as = "qualifications";
  }
  return item;
}

void add_items(const Extension& extension, ExtensionsOf owner, std::vector<Item>& items) {
  const auto* all = std::get_if<Qualifications>(&extension.value);
  if (all == nullptr || all->elements.empty()) {
    items.push_back(item_of(extension, owner));
    return;
  }
  for (const auto& element : all->elements) {
    Item item;
    item.kind = owner == ExtensionsOf::service ? Kind::service_qualification : unknown_kind(owner);
    item.same_as = "criteria " + words::criteria(element.criteria);
    item.also_same_as = "qualifiers " + words::joined(element.qualifiers, "\n");
    item.value = plain(words::qualification(element));
    item.element = &element;
    items.push_back(std::move(item));
  }
}

std::vector<Item> items_of(const std::vector<Extension>& extensions, ExtensionsOf owner) {
  std::vector<Item> items;
  for (const auto& extension : extensions) add_items(extension, owner, items);
  return items;
}

Weight weight_of(Kind kind) noexcept {
  const bool matters = kind == Kind::service_qualification || kind == Kind::service_taken_over ||
                       kind == Kind::service_additional_information;
  return matters ? Weight::serious : Weight::notable;
}

// Whether qualifiers may be passed over by a reader that does not know them is one fact of all.
void compare_criticality(const std::vector<Extension>& before, const std::vector<Extension>& after,
                         ExtensionsOf owner, Changes& changes) {
  const auto critical = [](const std::vector<Extension>& extensions) {
    std::vector<bool> flags;
    for (const auto& extension : extensions) {
      const auto* all = std::get_if<Qualifications>(&extension.value);
      if (all != nullptr && !all->elements.empty()) flags.push_back(extension.critical);
    }
    return flags;
  };
  const auto was = critical(before);
  const auto is = critical(after);
  if (was.empty() || is.empty() || was == is) return;
  const auto text = [](const std::vector<bool>& flags) {
    std::vector<std::string> texts;
    for (const bool flag : flags) texts.emplace_back(flag ? "critical" : "not critical");
    return plain(words::joined(texts));
  };
  changes.about.field = "criticality";
  changes.add(owner == ExtensionsOf::service ? Kind::service_qualification : unknown_kind(owner),
              Weight::notable, text(was), text(is));
  changes.about.field.clear();
}

}  // namespace

void compare_extensions(ExtensionsOf owner, const std::vector<Extension>& before,
                        const std::vector<Extension>& after, Changes& changes) {
  const auto was = items_of(before, owner);
  const auto is = items_of(after, owner);
  Pairs pairs(was.size(), is.size());
  const auto by = [&](auto sign) {
    const auto keys = [&](const Item& item) {
      const std::string key = sign(item);
      if (key.empty()) return std::vector<std::string>{};
      return std::vector<std::string>{std::string(to_string(item.kind)) + "\n" + key};
    };
    pairs.match([&](std::size_t i) { return keys(was[i]); },
                [&](std::size_t i) { return keys(is[i]); });
  };
  by([](const Item& item) { return item.value.text + "\n" + item.value.exact; });
  by([](const Item& item) { return item.same_as; });
  by([](const Item& item) { return item.also_same_as; });
  for (std::size_t i = 0; i < was.size(); ++i) {
    const auto& old = was[i];
    const auto j = pairs.of_old(i);
    if (j == Pairs::none) {
      changes.add(old.kind, weight_of(old.kind), old.value, {});
    } else if (!old.equals(is[j])) {
      changes.add(old.kind, weight_of(old.kind), old.value, is[j].value);
    }
  }
  for (std::size_t i = 0; i < is.size(); ++i) {
    if (pairs.of_new(i) != Pairs::none) continue;
    changes.add(is[i].kind, weight_of(is[i].kind), {}, is[i].value);
  }
  compare_criticality(before, after, owner, changes);
}

Value extensions_value(const std::vector<Extension>& extensions) {
  std::vector<std::string> texts;
  std::vector<std::string> exact;
  for (const auto& extension : extensions) {
    texts.push_back(words::extension(extension) + (extension.critical ? " (critical)" : ""));
    exact.push_back(texts.back() + "\n" + exact_of(extension));
  }
  std::sort(texts.begin(), texts.end());
  std::sort(exact.begin(), exact.end());
  return {texts.empty() ? "none" : words::joined(texts, "; "), words::joined(exact, "\n")};
}

}  // namespace accord::trustlist::compare
