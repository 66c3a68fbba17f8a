#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "lib/xml/cursor.h"
#include "lib/xml/rows.h"

namespace accord::xml {

/// What a name's namespace is, as a number: one of these, or `declared` and the number of the
/// attribute that declares it.
namespace namespace_number {
inline constexpr std::uint32_t none = 0;
inline constexpr std::uint32_t xml = 1;
inline constexpr std::uint32_t xmlns = 2;
inline constexpr std::uint32_t declared = 3;
}  // namespace namespace_number

enum class NodeKind : std::uint8_t {
  document,  ///< the first node: the root element stands in it, and what is beside that
  element,
  text,  ///< text between two pieces of markup, or a CDATA section
  comment,
  instruction
};

/// A piece of a document. What it says stands in the document's bytes; numbers lead to other nodes,
/// 0 to none.
struct Node {
  std::uint32_t parent;
  std::uint32_t next;   ///< the next sibling
  std::uint32_t child;  ///< the first child
  NodeKind kind;
  bool has_references;        ///< in the text; only until it is decoded
  std::uint16_t prefix_size;  ///< of an element's name; 0: it has none
  std::uint32_t at;           ///< byte where the name, the target or the text begins
  std::uint32_t size;         ///< of the same, in bytes
  std::uint32_t ns;           ///< of an element; of an instruction: the byte where its data begins
  std::uint32_t attributes;   ///< of an element: number of the first one, from 1, or 0; of an
                              ///< instruction: its data's size
};

/// An attribute, namespace declarations included. Those of one element are side by side.
struct TreeAttribute {
  std::uint32_t at;  ///< of the name
  std::uint16_t size;
  std::uint16_t prefix_size;
  std::uint32_t ns;
  std::uint32_t value_at;
  std::uint32_t value_size : 30;
  std::uint32_t raw : 1;   ///< has references, tabs or line ends; only until it is decoded
  std::uint32_t last : 1;  ///< of its element
};

/// The nodes of a document in document order, and the bytes that they lie in.
struct Tree {
  /// The most bytes that the numbers can count.
  static constexpr std::size_t most_bytes = (std::size_t{1} << 30U) - 1;

  explicit Tree(std::string text) : bytes(std::move(text)) {}

  [[nodiscard]] std::string_view view(std::size_t at, std::size_t size) const noexcept {
    return {bytes.data() + at, size};
  }
  /// Name of an element, target of an instruction, text of a text or comment.
  [[nodiscard]] std::string_view text(const Node& node) const noexcept {
    return view(node.at, node.size);
  }
  [[nodiscard]] std::string_view data(const Node& instruction) const noexcept {
    return view(instruction.ns, instruction.attributes);
  }
  [[nodiscard]] std::string_view name(const TreeAttribute& a) const noexcept {
    return view(a.at, a.size);
  }
  [[nodiscard]] std::string_view value(const TreeAttribute& a) const noexcept {
    return view(a.value_at, a.value_size);
  }
  template <typename Named>  // Node, TreeAttribute
  [[nodiscard]] std::string_view prefix(const Named& named) const noexcept {
    return view(named.at, named.prefix_size);
  }
  template <typename Named>
  [[nodiscard]] std::string_view local(const Named& named) const noexcept {
    const std::size_t skipped = named.prefix_size == 0 ? 0 : named.prefix_size + 1U;
    return view(named.at + skipped, named.size - skipped);
  }
  [[nodiscard]] std::string_view namespace_name(std::uint32_t number) const noexcept;
  /// The prefix that a namespace declaration declares; "" for the default.
  [[nodiscard]] std::string_view declared_prefix(const TreeAttribute& declaration) const noexcept {
    return declaration.prefix_size == 0 ? std::string_view{} : local(declaration);
  }

  /// Makes line ends, references and white space in attributes what they stand for, in place
  /// (XML 1.0, 2.11, 3.3.3, 4.4). Once, after everything was added.
  void decode();

  std::string bytes;
  Rows<Node> nodes;
  Rows<TreeAttribute> attributes;
  bool has_raw = false;  ///< references anywhere in text, or an attribute that is raw
  bool has_instructions = false;
};

/// Calls `visit(attribute)` for each attribute of the element, declarations included.
template <typename Visit>
void for_each_attribute(const Tree& tree, const Node& element, const Visit& visit) {
  if (element.attributes == 0) return;
  for (std::size_t i = element.attributes - 1;; ++i) {
    const auto& attribute = tree.attributes[i];
    visit(attribute);
    if (attribute.last != 0) return;
  }
}

/// Adds nodes in document order while the strict pass reads the tree's bytes.
class TreeBuilder {
 public:
  explicit TreeBuilder(Tree& tree);

  /// Attributes come before their element.
  void attribute(const RawName& name, std::uint32_t ns, std::string_view value, bool plain);
  /// The number of the next attribute, from 0.
  [[nodiscard]] std::uint32_t next_attribute() const noexcept {
    return static_cast<std::uint32_t>(tree_.attributes.size());
  }
  /// With the attributes from number `first` on.
  void start_element(const RawName& name, std::uint32_t ns, std::uint32_t first);
  void end_element() { open_.pop_back(); }
  void text(std::string_view text, bool has_references);
  void comment(std::string_view text) { add(NodeKind::comment, text); }
  void instruction(std::string_view target, std::string_view data);

 private:
  struct Open {
    std::uint32_t node;
    std::uint32_t last_child;
  };

  [[nodiscard]] std::uint32_t offset(std::string_view piece) const noexcept {
    return static_cast<std::uint32_t>(piece.data() - tree_.bytes.data());
  }
  Node& add(NodeKind kind, std::string_view piece);

  Tree& tree_;
  std::vector<Open> open_;
};

}  // namespace accord::xml
