#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lib/xml/document.h"
#include "lib/xml/line_index.h"
#include "lib/xml/tree.h"

namespace accord::xml {

/// The way from an Element to the tree, for this module's own files.
struct Access {
  /// `node`: nullptr for no element.
  static Element make(const Node* node, DocumentState* document) noexcept {
    Element element;
    element.node_ = node;
    element.document_ = node == nullptr ? nullptr : document;
    return element;
  }
  static const Node* node(const Element& element) noexcept { return element.node_; }
  static DocumentState* document(const Element& element) noexcept { return element.document_; }
};

/// What a document holds. It stays where it is when the Document is moved: elements point to it.
struct DocumentState {
  struct Id {
    std::string_view value;
    Element element;
  };

  explicit DocumentState(std::string text) : tree(std::move(text)), lines(tree.bytes) {}
  DocumentState(const DocumentState&) = delete;
  DocumentState& operator=(const DocumentState&) = delete;

  /// By value, then in document order; one entry for each value an element has. Made when first
  /// asked for.
  const std::vector<Id>& ids();
  /// The elements of each of the names, in document order. The same walk finds the ids.
  std::vector<std::vector<Element>> named(std::span<const QName> names);
  /// Among the siblings of the same local name, 1-based; 0 when it is the only one.
  std::uint32_t number_among_siblings(const Node& element);

  /// Where a node's number leads; nullptr for 0.
  [[nodiscard]] const Node* at(std::uint32_t number) const noexcept {
    return number == 0 ? nullptr : &tree.nodes[number];
  }

  Tree tree;
  LineIndex lines;  ///< of the bytes as they were

 private:
  std::optional<std::vector<Id>> ids_;
  std::unordered_map<const void*, std::uint32_t>
      numbers_;                               // of elements that have a namesake beside them
  std::unordered_set<const void*> numbered_;  // parents whose children are in numbers_
};

}  // namespace accord::xml
