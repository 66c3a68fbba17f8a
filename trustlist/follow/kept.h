#pragma once

#include <string_view>
#include <vector>

#include "trustlist/follow/generation.h"

namespace accord::trustlist::follow {

/// The kept list that belongs to a pointer; nullptr: none does. Refresh and readers share this
/// rule. First the one that came from the pointer's location, where the pointer names the same
/// territory or none; else one of the same territory and type, unless it came from the location of
/// another of the pointers `all` to that territory. Both places are those of TS 119 612, 5.3.13.
[[nodiscard]] const KeptFile* kept_for(const std::vector<KeptFile>& files, const Pointer& pointer,
                                       const std::vector<Pointer>& all);

/// What the issue seen before of its territory and type says against a list: `list_rolled_back` (a
/// lower number), `trust_issued_before_last` (the same number or a higher one, issued earlier),
/// `trust_issue_replaced` (the same number and date, and another file). `name` is the list's in the
/// findings.
[[nodiscard]] outcome::Findings against(const std::vector<Seen>& seen, const Seen& list,
                                        std::string_view name);
/// The same of one issue seen, whatever its type.
[[nodiscard]] outcome::Findings against(const Seen& seen, const Seen& list, std::string_view name);

/// The issue that a kept file holds, as it is written down.
[[nodiscard]] Seen issue_of(const KeptFile& file);

}  // namespace accord::trustlist::follow
