#include "tests/trustlist/mutator/places.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

namespace accord::tests::mutants {

Span region(const BaseList& list, std::string_view where) {
  const auto& nodes = list.markup.nodes();
  if (where == "anywhere") return {0, list.markup.text().size()};
  if (where == "content") return {nodes[0].whole.begin, nodes[list.signature].whole.begin};
  if (where == "signature") return nodes[list.signature].whole;
  if (where == "signed-info") return nodes[list.signed_info].whole;
  if (where == "signed-properties") return nodes[list.signed_properties].whole;
  if (where == "key-info") return nodes[list.key_info].whole;
  if (where == "reference") return nodes[list.document_reference].whole;
  INFO("where: " << where);
  REQUIRE(where == "value");
  return nodes[list.signature_value].content;
}

std::size_t place_in(const BaseList& list, std::string_view where, Dice& dice) {
  const auto span = region(list, where);
  return span.begin + dice.below(span.size());
}

std::size_t element_in(const BaseList& list, std::string_view where, Dice& dice) {
  const auto span = region(list, where);
  const auto& nodes = list.markup.nodes();
  // They are ordered by where they begin.
  const auto first = std::lower_bound(
      nodes.begin(), nodes.end(), span.begin,
      [](const Node& node, std::size_t begin) { return node.whole.begin < begin; });
  const auto last =
      std::lower_bound(first, nodes.end(), span.end,
                       [](const Node& node, std::size_t end) { return node.whole.begin < end; });
  if (first == last) return none;
  return static_cast<std::size_t>(first - nodes.begin()) +
         dice.below(static_cast<std::size_t>(last - first));
}

std::string with_attribute(const BaseList& list, std::size_t node, std::string_view name,
                           std::string_view value) {
  Edits edits(list.markup.text());
  if (const auto there = list.markup.attribute(node, name)) {
    return edits.replace(there->value, value).done();
  }
  const auto added = " " + std::string(name) + "=\"" + std::string(value) + "\"";
  return edits.insert(list.markup.attribute_place(node), added).done();
}

std::optional<std::string> without_attribute(const BaseList& list, std::size_t node,
                                             std::string_view name) {
  const auto there = list.markup.attribute(node, name);
  if (!there) return std::nullopt;
  return Edits(list.markup.text()).remove(there->whole).done();
}

std::optional<std::string> with_first(const BaseList& list, std::size_t node,
                                      std::string_view what) {
  const auto& where = list.markup.nodes()[node];
  if (where.whole.end == where.start_tag.end) return std::nullopt;
  return Edits(list.markup.text()).insert(where.content.begin, what).done();
}

std::optional<std::string> with_last(const BaseList& list, std::size_t node,
                                     std::string_view what) {
  const auto& where = list.markup.nodes()[node];
  if (where.whole.end == where.start_tag.end) return std::nullopt;
  return Edits(list.markup.text()).insert(where.content.end, what).done();
}

std::string with_after(const BaseList& list, std::size_t node, std::string_view what) {
  return Edits(list.markup.text()).insert(list.markup.nodes()[node].whole.end, what).done();
}

std::string with_node(const BaseList& list, std::size_t node, std::string_view what) {
  return Edits(list.markup.text()).replace(list.markup.nodes()[node].whole, what).done();
}

std::string with_content(const BaseList& list, std::size_t node, std::string_view what) {
  return Edits(list.markup.text()).replace(list.markup.nodes()[node].content, what).done();
}

std::string piece_of(const BaseList& list, std::size_t node) {
  return std::string(list.markup.piece(list.markup.nodes()[node].whole));
}

std::string with_other_id(const BaseList& list, std::size_t node) {
  auto text = piece_of(list, node);
  const auto id = list.markup.attribute(node, "Id");
  if (!id) return text;
  const auto begin = list.markup.nodes()[node].whole.begin;
  return text.replace(id->value.begin - begin, id->value.size(), "forged");
}

}  // namespace accord::tests::mutants
