#pragma once

#include <optional>
#include <string>

#include "cli/scheme_folder.h"
#include "trustlist/compare/compare.h"

namespace accord::cli {

/// A list as a scheme's source gives it, unsigned.
struct Draft {
  trustlist::TrustedList list;
  std::string xml;
  outcome::Findings findings;  ///< none of them blocks
};

/// Makes the next list of a scheme from its source, issued at that moment. Throws Refusal with all
/// that is wrong in the source's files.
[[nodiscard]] Draft draft_list(SchemeFolder& folder, time::Instant issued);

/// All that is wrong or missing in the files of a scheme's source, what can be read wrongly beside
/// what is not there.
[[nodiscard]] outcome::Findings gaps_of(SchemeFolder& folder, time::Instant issued);

/// Whether two issues differ in nothing but the sequence number and the dates that each issue has.
[[nodiscard]] bool says_the_same(const trustlist::compare::Comparison& comparison);

}  // namespace accord::cli
