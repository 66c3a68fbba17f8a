#pragma once

#include <string>

#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {

/// What Accord says of a mutant, and the work that it took.
struct Judged {
  trustlist::read::ListVerdict verdict;
  outcome::Budget budget;
  std::size_t size = 0;
  /// Whether the signature is said to be intact, whatever keeps the list from being valid.
  [[nodiscard]] bool intact() const noexcept { return verdict.signer.has_value(); }
  [[nodiscard]] bool valid() const noexcept {
    return verdict.verdict == trustlist::read::Verdict::valid;
  }
};
/// As whoever knows the list's signer asks, at the moment at which the list is valid.
[[nodiscard]] Judged judge(std::string text, const BaseList& list);

/// Which rule the answer breaks, or nothing. What is called intact has, by libxml2, the canonical
/// content of the list that it was made of; it names the same signer and signing time, and what is
/// read of it is the same. What is not valid has a finding that says why. Work is in proportion to
/// size.
[[nodiscard]] std::string broken_rule(const Mutant& mutant, const Judged& judged);
/// Whether the answer is the one that the recipe expects; if not, what is wrong with it.
[[nodiscard]] std::string unexpected(const Mutant& mutant, const Judged& judged);

/// Where the mutant comes from, and the findings.
[[nodiscard]] std::string describe(const Mutant& mutant, const Judged& judged);

}  // namespace accord::tests::mutants
