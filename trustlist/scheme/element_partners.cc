#include "trustlist/scheme/element_partners.h"

#include <algorithm>
#include <unordered_map>

namespace accord::trustlist::scheme {
namespace {

using Elements = std::vector<MarkedElement>;

bool same(const MarkedElement& a, const MarkedElement& b) { return a.meaning == b.meaning; }

/// What an element says, as a number: the same number, the same meaning.
using Meanings = std::vector<std::size_t>;

/// Two sequences of meanings, and where they stand among the children. Those that only one of both
/// has are left out: they have no partner.
struct Shared {
  Meanings before, after;
  std::vector<std::size_t> before_at, after_at;
};

Shared shared_between(const Elements& before, const Elements& after, std::size_t first,
                      std::size_t end, std::size_t new_end) {
  std::unordered_map<std::string_view, std::size_t> old_numbers;
  std::unordered_set<std::string_view> new_meanings;
  for (auto i = first; i < end; ++i) old_numbers.emplace(before[i].meaning, old_numbers.size());
  for (auto k = first; k < new_end; ++k) new_meanings.insert(after[k].meaning);
  Shared shared;
  for (auto i = first; i < end; ++i) {
    if (new_meanings.count(before[i].meaning) == 0) continue;
    shared.before.push_back(old_numbers.at(before[i].meaning));
    shared.before_at.push_back(i);
  }
  for (auto k = first; k < new_end; ++k) {
    const auto known = old_numbers.find(after[k].meaning);
    if (known == old_numbers.end()) continue;
    shared.after.push_back(known->second);
    shared.after_at.push_back(k);
  }
  return shared;
}

/// The longest sequence that both have in common: for each old one the new one, or `no_partner`.
Partners longest_common(const Meanings& before, const Meanings& after) {
  const auto columns = after.size() + 1;
  std::vector<std::uint32_t> length((before.size() + 1) * columns, 0);
  const auto at = [&](std::size_t i, std::size_t k) -> std::uint32_t& {
    return length[i * columns + k];
  };
  for (auto i = before.size(); i-- > 0;) {
    for (auto k = after.size(); k-- > 0;) {
      at(i, k) =
          before[i] == after[k] ? at(i + 1, k + 1) + 1 : std::max(at(i + 1, k), at(i, k + 1));
    }
  }
  Partners partner(before.size(), no_partner);
  for (std::size_t i = 0, k = 0; i < before.size() && k < after.size();) {
    if (before[i] == after[k]) {
      partner[i++] = k++;
    } else if (at(i + 1, k) >= at(i, k + 1)) {
      ++i;
    } else {
      ++k;
    }
  }
  return partner;
}

/// A sequence that both have in common, not always the longest: each old one takes the next new one
/// that says the same.
Partners next_common(const Meanings& before, const Meanings& after) {
  std::unordered_map<std::size_t, std::vector<std::size_t>> places;
  for (std::size_t k = 0; k < after.size(); ++k) places[after[k]].push_back(k);
  Partners partner(before.size(), no_partner);
  std::size_t next = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& all = places[before[i]];
    const auto found = std::lower_bound(all.begin(), all.end(), next);
    if (found == all.end()) continue;
    partner[i] = *found;
    next = *found + 1;
  }
  return partner;
}

/// The children that say the same, by a sequence that both have in common: for each old one the new
/// one, or `no_partner`.
Partners unchanged(const Elements& before, const Elements& after) {
  Partners partner(before.size(), no_partner);
  std::size_t first = 0;  // before it and from the ends on, everything is the same
  auto end = before.size();
  auto new_end = after.size();
  while (first < end && first < new_end && same(before[first], after[first])) {
    partner[first] = first;
    ++first;
  }
  while (end > first && new_end > first && same(before[end - 1], after[new_end - 1])) {
    partner[--end] = --new_end;
  }
  const auto shared = shared_between(before, after, first, end, new_end);
  // The longest sequence takes memory by the product of both lengths: 16 MB at most.
  constexpr std::size_t most_cells = 4'000'000;
  const bool is_small =
      shared.before.empty() || shared.after.size() < most_cells / (shared.before.size() + 1);
  const auto found = is_small ? longest_common(shared.before, shared.after)
                              : next_common(shared.before, shared.after);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] != no_partner) partner[shared.before_at[i]] = shared.after_at[found[i]];
  }
  return partner;
}

using Meaningful = std::unordered_set<std::string_view>;

void add_all(const MarkedElement& element, Meaningful& meanings) {
  meanings.insert(element.meaning);
  for (const auto& child : element.children) add_all(child, meanings);
}

void gather(const MarkedElement& before, const MarkedElement& after, Meaningful& gone,
            Meaningful& come) {
  if (before.meaning == after.meaning) return;
  const auto partner = partners(before.children, after.children, {});
  std::vector<bool> taken(after.children.size());
  for (std::size_t old = 0; old < partner.size(); ++old) {
    if (partner[old] == no_partner) {
      add_all(before.children[old], gone);
    } else {
      taken[partner[old]] = true;
      gather(before.children[old], after.children[partner[old]], gone, come);
    }
  }
  for (std::size_t k = 0; k < taken.size(); ++k) {
    if (!taken[k]) add_all(after.children[k], come);
  }
}

}  // namespace

Partners partners(const std::vector<MarkedElement>& before, const std::vector<MarkedElement>& after,
                  const Moves& moves) {
  auto partner = unchanged(before, after);
  // Where the new one that is fixed next stands.
  std::vector<std::size_t> fixed(before.size() + 1, after.size());
  for (auto old = before.size(); old-- > 0;) {
    fixed[old] = partner[old] == no_partner ? fixed[old + 1] : partner[old];
  }
  std::size_t next = 0;
  for (std::size_t old = 0; old < before.size(); ++old) {
    if (partner[old] == no_partner && moves.away.count(before[old].meaning) == 0) {
      for (auto candidate = next; candidate < fixed[old] && partner[old] == no_partner;
           ++candidate) {
        const bool may_be = after[candidate].name == before[old].name &&
                            moves.in.count(after[candidate].meaning) == 0;
        if (may_be) partner[old] = candidate;
      }
    }
    if (partner[old] != no_partner) next = partner[old] + 1;
  }
  return partner;
}

Moves moves_between(const MarkedElement& before, const MarkedElement& after) {
  Moves moves;
  gather(before, after, moves.in, moves.away);
  return moves;
}

}  // namespace accord::trustlist::scheme
