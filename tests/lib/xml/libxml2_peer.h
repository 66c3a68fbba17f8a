#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct _xmlDoc;
struct _xmlNode;

namespace accord::tests {

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
  [[nodiscard]] std::size_t element_count() const { return elements_.size(); }

 private:
  struct Free {
    void operator()(_xmlDoc* document) const;
  };
  std::unique_ptr<_xmlDoc, Free> document_;
  std::vector<_xmlNode*> elements_;
};

}  // namespace accord::tests
