#pragma once

#include <string>

#include "cli/json.h"
#include "cli/screen.h"
#include "trustlist/compare/compare.h"

namespace accord::cli {

/// What changed between two lists, as `tl diff` gives it: "same", "rewrites_past", "order",
/// "left_out", "changes".
[[nodiscard]] Json facts_of(const trustlist::compare::Comparison& comparison);
/// The same for people: how many changes, then each in a sentence under the heading of its weight,
/// the worst first.
[[nodiscard]] std::string text_of(const trustlist::compare::Comparison& comparison,
                                  const Style& style);

}  // namespace accord::cli
