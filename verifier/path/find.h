#pragma once

#include "verifier/path/material.h"
#include "verifier/path/validate.h"

namespace accord::path {

/// Every candidate path breaks a rule. The one that a person would look at is first; of those that
/// cannot hold for a reason that shows at once (see candidates.h) there are some.
struct Invalid {
  std::vector<Refused> candidates;
};
/// No path was shown to hold, and not every one was shown to be bad.
struct Indeterminate {
  std::vector<Refused> candidates;  ///< as in Invalid; may be empty
  outcome::Findings search;         ///< why there are no more: `path_none`, `path_no_anchors`,
                                    ///< `path_target_is_anchor`, `budget_exhausted`
};
using Answer = std::variant<Valid, Invalid, Indeterminate>;

/// Looks for a path from an anchor to the target that holds at `at`; the first one that does is the
/// answer. When the target is itself an anchor's certificate (or has its name and key), that alone
/// is no path: nobody vouches for it by a signature. Budget: signatures, paths, name_comparisons.
[[nodiscard]] Answer find(const x509::Certificate& target, const Material& material,
                          const Policy& policy, time::Instant at, outcome::Budget& budget);

/// All findings of an answer: of the valid path; otherwise those of the search, then those of the
/// first candidate.
[[nodiscard]] outcome::Findings findings_of(const Answer& answer);

}  // namespace accord::path
