#pragma once

#include <set>
#include <string>
#include <vector>

#include "trustlist/compare/changes.h"
#include "trustlist/compare/pairs.h"

namespace accord::trustlist::compare {

/// How the states of one thing are told: of a service, of an equivalence.
struct StateKinds {
  Kind status;
  Kind status_again;
  Kind history;
};

/// Compares the statuses of two issues of one thing over time: a state now and older ones, newest
/// first. A state that ended is expected in the history as it was; what was in the history is
/// expected to stay (5.5.10 and 5.6). `Compare(before, after)` adds what else differs between two
/// entries of the past. The other facts of the present state are the caller's.
template <typename State, typename Compare>
class StateComparison {
 public:
  StateComparison(StateKinds kinds, Changes& changes, Compare compare_past)
      : kinds_(kinds), changes_(changes), compare_past_(compare_past) {}

  /// `cut_before`, `cut_after`: older entries could not be read, so nothing is said of them.
  void run(const State& before, const std::vector<State>& past_before, bool cut_before,
           const State& after, const std::vector<State>& past_after, bool cut_after) {
    for (const auto& state : past_before) {
      old_.push_back(&state);
      old_starts_.insert(state.starting);
    }
    for (const auto& state : past_after) new_.push_back(&state);
    now(before, after);
    past(cut_before, cut_after);
  }

 private:
  using States = std::vector<const State*>;

  void now(const State& before, const State& after) {
    if (before.starting == after.starting) {
      // 5.5.5: a new status has a starting time of its own.
      if (before.status != after.status) status_change(before, after, true);
      return;
    }
    const auto* kept = kept_state(before);
    if (kept == nullptr) {
      status_change(before, after, true);
      return;
    }
    States steps;
    States older;
    bool is_newer = true;
    for (const auto* state : new_) {
      if (state == kept) {
        is_newer = false;
      } else if (is_newer && state->starting > before.starting) {
        steps.push_back(state);
      } else {
        older.push_back(state);
      }
    }
    const State* last = kept;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      status_change(*last, **step, false);
      last = *step;
    }
    status_change(*last, after, after.starting < before.starting);
    new_ = std::move(older);
    past_change(before, *kept);
  }

  // The entry of the new history in which the state that was the present one stands now.
  const State* kept_state(const State& before) const {
    const State* same_start = nullptr;
    const State* same_status = nullptr;
    for (const auto* state : new_) {
      if (old_starts_.count(state->starting) != 0) continue;
      const bool is_status = state->status == before.status;
      if (state->starting == before.starting && (same_start == nullptr || is_status)) {
        same_start = state;
      }
      if (same_status == nullptr && is_status) same_status = state;
    }
    return same_start != nullptr ? same_start : same_status;
  }

  void past(bool cut_before, bool cut_after) {
    Pairs pairs(old_.size(), new_.size());
    const auto by = [&](auto key) {
      pairs.match([&](std::size_t i) { return std::vector<std::string>{key(*old_[i])}; },
                  [&](std::size_t i) { return std::vector<std::string>{key(*new_[i])}; });
    };
    by([](const State& state) { return time::to_string(state.starting); });
    // What is left may be an entry whose start was changed.
    by([](const State& state) { return state.status; });
    for (std::size_t i = 0; i < old_.size(); ++i) {
      if (pairs.of_old(i) != Pairs::none) {
        past_change(*old_[i], *new_[pairs.of_old(i)]);
      } else if (!cut_after) {
        entry_change(*old_[i], status_value(old_[i]->status), {});
      }
    }
    for (std::size_t i = 0; i < new_.size(); ++i) {
      if (pairs.of_new(i) != Pairs::none || cut_before) continue;
      entry_change(*new_[i], {}, status_value(new_[i]->status));
    }
  }

  void past_change(const State& old, const State& state) {
    const auto about = changes_.about;
    changes_.about.entry = old.starting;
    changes_.about.rewrites_past = true;
    if (old.starting != state.starting) {
      changes_.about.field = "start";
      changes_.add(kinds_.history, Weight::alarm, moment(old.starting), moment(state.starting));
    }
    changes_.about.field = "status";
    changes_.single(kinds_.history, Weight::alarm, status_value(old.status),
                    status_value(state.status));
    compare_past_(old, state);
    changes_.about = about;
  }

  void entry_change(const State& state, std::optional<Value> before, std::optional<Value> after) {
    const auto about = changes_.about;
    changes_.about.entry = state.starting;
    changes_.about.rewrites_past = true;
    changes_.add(kinds_.history, Weight::alarm, std::move(before), std::move(after));
    changes_.about = about;
  }

  void status_change(const State& before, const State& after, bool rewrites) {
    const auto about = changes_.about;
    changes_.about.when = after.starting;
    changes_.about.rewrites_past = rewrites;
    const bool again = before.status == after.status;
    if (again && rewrites) {
      changes_.about.field = "start";
      changes_.add(kinds_.status_again, Weight::alarm, moment(before.starting),
                   moment(after.starting));
    } else {
      changes_.add(again ? kinds_.status_again : kinds_.status,
                   rewrites ? Weight::alarm : weight_of(before, after), status_value(before.status),
                   status_value(after.status));
    }
    changes_.about = about;
  }

  static Weight weight_of(const State& before, const State& after);

  StateKinds kinds_;
  Changes& changes_;
  Compare compare_past_;
  States old_, new_;
  std::set<time::Instant> old_starts_;
};

/// A status that ends somebody's standing weighs more than one that begins it.
[[nodiscard]] Weight weight_of_status(const std::string& after);

template <typename State, typename Compare>
Weight StateComparison<State, Compare>::weight_of(const State& before, const State& after) {
  return before.status == after.status ? Weight::minor : weight_of_status(after.status);
}

}  // namespace accord::trustlist::compare
