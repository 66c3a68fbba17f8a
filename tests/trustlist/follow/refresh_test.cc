#include "trustlist/follow/refresh.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::follow;
using outcome::FindingId;
using read::Verdict;

constexpr auto root_place = "https://lists.example/lotl.xml";
constexpr auto jp_place = "https://operator.example/jp/list.xml";
constexpr auto notice = "https://journal.example/2026/C1";
constexpr auto pivot_place = "https://lists.example/pivot-8.xml";

TrustedList root_of(std::uint64_t sequence, const std::vector<const tests::Identity*>& signers = {},
                    std::string_view location = root_place) {
  auto list = sample_list_of_lists();
  list.sequence = sequence;
  list.information_uris = {{"en", notice}};
  list.pointers.push_back(pointer_to_itself(
      list, signers.empty() ? std::vector<const tests::Identity*>{&list_signer()} : signers,
      location));
  return list;
}

TrustedList jp_of(std::uint64_t sequence) {
  auto list = sample_list();
  list.sequence = sequence;
  return list;
}

/// A network and a disk in memory.
class World final : public Downloads, public KeptBytes {
 public:
  std::vector<outcome::Result<Received>> get(const std::vector<Wanted>& wanted) override {
    std::vector<outcome::Result<Received>> got;
    for (const auto& one : wanted) {
      asked.push_back(one);
      const auto found = network.find(one.url);
      if (found == network.end()) {
        got.push_back(outcome::fail(FindingId::http_status, {one.url, 0, {}}, {{"status", "404"}}));
      } else if (!one.etag.empty() &&
                 one.etag == "\"" + std::to_string(found->second.size()) + "\"") {
        got.push_back(Received{true, {}, {}, {}});
      } else {
        got.push_back(
            Received{false, found->second, "\"" + std::to_string(found->second.size()) + "\"", {}});
      }
    }
    return got;
  }
  outcome::Result<std::string> bytes_of(const KeptFile& file) override {
    const auto found = disk.find(file.file);
    if (found != disk.end()) return found->second;
    return outcome::fail(FindingId::input_missing, {file.file, 0, {}});
  }

  void put(const std::string& url, const TrustedList& list,
           tests::Identity& signer = list_signer()) {
    network[url] = signed_text(list, signer);
  }
  const Refreshed& refresh_at(std::string_view at = "2026-08-01T00:00:00Z",
                              RefreshOptions options = {}) {
    options.at = instant(at);
    asked.clear();
    outcome::Budget budget;
    last = follow::refresh(anchor, has_before ? &before : nullptr, *this, *this, options, budget);
    for (const auto& [name, bytes] : last.files) disk[name] = bytes;
    before = last.generation;
    has_before = true;
    return last;
  }

  Anchor anchor{{list_signer().certificate}, notice, root_place};
  std::map<std::string, std::string> network, disk;
  std::vector<Wanted> asked;
  Generation before;
  bool has_before = false;
  Refreshed last;
};

trustlist::Identity other_signer_alone() { return {{DigitalId{other_signer().certificate}}}; }

/// A world in which everything is fresh: list of lists 9, list of JP 7.
struct Fresh {
  Fresh() {
    world.put(root_place, root_of(9));
    world.put(jp_place, jp_of(7));
    (void)world.refresh_at();
    REQUIRE(world.last.verdict == Verdict::valid);
  }
  const Report& root() const { return world.last.reports.at(0); }
  const Report& jp() const { return world.last.reports.at(1); }
  World world;
};

void require_kept(const Report& report, FindingId reason, std::uint64_t sequence) {
  CHECK(report.state == State::kept);
  CHECK(report.file.sequence == sequence);
  CHECK(report.file.verdict == Verdict::valid);
  CHECK_FALSE(report.file.fresh);
  CHECK_FALSE(report.file.reasons.empty());
  require_finding(report.findings, reason);
  require_finding(report.findings, FindingId::trust_copy_kept);
}

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
