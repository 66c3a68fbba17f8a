#include <catch2/catch_test_macros.hpp>

#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/compare/compare.h"

namespace accord::tests {
namespace {

using namespace trustlist::compare;

trustlist::TrustedList published(const std::string& name) {
  auto read = read_text(read_file(reference_file("lists/" + name)));
  REQUIRE(read.list.has_value());
  return std::move(*read.list);
}

TEST_CASE("a published list compared with itself has not changed") {
  for (const auto& entry : std::filesystem::directory_iterator(reference_file("lists/eu-2019"))) {
    INFO(entry.path().filename().string());
    auto read = read_text(read_file(entry.path()));
    REQUIRE(read.list.has_value());
    const auto result = compare(*read.list, *read.list);
    CHECK(result.same());
  }
}

TEST_CASE("two published issues of one list: what was granted later is new, the rest is the same") {
  const auto before = published("eu-2019/FI.xml");
  const auto after = published("samples/fi-v5.xml");
  const auto result = compare(before, after);
  CHECK(result.order == Order::newer);
  REQUIRE(!result.same());
  std::size_t kept = 0;
  std::size_t gone = 0;
  for (const auto& provider : before.providers) kept += provider.services.size();
  for (const auto& change : result.changes) {
    INFO(sentence(change));
    CHECK(sentence(change).size() > 20);
    if (change.kind == Kind::service && change.action() == Action::removed) gone += 1;
    if (change.kind == Kind::sequence_number) {
      CHECK(change.before->exact == std::to_string(before.sequence));
      CHECK(change.after->exact == std::to_string(after.sequence));
    }
  }
  CHECK(gone < kept);
}

}  // namespace
}  // namespace accord::tests
