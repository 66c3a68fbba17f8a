#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "lib/outcome/result.h"

namespace accord::time {

/// A moment in UTC, to the second. Not system_clock::time_point: that one counts nanoseconds here
/// and ends in 2262, while RFC 5280 (4.1.2.5) uses 9999-12-31T23:59:59Z for "no well-defined
/// expiration date".
using Instant = std::chrono::sys_seconds;

/// Half open: a moment t lies in it when from <= t < until. No `until` means "still running".
struct Interval {
  Instant from;
  std::optional<Instant> until;

  [[nodiscard]] bool contains(Instant t) const noexcept {
    return t >= from && (!until.has_value() || t < *until);
  }
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// A moment from its parts in the proleptic Gregorian calendar, UTC. Nothing when the parts name no
/// moment (month 13, 30 February, hour 24, second 60).
[[nodiscard]] std::optional<Instant> make_instant(int year, unsigned month, unsigned day,
                                                  unsigned hour, unsigned minute, unsigned second);

/// xs:dateTime (XML Schema part 2, 3.2.7), with a zone, years 0001 to 9999. Fractions of a second
/// are read and cut off (rounded down). Errors: `time_malformed`, `time_without_zone`.
[[nodiscard]] outcome::Result<Instant> parse_xs_date_time(std::string_view text);

/// The `date-time` of RFC 3339 (5.6), upper-case T and Z; the same errors.
[[nodiscard]] outcome::Result<Instant> parse_rfc3339(std::string_view text);

/// UTCTime content "YYMMDDHHMMSSZ", years 1950-2049 (RFC 5280, 4.1.2.5.1). Errors:
/// `time_malformed`.
[[nodiscard]] outcome::Result<Instant> parse_utc_time(std::string_view content);

/// GeneralizedTime content "YYYYMMDDHHMMSSZ" without fraction (RFC 5280, 4.1.2.5.2). Errors:
/// `time_malformed`.
[[nodiscard]] outcome::Result<Instant> parse_generalized_time(std::string_view content);

/// "2026-11-21T00:00:00Z": right for RFC 3339 and xs:dateTime.
[[nodiscard]] std::string to_string(Instant instant);

/// UTCTime content for years 1950-2049; GeneralizedTime content otherwise is `to_generalized_time`.
[[nodiscard]] std::string to_utc_time(Instant instant);
[[nodiscard]] std::string to_generalized_time(Instant instant);

/// Whether RFC 5280 (4.1.2.5) wants UTCTime for it: years 1950 through 2049.
[[nodiscard]] bool fits_utc_time(Instant instant) noexcept;

/// Where "now" comes from. Only the command line has a real one.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace accord::time
