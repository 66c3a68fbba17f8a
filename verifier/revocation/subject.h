#pragma once

#include "lib/outcome/budget.h"
#include "lib/x509/certificate.h"

namespace accord::revocation {

/// A certificate as the thing that a finding is about: its subject, and its serial number as the
/// place.
[[nodiscard]] outcome::About about(const x509::Certificate& certificate);

/// A name as a finding shows it: cut when it is very long.
[[nodiscard]] std::string shown(const x509::Name& name);
[[nodiscard]] std::string shown(std::string_view text);

/// Spends of the budget for a question about a certificate. Errors: `budget_exhausted`, about it.
[[nodiscard]] inline outcome::Result<void> spend(outcome::Budget& budget, outcome::Cost cost,
                                                 std::uint64_t amount,
                                                 const x509::Certificate& certificate) {
  auto paid = budget.spend(cost, amount);
  if (!paid) paid.error().about = about(certificate);
  return paid;
}

}  // namespace accord::revocation
