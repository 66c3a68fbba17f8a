#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace accord::tests::mutants {

/// Numbers that are the same with every compiler and library for one seed (the distributions of the
/// standard library are not): SplitMix64.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t next() noexcept {
    state_ += 0x9E3779B97F4A7C15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }
  /// A number under `limit`, which is above 0.
  std::size_t below(std::size_t limit) noexcept { return static_cast<std::size_t>(next() % limit); }
  template <typename T>
  const T& pick(const std::vector<T>& all) noexcept {
    return all[below(all.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace accord::tests::mutants
