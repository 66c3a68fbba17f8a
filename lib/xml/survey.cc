#include "lib/xml/survey.h"

#include <algorithm>

namespace accord::xml {
namespace {

// No namespace but that of "xml" is bound to that prefix, nor that one to another (Namespaces in
// XML 1.0, 3): the written name decides.
bool is_id(std::string_view name) noexcept {
  return name == "Id" || name == "ID" || name == "id" || name == "xml:id";
}

class Surveyor {
 public:
  Surveyor(DocumentState& document, std::span<const QName> names)
      : document_(document), names_(names) {
    found_.named.resize(names.size());
  }

  Survey walk();

 private:
  struct Step {
    pugi::xml_node node;
    const Scope* scope;  // none until something on the way asks for it
  };

  void look_at(pugi::xml_node element);
  Element here();

  DocumentState& document_;
  std::span<const QName> names_;
  std::vector<Step> path_;  // from the root to where the walk is
  Survey found_;
};

Survey Surveyor::walk() {
  auto node = document_.tree.document_element();
  while (!is_none(node)) {
    if (node.type() == pugi::node_element) {
      path_.push_back({node, nullptr});
      look_at(node);
      if (const auto child = node.first_child(); !is_none(child)) {
        node = child;
        continue;
      }
      path_.pop_back();
    }
    // What follows the root element is no element.
    auto next = path_.empty() ? pugi::xml_node() : node.next_sibling();
    while (is_none(next) && !path_.empty()) {
      node = path_.back().node;
      path_.pop_back();
      if (!path_.empty()) next = node.next_sibling();
    }
    node = next;
  }
  std::stable_sort(
      found_.ids.begin(), found_.ids.end(),
      [](const DocumentState::Id& a, const DocumentState::Id& b) { return a.value < b.value; });
  return std::move(found_);
}

void Surveyor::look_at(pugi::xml_node element) {
  const auto local = local_part(element.name());
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (local != names_[i].local) continue;
    if (const auto found = here(); found.is(names_[i])) found_.named[i].push_back(found);
  }
  auto& ids = found_.ids;
  const auto first = static_cast<std::ptrdiff_t>(ids.size());
  for (auto attribute = element.first_attribute(); !is_none(attribute);
       attribute = attribute.next_attribute()) {
    if (!is_id(attribute.name())) continue;
    const std::string_view value = attribute.value();
    const bool known = std::any_of(ids.begin() + first, ids.end(),
                                   [&](const DocumentState::Id& id) { return id.value == value; });
    if (!known) ids.push_back({value, here()});
  }
}

// Each step's scope is made at most once while it is on the path, however many ask.
Element Surveyor::here() {
  auto known = path_.end();
  while (known != path_.begin() && (known - 1)->scope == nullptr) --known;
  const auto* scope = known == path_.begin() ? document_.scopes.outermost() : (known - 1)->scope;
  for (; known != path_.end(); ++known) {
    scope = document_.scopes.of(known->node, scope);
    known->scope = scope;
  }
  return Access::make(path_.back().node, scope);
}

}  // namespace

Survey survey(DocumentState& document, std::span<const QName> names) {
  return Surveyor(document, names).walk();
}

}  // namespace accord::xml
