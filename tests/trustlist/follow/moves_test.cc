#include "tests/trustlist/follow/followed_world.h"

namespace accord::tests {
namespace {

TEST_CASE("a new signer, announced as it must be, is told") {
  Fresh fresh;
  auto root = root_of(10);
  root.pointers.front().signers = {other_signer_alone()};
  fresh.world.put(root_place, root);
  fresh.world.put(jp_place, jp_of(8), other_signer());
  (void)fresh.world.refresh_at();
  CHECK(fresh.world.last.verdict == Verdict::valid);
  CHECK(fresh.world.last.alerts == std::set<Alert>{Alert::signer_changed});
  require_finding(fresh.jp().findings, FindingId::trust_signer_changed);
}

TEST_CASE("a copy whose signer is no longer announced does not count any more") {
  Fresh fresh;
  auto root = root_of(10);
  root.pointers.front().signers = {other_signer_alone()};
  fresh.world.put(root_place, root);
  (void)fresh.world.refresh_at();
  CHECK(fresh.jp().state == State::doubtful);
  CHECK(fresh.jp().file.verdict == Verdict::invalid);
  CHECK(fresh.world.last.verdict == Verdict::indeterminate);
}

TEST_CASE("a list in a new place is got there, and the move is told") {
  Fresh fresh;
  auto root = root_of(10);
  root.pointers.front().location = "https://new.example/jp.xml";
  fresh.world.put(root_place, root);
  fresh.world.put("https://new.example/jp.xml", jp_of(8));
  (void)fresh.world.refresh_at();
  CHECK(fresh.jp().state == State::fresh);
  CHECK(fresh.jp().file.url == "https://new.example/jp.xml");
  CHECK(fresh.world.last.alerts == std::set<Alert>{Alert::location_moved});
  require_finding(fresh.jp().findings, FindingId::list_location_moved);
  (void)fresh.world.refresh_at();
  CHECK(fresh.world.last.alerts.empty());
}

TEST_CASE("a list of lists in a new place is got there in the same refresh") {
  Fresh fresh;
  constexpr auto place = "https://new.example/lotl.xml";
  fresh.world.put(root_place, root_of(10, {}, place));
  (void)fresh.world.refresh_at();
  CHECK(fresh.root().file.url == root_place);
  CHECK(fresh.world.last.alerts == std::set<Alert>{Alert::location_moved});
  require_finding(fresh.world.last.findings, FindingId::http_status);
  fresh.world.put(place, root_of(11, {}, place));
  (void)fresh.world.refresh_at();
  CHECK(fresh.root().file.url == place);
  CHECK(fresh.root().file.sequence == 11);
  CHECK(fresh.world.last.alerts == std::set<Alert>{Alert::location_moved});
  fresh.world.network.erase(root_place);
  (void)fresh.world.refresh_at();
  CHECK(fresh.world.last.verdict == Verdict::valid);
  CHECK(fresh.world.last.alerts.empty());
}

TEST_CASE("a pivot list leads to a new place although the old one has nothing that holds") {
  Fresh fresh;
  constexpr auto place = "https://new.example/lotl.xml";
  auto pivot = root_of(9, {&other_signer()}, place);
  pivot.information_uris.insert(pivot.information_uris.begin(), {"en", pivot_place});
  fresh.world.put(pivot_place, pivot);
  auto root = pivot;
  root.sequence = 10;
  fresh.world.put(place, root, other_signer());
  root.next_update = instant("2026-07-01T00:00:00Z");
  fresh.world.put(root_place, root, other_signer());
  (void)fresh.world.refresh_at();
  CHECK(fresh.world.last.verdict == Verdict::valid);
  CHECK(fresh.root().file.url == place);
  CHECK(fresh.root().file.sequence == 10);
  CHECK(fresh.world.last.alerts == std::set<Alert>{Alert::location_moved, Alert::signer_changed});
}

TEST_CASE("an older list is not taken although the pointer names another type") {
  Fresh fresh;
  auto root = root_of(10);
  root.pointers.front().list_type = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/XXlist";
  fresh.world.put(root_place, root);
  (void)fresh.world.refresh_at();
  CHECK(fresh.jp().state == State::fresh);
  fresh.world.put(jp_place, jp_of(6));
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::list_rolled_back, 7);
}

TEST_CASE("a new notice is told at every refresh") {
  Fresh fresh;
  auto root = root_of(10);
  root.information_uris = {{"en", "https://journal.example/2027/C2"}};
  fresh.world.put(root_place, root);
  for (int i = 0; i < 2; ++i) {
    (void)fresh.world.refresh_at();
    CHECK(fresh.world.last.verdict == Verdict::valid);
    CHECK(fresh.world.last.alerts == std::set<Alert>{Alert::journal_new});
    require_finding(fresh.world.last.findings, FindingId::journal_notice_new);
  }
}

/// The signer is replaced by a pivot list: list of lists 9 by the first, 10 by the second.
void roll_over(World& world) {
  auto pivot = root_of(9, {&other_signer()});
  pivot.information_uris.insert(pivot.information_uris.begin(), {"en", pivot_place});
  world.put(pivot_place, pivot);
  auto root = pivot;
  root.sequence = 10;
  world.put(root_place, root, other_signer());
}

TEST_CASE("a pivot list is kept and leads to the new signer") {
  Fresh fresh;
  roll_over(fresh.world);
  (void)fresh.world.refresh_at();
  CHECK(fresh.world.last.verdict == Verdict::valid);
  CHECK(fresh.world.last.alerts == std::set<Alert>{Alert::signer_changed});
  REQUIRE(fresh.world.before.files.size() == 3);
  CHECK(fresh.world.before.files[1].role == Role::pivot);
  // It is not got again.
  fresh.world.network.erase(pivot_place);
  (void)fresh.world.refresh_at();
  CHECK(fresh.world.last.verdict == Verdict::valid);
  for (const auto& wanted : fresh.world.asked) CHECK(wanted.url != pivot_place);
}

TEST_CASE("a missing pivot list keeps the list of lists before") {
  Fresh fresh;
  roll_over(fresh.world);
  fresh.world.network.erase(pivot_place);
  (void)fresh.world.refresh_at();
  require_kept(fresh.root(), FindingId::list_signer_not_announced, 9);
  require_finding(fresh.root().findings, FindingId::pivot_not_at_hand);
  CHECK(fresh.jp().state == State::fresh);
}

TEST_CASE("a signer that was replaced is not taken back") {
  Fresh fresh;
  roll_over(fresh.world);
  (void)fresh.world.refresh_at();
  // Whoever has the first key makes a newer list of lists that knows nothing of the pivot list.
  fresh.world.put(root_place, root_of(11));
  (void)fresh.world.refresh_at();
  require_kept(fresh.root(), FindingId::trust_signer_went_back, 10);
  // The second signer may leave it out, and then the first is still not taken.
  auto root = root_of(12, {&other_signer()});
  fresh.world.anchor.signers.push_back(other_signer().certificate);
  fresh.world.put(root_place, root, other_signer());
  (void)fresh.world.refresh_at();
  CHECK(fresh.root().state == State::fresh);
  fresh.world.put(root_place, root_of(13));
  (void)fresh.world.refresh_at();
  require_kept(fresh.root(), FindingId::trust_signer_went_back, 12);
}

TEST_CASE("a list that is no longer pointed to is dropped, and that is told") {
  Fresh fresh;
  auto root = root_of(10);
  root.pointers.erase(root.pointers.begin());
  fresh.world.put(root_place, root);
  (void)fresh.world.refresh_at();
  CHECK(fresh.world.last.verdict == Verdict::valid);
  CHECK(fresh.world.last.reports.size() == 1);
  require_finding(fresh.world.last.findings, FindingId::trust_list_dropped);
}

TEST_CASE("another list of lists in its place is not taken") {
  Fresh fresh;
  auto other = root_of(20);
  other.territory = "ZZ";
  other.type = uri::list_of_lists_of("ZZ");
  fresh.world.put(root_place, other);
  (void)fresh.world.refresh_at();
  require_kept(fresh.root(), FindingId::list_not_the_one_pointed_to, 9);
}

TEST_CASE("without a list of lists there is nothing") {
  World world;
  (void)world.refresh_at();
  CHECK(world.last.verdict == Verdict::invalid);
  CHECK(world.last.generation.files.empty());
  require_finding(world.last.findings, FindingId::trust_nothing_usable);
  require_finding(world.last.reports.front().findings, FindingId::trust_list_missing);
}

TEST_CASE("a list that was never there in force is kept for looking back, and does not count") {
  World world;
  auto root = root_of(9);
  root.next_update = instant("2027-01-01T00:00:00Z");
  world.put(root_place, root);
  world.put(jp_place, jp_of(7));
  (void)world.refresh_at("2026-12-01T00:00:00Z");
  CHECK(world.last.verdict == Verdict::indeterminate);
  CHECK(world.last.reports.at(1).state == State::doubtful);
  CHECK(world.last.generation.files.at(1).verdict == Verdict::indeterminate);
}

}  // namespace
}  // namespace accord::tests
