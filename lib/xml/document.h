#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/outcome/budget.h"
#include "lib/xml/strict.h"

namespace accord::xml {

/// A name with its namespace. Both views must outlive the use; constants and the document's own
/// strings do.
struct QName {
  std::string_view ns;
  std::string_view local;
  // Most names that are compared differ, and then in the local part; most of the others are of the
  // same constant.
  friend bool operator==(const QName& a, const QName& b) noexcept {
    return same(a.local, b.local) && same(a.ns, b.ns);
  }

 private:
  static bool same(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && (a.data() == b.data() || a == b);
  }
};

class Document;
struct DocumentState;
struct Node;

/// An element of a document: a small value, valid as long as its document. A default-made one is
/// "no element" and false.
class Element {
 public:
  Element() = default;
  [[nodiscard]] explicit operator bool() const noexcept { return node_ != nullptr; }

  [[nodiscard]] QName name() const;
  [[nodiscard]] bool is(QName name) const;
  [[nodiscard]] Element parent() const;
  /// First child element of that name; none when absent.
  [[nodiscard]] Element child(QName name) const;
  [[nodiscard]] Element first_child() const;   ///< first child element of any name
  [[nodiscard]] Element next_sibling() const;  ///< next element
  /// All child elements, or those of one name, in document order.
  [[nodiscard]] std::vector<Element> children() const;
  [[nodiscard]] std::vector<Element> children(QName name) const;

  /// Value of an attribute in no namespace; nothing when absent.
  [[nodiscard]] std::optional<std::string_view> attribute(std::string_view local) const;
  [[nodiscard]] std::optional<std::string_view> attribute(QName name) const;
  /// All attributes but namespace declarations.
  struct Attribute {
    QName name;
    std::string_view value;
  };
  [[nodiscard]] std::vector<Attribute> attributes() const;

  /// The text directly inside, all text and CDATA pieces joined; comments and processing
  /// instructions are skipped.
  [[nodiscard]] std::string text() const;
  /// The same without leading and trailing XML white space (space, tab, CR, LF): for tokens.
  [[nodiscard]] std::string trimmed_text() const;
  /// A view when the element has exactly one text piece and no element; no copy. Nothing otherwise.
  [[nodiscard]] std::optional<std::string_view> single_text() const;
  [[nodiscard]] bool has_element_children() const;
  /// Whether text other than white space stands directly inside.
  [[nodiscard]] bool has_text() const;
  /// Whether a processing instruction stands directly inside.
  [[nodiscard]] bool has_instruction() const;

  /// The namespace that a prefix is bound to here ("" is the default); nothing when it is bound to
  /// none.
  [[nodiscard]] std::optional<std::string_view> namespace_of(std::string_view prefix) const;

  /// 1-based line of the start tag in the bytes that were parsed.
  [[nodiscard]] std::uint32_t line() const;
  /// "/TrustServiceStatusList/SchemeInformation/SchemeName[2]": local names, with an index where
  /// there are several.
  [[nodiscard]] std::string path() const;
  /// About with line and path, for findings.
  [[nodiscard]] outcome::About about() const;

  friend bool operator==(const Element& a, const Element& b) noexcept { return a.node_ == b.node_; }

 private:
  friend class Document;
  friend struct Access;
  const Node* node_ = nullptr;
  DocumentState* document_ = nullptr;  // stays where it is when the Document moves
};

/// A strictly checked document, held in memory with its tree. Not copyable; elements point into it.
class Document {
 public:
  /// Checks (check_strictly) and makes the tree, in one pass. `bytes` is taken over: no second
  /// copy. Errors: those of check_strictly; `budget_exhausted` (input_bytes) at 1 GiB, whatever the
  /// budget.
  [[nodiscard]] static outcome::Result<Document> parse(std::string bytes, outcome::Budget& budget);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  [[nodiscard]] Element root() const;
  /// Elements with an attribute of that local name "Id", "ID" or "id" (no namespace) and value;
  /// used to resolve `#id`.
  [[nodiscard]] std::vector<Element> elements_with_id(std::string_view id) const;
  /// Every id value that stands on more than one element.
  [[nodiscard]] std::vector<std::string> duplicate_ids() const;
  /// All elements of that name anywhere, in document order.
  [[nodiscard]] std::vector<Element> descendants(QName name) const;
  /// The same for several names in one walk: a list for each, in the order asked.
  [[nodiscard]] std::vector<std::vector<Element>> descendants(std::span<const QName> names) const;

 private:
  friend class Element;
  friend struct Access;
  explicit Document(std::unique_ptr<DocumentState> state);
  std::unique_ptr<DocumentState> state_;
};

}  // namespace accord::xml
