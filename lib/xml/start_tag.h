#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "lib/outcome/budget.h"
#include "lib/xml/bindings.h"
#include "lib/xml/cursor.h"
#include "lib/xml/tree.h"

namespace accord::xml {

/// Reads start tags: attributes, namespace declarations and what binds them. Holds the namespaces
/// in scope. What was read goes to `tree`, when there is one.
class StartTags {
 public:
  StartTags(Cursor& cursor, const outcome::Budget& budget, TreeBuilder* tree) noexcept
      : cursor_(cursor), budget_(budget), tree_(tree) {}

  /// Steps over a start tag or empty-element tag; the cursor stands behind '<'. Its declarations
  /// are in scope afterwards.
  bool take(RawName& name, bool& empty);

  /// For leaving an element: what size() was before its start tag.
  [[nodiscard]] std::size_t scope() const noexcept { return bindings_.size(); }
  void leave_scope(std::size_t scope);

 private:
  /// An attribute's value between its quotes.
  struct Value {
    std::string_view raw;
    bool plain = true;  // no reference and no white space but spaces: the value is what is written
  };
  /// A namespace's name, and its number in the tree.
  struct Namespace {
    std::string_view uri;
    std::uint32_t number = namespace_number::none;
  };
  struct Attribute {
    RawName name;
    Value value;
    Namespace ns;
  };

  bool take_attribute();
  bool is_short(const RawName& name);
  bool take_value(Value& value);
  bool declare(const RawName& name, const Value& value);
  bool check_declaration(const RawName& name, std::string_view prefix, std::string_view uri);
  bool resolve(const RawName& name, Namespace& ns);
  bool resolve_all(const RawName& element);
  bool check_unique();
  void add_to_tree(const RawName& element);
  bool refuse_duplicate(const Attribute& attribute);

  Cursor& cursor_;
  const outcome::Budget& budget_;
  TreeBuilder* tree_;
  Bindings bindings_;
  std::vector<Attribute> attributes_;     // of the tag being read; declarations too
  std::vector<const Attribute*> sorted_;  // the same, when they are many
  struct Decoded {
    std::size_t scope;  // bindings before the one that uses it
    std::string uri;
  };
  std::deque<Decoded> decoded_;  // namespace names that are written with references
};

}  // namespace accord::xml
