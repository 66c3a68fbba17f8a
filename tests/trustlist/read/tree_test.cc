#include "trustlist/read/tree.h"

#include <map>
#include <stdexcept>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::read;
using outcome::FindingId;

time::Instant asked_about() { return instant("2026-08-01T00:00:00Z"); }

/// Lists in memory, by territory.
class Shelf final : public ListSource {
 public:
  outcome::Result<std::optional<File>> list_for(const Pointer& pointer) override {
    ++asked;
    if (pointer.territory == "XX") {
      return outcome::fail(FindingId::xml_no_root, {"XX.xml", 0, {}});
    }
    const auto found = files.find(pointer.territory.value_or(""));
    if (found == files.end()) return std::optional<File>{};
    return std::optional<File>{File{found->first + ".xml", found->second}};
  }
  std::map<std::string, std::string> files;
  int asked = 0;
};

SignerSet announced() { return SignerSet::given({list_signer().certificate}); }

TreeResult walk(const TrustedList& root, Shelf& shelf, const SignerSet& signers = announced(),
                const TreeOptions& options = {}) {
  outcome::Budget budget;
  return verify_tree({"lotl.xml", signed_text(root, list_signer())}, signers, shelf, asked_about(),
                     options, budget);
}

Pointer pointer_to(std::string territory) {
  auto pointer = sample_list_of_lists().pointers.front();
  pointer.territory = std::move(territory);
  pointer.agreement.reset();
  return pointer;
}

TEST_CASE("a list of lists and the lists that it points to are verified") {
  Shelf shelf;
  shelf.files["JP"] = signed_text(sample_list(), list_signer());
  const auto result = walk(sample_list_of_lists(), shelf);
  CHECK(result.verdict == Verdict::valid);
  CHECK(result.findings.empty());
  REQUIRE(result.rows.size() == 2);
  CHECK(result.rows[0].territory == "EU");
  const auto& row = result.rows[1];
  CHECK(row.territory == "JP");
  CHECK(row.file == "JP.xml");
  CHECK(row.operator_name == "Test authority");
  CHECK(row.sequence == 7);
  CHECK(row.issued == issue_date());
  CHECK(row.next_update == instant("2026-11-01T00:00:00Z"));
  CHECK(row.services == 1);
  CHECK(row.signer_sha256 == der::to_hex(list_signer().certificate.fingerprint().bytes()));
  CHECK(row.signature == SignatureState::valid);
  CHECK(row.verdict == Verdict::valid);
}

TEST_CASE("lists are handed over when somebody keeps them, the list of lists first") {
  Shelf shelf;
  shelf.files["JP"] = signed_text(sample_list(), list_signer());
  std::vector<std::string> kept;
  TreeOptions options;
  options.keep = [&](const VerifiedList& list) {
    kept.push_back(list.list().territory + std::to_string(list.list().service_count()));
  };
  CHECK(walk(sample_list_of_lists(), shelf, announced(), options).verdict == Verdict::valid);
  CHECK(kept == std::vector<std::string>{"EU0", "JP1"});
}

TEST_CASE("nothing is followed from a list of lists that may not be relied on") {
  Shelf shelf;
  const auto result = walk(sample_list_of_lists(), shelf, SignerSet::unknown());
  CHECK(result.verdict == Verdict::indeterminate);
  CHECK(shelf.asked == 0);
  require_only_blocking(result.findings, FindingId::tree_not_followed, "lotl.xml");
  require_only_blocking(result.rows.front().findings, FindingId::list_signers_unknown);
  const auto wrong =
      walk(sample_list_of_lists(), shelf, SignerSet::given({other_signer().certificate}));
  CHECK(wrong.verdict == Verdict::invalid);
  CHECK(shelf.asked == 0);
}

TEST_CASE("a list that is no list of lists is not the root of a tree") {
  Shelf shelf;
  const auto result = walk(sample_list(), shelf);
  CHECK(result.verdict == Verdict::indeterminate);
  require_only_blocking(result.findings, FindingId::tree_root_not_list_of_lists, "lotl.xml");
}

TEST_CASE("one bad list leaves the others as they are") {
  auto root = sample_list_of_lists();
  root.pointers = {pointer_to("JP"), pointer_to("KR"), pointer_to("XX"), pointer_to("ZZ")};
  Shelf shelf;
  auto korea = sample_list();
  korea.territory = "KR";
  shelf.files["JP"] = signed_text(sample_list(), list_signer());
  shelf.files["KR"] = signed_text(korea, other_signer());
  const auto result = walk(root, shelf);
  CHECK(result.verdict == Verdict::invalid);
  REQUIRE(result.rows.size() == 3);
  CHECK(result.rows[1].verdict == Verdict::valid);
  CHECK(result.rows[2].signature == SignatureState::untrusted);
  require_only_blocking(result.rows[2].findings, FindingId::list_signer_not_announced, "KR.xml");
  require_finding(result.findings, FindingId::tree_list_not_at_hand, "lotl.xml");
  CHECK(result.findings.has(FindingId::xml_no_root));
}

TEST_CASE("a list that cannot be read has its place in the table") {
  Shelf shelf;
  shelf.files["JP"] = "<html/>";
  const auto result = walk(sample_list_of_lists(), shelf);
  REQUIRE(result.rows.size() == 2);
  CHECK(result.rows[1].territory == "JP");
  CHECK_FALSE(result.rows[1].issued.has_value());
  CHECK(result.rows[1].verdict == Verdict::invalid);
}

TEST_CASE("pointers to the list itself and to forms for people are passed over") {
  auto root = sample_list_of_lists();
  auto itself = pointer_to("EU");
  itself.list_type = std::string(uri::eu_list_of_lists);
  auto for_people = pointer_to("JP");
  for_people.mime_type = "application/pdf";
  root.pointers = {itself, for_people};
  Shelf shelf;
  const auto result = walk(root, shelf);
  CHECK(result.verdict == Verdict::valid);
  CHECK(result.rows.size() == 1);
  CHECK(shelf.asked == 0);
}

TEST_CASE("a tree has no more lists than its budget allows") {
  auto root = sample_list_of_lists();
  root.pointers = {pointer_to("JP"), pointer_to("KR")};
  Shelf shelf;
  const auto text = signed_text(root, list_signer());
  outcome::Budget enough;
  enough.set_limit(outcome::Cost::lists, 3);
  CHECK_FALSE(verify_tree({"lotl.xml", text}, announced(), shelf, asked_about(), {}, enough)
                  .findings.has(FindingId::budget_exhausted));
  outcome::Budget little;
  little.set_limit(outcome::Cost::lists, 2);
  const auto result =
      verify_tree({"lotl.xml", text}, announced(), shelf, asked_about(), {}, little);
  require_only_blocking(result.findings, FindingId::budget_exhausted, "lotl.xml");
  CHECK(result.verdict == Verdict::indeterminate);
}

/// Every kind of pointer: to a good list, one that cannot be had, one not at hand, a damaged one.
struct MixedTree {
  TrustedList root = sample_list_of_lists();
  Shelf shelf;

  MixedTree() {
    root.pointers = {pointer_to("JP"), pointer_to("XX"), pointer_to("KR"), pointer_to("LU"),
                     pointer_to("AU")};
    auto list = sample_list();
    shelf.files["JP"] = signed_text(list, list_signer());
    list.territory = "LU";
    shelf.files["LU"] = replaced(signed_text(list, list_signer()), "Seal trust", "Real trust");
    list.territory = "AU";
    shelf.files["AU"] = signed_text(list, other_signer());
  }
};

/// All that a walk says, its order included.
std::vector<std::string> said_by(const TreeResult& result) {
  std::vector<std::string> said{std::string(to_string(result.verdict))};
  const auto add = [&](const outcome::Findings& findings) {
    for (const auto& one : findings.all()) {
      said.push_back(one.about.what + " " + one.about.where + " " + outcome::message(one));
    }
  };
  for (const auto& row : result.rows) {
    said.push_back(row.file + " " + row.territory + " " + std::string(to_string(row.verdict)));
    add(row.findings);
  }
  add(result.findings);
  return said;
}

TEST_CASE("any number of workers says the same, in the same order, and spends the same") {
  MixedTree tree;
  const auto text = signed_text(tree.root, list_signer());
  const auto walk_with = [&](std::size_t workers, outcome::Budget& budget) {
    std::vector<std::string> kept;
    TreeOptions options;
    options.workers = workers;
    options.keep = [&](VerifiedList list) { kept.push_back(list.list().territory); };
    auto said = said_by(
        verify_tree({"lotl.xml", text}, announced(), tree.shelf, asked_about(), options, budget));
    CHECK(kept == std::vector<std::string>{"EU", "JP"});
    return said;
  };
  outcome::Budget alone;
  const auto expected = walk_with(1, alone);
  REQUIRE(expected.size() > 7);
  for (const std::size_t workers : {2U, 3U, 16U}) {
    outcome::Budget together;
    CHECK(walk_with(workers, together) == expected);
    CHECK(together.spent(outcome::Cost::signatures) == alone.spent(outcome::Cost::signatures));
    CHECK(together.spent(outcome::Cost::lists) == alone.spent(outcome::Cost::lists));
  }
}

TEST_CASE("a limit is met at the same list by any number of workers") {
  MixedTree tree;
  const auto text = signed_text(tree.root, list_signer());
  const auto walk_within = [&](std::size_t workers, outcome::Cost cost, std::uint64_t limit) {
    TreeOptions options;
    options.workers = workers;
    outcome::Budget budget;
    budget.set_limit(cost, limit);
    auto said = said_by(
        verify_tree({"lotl.xml", text}, announced(), tree.shelf, asked_about(), options, budget));
    said.push_back(std::to_string(budget.refusals()));
    return said;
  };
  for (std::uint64_t limit = 0; limit <= 5; ++limit) {
    CHECK(walk_within(3, outcome::Cost::signatures, limit) ==
          walk_within(1, outcome::Cost::signatures, limit));
    CHECK(walk_within(3, outcome::Cost::lists, limit) ==
          walk_within(1, outcome::Cost::lists, limit));
  }
  const auto enough = walk_within(1, outcome::Cost::input_bytes, text.size());
  CHECK(walk_within(3, outcome::Cost::input_bytes, text.size()) == enough);
  const auto largest = tree.shelf.files["JP"].size();
  REQUIRE(largest < text.size());
  // More than the list of lists, which is smaller than none of the others: all of them go over.
  CHECK(walk_within(3, outcome::Cost::elements, 60) == walk_within(1, outcome::Cost::elements, 60));
}

TEST_CASE("what the source throws comes out of a walk by several workers") {
  class Broken final : public ListSource {
   public:
    outcome::Result<std::optional<File>> list_for(const Pointer& /*pointer*/) override {
      throw std::runtime_error("no folder");
    }
  };
  MixedTree tree;
  Broken source;
  TreeOptions options;
  options.workers = 3;
  outcome::Budget budget;
  CHECK_THROWS_WITH(verify_tree({"lotl.xml", signed_text(tree.root, list_signer())}, announced(),
                                source, asked_about(), options, budget),
                    "no folder");
}

TEST_CASE("a pointed list may lie under its territory or under its location's last part") {
  auto pointer = pointer_to("LU");
  pointer.location = "https://portal.example/lists/tl-lu.xml";
  CHECK(file_names_for(pointer) == std::vector<std::string>{"LU.xml", "tl-lu.xml"});
  pointer.location = "https://portal.example/lists/list?id=1";
  CHECK(file_names_for(pointer) == std::vector<std::string>{"LU.xml"});
  pointer.territory = "../LU";
  CHECK(file_names_for(pointer).empty());
}

}  // namespace
}  // namespace accord::tests
