#include "lib/time/instant.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

namespace accord::time {
namespace {

using outcome::FindingId;
using tests::require_failure;
using tests::require_value;

Instant at(int year, unsigned month, unsigned day, unsigned hour = 0, unsigned minute = 0,
           unsigned second = 0) {
  const auto instant = make_instant(year, month, day, hour, minute, second);
  REQUIRE(instant.has_value());
  return *instant;
}

TEST_CASE("the parts of a moment that does not exist make none") {
  CHECK_FALSE(make_instant(2026, 13, 1, 0, 0, 0).has_value());
  CHECK_FALSE(make_instant(2026, 0, 1, 0, 0, 0).has_value());
  CHECK_FALSE(make_instant(2026, 2, 29, 0, 0, 0).has_value());
  CHECK_FALSE(make_instant(2100, 2, 29, 0, 0, 0).has_value());
  CHECK_FALSE(make_instant(2026, 4, 31, 0, 0, 0).has_value());
  CHECK_FALSE(make_instant(2026, 1, 1, 24, 0, 0).has_value());
  CHECK_FALSE(make_instant(2026, 1, 1, 0, 60, 0).has_value());
  CHECK_FALSE(make_instant(2026, 1, 1, 0, 0, 60).has_value());
  CHECK_FALSE(make_instant(0, 1, 1, 0, 0, 0).has_value());
  CHECK_FALSE(make_instant(10000, 1, 1, 0, 0, 0).has_value());
  CHECK(make_instant(2000, 2, 29, 23, 59, 59).has_value());
}

TEST_CASE("the last moment that a certificate can name is read and written right") {
  const auto last = at(9999, 12, 31, 23, 59, 59);
  CHECK(require_value(parse_generalized_time("99991231235959Z")) == last);
  CHECK(to_generalized_time(last) == "99991231235959Z");
  CHECK(to_string(last) == "9999-12-31T23:59:59Z");
  CHECK(last.time_since_epoch().count() == 253402300799);
}

TEST_CASE("xs:dateTime is read with its zone") {
  CHECK(require_value(parse_xs_date_time("2026-11-21T00:00:00Z")) == at(2026, 11, 21));
  CHECK(require_value(parse_xs_date_time("2026-11-21T09:30:00+09:00")) == at(2026, 11, 21, 0, 30));
  CHECK(require_value(parse_xs_date_time("2026-11-20T23:30:00-01:30")) == at(2026, 11, 21, 1, 0));
  CHECK(require_value(parse_xs_date_time("2026-01-01T00:00:00+14:00")) == at(2025, 12, 31, 10));
  CHECK(require_value(parse_xs_date_time("1969-12-31T23:59:59.999Z")) ==
        at(1969, 12, 31, 23, 59, 59));
  CHECK(require_value(parse_rfc3339("2024-02-29T12:00:00Z")) == at(2024, 2, 29, 12));
}

TEST_CASE("a time without a zone names no moment") {
  const auto refused = parse_xs_date_time("2026-11-21T00:00:00");
  CHECK(require_failure(refused, FindingId::time_without_zone).params ==
        outcome::Params{{"text", "2026-11-21T00:00:00"}});
  require_failure(parse_rfc3339("2026-11-21T00:00:00.5"), FindingId::time_without_zone);
}

TEST_CASE("anything but one spelling of xs:dateTime is refused") {
  for (const auto* text : {"",
                           "2026",
                           "2026-11-21",
                           "2026-11-21T00:00Z",
                           "2026-11-21 00:00:00Z",
                           "2026-11-21T00:00:00z",
                           "2026-11-21t00:00:00Z",
                           "26-11-21T00:00:00Z",
                           "2026-1-21T00:00:00Z",
                           "2026-11-21T0:00:00Z",
                           "2026-11-21T24:00:00Z",
                           "2026-11-21T00:00:60Z",
                           "2026-02-30T00:00:00Z",
                           "2026-11-21T00:00:00.Z",
                           "2026-11-21T00:00:00+0900",
                           "2026-11-21T00:00:00+09",
                           "2026-11-21T00:00:00+14:01",
                           "2026-11-21T00:00:00+00:60",
                           "2026-11-21T00:00:00ZZ",
                           " 2026-11-21T00:00:00Z",
                           "2026-11-21T00:00:00Z ",
                           "-2026-11-21T00:00:00Z",
                           "+2026-11-21T00:00:00Z",
                           "12026-11-21T00:00:00Z",
                           "0000-11-21T00:00:00Z",
                           "2026-11-21T00:00:0\xD9\xA1Z",
                           "0001-01-01T00:00:00+14:00",
                           "9999-12-31T23:59:59-00:01"}) {
    INFO(text);
    const auto refused = parse_xs_date_time(text);
    const auto& finding = require_failure(refused, FindingId::time_malformed);
    CHECK(finding.params == outcome::Params{{"text", text}, {"form", "xs:dateTime"}});
  }
  CHECK(require_failure(parse_rfc3339("now"), FindingId::time_malformed).params.back().second ==
        "RFC 3339");
}

TEST_CASE("UTCTime means the years 1950 to 2049") {
  CHECK(require_value(parse_utc_time("500101000000Z")) == at(1950, 1, 1));
  CHECK(require_value(parse_utc_time("491231235959Z")) == at(2049, 12, 31, 23, 59, 59));
  CHECK(require_value(parse_utc_time("000229000000Z")) == at(2000, 2, 29));
}

TEST_CASE("anything but the one form of ASN.1 times is refused") {
  for (const auto* text :
       {"", "5001010000Z", "500101000000", "500101000000+0000", "500101000000.5Z", "501301000000Z",
        "500101000060Z", "19500101000000Z", "500101000000z"}) {
    INFO(text);
    require_failure(parse_utc_time(text), FindingId::time_malformed);
  }
  for (const auto* text :
       {"", "20500101000000", "20500101000000.5Z", "20500101000000+0100", "205001010000Z",
        "500101000000Z", "20500230000000Z", "00000101000000Z"}) {
    INFO(text);
    require_failure(parse_generalized_time(text), FindingId::time_malformed);
  }
}

TEST_CASE("what is written is read as the same moment") {
  for (const auto instant :
       {at(1, 1, 1), at(1949, 12, 31, 23, 59, 59), at(1950, 1, 1), at(1970, 1, 1),
        at(2026, 11, 21, 1, 2, 3), at(2049, 12, 31, 23, 59, 59), at(2050, 1, 1),
        at(9999, 12, 31, 23, 59, 59)}) {
    INFO(to_string(instant));
    CHECK(require_value(parse_xs_date_time(to_string(instant))) == instant);
    CHECK(require_value(parse_generalized_time(to_generalized_time(instant))) == instant);
    if (fits_utc_time(instant))
      CHECK(require_value(parse_utc_time(to_utc_time(instant))) == instant);
  }
}

TEST_CASE("UTCTime fits from 1950 through 2049") {
  CHECK_FALSE(fits_utc_time(at(1949, 12, 31, 23, 59, 59)));
  CHECK(fits_utc_time(at(1950, 1, 1)));
  CHECK(fits_utc_time(at(2049, 12, 31, 23, 59, 59)));
  CHECK_FALSE(fits_utc_time(at(2050, 1, 1)));
}

TEST_CASE("an interval holds its start and not its end") {
  const Interval closed{at(2026, 1, 1), at(2027, 1, 1)};
  CHECK(closed.contains(at(2026, 1, 1)));
  CHECK(closed.contains(at(2026, 12, 31, 23, 59, 59)));
  CHECK_FALSE(closed.contains(at(2027, 1, 1)));
  CHECK_FALSE(closed.contains(at(2025, 12, 31, 23, 59, 59)));
  const Interval open{at(2026, 1, 1), std::nullopt};
  CHECK(open.contains(at(9999, 12, 31)));
  CHECK_FALSE(open.contains(at(2025, 12, 31)));
}

}  // namespace
}  // namespace accord::time
