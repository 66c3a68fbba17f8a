#include "verifier/revocation/holds.h"

#include <algorithm>

namespace accord::revocation {

x509::RevokedEntry as_told_by(const Statement& statement, x509::RevokedEntry entry) {
  entry.revocation_date = std::min(entry.revocation_date, statement.this_update);
  return entry;
}

bool is_hold(const std::optional<x509::RevokedEntry>& entry) noexcept {
  return entry.has_value() && entry->reason == x509::RevocationReason::certificate_hold;
}

void Holds::note(Statement statement, const std::optional<x509::RevokedEntry>& entry,
                 time::Instant at) {
  std::optional<x509::RevokedEntry> hold;
  if (is_hold(entry)) hold = as_told_by(statement, *entry);
  if (hold.has_value() && hold->revocation_date > at) hold.reset();
  words_.push_back({std::move(statement), std::move(hold)});
}

const Holds::Word* Holds::standing(time::Instant at) const noexcept {
  const Word* held = nullptr;
  const Word* never_issued = nullptr;
  std::optional<time::Instant> lifted, lifted_by_ocsp;
  for (const auto& one : words_) {
    const auto stated = one.statement.this_update;
    if (one.hold.has_value()) {
      auto& newest = one.is_never_issued() ? never_issued : held;
      if (newest == nullptr || stated > newest->statement.this_update) newest = &one;
    } else if (stated <= at) {
      lifted = std::max(lifted, std::optional(stated));
      if (one.is_ocsp()) lifted_by_ocsp = std::max(lifted_by_ocsp, std::optional(stated));
    }
  }
  const auto stands = [](const Word* word, const std::optional<time::Instant>& until) {
    return word != nullptr && (!until.has_value() || *until <= word->statement.this_update);
  };
  if (stands(never_issued, lifted_by_ocsp)) return never_issued;
  return stands(held, lifted) ? held : nullptr;
}

}  // namespace accord::revocation
