#include <algorithm>

#include "tests/trustlist/follow/followed_world.h"
#include "trustlist/follow/kept.h"

namespace accord::tests {
namespace {

constexpr auto second_place = "https://operator.example/jp/second.xml";

/// The list of JP with other content under the same number and date.
TrustedList other_jp_of(std::uint64_t sequence) {
  auto list = jp_of(sequence);
  list.providers.front().services.front().current.status = uri::withdrawn;
  return list;
}

TEST_CASE("another file with the number and date of one that was seen is not taken") {
  Fresh fresh;
  const auto first = fresh.world.network.at(jp_place);
  const auto before = fresh.jp().file.sha256;
  fresh.world.put(jp_place, other_jp_of(7));
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::trust_issue_replaced, 7);
  CHECK(require_finding(fresh.jp().findings, FindingId::trust_issue_replaced).about.what ==
        jp_place);
  CHECK(fresh.jp().file.sha256 == before);
  RefreshOptions options;
  options.accept_older["JP"] = "the operator corrected number 7";
  (void)fresh.world.refresh_at("2026-08-01T00:00:00Z", options);
  CHECK(fresh.jp().state == State::fresh);
  CHECK(fresh.jp().file.sha256 != before);
  require_finding(fresh.jp().findings, FindingId::trust_older_accepted);
  REQUIRE(fresh.world.before.accepted.size() == 1);
  CHECK(fresh.world.before.accepted.front().reason == "the operator corrected number 7");
  // Neither is the first one taken again.
  fresh.world.network[jp_place] = first;
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::trust_issue_replaced, 7);
}

TEST_CASE("another list of lists with the same number and date is not taken") {
  Fresh fresh;
  auto root = root_of(9);
  root.pointers.front().signers.push_back(other_signer_alone());
  fresh.world.put(root_place, root);
  (void)fresh.world.refresh_at();
  require_kept(fresh.root(), FindingId::trust_issue_replaced, 9);
}

TEST_CASE("the copy of an older release says which file was seen") {
  Fresh fresh;
  for (auto& seen : fresh.world.before.seen) seen.sha256.clear();
  fresh.world.put(jp_place, other_jp_of(7));
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::trust_issue_replaced, 7);
}

constexpr auto other_type = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/XXlist";

/// The list of JP under another type.
TrustedList jp_of_type(std::string_view type, std::uint64_t sequence) {
  auto list = jp_of(sequence);
  list.type = type;
  return list;
}

TEST_CASE("a list that changes its type does not begin anew") {
  struct Row {
    const char* what;
    bool pointer_names_type, older_release;
    TrustedList replay;
  };
  const Row rows[] = {
      {"the first type again", true, false, jp_of(7)},
      {"the first type again, and the pointer names none", false, false, jp_of(7)},
      {"a third type", true, false, jp_of_type(uri::eu_generic, 8)},
      {"a third type, after an older release", true, true, jp_of_type(uri::eu_generic, 8)},
      {"the first type again, after an older release", false, true, jp_of(7)},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      World world;
      auto root = root_of(9);
      if (!row.pointer_names_type) root.pointers.front().list_type.reset();
      world.put(root_place, root);
      world.put(jp_place, jp_of(7));
      (void)world.refresh_at();
      world.put(jp_place, jp_of_type(other_type, 9));
      (void)world.refresh_at();
      CHECK(world.last.reports.at(1).state == State::fresh);
      CHECK(world.last.reports.at(1).file.type == other_type);
      CHECK_FALSE(world.last.findings.has(FindingId::trust_list_dropped));
      if (row.older_release) {
        // Those wrote a number for each type, and no place.
        for (auto& seen : world.before.seen) {
          seen.url.clear();
          if (seen.territory == "JP" && seen.type != other_type) seen.sequence = 7;
        }
      }
      world.put(jp_place, row.replay);
      (void)world.refresh_at();
      require_kept(world.last.reports.at(1), FindingId::list_rolled_back, 9);
      CHECK(world.last.reports.at(1).file.type == other_type);
    }
  }
}

TEST_CASE("an old type is not taken in a new place either") {
  Fresh fresh;
  fresh.world.put(jp_place, jp_of_type(other_type, 9));
  (void)fresh.world.refresh_at();
  CHECK(fresh.jp().state == State::fresh);
  auto root = root_of(10);
  root.pointers.front().location = second_place;
  fresh.world.put(root_place, root);
  fresh.world.put(second_place, jp_of(8));
  (void)fresh.world.refresh_at();
  CHECK(fresh.jp().state != State::fresh);
  require_finding(fresh.jp().findings, FindingId::list_rolled_back);
}

TEST_CASE("where pointers to one place name both types there are two lists") {
  World world;
  auto root = root_of(9);
  root.pointers.insert(root.pointers.begin() + 1, root.pointers.front());
  root.pointers[1].list_type = other_type;
  world.put(root_place, root);
  world.put(jp_place, jp_of(7));
  (void)world.refresh_at();
  world.put(jp_place, jp_of_type(other_type, 2));
  (void)world.refresh_at();
  REQUIRE(world.last.reports.size() == 3);
  require_kept(world.last.reports.at(1), FindingId::list_rolled_back, 7);
  CHECK(world.last.reports.at(2).state == State::fresh);
  CHECK(world.last.reports.at(2).file.sequence == 2);
}

TEST_CASE("a decision for an older list holds for every type that the list had") {
  Fresh fresh;
  fresh.world.put(jp_place, jp_of_type(other_type, 9));
  (void)fresh.world.refresh_at();
  fresh.world.put(jp_place, jp_of(8));
  RefreshOptions options;
  options.accept_older["JP"] = "the operator withdrew number 9";
  (void)fresh.world.refresh_at("2026-08-01T00:00:00Z", options);
  CHECK(fresh.jp().state == State::fresh);
  require_finding(fresh.jp().findings, FindingId::trust_older_accepted);
  (void)fresh.world.refresh_at();
  CHECK(fresh.jp().state == State::fresh);
  CHECK(fresh.jp().file.sequence == 8);
}

TEST_CASE("a higher number with an earlier issue date is not taken") {
  Fresh fresh;
  auto back_dated = jp_of(10);
  back_dated.issued = instant("2026-05-31T00:00:00Z");
  fresh.world.put(jp_place, back_dated);
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::trust_issued_before_last, 7);
  const auto& finding = require_finding(fresh.jp().findings, FindingId::trust_issued_before_last);
  CHECK(finding.about.what == jp_place);
  CHECK(outcome::message(finding).find("{") == std::string::npos);
  CHECK(outcome::message(finding).find("with sequence number 10, was issued on 2026-05-31") !=
        std::string::npos);
  // Nor is it remembered: the next one from the operator is.
  fresh.world.put(jp_place, jp_of(8));
  (void)fresh.world.refresh_at();
  CHECK(fresh.jp().state == State::fresh);
  auto root = root_of(10);
  root.issued = instant("2026-05-31T00:00:00Z");
  fresh.world.put(root_place, root);
  (void)fresh.world.refresh_at();
  require_kept(fresh.root(), FindingId::trust_issued_before_last, 9);
}

/// Two pointers to the list of JP: number 7, and number 9 of another signer in another place.
void point_twice(World& world) {
  auto root = root_of(10);
  auto second = root.pointers.front();
  second.location = second_place;
  second.signers = {other_signer_alone()};
  root.pointers.insert(root.pointers.begin() + 1, second);
  world.put(root_place, root);
  world.put(second_place, jp_of(9), other_signer());
}

TEST_CASE("of two pointers to one list only the newest issue counts, whichever comes first") {
  Fresh fresh;
  point_twice(fresh.world);
  for (int i = 0; i < 2; ++i) {
    (void)fresh.world.refresh_at();
    CHECK(fresh.world.last.verdict == Verdict::indeterminate);
    REQUIRE(fresh.world.last.reports.size() == 3);
    CHECK(fresh.jp().file.url == jp_place);
    CHECK(fresh.jp().state == State::doubtful);
    CHECK(fresh.jp().file.verdict == Verdict::invalid);
    require_finding(fresh.jp().findings, FindingId::list_rolled_back);
    CHECK(fresh.world.last.reports.at(2).file.url == second_place);
    CHECK(fresh.world.last.reports.at(2).state == State::fresh);
    // What is written down is what was told.
    const auto& files = fresh.world.last.generation.files;
    CHECK(std::find(files.begin(), files.end(), fresh.jp().file) != files.end());
    const auto& seen = fresh.world.last.generation.seen;
    CHECK(against(seen, issue_of(fresh.jp().file), "x").has(FindingId::list_rolled_back));
    CHECK(against(seen, issue_of(fresh.world.last.reports.at(2).file), "x").empty());
  }
  CHECK(fresh.world.last.alerts.empty());
}

TEST_CASE("the list of a pointer without territory stays when it does not come") {
  Fresh fresh;
  auto root = root_of(10);
  root.pointers.front().territory.reset();
  fresh.world.put(root_place, root);
  (void)fresh.world.refresh_at();
  CHECK(fresh.jp().state == State::fresh);
  CHECK(fresh.world.last.findings.empty());
  fresh.world.network.erase(jp_place);
  (void)fresh.world.refresh_at();
  require_kept(fresh.jp(), FindingId::http_status, 7);
  CHECK_FALSE(fresh.world.last.findings.has(FindingId::trust_list_dropped));
}

TEST_CASE("a kept file belongs to a pointer by its place first, then by territory and type") {
  Fresh fresh;
  const auto pointer = root_of(9).pointers.front();
  auto file = fresh.jp().file;
  auto elsewhere = file;
  elsewhere.url = second_place;
  const std::vector<KeptFile> both{elsewhere, file};
  CHECK(kept_for(both, pointer, {pointer}) == &both[1]);
  const std::vector<KeptFile> one{elsewhere};
  CHECK(kept_for(one, pointer, {pointer}) == &one[0]);
  auto other = pointer;
  other.location = second_place;
  CHECK(kept_for(one, pointer, {pointer, other}) == nullptr);
  CHECK(kept_for(one, other, {pointer, other}) == &one[0]);
  other.territory = "FR";
  CHECK(kept_for(one, other, {other}) == nullptr);
  other.territory.reset();
  CHECK(kept_for(one, other, {other}) == &one[0]);
  auto typed = pointer;
  typed.list_type = "urn:other";
  CHECK(kept_for(one, typed, {typed}) == nullptr);
}

}  // namespace
}  // namespace accord::tests
