#include <fmt/format.h>

#include "lib/xml/characters.h"
#include "lib/xml/document.h"
#include "lib/xml/document_state.h"
#include "lib/xml/namespaces.h"

namespace accord::xml {
namespace {

const Node* element_from(const DocumentState& document, const Node* node) noexcept {
  while (node != nullptr && node->kind != NodeKind::element) node = document.at(node->next);
  return node;
}

/// Calls `visit` for each piece of text directly inside until it returns false.
template <typename Visit>
void for_each_text(const DocumentState& document, const Node& element, const Visit& visit) {
  for (const auto* node = document.at(element.child); node != nullptr;
       node = document.at(node->next)) {
    if (node->kind == NodeKind::text && !visit(document.tree.text(*node))) return;
  }
}

bool is_declaration(const TreeAttribute& attribute) noexcept {
  return attribute.ns == namespace_number::xmlns;
}

}  // namespace

QName Element::name() const {
  if (node_ == nullptr) return {};
  const auto& tree = document_->tree;
  return {tree.namespace_name(node_->ns), tree.local(*node_)};
}

bool Element::is(QName name) const {
  if (node_ == nullptr) return false;
  const auto& tree = document_->tree;
  return tree.local(*node_) == name.local && tree.namespace_name(node_->ns) == name.ns;
}

Element Element::parent() const {
  if (node_ == nullptr) return {};
  return Access::make(document_->at(node_->parent), document_);
}

Element Element::first_child() const {
  if (node_ == nullptr) return {};
  return Access::make(element_from(*document_, document_->at(node_->child)), document_);
}

Element Element::next_sibling() const {
  if (node_ == nullptr) return {};
  return Access::make(element_from(*document_, document_->at(node_->next)), document_);
}

Element Element::child(QName name) const {
  auto element = first_child();
  while (element && !element.is(name)) element = element.next_sibling();
  return element;
}

std::vector<Element> Element::children() const {
  std::vector<Element> found;
  for (auto element = first_child(); element; element = element.next_sibling())
    found.push_back(element);
  return found;
}

std::vector<Element> Element::children(QName name) const {
  std::vector<Element> found;
  for (auto element = first_child(); element; element = element.next_sibling()) {
    if (element.is(name)) found.push_back(element);
  }
  return found;
}

std::optional<std::string_view> Element::attribute(std::string_view local) const {
  return attribute(QName{{}, local});
}

std::optional<std::string_view> Element::attribute(QName name) const {
  std::optional<std::string_view> found;
  if (node_ == nullptr) return found;
  const auto& tree = document_->tree;
  for_each_attribute(tree, *node_, [&](const TreeAttribute& attribute) {
    if (!is_declaration(attribute) && tree.local(attribute) == name.local &&
        tree.namespace_name(attribute.ns) == name.ns) {
      found = tree.value(attribute);
    }
  });
  return found;
}

std::vector<Element::Attribute> Element::attributes() const {
  std::vector<Attribute> found;
  if (node_ == nullptr) return found;
  const auto& tree = document_->tree;
  for_each_attribute(tree, *node_, [&](const TreeAttribute& attribute) {
    if (is_declaration(attribute)) return;
    found.push_back(
        {{tree.namespace_name(attribute.ns), tree.local(attribute)}, tree.value(attribute)});
  });
  return found;
}

std::string Element::text() const {
  std::string joined;
  if (node_ == nullptr) return joined;
  for_each_text(*document_, *node_, [&](std::string_view piece) {
    joined += piece;
    return true;
  });
  return joined;
}

std::string Element::trimmed_text() const {
  if (const auto single = single_text()) return std::string(trim(*single));
  const auto whole = text();
  return std::string(trim(whole));
}

std::optional<std::string_view> Element::single_text() const {
  std::optional<std::string_view> single;
  if (node_ == nullptr) return single;
  for (const auto* node = document_->at(node_->child); node != nullptr;
       node = document_->at(node->next)) {
    const bool is_piece = node->kind == NodeKind::text;
    if (node->kind == NodeKind::element || (is_piece && single)) return std::nullopt;
    if (is_piece) single = document_->tree.text(*node);
  }
  return single;
}

bool Element::has_element_children() const { return static_cast<bool>(first_child()); }

bool Element::has_text() const {
  bool any = false;
  if (node_ == nullptr) return any;
  for_each_text(*document_, *node_, [&](std::string_view piece) {
    any = !is_blank(piece);
    return !any;
  });
  return any;
}

bool Element::has_instruction() const {
  if (node_ == nullptr || !document_->tree.has_instructions) return false;
  for (const auto* node = document_->at(node_->child); node != nullptr;
       node = document_->at(node->next)) {
    if (node->kind == NodeKind::instruction) return true;
  }
  return false;
}

std::optional<std::string_view> Element::namespace_of(std::string_view prefix) const {
  if (node_ == nullptr) return std::nullopt;
  if (prefix == "xml") return xml_namespace;
  const auto& tree = document_->tree;
  for (const auto* node = node_; node != nullptr; node = document_->at(node->parent)) {
    std::optional<std::string_view> uri;
    for_each_attribute(tree, *node, [&](const TreeAttribute& attribute) {
      if (is_declaration(attribute) && tree.declared_prefix(attribute) == prefix) {
        uri = tree.value(attribute);
      }
    });
    if (uri) return uri->empty() ? std::nullopt : uri;
  }
  return std::nullopt;
}

std::uint32_t Element::line() const {
  return node_ == nullptr ? 0 : document_->lines.line_of(node_->at);
}

std::string Element::path() const {
  std::vector<std::string> steps;
  for (const auto* node = node_; node != nullptr; node = document_->at(node->parent)) {
    const auto number = document_->number_among_siblings(*node);
    const auto local = document_->tree.local(*node);
    steps.push_back(number == 0 ? fmt::format("/{}", local)
                                : fmt::format("/{}[{}]", local, number));
  }
  std::string joined;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) joined += *step;
  return joined;
}

outcome::About Element::about() const { return {{}, line(), path()}; }

}  // namespace accord::xml
