#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/outcome/budget.h"
#include "lib/xml/document.h"

namespace accord::trustlist::scheme {

/// An attribute, namespace declarations included, as it is written.
struct MarkedAttribute {
  std::string name;        ///< prefix included
  std::string value;       ///< between the quotes, nothing resolved
  std::size_t begin{};     ///< of the white space before it
  std::size_t name_end{};  ///< behind the name
  std::size_t end{};       ///< behind the closing quote
};

/// An element with the place of its text.
struct MarkedElement {
  std::string name;          ///< as it is written, prefix included
  std::string meaning;       ///< the same for elements that say the same, however they are written
  std::string own_meaning;   ///< that of the start tag alone
  std::size_t begin{};       ///< of '<' of the start tag
  std::size_t inside{};      ///< behind the start tag
  std::size_t inside_end{};  ///< of '<' of the end tag; `end` where there is none
  std::size_t end{};         ///< behind the end tag
  std::vector<MarkedAttribute> attributes;
  std::vector<MarkedElement> children;

  /// Without the prefix.
  [[nodiscard]] std::string_view local_name() const noexcept;
  /// The attribute of that name; nullptr: it has none.
  [[nodiscard]] const MarkedAttribute* attribute(std::string_view wanted) const noexcept;
};

/// A comment or processing instruction.
struct MarkedNote {
  std::size_t begin{}, end{};
};

struct MarkedText {
  MarkedElement root;
  std::vector<MarkedNote> notes;  ///< all of the document, in its order; not the XML declaration
};

/// Reads a document strictly and marks where each element stands. Errors: those of xml::Document.
[[nodiscard]] outcome::Result<MarkedText> mark(std::string_view text, outcome::Budget& budget);

/// 1-based line of a place in a text.
[[nodiscard]] std::uint32_t line_of(std::string_view text, std::size_t at);
/// "/provider/service[2]/qualification": the innermost element in which that place is.
[[nodiscard]] std::string path_to(const MarkedElement& root, std::size_t at);

}  // namespace accord::trustlist::scheme
