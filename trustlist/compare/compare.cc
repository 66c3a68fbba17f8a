#include "trustlist/compare/compare.h"

#include <algorithm>

#include "trustlist/compare/changes.h"
#include "trustlist/model/partial.h"

namespace accord::trustlist::compare {
namespace {

std::uint64_t left_out_of(const TrustedList& list) {
  return std::max<std::uint64_t>(list.services_left_out + list.providers_left_out,
                                 list.left_out.size() - partial_count(list));
}

}  // namespace

Action Change::action() const noexcept {
  if (!before) return Action::added;
  return after ? Action::changed : Action::removed;
}

bool Comparison::rewrites_past() const noexcept {
  return std::any_of(changes.begin(), changes.end(),
                     [](const Change& change) { return change.rewrites_past; });
}

std::size_t Comparison::count(Weight weight) const noexcept {
  return static_cast<std::size_t>(
      std::count_if(changes.begin(), changes.end(),
                    [&](const Change& change) { return change.weight == weight; }));
}

Comparison compare(const TrustedList& before, const TrustedList& after) {
  Changes changes;
  compare_scheme(before, after, changes);
  compare_pointers(before, after, changes);
  compare_providers(before, after, changes);
  Comparison result;
  result.changes = std::move(changes).take();
  std::stable_sort(result.changes.begin(), result.changes.end(),
                   [](const Change& a, const Change& b) { return a.weight < b.weight; });
  result.order = after.sequence > before.sequence    ? Order::newer
                 : after.sequence == before.sequence ? Order::same_number
                                                     : Order::older;
  result.partial = before.partial || after.partial;
  result.left_out_before = left_out_of(before);
  result.left_out_after = left_out_of(after);
  return result;
}

}  // namespace accord::trustlist::compare
