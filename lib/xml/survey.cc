#include "lib/xml/survey.h"

#include <algorithm>

namespace accord::xml {
namespace {

// No namespace but that of "xml" is bound to that prefix, nor that one to another (Namespaces in
// XML 1.0, 3): the written name decides.
bool is_id(std::string_view name) noexcept {
  return name == "Id" || name == "ID" || name == "id" || name == "xml:id";
}

void add_ids(DocumentState& document, const Node& element, std::vector<DocumentState::Id>& ids) {
  const auto& tree = document.tree;
  const auto first = static_cast<std::ptrdiff_t>(ids.size());
  for_each_attribute(tree, element, [&](const TreeAttribute& attribute) {
    if (!is_id(tree.name(attribute))) return;
    const auto value = tree.value(attribute);
    const bool known = std::any_of(ids.begin() + first, ids.end(),
                                   [&](const DocumentState::Id& id) { return id.value == value; });
    if (!known) ids.push_back({value, Access::make(&element, &document)});
  });
}

}  // namespace

Survey survey(DocumentState& document, std::span<const QName> names) {
  Survey found;
  found.named.resize(names.size());
  const auto& tree = document.tree;
  for (std::size_t number = 0; number < tree.nodes.size(); ++number) {
    const auto& node = tree.nodes[number];
    if (node.kind != NodeKind::element) continue;
    const auto local = tree.local(node);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (local != names[i].local || tree.namespace_name(node.ns) != names[i].ns) continue;
      found.named[i].push_back(Access::make(&node, &document));
    }
    if (node.attributes != 0) add_ids(document, node, found.ids);
  }
  std::stable_sort(
      found.ids.begin(), found.ids.end(),
      [](const DocumentState::Id& a, const DocumentState::Id& b) { return a.value < b.value; });
  return found;
}

}  // namespace accord::xml
