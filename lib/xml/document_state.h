#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <pugixml.hpp>

#include "lib/xml/document.h"
#include "lib/xml/line_index.h"
#include "lib/xml/scope.h"

namespace accord::xml {

/// The way from an Element to the tree, for this module's own files.
struct Access {
  static Element make(pugi::xml_node node, const Scope* scope) noexcept {
    Element element;
    element.node_ = node.internal_object();
    element.scope_ = is_none(node) ? nullptr : scope;
    return element;
  }
  static pugi::xml_node node(const Element& element) noexcept {
    return pugi::xml_node(static_cast<pugi::xml_node_struct*>(element.node_));
  }
  static const Scope* scope(const Element& element) noexcept { return element.scope_; }
};

/// What a document holds. It stays where it is when the Document is moved: scopes point to it.
struct DocumentState {
  struct Id {
    std::string_view value;
    Element element;
  };

  explicit DocumentState(std::string text) : bytes(std::move(text)), lines(bytes) {}
  DocumentState(const DocumentState&) = delete;
  DocumentState& operator=(const DocumentState&) = delete;

  /// By value, then in document order; one entry for each value an element has. Made when first
  /// asked for.
  const std::vector<Id>& ids();
  /// The elements of each of the names, in document order. The same walk finds the ids.
  std::vector<std::vector<Element>> named(std::span<const QName> names);
  /// Among the siblings of the same local name, 1-based; 0 when it is the only one.
  std::uint32_t number_among_siblings(pugi::xml_node element);

  std::string bytes;  ///< parsed in place: the tree points into it
  LineIndex lines;    ///< of the bytes as they were
  pugi::xml_document tree;
  Scopes scopes{this};

 private:
  std::optional<std::vector<Id>> ids_;
  std::unordered_map<const void*, std::uint32_t>
      numbers_;                               // of elements that have a namesake beside them
  std::unordered_set<const void*> numbered_;  // parents whose children are in numbers_
};

/// The part of a name after its prefix.
[[nodiscard]] std::string_view local_part(std::string_view name) noexcept;

}  // namespace accord::xml
