#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libxml/tree.h>

namespace accord::tests {

/// What libxml2 says of an element.
struct PeerElement {
  std::string ns;
  std::string local;
  std::vector<std::string> attributes;  ///< "{namespace}local=value", in the document's order,
                                        ///< declarations not among them
  std::string text;                     ///< directly inside, CDATA included

  friend bool operator==(const PeerElement&, const PeerElement&) = default;
};

/// A document as libxml2 reads it, to compare with.
class PeerDocument {
 public:
  /// Nothing when libxml2 says that it is not well-formed, with namespaces.
  [[nodiscard]] static std::optional<PeerDocument> parse(std::string_view text);

  struct Method {
    bool exclusive{};
    bool with_comments{};
    std::vector<std::string> inclusive_prefixes;
  };
  /// The canonical form of the whole document.
  [[nodiscard]] std::string canonical(const Method& method) const;
  /// The canonical form of the element number `apex` in document order with its content, less the
  /// element number `without` with its content.
  [[nodiscard]] std::string canonical(const Method& method, std::size_t apex,
                                      std::optional<std::size_t> without) const;
  /// libxml2 has no canonical form of a document with a namespace name that is no URI (which is no
  /// matter of XML's): each such name becomes a URI that tells it apart from all others.
  void make_namespaces_uris();
  /// The canonical form of the whole document, what stands beside the root included, less the
  /// element number `without` with its content.
  [[nodiscard]] std::string canonical_less(const Method& method, std::size_t without) const;
  /// Every element in document order.
  [[nodiscard]] std::vector<PeerElement> elements() const;
  [[nodiscard]] std::size_t element_count() const { return elements_.size(); }

 private:
  struct Free {
    void operator()(xmlDoc* document) const;
  };
  [[nodiscard]] std::string canonical_between(const Method& method, const xmlNode* apex,
                                              const xmlNode* without) const;

  std::unique_ptr<xmlDoc, Free> document_;
  std::vector<xmlNode*> elements_;
};

}  // namespace accord::tests
