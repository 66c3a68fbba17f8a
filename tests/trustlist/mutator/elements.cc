// Elements and attributes dropped, doubled, moved, exchanged and wrapped, wherever they stand.
#include <array>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

Made drop(const BaseList& list, std::string_view where, Dice& dice) {
  return with_node(list, element_in(list, where, dice), "");
}

Made duplicate(const BaseList& list, std::string_view where, Dice& dice) {
  const auto one = element_in(list, where, dice);
  return with_after(list, one, piece_of(list, one));
}

/// To before an element that stands anywhere, but not within itself.
Made move(const BaseList& list, std::string_view where, Dice& dice) {
  const auto& nodes = list.markup.nodes();
  const auto one = element_in(list, where, dice);
  const auto to = nodes[dice.below(nodes.size())].whole.begin;
  const auto from = nodes[one].whole;
  if (to >= from.begin && to < from.end) return std::nullopt;
  return Edits(list.markup.text()).remove(from).insert(to, piece_of(list, one)).done();
}

/// Into an element that stands anywhere.
Made copy_into(const BaseList& list, std::string_view where, Dice& dice) {
  const auto one = element_in(list, where, dice);
  return with_first(list, dice.below(list.markup.nodes().size()), piece_of(list, one));
}

Made exchange(const BaseList& list, std::string_view where, Dice& dice) {
  const auto& nodes = list.markup.nodes();
  const auto one = element_in(list, where, dice);
  const auto other = dice.below(nodes.size());
  const auto apart = nodes[one].whole.end <= nodes[other].whole.begin ||
                     nodes[other].whole.end <= nodes[one].whole.begin;
  if (!apart) return std::nullopt;
  return Edits(list.markup.text())
      .replace(nodes[one].whole, piece_of(list, other))
      .replace(nodes[other].whole, piece_of(list, one))
      .done();
}

Made replace(const BaseList& list, std::string_view where, Dice& dice) {
  const auto other = dice.below(list.markup.nodes().size());
  return with_node(list, element_in(list, where, dice), piece_of(list, other));
}

Made wrap(const BaseList& list, std::string_view where, Dice& dice) {
  constexpr std::array<std::string_view, 4> names{"w", "Extension", "Object", "TSPService"};
  const auto name = std::string(names[dice.below(names.size())]);
  const auto one = element_in(list, where, dice);
  return with_node(list, one, "<" + name + ">" + piece_of(list, one) + "</" + name + ">");
}

Made unwrap(const BaseList& list, std::string_view where, Dice& dice) {
  const auto one = element_in(list, where, dice);
  return with_node(list, one, list.markup.piece(list.markup.nodes()[one].content));
}

Made empty(const BaseList& list, std::string_view where, Dice& dice) {
  const auto one = element_in(list, where, dice);
  if (list.markup.nodes()[one].content.size() == 0) return std::nullopt;
  return with_content(list, one, "");
}

Made rename(const BaseList& list, std::string_view where, Dice& dice) {
  const auto& nodes = list.markup.nodes();
  const auto one = element_in(list, where, dice);
  const auto name = list.markup.piece(nodes[dice.below(nodes.size())].name);
  Edits edits(list.markup.text());
  edits.replace(nodes[one].name, name);
  if (nodes[one].start_tag.end != nodes[one].whole.end) {
    const auto begin = nodes[one].content.end + 2;
    edits.replace({begin, begin + nodes[one].name.size()}, name);
  }
  return edits.done();
}

Made drop_attribute(const BaseList& list, std::string_view where, Dice& dice) {
  const auto all = list.markup.attributes(element_in(list, where, dice));
  if (all.empty()) return std::nullopt;
  return Edits(list.markup.text()).remove(dice.pick(all).whole).done();
}

Made exchange_values(const BaseList& list, std::string_view where, Dice& dice) {
  const auto one = list.markup.attributes(element_in(list, where, dice));
  const auto other = list.markup.attributes(dice.below(list.markup.nodes().size()));
  if (one.empty() || other.empty()) return std::nullopt;
  return Edits(list.markup.text())
      .replace(dice.pick(one).value, list.markup.piece(dice.pick(other).value))
      .done();
}

Made add_attribute(const BaseList& list, std::string_view where, Dice& dice) {
  constexpr std::array<std::string_view, 6> added{
      " xml:lang='fr'",      " xml:space='preserve'", " xml:base='http://attacker.example/'",
      " Encoding='#base64'", " MimeType='text/html'", " Critical='false'"};
  const auto at = list.markup.attribute_place(element_in(list, where, dice));
  return Edits(list.markup.text()).insert(at, added[dice.below(added.size())]).done();
}

/// The text of one leaf put into another.
Made exchange_text(const BaseList& list, std::string_view where, Dice& dice) {
  const auto& nodes = list.markup.nodes();
  const auto& one = nodes[element_in(list, where, dice)];
  const auto text = list.markup.piece(nodes[dice.below(nodes.size())].content);
  if (text.find('<') != std::string_view::npos) return std::nullopt;
  if (list.markup.piece(one.content).find('<') != std::string_view::npos) return std::nullopt;
  if (one.content.size() == 0) return std::nullopt;
  return Edits(list.markup.text()).replace(one.content, text).done();
}

constexpr std::array<Kind, 14> kinds{{{"elements", "drop", drop},
                                      {"elements", "duplicate", duplicate},
                                      {"elements", "move", move},
                                      {"elements", "copy-into", copy_into},
                                      {"elements", "exchange", exchange},
                                      {"elements", "replace", replace},
                                      {"elements", "wrap", wrap},
                                      {"elements", "unwrap", unwrap},
                                      {"elements", "empty", empty},
                                      {"elements", "rename", rename},
                                      {"elements", "drop-attribute", drop_attribute},
                                      {"elements", "exchange-values", exchange_values},
                                      {"elements", "add-attribute", add_attribute},
                                      {"elements", "exchange-text", exchange_text}}};

}  // namespace

std::span<const Kind> element_kinds() { return kinds; }

}  // namespace accord::tests::mutants
