#pragma once

#include <optional>
#include <string>

#include "cli/answer.h"
#include "cli/command.h"
#include "cli/screen.h"
#include "trustlist/lint/profile.h"

namespace accord::cli {

inline constexpr Option option_profile{
    "profile", "PROFILE",
    "the rules to hold a list against: eu, third-country or plain (default: by the list's type)"};
/// The profile that --profile names; none without it. Throws Refusal (usage:
/// `lint_profile_unknown`).
[[nodiscard]] std::optional<trustlist::lint::Profile> asked_profile(const Arguments& arguments);

/// The findings for a person: the heaviest first, those of one rule together, each with its place;
/// rule and advice once. Of one rule three are shown and the others counted, unless `all` is set.
[[nodiscard]] std::string render_by_rule(const outcome::Findings& findings, const Style& style,
                                         bool all);

/// All rules, or those of a profile: one table for each subject.
[[nodiscard]] std::string rules_text(std::optional<trustlist::lint::Profile> profile,
                                     const Style& style);
[[nodiscard]] Json rules_json(std::optional<trustlist::lint::Profile> profile);

}  // namespace accord::cli
