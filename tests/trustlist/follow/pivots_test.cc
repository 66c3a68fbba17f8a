#include "trustlist/follow/pivots.h"

#include <map>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::follow;
using outcome::FindingId;
using read::Verdict;

constexpr auto place = "https://lists.example/lotl.xml";
constexpr auto notice = "https://journal.example/2026/C1";
constexpr auto first_pivot = "https://lists.example/lotl-pivot-3.xml";
constexpr auto second_pivot = "https://lists.example/lotl-pivot-5.xml";

tests::Identity& third_signer() {
  static tests::Identity identity = make_self_signed(list_signer_spec());
  return identity;
}

/// A list of lists that names those pivot lists, the newest first, and then the notice.
TrustedList root_with(const std::vector<std::string>& pivots,
                      const std::vector<const tests::Identity*>& signers,
                      std::uint64_t sequence = 7) {
  auto list = sample_list_of_lists();
  list.sequence = sequence;
  list.information_uris.clear();
  for (const auto& uri : pivots) list.information_uris.push_back({"en", uri});
  list.information_uris.push_back({"en", notice});
  list.information_uris.push_back({"en", "https://lists.example/legal.html"});
  list.pointers.push_back(pointer_to_itself(list, signers, place));
  return list;
}

class Shelf final : public PivotSource {
 public:
  std::vector<Pivot> pivots(const std::vector<std::string>& uris) override {
    asked = uris;
    std::vector<Pivot> result;
    for (const auto& uri : uris) {
      const auto found = files.find(uri);
      result.push_back(found == files.end() ? Pivot(std::nullopt) : found->second);
    }
    return result;
  }
  void put(const std::string& uri, std::string bytes) {
    files.emplace(uri, PivotSource::File{uri, std::move(bytes)});
  }
  std::map<std::string, Pivot> files;
  std::vector<std::string> asked;
};

Followed walk(const std::string& root, Shelf& shelf, const std::string& journal = notice,
              const std::string& location = place) {
  outcome::Budget budget;
  const Anchor anchor{{list_signer().certificate}, journal, location};
  return follow::follow({"lotl.xml", root}, anchor, shelf, instant("2026-08-01T00:00:00Z"), {},
                        budget);
}

/// Signed by the third, whom only the second pivot announces; the first announces the second.
struct RolledOver {
  RolledOver() {
    shelf.put(first_pivot,
              signed_text(root_with({first_pivot}, {&other_signer()}, 3), list_signer()));
    shelf.put(
        second_pivot,
        signed_text(root_with({second_pivot, first_pivot}, {&third_signer()}, 5), other_signer()));
  }
  std::string root =
      signed_text(root_with({second_pivot, first_pivot}, {&third_signer()}), third_signer());
  Shelf shelf;
};

/// The only finding about pivots but those that tell of a replacement.
void require_only(const Followed& followed, FindingId id, const std::string& about) {
  const auto& finding = require_finding(followed.findings, id);
  CHECK(finding.about.what == about);
  for (const auto& one : followed.findings.all()) {
    CHECK((one.id == id || one.id == FindingId::pivot_replaced_signers));
    CHECK(one.severity <= outcome::Severity::warning);
  }
}

TEST_CASE("two pivot lists lead from the first signer to the third, the oldest first") {
  RolledOver rolled;
  const auto followed = walk(rolled.root, rolled.shelf);
  CHECK(followed.verdict.verdict == Verdict::valid);
  CHECK(rolled.shelf.asked == std::vector<std::string>{first_pivot, second_pivot});
  REQUIRE(followed.signers.size() == 1);
  CHECK(followed.signers.front() == third_signer().certificate);
  REQUIRE(followed.pivots.size() == 2);
  CHECK(followed.pivots[0].uri == first_pivot);
  CHECK(followed.pivots[0].counts);
  CHECK(followed.pivots[0].sequence == 3);
  CHECK(followed.pivots[1].counts);
  CHECK(followed.pivots[1].signers == 1);
  CHECK(followed.journal == notice);
  CHECK(followed.location == place);
  CHECK(followed.findings.all().size() == 2);
  const auto& told = require_finding(followed.findings, FindingId::pivot_replaced_signers);
  CHECK(told.about.what == first_pivot);
}

TEST_CASE("without its pivot lists the signer of the list of lists is not known") {
  RolledOver rolled;
  rolled.shelf.files.clear();
  const auto followed = walk(rolled.root, rolled.shelf);
  CHECK(followed.verdict.verdict == Verdict::invalid);
  (void)require_only_blocking(followed.verdict.findings, FindingId::list_signer_not_announced);
  const auto& missing = require_finding(followed.findings, FindingId::pivot_not_at_hand);
  CHECK(missing.about.what == first_pivot);
  CHECK(followed.signers.front() == list_signer().certificate);
}

TEST_CASE("a broken pivot list changes nothing, and neither does what rests on it") {
  RolledOver rolled;
  rolled.shelf.files.clear();
  auto broken = signed_text(root_with({first_pivot}, {&other_signer()}, 3), list_signer());
  rolled.shelf.put(first_pivot, replaced(broken, "EU:List of lists", "EU:list of lists"));
  rolled.shelf.put(second_pivot,
                   signed_text(root_with({second_pivot}, {&third_signer()}, 5), other_signer()));
  const auto followed = walk(rolled.root, rolled.shelf);
  CHECK(followed.verdict.verdict == Verdict::invalid);
  CHECK_FALSE(followed.pivots[0].counts);
  CHECK_FALSE(followed.pivots[1].counts);
  require_only(followed, FindingId::pivot_refused, first_pivot);
  CHECK(followed.signers.front() == list_signer().certificate);
}

TEST_CASE("a pivot list past its next update counts; one from the future does not") {
  auto pivot = root_with({first_pivot}, {&other_signer()}, 3);
  pivot.next_update = instant("2026-07-01T00:00:00Z");
  const auto root = signed_text(root_with({first_pivot}, {&other_signer()}), other_signer());
  Shelf shelf;
  shelf.put(first_pivot, signed_text(pivot, list_signer()));
  CHECK(walk(root, shelf).verdict.verdict == Verdict::valid);
  pivot.issued = instant("2026-09-01T00:00:00Z");
  pivot.next_update = instant("2026-11-01T00:00:00Z");
  Shelf later;
  later.put(first_pivot, signed_text(pivot, list_signer()));
  const auto followed = walk(root, later);
  CHECK(followed.verdict.verdict == Verdict::invalid);
  require_only(followed, FindingId::pivot_refused, first_pivot);
}

TEST_CASE("a pivot list of another territory does not count") {
  auto pivot = root_with({first_pivot}, {&other_signer()}, 3);
  pivot.territory = "ZZ";
  pivot.type = uri::list_of_lists_of("ZZ");
  pivot.pointers.back() = pointer_to_itself(pivot, {&other_signer()}, place);
  Shelf shelf;
  shelf.put(first_pivot, signed_text(pivot, list_signer()));
  const auto followed =
      walk(signed_text(root_with({first_pivot}, {&list_signer()}), list_signer()), shelf);
  require_only(followed, FindingId::pivot_refused, first_pivot);
  CHECK(followed.verdict.verdict == Verdict::valid);
}

TEST_CASE("a pivot list that announces nobody does not count") {
  auto pivot = root_with({first_pivot}, {}, 3);
  pivot.pointers.pop_back();
  Shelf shelf;
  shelf.put(first_pivot, signed_text(pivot, list_signer()));
  const auto followed =
      walk(signed_text(root_with({first_pivot}, {&list_signer()}), list_signer()), shelf);
  require_only(followed, FindingId::pivot_without_own_pointer, first_pivot);
}

TEST_CASE("pivot lists out of order do not count") {
  // The numbers say that the second came before the first.
  RolledOver rolled;
  rolled.shelf.files.clear();
  rolled.shelf.put(first_pivot,
                   signed_text(root_with({first_pivot}, {&other_signer()}, 5), list_signer()));
  rolled.shelf.put(second_pivot,
                   signed_text(root_with({second_pivot}, {&third_signer()}, 5), other_signer()));
  const auto followed = walk(rolled.root, rolled.shelf);
  CHECK(followed.pivots[0].counts);
  CHECK_FALSE(followed.pivots[1].counts);
  require_only(followed, FindingId::pivot_out_of_order, second_pivot);
  CHECK(followed.verdict.verdict == Verdict::invalid);
}

TEST_CASE("a pivot list newer than the list of lists does not count, one as new does") {
  for (const auto& [sequence, counts] : std::map<std::uint64_t, bool>{{7, true}, {8, false}}) {
    Shelf shelf;
    shelf.put(first_pivot,
              signed_text(root_with({first_pivot}, {&other_signer()}, sequence), list_signer()));
    const auto followed =
        walk(signed_text(root_with({first_pivot}, {&other_signer()}), other_signer()), shelf);
    CHECK(followed.pivots[0].counts == counts);
    CHECK((followed.verdict.verdict == Verdict::valid) == counts);
    if (!counts) require_only(followed, FindingId::pivot_out_of_order, first_pivot);
  }
}

TEST_CASE("what an unsigned list of lists names is not asked after") {
  Shelf shelf;
  const auto followed = walk(unsigned_text(root_with({first_pivot}, {&list_signer()})), shelf);
  CHECK(shelf.asked.empty());
  CHECK(followed.verdict.verdict == Verdict::invalid);
  require_finding(followed.verdict.findings, FindingId::signature_none);
}

TEST_CASE("more pivot lists than anybody has are not looked at") {
  std::vector<std::string> many;
  for (std::size_t i = 0; i <= most_pivots; ++i) {
    many.push_back("https://lists.example/" + std::to_string(i) + ".xml");
  }
  Shelf shelf;
  auto followed = walk(signed_text(root_with(many, {&list_signer()}), list_signer()), shelf);
  CHECK(shelf.asked.empty());
  require_only(followed, FindingId::pivot_refused, many.front());
  many.pop_back();
  followed = walk(signed_text(root_with(many, {&list_signer()}), list_signer()), shelf);
  CHECK(shelf.asked.size() == most_pivots);
}

TEST_CASE("a pivot list more than the budget has is not verified") {
  RolledOver rolled;
  outcome::Budget budget;
  budget.set_limit(outcome::Cost::lists, 1);
  const auto followed =
      follow::follow({"lotl.xml", rolled.root}, {{list_signer().certificate}, notice, {}},
                     rolled.shelf, instant("2026-08-01T00:00:00Z"), {}, budget);
  CHECK(followed.pivots[0].counts);
  require_only(followed, FindingId::pivot_refused, second_pivot);
}

TEST_CASE("a new notice, and none at all, are told") {
  const auto root = signed_text(root_with({}, {&list_signer()}), list_signer());
  Shelf shelf;
  auto followed = walk(root, shelf, "https://journal.example/2019/C276");
  CHECK(followed.verdict.verdict == Verdict::valid);
  require_only(followed, FindingId::journal_notice_new, "list of lists of EU");
  CHECK(followed.journal == notice);

  auto without = root_with({}, {&list_signer()});
  without.information_uris = {{"en", "https://lists.example/only-a-pivot.xml"}};
  shelf.put("https://lists.example/only-a-pivot.xml", "<a/>");
  followed = walk(signed_text(without, list_signer()), shelf);
  require_finding(followed.findings, FindingId::journal_notice_missing);
  // Who has no notice is told nothing.
  CHECK(walk(root, shelf, "").findings.empty());
}

TEST_CASE("the notice of the anchor ends the pivot lists, wherever it stands") {
  auto list = root_with({first_pivot}, {&list_signer()});
  list.information_uris.insert(list.information_uris.begin() + 1,
                               {"en", "https://lists.example/news.html"});
  list.information_uris.push_back({"en", "https://lists.example/other.xml"});
  list.information_uris.push_back({"de", first_pivot});
  const auto route = route_of(list, notice);
  CHECK(route.pivots == std::vector<std::string>{first_pivot});
  CHECK(route.journal == notice);
  CHECK(route_of(list, "").journal == "https://lists.example/news.html");
  list.information_uris = {{"en", "https://a.example/P.XML?x=.html"},
                           {"de", "https://a.example/P.XML?x=.html"}};
  CHECK(route_of(list, "").pivots.size() == 1);
  CHECK(route_of(list, "").journal.empty());
}

TEST_CASE("a list of lists that has moved says where to") {
  const auto root = signed_text(root_with({}, {&list_signer()}), list_signer());
  Shelf shelf;
  const auto followed = walk(root, shelf, notice, "https://old.example/lotl.xml");
  require_only(followed, FindingId::list_location_moved, "list of lists of EU");
  CHECK(followed.location == place);
}

TEST_CASE("a list of another kind is none to follow") {
  Shelf shelf;
  const auto followed = walk(signed_text(sample_list(), list_signer()), shelf, "", "");
  CHECK(followed.verdict.verdict == Verdict::indeterminate);
  CHECK_FALSE(followed.verdict.verified.has_value());
  (void)require_only_blocking(followed.verdict.findings, FindingId::tree_root_not_list_of_lists);
}

}  // namespace
}  // namespace accord::tests
