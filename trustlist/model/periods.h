#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "lib/time/instant.h"

namespace accord::trustlist {

/// Calls `visit(state, period)` for a current state and its history (newest first), each of which
/// holds from its `starting` until the earliest start of a newer one. Since the order says which is
/// newer, a state that claims to start no earlier than a newer one holds at no time.
template <typename State, typename Visit>
void for_each_period(const State& current, const std::vector<State>& history, Visit visit) {
  visit(current, time::Interval{current.starting, std::nullopt});
  time::Instant until = current.starting;
  for (const auto& state : history) {
    if (state.starting < until) visit(state, time::Interval{state.starting, until});
    until = std::min(until, state.starting);
  }
}

}  // namespace accord::trustlist
