#include "lib/xml/tree.h"

#include "lib/xml/namespaces.h"
#include "lib/xml/references.h"

namespace accord::xml {
namespace {

// Names are limited to less than this by the strict pass.
std::uint16_t short_size(std::string_view name) noexcept {
  return static_cast<std::uint16_t>(name.size());
}

std::uint32_t size_of(std::string_view piece) noexcept {
  return static_cast<std::uint32_t>(piece.size());
}

}  // namespace

std::string_view Tree::namespace_name(std::uint32_t number) const noexcept {
  switch (number) {
    case namespace_number::none:
      return {};
    case namespace_number::xml:
      return xml_namespace;
    case namespace_number::xmlns:
      return xmlns_namespace;
    default:
      return value(attributes[number - namespace_number::declared]);
  }
}

void Tree::decode() {
  const bool has_carriage_returns = bytes.find('\r') != std::string::npos;
  if (!has_raw && !has_carriage_returns) return;
  const auto change = [&](std::uint32_t at, std::uint32_t size, auto how) {
    return static_cast<std::uint32_t>(how(bytes.data() + at, size));
  };
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    auto& node = nodes[i];
    if (node.kind == NodeKind::instruction) {
      node.attributes = change(node.ns, node.attributes, normalise_line_ends);
    } else if (node.kind == NodeKind::text && node.has_references) {
      node.size = change(node.at, node.size, normalise_text);
    } else if (node.kind == NodeKind::text || node.kind == NodeKind::comment) {
      node.size = change(node.at, node.size, normalise_line_ends);
    }
  }
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    auto& attribute = attributes[i];
    if (attribute.raw == 0) continue;
    attribute.value_size = change(attribute.value_at, attribute.value_size, normalise_value) &
                           static_cast<std::uint32_t>(most_bytes);
  }
}

TreeBuilder::TreeBuilder(Tree& tree) : tree_(tree) {
  tree_.nodes.add() = {};
  open_.push_back({0, 0});
}

void TreeBuilder::attribute(const RawName& name, std::uint32_t ns, std::string_view value,
                            bool plain) {
  auto& row = tree_.attributes.add();
  row.at = offset(name.full);
  row.size = short_size(name.full);
  row.prefix_size = short_size(name.prefix);
  row.ns = ns;
  row.value_at = offset(value);
  row.value_size = size_of(value) & static_cast<std::uint32_t>(Tree::most_bytes);
  row.raw = plain ? 0 : 1;
  row.last = 0;
  tree_.has_raw = tree_.has_raw || !plain;
}

void TreeBuilder::start_element(const RawName& name, std::uint32_t ns, std::uint32_t first) {
  const auto next = next_attribute();
  if (next != first) tree_.attributes[next - 1].last = 1;
  auto& node = add(NodeKind::element, name.full);
  node.prefix_size = short_size(name.prefix);
  node.ns = ns;
  node.attributes = next == first ? 0 : first + 1;
  open_.push_back({static_cast<std::uint32_t>(tree_.nodes.size() - 1), 0});
}

void TreeBuilder::instruction(std::string_view target, std::string_view data) {
  tree_.has_instructions = true;
  auto& node = add(NodeKind::instruction, target);
  node.ns = offset(data);
  node.attributes = size_of(data);
}

void TreeBuilder::text(std::string_view text, bool has_references) {
  tree_.has_raw = tree_.has_raw || has_references;
  add(NodeKind::text, text).has_references = has_references;
}

Node& TreeBuilder::add(NodeKind kind, std::string_view piece) {
  auto& around = open_.back();
  const auto number = static_cast<std::uint32_t>(tree_.nodes.size());
  if (around.last_child == 0) {
    tree_.nodes[around.node].child = number;
  } else {
    tree_.nodes[around.last_child].next = number;
  }
  around.last_child = number;
  auto& node = tree_.nodes.add();
  node = {around.node, 0, 0, kind, false, 0, offset(piece), size_of(piece), 0, 0};
  return node;
}

}  // namespace accord::xml
