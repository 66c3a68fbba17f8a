#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/outcome/budget.h"
#include "lib/xml/document.h"

namespace accord::trustlist::scheme {

/// An element with the place of its text.
struct MarkedElement {
  std::string name;          ///< as it is written, prefix included
  std::string meaning;       ///< the same for elements that say the same, however they are written
  std::string own_meaning;   ///< that of the start tag alone
  std::size_t begin{};       ///< of '<' of the start tag
  std::size_t inside{};      ///< behind the start tag
  std::size_t inside_end{};  ///< of '<' of the end tag; `end` where there is none
  std::size_t end{};         ///< behind the end tag
  std::vector<MarkedElement> children;
};

/// Reads a document strictly and marks where each element stands. Errors: those of xml::Document.
[[nodiscard]] outcome::Result<MarkedElement> mark(std::string_view text, outcome::Budget& budget);

}  // namespace accord::trustlist::scheme
