#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace accord::trustlist::compare {

/// Finds for things of an older list those of a newer one that are the same, in passes from the
/// surest sign to the weakest. Each thing is paired once.
class Pairs {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  Pairs(std::size_t before, std::size_t after) : of_old_(before, none), of_new_(after, none) {}

  /// One pass: `old_keys(i)` and `new_keys(i)` are the signs of the i-th thing; those with one in
  /// common are paired, in order. Things without a key are passed over.
  template <typename OldKeys, typename NewKeys>
  void match(OldKeys old_keys, NewKeys new_keys) {
    std::unordered_map<std::string, Candidates> places;
    for (std::size_t i = 0; i < of_new_.size(); ++i) {
      if (of_new_[i] != none) continue;
      for (auto& key : new_keys(i)) places[std::move(key)].all.push_back(i);
    }
    for (std::size_t i = 0; i < of_old_.size(); ++i) {
      if (of_old_[i] != none) continue;
      for (const auto& key : old_keys(i)) {
        const auto found = places.find(key);
        if (found == places.end()) continue;
        auto& [all, next] = found->second;
        while (next < all.size() && of_new_[all[next]] != none) ++next;
        if (next == all.size()) continue;
        pair(i, all[next]);
        break;
      }
    }
  }

  void pair(std::size_t old, std::size_t now) {
    of_old_[old] = now;
    of_new_[now] = old;
  }
  [[nodiscard]] std::size_t of_old(std::size_t i) const { return of_old_.at(i); }
  [[nodiscard]] std::size_t of_new(std::size_t i) const { return of_new_.at(i); }

 private:
  struct Candidates {
    std::vector<std::size_t> all;
    std::size_t next = 0;  // those before it are paired
  };
  std::vector<std::size_t> of_old_, of_new_;
};

}  // namespace accord::trustlist::compare
