#pragma once

#include <optional>
#include <string>

#include "lib/crypto/algorithm_policy.h"
#include "trustlist/lint/profile.h"
#include "trustlist/lint/schema.h"

namespace accord::trustlist::lint {

/// What linting a list says.
struct Report {
  outcome::Findings findings;
  /// The profile that the list was held against; nothing when it could not be read as a list.
  std::optional<Profile> profile;
};

/// Checks a list, signed or not, against the schema of its version and then against the rules of a
/// profile (`rule_groups` in rule.h; without one, the profile that its form and type mean; with one
/// for the other form, the same and `lint_profile_not_of_form`). A rule is
/// invalid where the standard says "shall", and a warning where it says "should", where readers are
/// known to stumble, or where lists that are in use break it. The signature's form is looked at,
/// whether it is right is not: that is `read::verify_list`. Findings: those of `validate` and
/// `read::read_list`, then those of the rules, at most `most_findings_of_a_rule` each
/// (`lint_rule_cut`). The algorithms of a signature are held against the policy at the list's issue
/// date.
[[nodiscard]] Report lint_list(std::string bytes, std::optional<Profile> profile,
                               const crypto::AlgorithmPolicy& algorithms, outcome::Budget& budget);
/// The findings alone, in the profile of the list's type, by the strict policy.
[[nodiscard]] outcome::Findings lint_list(std::string bytes, outcome::Budget& budget);

}  // namespace accord::trustlist::lint
