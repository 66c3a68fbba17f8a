#pragma once

#include <chrono>

#include "lib/time/instant.h"

namespace accord::trustlist {

/// From then on lists are of version 6: the EU takes version 5 no more from the end of 2026-04-28
/// in Brussels on.
inline constexpr time::Instant version_6_applies =
    std::chrono::sys_days{std::chrono::year{2026} / 4 / 28} + std::chrono::hours{22};

/// From the issue of a list to its next update (TS 119 612, 5.3.15): the longest six months of a
/// year.
inline constexpr std::chrono::days longest_update{184};

}  // namespace accord::trustlist
