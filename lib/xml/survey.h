#pragma once

#include <span>
#include <vector>

#include "lib/xml/document_state.h"

namespace accord::xml {

/// What one walk over a whole document finds.
struct Survey {
  std::vector<DocumentState::Id> ids;       ///< by value, then in document order
  std::vector<std::vector<Element>> named;  ///< for each name that was asked for, in document order
};

/// Walks once over all elements.
[[nodiscard]] Survey survey(DocumentState& document, std::span<const QName> names);

}  // namespace accord::xml
