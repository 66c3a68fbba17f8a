#pragma once

#include <vector>

#include "lib/time/instant.h"
#include "trustlist/model/uris.h"

namespace accord::trustlist {

/// The law that a status belongs to (TS 119 612, 5.5.4): the one before the Regulation (EU) No
/// 910/2014, the regulation, or what a state decides of services that the regulation does not
/// qualify.
enum class StatusFamily : std::uint8_t { former_law, qualified, national };
[[nodiscard]] StatusFamily family_of(Status status) noexcept;

/// Whether a service with the status `from` may have `to` next (5.5.4, figure 2, and D.5.6 on
/// revoked supervision). The same status again may follow where something else changes.
[[nodiscard]] bool may_follow(Status from, Status to) noexcept;
/// The other statuses that may follow, those of the former law last; never empty.
[[nodiscard]] std::vector<Status> possible_after(Status from);
/// Whether a service can begin with it: it is an approval, not the end of one.
[[nodiscard]] bool is_approval(Status status) noexcept;

/// The regulation applies from the first of July 2016 on, which begins at another hour in each
/// member state: no earlier than the first moment, no later than the second.
inline constexpr time::Instant earliest_start_of_regulation =
    std::chrono::sys_days{std::chrono::year{2016} / 6 / 30} + std::chrono::hours{21};
inline constexpr time::Instant latest_start_of_regulation =
    std::chrono::sys_days{std::chrono::year{2016} / 7 / 1};

}  // namespace accord::trustlist
