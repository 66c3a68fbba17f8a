#include "lib/outcome/budget.h"

#include <limits>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

namespace accord::outcome {
namespace {

using tests::require_failure;

TEST_CASE("work up to the limit is allowed, and one more is not") {
  Budget budget;
  budget.set_limit(Cost::signatures, 3);
  for (int i = 0; i < 3; ++i) REQUIRE(budget.spend(Cost::signatures).has_value());
  CHECK(budget.spent(Cost::signatures) == 3);
  const auto refused = budget.spend(Cost::signatures, 1, {.where = "/Signature[4]"});
  const auto& finding = require_failure(refused, FindingId::budget_exhausted, "/Signature[4]");
  CHECK(finding.params == Params{{"cost", "signatures"}, {"limit", "3"}});
  CHECK(finding.severity == Severity::indeterminate);
}

TEST_CASE("a budget that is used up stays so") {
  Budget budget;
  budget.set_limit(Cost::elements, 10);
  CHECK_FALSE(budget.spend(Cost::elements, 11).has_value());
  CHECK_FALSE(budget.spend(Cost::elements, 1).has_value());
}

TEST_CASE("a huge amount does not wrap the sum around") {
  Budget budget;
  budget.set_limit(Cost::input_bytes, 10);
  REQUIRE(budget.spend(Cost::input_bytes, 5).has_value());
  CHECK_FALSE(
      budget.spend(Cost::input_bytes, std::numeric_limits<std::uint64_t>::max()).has_value());
  budget.set_limit(Cost::input_bytes, std::numeric_limits<std::uint64_t>::max());
  CHECK_FALSE(Budget(budget)
                  .spend(Cost::input_bytes, std::numeric_limits<std::uint64_t>::max())
                  .has_value());
}

TEST_CASE("a limit lowered under what is spent ends the work") {
  Budget budget;
  REQUIRE(budget.spend(Cost::paths, 5).has_value());
  budget.set_limit(Cost::paths, 3);
  CHECK_FALSE(budget.spend(Cost::paths, 0).has_value());
}

TEST_CASE("comparing with a limit does not add up") {
  Budget budget;
  budget.set_limit(Cost::element_depth, 4);
  for (int i = 0; i < 10; ++i) REQUIRE(budget.allow(Cost::element_depth, 4).has_value());
  CHECK(budget.spent(Cost::element_depth) == 0);
  require_failure(budget.allow(Cost::element_depth, 5, {.where = "line 9"}),
                  FindingId::budget_exhausted, "line 9");
}

TEST_CASE("the next document starts the counters of documents anew, and only those") {
  Budget budget;
  const std::set<Cost> of_documents{Cost::input_bytes, Cost::elements, Cost::canonical_bytes,
                                    Cost::der_elements};
  for (std::size_t i = 0; i < cost_count; ++i)
    REQUIRE(budget.spend(static_cast<Cost>(i), 2).has_value());
  budget.next_document();
  for (std::size_t i = 0; i < cost_count; ++i) {
    const auto cost = static_cast<Cost>(i);
    INFO(to_string(cost));
    CHECK(budget.spent(cost) == (of_documents.count(cost) != 0 ? 0 : 2));
  }
}

TEST_CASE("every kind of work has a name of its own and a limit") {
  const Budget budget;
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < cost_count; ++i) {
    const auto cost = static_cast<Cost>(i);
    CHECK(names.insert(to_string(cost)).second);
    CHECK(budget.limit(cost) > 0);
    CHECK(budget.limit(cost) < std::numeric_limits<std::uint64_t>::max());
  }
  CHECK(to_string(Cost::lists) == "lists");
}

}  // namespace
}  // namespace accord::outcome
