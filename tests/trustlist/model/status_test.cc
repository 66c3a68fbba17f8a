#include <catch2/catch_test_macros.hpp>

#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;

ServiceEntry entry(std::string_view status, std::string_view since) {
  ServiceEntry result;
  result.status = status;
  result.starting = instant(since);
  return result;
}

Service service() {
  return {entry("c", "2026-03-01T00:00:00Z"),
          {entry("b", "2026-02-01T00:00:00Z"), entry("a", "2026-01-01T00:00:00Z")}};
}

std::string status(const Service& of, std::string_view at) {
  const auto found = status_at(of, instant(at));
  return found.has_value() ? found->entry->status : "none";
}

TEST_CASE("a status holds from its start until the start of the next newer one") {
  CHECK(status(service(), "2025-12-31T23:59:59Z") == "none");
  CHECK(status(service(), "2026-01-01T00:00:00Z") == "a");
  CHECK(status(service(), "2026-01-31T23:59:59Z") == "a");
  CHECK(status(service(), "2026-02-01T00:00:00Z") == "b");
  CHECK(status(service(), "2026-02-28T23:59:59Z") == "b");
  CHECK(status(service(), "2026-03-01T00:00:00Z") == "c");
  CHECK(status(service(), "9999-12-31T23:59:59Z") == "c");
}

TEST_CASE("a status is given with its period") {
  const auto one = service();
  const auto found = status_at(one, instant("2026-02-15T00:00:00Z"));
  REQUIRE(found.has_value());
  CHECK(found->period ==
        time::Interval{instant("2026-02-01T00:00:00Z"), instant("2026-03-01T00:00:00Z")});
  const auto all = periods(one);
  REQUIRE(all.size() == 3);
  CHECK_FALSE(all.front().period.until.has_value());
}

TEST_CASE("a history entry that starts no earlier than a newer one holds at no time") {
  Service odd{entry("now", "2026-03-01T00:00:00Z"),
              {entry("late", "2026-04-01T00:00:00Z"), entry("same", "2026-03-01T00:00:00Z"),
               entry("old", "2026-01-01T00:00:00Z")}};
  CHECK(status(odd, "2026-05-01T00:00:00Z") == "now");
  CHECK(status(odd, "2026-03-01T00:00:00Z") == "now");
  CHECK(status(odd, "2026-02-28T00:00:00Z") == "old");
  CHECK(periods(odd).size() == 2);
}

TEST_CASE("an entry out of order does not make an older one hold again") {
  // b starts late, a older than it but not older than c's start: only c holds from its start on.
  Service odd{entry("c", "2026-03-01T00:00:00Z"),
              {entry("b", "2026-01-01T00:00:00Z"), entry("a", "2026-02-01T00:00:00Z")}};
  CHECK(status(odd, "2026-02-15T00:00:00Z") == "b");
  CHECK(status(odd, "2025-12-31T00:00:00Z") == "none");
}

TEST_CASE("terms of an agreement hold as statuses do") {
  const auto agreement = sample_agreement();
  const auto& changed = agreement.equivalences.back();
  const auto before = terms_at(changed, instant("2026-06-30T23:59:59Z"));
  REQUIRE(before.has_value());
  CHECK(before->terms->status == uri::repealed);
  CHECK(before->period.until == instant("2026-07-01T00:00:00Z"));
  CHECK(terms_at(changed, instant("2026-07-01T00:00:00Z"))->terms->status == uri::enacted);
  CHECK_FALSE(terms_at(changed, instant("2025-12-31T23:59:59Z")).has_value());
  CHECK(periods(changed).size() == 2);
}

}  // namespace
}  // namespace accord::tests
