#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "lib/outcome/result.h"

namespace accord::outcome {

/// What work on outside input is counted in.
enum class Cost : std::uint8_t {
  input_bytes,          ///< bytes of one document
  element_depth,        ///< nesting of elements (compared, not added up)
  elements,             ///< elements in one document
  attributes,           ///< attributes of one element (compared, not added up)
  namespaces_in_scope,  ///< namespace declarations in scope at one place (compared)
  canonical_bytes,      ///< bytes written by canonicalisation
  der_depth,            ///< nesting of DER values (compared)
  der_elements,         ///< DER values read
  signatures,           ///< signature checks
  paths,                ///< candidate certification paths looked at
  name_comparisons,     ///< names compared, constraints included
  lists,                ///< trusted lists read
  schema_nodes,         ///< nodes of one document that is checked against its schema (compared)
};
inline constexpr std::size_t cost_count = 13;

/// The name used in findings and in `--limit NAME=N`.
[[nodiscard]] std::string_view to_string(Cost cost) noexcept;

/// Limits on the work that one verification may do. Exhaustion is a finding of its own
/// (`budget_exhausted`), never mistaken for another answer. Not thread-safe: one budget belongs to
/// one piece of work.
class Budget {
 public:
  /// The standard limits; where each comes from is said in budget.cc.
  Budget() noexcept;

  void set_limit(Cost cost, std::uint64_t limit) noexcept;
  [[nodiscard]] std::uint64_t limit(Cost cost) const noexcept;
  [[nodiscard]] std::uint64_t spent(Cost cost) const noexcept;

  /// Adds `amount`; fails with `budget_exhausted` when the sum is above the limit.
  [[nodiscard]] Result<void> spend(Cost cost, std::uint64_t amount = 1, const About& about = {}) {
    auto& spent = spent_[index(cost)];
    const auto limit = limits_[index(cost)];
    // Compared this way round, a huge amount cannot wrap the sum.
    if (spent > limit || amount > limit - spent) return refuse(cost, about);
    spent += amount;
    return {};
  }

  /// Compares without adding up; fails with `budget_exhausted` when `amount` is above the limit.
  [[nodiscard]] Result<void> allow(Cost cost, std::uint64_t amount, const About& about = {}) const {
    if (amount > limits_[index(cost)]) return exhausted(cost, about);
    return {};
  }

  /// How many times `spend` has failed. Whoever judges by evidence compares it before and after: a
  /// piece of evidence that was not looked at might have said otherwise.
  [[nodiscard]] std::uint64_t refusals() const noexcept { return refusals_; }
  /// The finding of the failure last met. Only after one.
  [[nodiscard]] Finding last_refusal(const About& about = {}) const;

  /// Starts the counters of one document anew (bytes, elements, canonical bytes, DER values); the
  /// others run on.
  void next_document() noexcept;

 private:
  [[nodiscard]] static constexpr std::size_t index(Cost cost) noexcept {
    return static_cast<std::size_t>(cost);
  }
  [[nodiscard]] tl::unexpected<Finding> exhausted(Cost cost, const About& about) const;
  [[nodiscard]] tl::unexpected<Finding> refuse(Cost cost, const About& about);

  std::array<std::uint64_t, cost_count> limits_;
  std::array<std::uint64_t, cost_count> spent_{};
  std::uint64_t refusals_ = 0;
  Cost last_refused_{};
};

}  // namespace accord::outcome
