#pragma once

#include <optional>
#include <string_view>

#include "lib/outcome/finding.h"
#include "trustlist/scheme/marked_text.h"

namespace accord::trustlist::scheme {

/// A text with its marks.
struct NotedText {
  std::string_view text;
  const MarkedText& marked;
};

/// The first thing that a person wrote into `before` and that is not in `after` any more: a comment
/// or processing instruction (white space does not count), or an attribute that `known`, an own
/// writing of the same elements, does not have. `source_note_lost`, with line and path.
[[nodiscard]] std::optional<outcome::Finding> lost_note(const NotedText& before,
                                                        const MarkedElement& known,
                                                        const NotedText& after);

}  // namespace accord::trustlist::scheme
