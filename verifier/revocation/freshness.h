#pragma once

#include <optional>

#include "lib/x509/certificate.h"

namespace accord::revocation {

/// The times of a statement that a certificate is not revoked.
struct StatementTimes {
  time::Instant this_update{};
  std::optional<time::Instant> next_update;
  /// Certificates that expired from this moment on are still spoken of (ISO/IEC 9594-8, 8.5.2.12
  /// (expiredCertsOnCRL); RFC 6960, 4.4.4 (archive cutoff)).
  std::optional<time::Instant> kept_since;
};

/// How the times of a statement go with a moment.
enum class Freshness : std::uint8_t {
  good,            ///< it shows what held at that moment
  stale,           ///< it was to be replaced before
  no_next_update,  ///< until when it holds is not known
  made_later       ///< it was made after that moment, when the certificate might not have been
                   ///< spoken of any more
};

/// Whether a statement that a certificate is not revoked shows that it was not at `at`. One in
/// force then does. One made later does too, as long as the certificate had not expired when it was
/// made: a revocation is for good, so what is not revoked now was not revoked before.
[[nodiscard]] inline Freshness freshness(const StatementTimes& times,
                                         const x509::Certificate& certificate, time::Instant at) {
  if (times.next_update.has_value() && *times.next_update < times.this_update) {
    return Freshness::stale;  // it never held
  }
  if (times.this_update > at) {
    const bool spoken_of =
        times.this_update <= certificate.not_after() ||
        (times.kept_since.has_value() && certificate.not_after() >= *times.kept_since);
    return spoken_of ? Freshness::good : Freshness::made_later;
  }
  if (!times.next_update.has_value()) {
    return times.this_update == at ? Freshness::good : Freshness::no_next_update;
  }
  return *times.next_update < at ? Freshness::stale : Freshness::good;
}

}  // namespace accord::revocation
