#include "lib/time/instant.h"

#include <fmt/format.h>

namespace accord::time {
namespace {

using outcome::fail;
using outcome::FindingId;
using outcome::Result;

constexpr Instant first_instant =
    std::chrono::sys_days{std::chrono::year{1} / std::chrono::January / 1};
constexpr Instant last_instant =
    std::chrono::sys_days{std::chrono::year{9999} / std::chrono::December / 31} +
    std::chrono::hours{24} - std::chrono::seconds{1};

/// Reads fixed-width decimal fields from the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) noexcept : rest_(text) {}

  bool number(std::size_t digits, unsigned& value) noexcept {
    if (rest_.size() < digits) return false;
    value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    rest_.remove_prefix(digits);
    return true;
  }

  bool literal(char c) noexcept {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool fraction() noexcept {
    std::size_t digits = 0;
    while (digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9') ++digits;
    rest_.remove_prefix(digits);
    return digits > 0;
  }

  [[nodiscard]] bool done() const noexcept { return rest_.empty(); }

 private:
  std::string_view rest_;
};

struct Fields {
  unsigned year{}, month{}, day{}, hour{}, minute{}, second{};

  [[nodiscard]] std::optional<Instant> instant() const {
    return make_instant(static_cast<int>(year), month, day, hour, minute, second);
  }
};

tl::unexpected<outcome::Finding> malformed(std::string_view text, std::string_view form) {
  return fail(FindingId::time_malformed, {},
              {{"text", std::string(text)}, {"form", std::string(form)}});
}

bool scan_date_and_time(Scanner& scan, Fields& f) {
  return scan.number(4, f.year) && scan.literal('-') && scan.number(2, f.month) &&
         scan.literal('-') && scan.number(2, f.day) && scan.literal('T') &&
         scan.number(2, f.hour) && scan.literal(':') && scan.number(2, f.minute) &&
         scan.literal(':') && scan.number(2, f.second) && (!scan.literal('.') || scan.fraction());
}

/// "Z" or "+hh:mm" / "-hh:mm", at most 14:00 away (XML Schema part 2, 3.2.7.3).
bool scan_zone(Scanner& scan, std::chrono::minutes& offset) {
  if (scan.literal('Z')) return true;
  const bool east = scan.literal('+');
  if (!east && !scan.literal('-')) return false;
  unsigned hours = 0;
  unsigned minutes = 0;
  if (!scan.number(2, hours) || !scan.literal(':') || !scan.number(2, minutes)) return false;
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return false;
  offset = std::chrono::minutes{hours * 60 + minutes} * (east ? 1 : -1);
  return true;
}

Result<Instant> parse_with_zone(std::string_view text, std::string_view form) {
  Scanner scan(text);
  Fields fields;
  if (!scan_date_and_time(scan, fields)) return malformed(text, form);
  const auto local = fields.instant();
  if (!local.has_value()) return malformed(text, form);
  if (scan.done()) {
    return fail(FindingId::time_without_zone, {}, {{"text", std::string(text)}});
  }
  std::chrono::minutes offset{};
  if (!scan_zone(scan, offset) || !scan.done()) return malformed(text, form);
  const Instant instant = *local - offset;
  // An offset can lead out of the years that can be written.
  if (instant < first_instant || instant > last_instant) return malformed(text, form);
  return instant;
}

std::chrono::hh_mm_ss<std::chrono::seconds> time_of_day(Instant instant) {
  return std::chrono::hh_mm_ss(instant - std::chrono::floor<std::chrono::days>(instant));
}

std::string compact(Instant instant) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(instant));
  const auto clock = time_of_day(instant);
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace

std::optional<Instant> make_instant(int year, unsigned month, unsigned day, unsigned hour,
                                    unsigned minute, unsigned second) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (year < 1 || year > 9999 || !date.ok() || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second};
}

Result<Instant> parse_xs_date_time(std::string_view text) {
  return parse_with_zone(text, "xs:dateTime");
}

Result<Instant> parse_rfc3339(std::string_view text) { return parse_with_zone(text, "RFC 3339"); }

Result<Instant> parse_utc_time(std::string_view content) {
  Scanner scan(content);
  Fields f;
  const bool read = scan.number(2, f.year) && scan.number(2, f.month) && scan.number(2, f.day) &&
                    scan.number(2, f.hour) && scan.number(2, f.minute) &&
                    scan.number(2, f.second) && scan.literal('Z') && scan.done();
  // RFC 5280, 4.1.2.5.1: YY >= 50 means 19YY, otherwise 20YY.
  f.year += f.year >= 50 ? 1900 : 2000;
  const auto instant = read ? f.instant() : std::nullopt;
  if (!instant.has_value()) return malformed(content, "UTCTime (YYMMDDHHMMSSZ)");
  return *instant;
}

Result<Instant> parse_generalized_time(std::string_view content) {
  Scanner scan(content);
  Fields f;
  const bool read = scan.number(4, f.year) && scan.number(2, f.month) && scan.number(2, f.day) &&
                    scan.number(2, f.hour) && scan.number(2, f.minute) &&
                    scan.number(2, f.second) && scan.literal('Z') && scan.done();
  const auto instant = read ? f.instant() : std::nullopt;
  if (!instant.has_value()) return malformed(content, "GeneralizedTime (YYYYMMDDHHMMSSZ)");
  return *instant;
}

std::string to_string(Instant instant) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(instant));
  const auto clock = time_of_day(instant);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string to_utc_time(Instant instant) { return compact(instant).substr(2); }

std::string to_generalized_time(Instant instant) { return compact(instant); }

bool fits_utc_time(Instant instant) noexcept {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(instant));
  return date.year() >= std::chrono::year{1950} && date.year() <= std::chrono::year{2049};
}

}  // namespace accord::time
