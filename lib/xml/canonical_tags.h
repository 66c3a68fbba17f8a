#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "lib/xml/bindings.h"
#include "lib/xml/canonical.h"
#include "lib/xml/canonical_output.h"
#include "lib/xml/document_state.h"

namespace accord::xml {

/// Writes start and end tags with the namespace declarations and attributes that canonical form has
/// there (Canonical XML 1.0, 2.3 and 2.4; Exclusive XML Canonicalization 1.0, 3), each element
/// after its parent.
class CanonicalTags {
 public:
  /// What the first element's ancestors declare is taken from the document.
  CanonicalTags(const CanonicalMethod& method, DocumentState& document, CanonicalOutput& out);

  /// Errors: `xml_relative_namespace`.
  [[nodiscard]] outcome::Result<void> start(const Node& element);
  void end();

 private:
  struct Declaration {
    std::string_view prefix;
    std::string_view uri;
  };
  struct Attribute {
    std::string_view uri;
    std::string_view local;
    std::string_view name;
    std::string_view value;
  };
  struct Open {
    std::string_view name;
    std::size_t in_scope;
    std::size_t rendered;
  };

  void enter_ancestors(const Node& apex);
  void collect(const Node& element);
  void choose_namespaces(std::string_view prefix, bool apex);
  void sort_attributes();
  void use(std::string_view prefix);
  void import_attributes(const Node& apex);
  [[nodiscard]] outcome::Result<void> check_absolute(const Node& element) const;
  void write(std::string_view name);

  bool exclusive_;
  std::vector<std::string_view> inclusive_prefixes_;  // sorted; "" for the default
  DocumentState& document_;
  CanonicalOutput& out_;
  bool started_ = false;

  Bindings in_scope_;  // in the document, at the element being written
  Bindings rendered_;  // in the output, around the element being written
  std::vector<Open> open_;
  std::optional<std::string_view>
      settled_;  // a prefix whose binding here is known to be in the output
  // Of the element being written:
  std::vector<Declaration> declared_;
  std::vector<Declaration> to_render_;
  std::vector<Attribute> attributes_;
};

}  // namespace accord::xml
