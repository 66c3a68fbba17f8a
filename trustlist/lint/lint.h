#pragma once

#include <string>
#include <string_view>

#include "trustlist/lint/schema.h"
#include "trustlist/model/list.h"

namespace accord::trustlist::lint {

/// Checks a list, signed or not, against the schema of its version and then against the rules
/// beyond it. What a list may bend (TS 119 612 says "should", or real lists do) is a warning. The
/// signature is not looked at: that is `read::verify_list`. Findings: those of `validate` and
/// `read::read_list`, and those of `check_rules`.
[[nodiscard]] outcome::Findings lint_list(std::string bytes, outcome::Budget& budget);

/// The rules beyond the schema that a model can be asked about: `lint_no_english` (5.1.4),
/// `lint_next_update_too_late` (5.3.15: six months), `lint_next_update_before_issue`,
/// `lint_identity_incoherent` (5.5.3: subject names and key identifiers of one service do not
/// belong to its certificates), `lint_placeholder` (what a founded source left to be filled in).
void check_rules(const TrustedList& list, outcome::Findings& findings);

}  // namespace accord::trustlist::lint
