// Namespaces redeclared, undeclared, misused.
#include <array>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

bool is_declaration(std::string_view name) {
  return name == "xmlns" || name.substr(0, 6) == "xmlns:";
}

/// A declaration somewhere in that part of the text, or nothing.
std::optional<AttributePlace> declaration(const BaseList& list, std::string_view where,
                                          Dice& dice) {
  std::vector<AttributePlace> found;
  (void)element_that(list, where, dice, [&](std::size_t node) {
    for (const auto& one : list.markup.attributes(node)) {
      if (is_declaration(list.markup.piece(one.name))) found.push_back(one);
    }
    return !found.empty();
  });
  if (found.empty()) return std::nullopt;
  return dice.pick(found);
}

Made dropped(const BaseList& list, std::string_view where, Dice& dice) {
  const auto one = declaration(list, where, dice);
  if (!one) return std::nullopt;
  return Edits(list.markup.text()).remove(one->whole).done();
}

/// A name that looks like the right one.
Made changed(const BaseList& list, std::string_view where, Dice& dice) {
  const auto one = declaration(list, where, dice);
  if (!one) return std::nullopt;
  auto name = std::string(list.markup.piece(one->value));
  switch (dice.below(6)) {
    case 0:
      name += " ";
      break;
    case 1:
      name[0] = 'H';
      break;
    case 2:
      name += "#";
      break;
    case 3:
      name.insert(0, " ");
      break;
    case 4:
      name.replace(name.size() - 1, 1, "%23");
      break;
    default:
      name = "urn:attacker";
  }
  return Edits(list.markup.text()).replace(one->value, name).done();
}

/// The same name in another spelling, which is no change.
Made respelt(const BaseList& list, std::string_view where, Dice& dice) {
  const auto one = declaration(list, where, dice);
  if (!one || one->value.size() == 0) return std::nullopt;
  const auto code = unsigned{static_cast<unsigned char>(list.markup.text()[one->value.begin])};
  return Edits(list.markup.text())
      .replace({one->value.begin, one->value.begin + 1}, "&#" + std::to_string(code) + ";")
      .done();
}

/// A prefix that is in use bound to another name on an element inside.
Made rebound(const BaseList& list, std::string_view where, Dice& dice) {
  const auto node = element_in(list, where, dice);
  const auto prefix = list.markup.prefix(node);
  const auto name =
      prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix.substr(0, prefix.size() - 1));
  if (list.markup.attribute(node, name)) return std::nullopt;
  return with_attribute(list, node, name, "urn:attacker");
}

Made no_default(const BaseList& list, std::string_view where, Dice& dice) {
  const auto node = element_in(list, where, dice);
  if (!list.markup.prefix(node).empty() || list.markup.attribute(node, "xmlns")) {
    return std::nullopt;
  }
  return with_attribute(list, node, "xmlns", "");
}

/// A declaration that nothing uses: exclusive canonical form leaves it out.
Made unused(const BaseList& list, std::string_view where, Dice& dice) {
  const auto node = where == "root" ? std::size_t{0} : element_in(list, where, dice);
  return with_attribute(list, node, "xmlns:unused", "urn:attacker");
}

/// A declaration repeated where it is in force already.
Made repeated(const BaseList& list, std::string_view where, Dice& dice) {
  const auto node = element_that(list, where, dice, [&](std::size_t one) {
    const auto above = list.markup.nodes()[one].parent;
    return above != none && !list.markup.attributes(above).empty();
  });
  if (node == none) return std::nullopt;
  const auto parent = list.markup.nodes()[node].parent;
  for (const auto& one : list.markup.attributes(parent)) {
    const auto name = list.markup.piece(one.name);
    if (!is_declaration(name) || list.markup.attribute(node, name)) continue;
    return with_attribute(list, node, name, list.markup.piece(one.value));
  }
  return std::nullopt;
}

struct Misuse {
  std::string_view name, text;
};

/// What stands in a start tag, put there as it is.
constexpr std::array<Misuse, 15> misuses{
    {{"xml-prefix", " xmlns:xml='urn:attacker'"},
     {"xml-name", " xmlns:a='http://www.w3.org/XML/1998/namespace'"},
     {"xml-default", " xmlns='http://www.w3.org/XML/1998/namespace'"},
     {"xmlns-prefix", " xmlns:xmlns='urn:attacker'"},
     {"xmlns-name", " xmlns:a='http://www.w3.org/2000/xmlns/'"},
     {"empty-name", " xmlns:a=''"},
     {"two-colons", " a:b:c=''"},
     {"colon-first", " :a=''"},
     {"colon-last", " a:=''"},
     {"undeclared", " nobody:a=''"},
     {"same-twice", " a='1' a='2'"},
     {"same-by-two-prefixes", " xmlns:a='urn:a' xmlns:b='urn:a' a:c='1' b:c='2'"},
     {"declared-twice", " xmlns:a='urn:a' xmlns:a='urn:b'"},
     {"relative", " xmlns:a='relative/name' a:b=''"},
     {"relative-unused", " xmlns:a='../up'"}}};

Made misused(const BaseList& list, std::string_view where, Dice& dice) {
  const auto node = element_in(list, "content", dice);
  if (list.markup.attribute(node, "xmlns") && where == "xml-default") return std::nullopt;
  for (const auto& one : misuses) {
    if (one.name != where) continue;
    return Edits(list.markup.text()).insert(list.markup.attribute_place(node), one.text).done();
  }
  return std::nullopt;
}

constexpr std::array<Kind, 8> kinds{{{"namespaces", "dropped", dropped},
                                     {"namespaces", "changed", changed},
                                     {"namespaces", "respelt", respelt},
                                     {"namespaces", "rebound", rebound},
                                     {"namespaces", "no-default", no_default},
                                     {"namespaces", "unused", unused},
                                     {"namespaces", "repeated", repeated},
                                     {"namespaces", "misused", misused}}};

}  // namespace

std::span<const Kind> namespace_kinds() { return kinds; }

}  // namespace accord::tests::mutants
