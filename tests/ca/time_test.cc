#include <catch2/catch_test_macros.hpp>

#include "tests/ca/workbench.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using std::chrono::seconds;

}  // namespace

TEST_CASE("a production authority acts now, give or take five seconds") {
  Workbench bench;
  bench.found(false);
  const auto now = bench.clock.now();
  REQUIRE_FALSE(bench.issuing().rehearsal());
  require_refusal(bench.issue_seal(now + seconds{6}), FindingId::ca_time_not_now);
  require_refusal(bench.issue_seal(now + Days{1}), FindingId::ca_time_not_now);
  CHECK(bench.issue_seal(now).has_value());
  CHECK(bench.issue_seal(now + seconds{5}).has_value());

  bench.clock.set(now + Days{1});
  require_refusal(bench.issue_seal(now + Days{1} - seconds{6}), FindingId::ca_time_not_now);
  CHECK(bench.issue_seal(now + Days{1} - seconds{5}).has_value());
}

TEST_CASE("nothing that a production authority does is dated back") {
  Workbench bench;
  bench.found(false);
  const auto seal = require_answer(bench.issue_seal(bench.clock.now()));
  bench.clock.set(bench.clock.now() + Days{2});
  const Act back{bench.clock.now() - Days{1}, "test"};
  tests::require_failure(revoke(bench.registry, bench.issuing(), {seal.certificate.serial()}, back),
                         FindingId::ca_time_not_now);
  require_refusal(
      issue_crl(bench.registry, bench.issuing(), bench.issuing_key, std::chrono::hours{24}, back),
      FindingId::ca_time_not_now);
  auto wanted = issuing_wanted();
  wanted.name = "second";
  require_refusal(found_issuing(bench.registry, bench.root(), bench.root_key, wanted,
                                bench.seal_key.public_key(), back),
                  FindingId::ca_time_not_now);
  auto root = root_wanted();
  root.name = "another";
  require_refusal(found_root(bench.registry, root, false, bench.seal_key, back),
                  FindingId::ca_time_not_now);
}

TEST_CASE("a rehearsal acts at any time, but not before its last event") {
  Workbench bench;
  bench.found();
  CHECK(bench.issue_seal(on(2026, 7, 10)).has_value());
  require_refusal(bench.issue_seal(on(2026, 7, 10) - seconds{1}), FindingId::ca_time_backwards);
  CHECK(bench.issue_seal(on(2026, 7, 10)).has_value());
  CHECK(bench.issue_seal(on(2029, 1, 1)).has_value());
  require_refusal(bench.issue_seal(on(2028, 12, 31)), FindingId::ca_time_backwards);
}

TEST_CASE("a clock that is set back stops a production authority") {
  Workbench bench;
  bench.found(false);
  CHECK(bench.issue_seal(bench.clock.now()).has_value());
  bench.clock.set(bench.clock.now() + Days{1});
  CHECK(bench.issue_seal(bench.clock.now()).has_value());
  bench.clock.set(bench.clock.now() - seconds{3600});
  require_refusal(bench.issue_seal(bench.clock.now()), FindingId::ca_time_backwards);
}

TEST_CASE("each authority has a time of its own") {
  Workbench bench;
  bench.found();
  REQUIRE(bench.issue_seal(on(2027, 1, 1)).has_value());
  const Act earlier{on(2026, 6, 1), "test"};
  CHECK(issue_crl(bench.registry, bench.root(), bench.root_key, std::chrono::hours{24}, earlier)
            .has_value());
  require_refusal(issue_crl(bench.registry, bench.issuing(), bench.issuing_key,
                            std::chrono::hours{24}, earlier),
                  FindingId::ca_time_backwards);
}

}  // namespace accord::ca
