#include "trustlist/read/tree.h"

#include <map>

#include <catch2/catch_test_macros.hpp>

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
