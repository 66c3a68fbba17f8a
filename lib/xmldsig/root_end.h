#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace accord::xmldsig {

/// Where the content of a document's root element ends, in the bytes of the document.
struct RootEnd {
  std::size_t
      offset{};  ///< of the "</" of the end tag; of the "/>" when the root is one empty-element tag
  bool empty_tag{};
};

/// Finds it. `bytes` must have passed xml::check_strictly, so that tags, comments, CDATA sections
/// and instructions are closed.
[[nodiscard]] RootEnd find_root_end(std::string_view bytes) noexcept;

/// The document with `text` as the last thing in its root; every other byte is kept, but that an
/// empty-element tag `<a/>` becomes `<a>…</a>`.
[[nodiscard]] std::string insert_before_root_end(std::string document, std::string_view text);

}  // namespace accord::xmldsig
