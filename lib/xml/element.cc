#include <fmt/format.h>

#include "lib/xml/characters.h"
#include "lib/xml/document.h"
#include "lib/xml/document_state.h"

namespace accord::xml {
namespace {

bool is_element(pugi::xml_node node) noexcept { return node.type() == pugi::node_element; }

bool is_text(pugi::xml_node node) noexcept {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

pugi::xml_node element_from(pugi::xml_node node) noexcept {
  while (!is_none(node) && !is_element(node)) node = node.next_sibling();
  return node;
}

std::string_view prefix_of(std::string_view name) noexcept {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

/// The scope of an element's parent, from the element's own.
const Scope* scope_around(pugi::xml_node node, const Scope* scope) noexcept {
  return scope->owner == node.internal_object() ? scope->outer : scope;
}

Element in_scope_of_parent(pugi::xml_node node, const Scope* parent) {
  return is_none(node) ? Element() : Access::make(node, parent->document->scopes.of(node, parent));
}

}  // namespace

QName Element::name() const {
  if (node_ == nullptr) return {};
  const std::string_view full = Access::node(*this).name();
  return {scope_->find(prefix_of(full)).value_or(std::string_view{}), local_part(full)};
}

bool Element::is(QName name) const {
  if (node_ == nullptr) return false;
  const std::string_view full = Access::node(*this).name();
  return local_part(full) == name.local &&
         scope_->find(prefix_of(full)).value_or(std::string_view{}) == name.ns;
}

Element Element::parent() const {
  const auto node = Access::node(*this);
  const auto above = node.parent();
  return is_element(above) ? Access::make(above, scope_around(node, scope_)) : Element();
}

Element Element::first_child() const {
  return node_ == nullptr
             ? Element()
             : in_scope_of_parent(element_from(Access::node(*this).first_child()), scope_);
}

Element Element::next_sibling() const {
  if (node_ == nullptr) return {};
  const auto node = Access::node(*this);
  return in_scope_of_parent(element_from(node.next_sibling()), scope_around(node, scope_));
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
  for (auto attribute = Access::node(*this).first_attribute(); !is_none(attribute);
       attribute = attribute.next_attribute()) {
    const std::string_view full = attribute.name();
    if (local_part(full) != name.local || declared_prefix(full)) continue;
    const auto prefix = prefix_of(full);
    const auto ns =
        prefix.empty() ? std::string_view{} : scope_->find(prefix).value_or(std::string_view{});
    if (ns == name.ns) return attribute.value();
  }
  return std::nullopt;
}

std::vector<Element::Attribute> Element::attributes() const {
  std::vector<Attribute> found;
  for (auto attribute = Access::node(*this).first_attribute(); !is_none(attribute);
       attribute = attribute.next_attribute()) {
    const std::string_view full = attribute.name();
    if (declared_prefix(full)) continue;
    const auto prefix = prefix_of(full);
    const auto ns =
        prefix.empty() ? std::string_view{} : scope_->find(prefix).value_or(std::string_view{});
    found.push_back({{ns, local_part(full)}, attribute.value()});
  }
  return found;
}

std::string Element::text() const {
  std::string joined;
  for (auto node = Access::node(*this).first_child(); !is_none(node); node = node.next_sibling()) {
    if (is_text(node)) joined += node.value();
  }
  return joined;
}

std::string Element::trimmed_text() const {
  if (const auto single = single_text()) return std::string(trim(*single));
  const auto whole = text();
  return std::string(trim(whole));
}

std::optional<std::string_view> Element::single_text() const {
  std::optional<std::string_view> single;
  for (auto node = Access::node(*this).first_child(); !is_none(node); node = node.next_sibling()) {
    const auto type = node.type();
    const bool is_piece = type == pugi::node_pcdata || type == pugi::node_cdata;
    if (type == pugi::node_element || (is_piece && single)) return std::nullopt;
    if (is_piece) single = node.value();
  }
  return single;
}

bool Element::has_element_children() const {
  return static_cast<bool>(element_from(Access::node(*this).first_child()));
}

bool Element::has_text() const {
  for (auto node = Access::node(*this).first_child(); !is_none(node); node = node.next_sibling()) {
    if (is_text(node) && !trim(node.value()).empty()) return true;
  }
  return false;
}

bool Element::has_instruction() const {
  for (auto node = Access::node(*this).first_child(); !is_none(node); node = node.next_sibling()) {
    if (node.type() == pugi::node_pi) return true;
  }
  return false;
}

std::optional<std::string_view> Element::namespace_of(std::string_view prefix) const {
  return node_ == nullptr ? std::nullopt : scope_->find(prefix);
}

std::uint32_t Element::line() const {
  if (node_ == nullptr) return 0;
  const auto& state = *scope_->document;
  return state.lines.line_of(
      static_cast<std::size_t>(Access::node(*this).name() - state.bytes.data()));
}

std::string Element::path() const {
  std::vector<std::string> steps;
  for (auto node = Access::node(*this); is_element(node); node = node.parent()) {
    const auto number = scope_->document->number_among_siblings(node);
    const auto local = local_part(node.name());
    steps.push_back(number == 0 ? fmt::format("/{}", local)
                                : fmt::format("/{}[{}]", local, number));
  }
  std::string joined;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) joined += *step;
  return joined;
}

outcome::About Element::about() const { return {{}, line(), path()}; }

}  // namespace accord::xml
