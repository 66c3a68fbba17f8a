#include "tests/trustlist/follow/followed_world.h"

namespace accord::tests {
namespace {

TEST_CASE("the first refresh keeps the list of lists and what it points to") {
  Fresh fresh;
  const auto& generation = fresh.world.last.generation;
  CHECK(generation.number == 1);
  REQUIRE(generation.files.size() == 2);
  CHECK(generation.files[0].role == Role::list_of_lists);
  CHECK(generation.files[1].territory == "JP");
  CHECK(generation.files[1].url == jp_place);
  CHECK(fresh.world.last.files.size() == 2);
  CHECK(fresh.root().state == State::fresh);
  CHECK(fresh.jp().state == State::fresh);
  CHECK(fresh.world.last.alerts.empty());
  CHECK(fresh.world.last.findings.empty());
}

TEST_CASE("what is still current is not got again") {
  Fresh fresh;
  (void)fresh.world.refresh_at("2026-08-02T00:00:00Z");
  CHECK(fresh.world.last.verdict == Verdict::valid);
  CHECK(fresh.world.last.files.empty());
  CHECK(fresh.world.last.generation.number == 2);
  CHECK(fresh.jp().file.fetched == instant("2026-08-01T00:00:00Z"));
  CHECK_FALSE(fresh.world.asked.back().etag.empty());
  // A copy that is lost is asked for without condition.
  fresh.world.disk.erase(fresh.jp().file.file);
  (void)fresh.world.refresh_at("2026-08-03T00:00:00Z");
  CHECK(fresh.world.last.verdict == Verdict::valid);
  CHECK(fresh.world.asked.back().etag.empty());
  CHECK(fresh.world.last.files.size() == 1);
}

TEST_CASE("a list that does not come stays as it was, while it is in force") {
  Fresh fresh;
  fresh.world.network.erase(jp_place);
  (void)fresh.world.refresh_at();
  CHECK(fresh.world.last.verdict == Verdict::indeterminate);
  require_kept(fresh.jp(), FindingId::http_status, 7);
  CHECK(fresh.root().state == State::fresh);
  (void)fresh.world.refresh_at("2026-11-02T00:00:00Z");
  CHECK(fresh.root().state == State::doubtful);
  CHECK(fresh.world.last.verdict == Verdict::invalid);
  require_finding(fresh.world.last.findings, FindingId::trust_nothing_usable);
  CHECK(fresh.jp().state == State::doubtful);
  CHECK(fresh.jp().file.verdict == Verdict::indeterminate);
  require_finding(fresh.jp().findings, FindingId::tree_not_followed);
}

TEST_CASE("an expired list stays, is told, and does not count") {
  Fresh fresh;
  auto root = root_of(10);
  root.next_update = instant("2027-01-01T00:00:00Z");
  fresh.world.put(root_place, root);
  (void)fresh.world.refresh_at("2026-11-02T00:00:00Z");
  CHECK(fresh.world.last.verdict == Verdict::indeterminate);
  CHECK(fresh.jp().state == State::doubtful);
  CHECK(fresh.jp().file.verdict == Verdict::indeterminate);
  require_finding(fresh.jp().findings, FindingId::list_expired);
  CHECK(fresh.world.last.alerts == std::set<Alert>{Alert::expired});
}

TEST_CASE("other content, a broken signature and another signer keep the copy") {
  Fresh fresh;
  fresh.world.network[jp_place] = "<html><body>Sorry</body></html>";
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::list_root_wrong, 7);
  const auto whole = signed_text(jp_of(8), list_signer());
  fresh.world.network[jp_place] = whole.substr(0, whole.size() / 2);
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::xml_unclosed, 7);
  fresh.world.put(jp_place, jp_of(8), other_signer());
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::list_signer_not_announced, 7);
}

TEST_CASE("an older list is not taken, not even when it is the same number") {
  Fresh fresh;
  fresh.world.put(jp_place, jp_of(6));
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::list_rolled_back, 7);
  auto same = jp_of(7);
  same.issued = instant("2026-05-31T00:00:00Z");
  fresh.world.put(jp_place, same);
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::trust_issued_before_last, 7);
  fresh.world.put(root_place, root_of(8));
  (void)fresh.world.refresh_at();
  require_kept(fresh.root(), FindingId::list_rolled_back, 9);
}

TEST_CASE("what was seen is remembered although its copy is lost") {
  Fresh fresh;
  fresh.world.disk.clear();
  fresh.world.put(root_place, root_of(8));
  (void)fresh.world.refresh_at();
  CHECK(fresh.root().state == State::doubtful);
  require_finding(fresh.root().findings, FindingId::list_rolled_back);
  require_finding(fresh.root().findings, FindingId::input_missing);
  fresh.world.put(root_place, root_of(9));
  fresh.world.put(jp_place, jp_of(6));
  (void)fresh.world.refresh_at();
  CHECK(fresh.jp().state == State::missing);
  require_finding(fresh.jp().findings, FindingId::list_rolled_back);
  require_finding(fresh.jp().findings, FindingId::trust_list_missing);
  // It is remembered even then.
  (void)fresh.world.refresh_at();
  CHECK(fresh.jp().state == State::missing);
}

TEST_CASE("an older list is taken where somebody decides so, and that is written down") {
  Fresh fresh;
  fresh.world.put(jp_place, jp_of(6));
  RefreshOptions options;
  options.accept_older["JP"] = "the operator withdrew number 7";
  (void)fresh.world.refresh_at("2026-08-01T00:00:00Z", options);
  CHECK(fresh.jp().state == State::fresh);
  CHECK(fresh.jp().file.sequence == 6);
  require_finding(fresh.jp().findings, FindingId::trust_older_accepted);
  REQUIRE(fresh.world.before.accepted.size() == 1);
  CHECK(fresh.world.before.accepted.front().reason == "the operator withdrew number 7");
  // From now on that number is the least.
  fresh.world.put(jp_place, jp_of(5));
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::list_rolled_back, 6);
  CHECK(fresh.world.before.accepted.size() == 1);
}

TEST_CASE("a list soon to be updated is told") {
  Fresh fresh;
  (void)fresh.world.refresh_at("2026-10-17T23:59:59Z");
  CHECK(fresh.world.last.alerts.empty());
  (void)fresh.world.refresh_at("2026-10-18T00:00:00Z");
  CHECK(fresh.world.last.verdict == Verdict::valid);
  CHECK(fresh.world.last.alerts == std::set<Alert>{Alert::expiring});
  require_finding(fresh.jp().findings, FindingId::trust_list_expiring);
}

}  // namespace
}  // namespace accord::tests
