#include <catch2/catch_test_macros.hpp>

#include "tests/cli/trust_site.h"
#include "tests/support/expect.h"

using namespace accord;
using namespace accord::tests;
using nlohmann::json;

namespace {

constexpr auto day = "2026-08-01T00:00:00Z";
constexpr auto notice = "https://journal.example/2026/C1";
constexpr auto location = "https://lists.example/lotl.xml";

trustlist::TrustedList root_of(const std::string& territory, Identity& signer) {
  auto list = sample_list_of_lists();
  list.information_uris = {{"en", notice}};
  if (territory != "EU") {
    list.territory = territory;
    list.type = trustlist::uri::list_of_lists_of(territory);
  }
  list.pointers.push_back(pointer_to_itself(list, {&signer}, location));
  return list;
}

/// A folder with lists of lists, signers' certificates and the list of JP.
struct Desk {
  Desk() {
    std::filesystem::create_directory(place / "lists");
    std::filesystem::create_directory(place / "pivots");
    place.write("first.crt", to_pem(list_signer().certificate));
    place.write("second.crt", to_pem(other_signer().certificate));
    place.write("lists/jp.xml", signed_text(sample_list(), list_signer()));
  }
  json tree(int exit_code, std::vector<std::string> further) const {
    std::vector<std::string> words{"tl", "tree", "--offline", "lists", "--at", day};
    words.insert(words.end(), further.begin(), further.end());
    return accord_json(exit_code, words, place.path());
  }
  Workplace place;
};

}  // namespace

TEST_CASE("pivot lists lead from the certificates of a notice to today's signer") {
  const Desk desk;
  auto pivot = root_of("EU", other_signer());
  pivot.sequence = 3;
  desk.place.write("pivots/lotl-pivot-3.xml", signed_text(pivot, list_signer()));
  auto root = root_of("EU", other_signer());
  root.information_uris.insert(root.information_uris.begin(),
                               {"en", "https://lists.example/lotl-pivot-3.xml"});
  desk.place.write("lotl.xml", signed_text(root, other_signer()));
  const std::vector<std::string> words{"--lotl",    "lotl.xml",  "--signer",
                                       "first.crt", "--journal", notice};
  auto with = words;
  with.insert(with.end(), {"--pivots", "pivots"});
  const auto answer = desk.tree(0, with);
  const auto& tree = answer.at("lists_of_lists").at(0);
  CHECK(tree.at("journal") == notice);
  CHECK(tree.at("location") == location);
  REQUIRE(tree.at("pivots").size() == 1);
  CHECK(tree.at("pivots").at(0).at("counts") == true);
  CHECK(tree.at("pivots").at(0).at("sequence") == 3);
  (void)require_json_finding(answer, "pivot_replaced_signers");
  const auto& jp = answer.at("lists").at(1);
  CHECK(jp.at("agreement").at("equivalences") == 2);
  CHECK(jp.at("location") == "https://operator.example/jp/list.xml");

  const auto without = desk.tree(1, words);
  (void)require_json_finding(without, "pivot_not_at_hand", "lotl-pivot-3.xml");
  (void)require_json_finding(without.at("lists").at(0), "list_signer_not_announced");
}

TEST_CASE("a new notice and a new place are told") {
  const Desk desk;
  desk.place.write("lotl.xml", signed_text(root_of("EU", list_signer()), list_signer()));
  const auto answer = desk.tree(
      0, {"--lotl", "lotl.xml", "--signer", "first.crt", "--journal",
          "https://journal.example/2019/C2", "--location", "https://old.example/lotl.xml"});
  (void)require_json_finding(answer, "journal_notice_new");
  (void)require_json_finding(answer, "list_location_moved");
}

TEST_CASE("several lists of lists, each by its own signer") {
  const Desk desk;
  desk.place.write("eu.xml", signed_text(root_of("EU", list_signer()), list_signer()));
  desk.place.write("zz.xml", signed_text(root_of("ZZ", other_signer()), other_signer()));
  const auto words = [](const std::string& eu, const std::string& zz) {
    return std::vector<std::string>{"--lotl", "eu.xml", "zz.xml", "--signer", eu, zz};
  };
  const auto answer = desk.tree(0, words("EU=first.crt", "ZZ=second.crt"));
  CHECK(answer.at("lists_of_lists").size() == 2);
  CHECK(answer.at("lists").size() == 4);
  CHECK(answer.at("lists").at(3).at("list_of_lists") == "zz.xml");
  // A signer counts for its own list of lists alone.
  const auto crossed = desk.tree(1, words("EU=second.crt", "ZZ=second.crt"));
  (void)require_json_finding(crossed.at("lists").at(0), "list_signer_not_announced");
  const auto refused = [&](const std::string& id, const std::vector<std::string>& further) {
    std::vector<std::string> all{"tl", "tree", "--offline", "lists", "--at", day};
    all.insert(all.end(), further.begin(), further.end());
    (void)require_refusal(64, id, all, desk.place.path());
  };
  refused("option_value", words("first.crt", "ZZ=second.crt"));
  refused("signer_of_unknown_list", words("EU=first.crt", "XX=second.crt"));
  refused("option_missing", {"--lotl", "eu.xml", "zz.xml", "--signer", "EU=first.crt"});
  refused("option_missing", {"--lotl", "eu.xml"});
  refused("option_missing", {});
  refused("option_needs_other", {"--signer", "first.crt", "--trust", "eu"});
}

TEST_CASE("a list of lists below another one is verified, and not followed") {
  const Desk desk;
  auto root = root_of("EU", list_signer());
  auto below = root_of("ZZ", other_signer());
  auto pointer = pointer_to_itself(below, {&other_signer()}, "https://zz.example/lotl.xml");
  root.pointers.push_back(pointer);
  desk.place.write("eu.xml", signed_text(root, list_signer()));
  desk.place.write("lists/zz.xml", signed_text(below, other_signer()));
  const auto answer = desk.tree(0, {"--lotl", "eu.xml", "--signer", "first.crt"});
  CHECK(answer.at("lists").size() == 3);
  (void)require_json_finding(answer, "tree_list_of_lists_beneath");
}
