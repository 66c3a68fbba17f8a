#pragma once

#include <bit>
#include <memory_resource>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>

#include <pugixml.hpp>

namespace accord::xml {

struct DocumentState;

/// The namespace declarations in force at an element: its own, and through `outer` those around it.
/// An element that declares nothing new has the scope of its parent. There are at most as many
/// scopes in a row as namespaces may be in scope.
struct Scope {
  struct Binding {
    std::string_view prefix;
    std::string_view uri;
  };
  const Scope* outer = nullptr;
  const void* owner = nullptr;  ///< the node that declares; none for the document's own scope
  DocumentState* document = nullptr;
  std::span<const Binding> own;

  /// What a prefix ("" is the default) is bound to; nothing when it is bound to none.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view prefix) const noexcept;
};

/// Whether a handle is empty. Its own test is a call into the library, and walking a tree asks for
/// every node.
template <typename Handle>
[[nodiscard]] bool is_none(Handle handle) noexcept {
  return std::bit_cast<const void*>(handle) == nullptr;
}

/// The prefix that an attribute of that name declares ("" for "xmlns"); nothing when it is no
/// namespace declaration.
[[nodiscard]] std::optional<std::string_view> declared_prefix(std::string_view name) noexcept;

/// The scopes of one document, each made when it is first asked for and kept.
class Scopes {
 public:
  explicit Scopes(DocumentState* document) noexcept { outermost_.document = document; }
  [[nodiscard]] const Scope* outermost() const noexcept { return &outermost_; }
  /// The scope of an element in the scope of its parent.
  [[nodiscard]] const Scope* of(pugi::xml_node element, const Scope* parent);

 private:
  const Scope* make(pugi::xml_node element, const Scope* parent);

  Scope outermost_;
  std::pmr::monotonic_buffer_resource arena_;
  std::unordered_map<const void*, const Scope*> made_;
};

}  // namespace accord::xml
