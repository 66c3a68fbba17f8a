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
  std::optional<time::Instant> lifted;
  for (const auto& one : words_) {
    const auto stated = one.statement.this_update;
    if (one.hold.has_value()) {
      if (held == nullptr || stated > held->statement.this_update) held = &one;
    } else if (stated <= at && (!lifted.has_value() || stated > *lifted)) {
      lifted = stated;
    }
  }
  const bool stands =
      held != nullptr && (!lifted.has_value() || *lifted <= held->statement.this_update);
  return stands ? held : nullptr;
}

}  // namespace accord::revocation
