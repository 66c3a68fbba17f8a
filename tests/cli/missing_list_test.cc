#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"

using namespace accord::tests;

namespace {

/// The folder of the demo: a sealed document, lists, a CRL.
class Played {
 public:
  Played() { REQUIRE(run_accord({"demo", "--out", "story"}, place.path()).exit_code == 0); }
  [[nodiscard]] nlohmann::json ask(int exit_code, const std::string& signer,
                                   const std::vector<std::string>& more) const {
    std::vector<std::string> words{"verify",        "sharing.sealed.xml",
                                   "--lotl",        "eu/list.xml",
                                   "--lotl-signer", signer,
                                   "--crl",         "jul.crl",
                                   "--at",          "2026-08-01T00:00:00Z"};
    words.insert(words.end(), more.begin(), more.end());
    return accord_json(exit_code, words, place / "story");
  }
  Workplace place;
};

std::string leading(const nlohmann::json& answer) { return answer.at("findings").at(0).at("id"); }

}  // namespace

TEST_CASE("an answer leads with the list that was not given, or with whom nobody trusts") {
  const Played played;
  const auto without = played.ask(2, "eu/list-signer.crt", {});
  REQUIRE(leading(without) == "trust_list_not_given");
  const auto finding = require_json_finding(without, "trust_list_not_given");
  REQUIRE(finding.at("params").at("territory") == "JP");
  REQUIRE(finding.at("params").at("pointing") == "EU");
  (void)require_json_finding(without, "path_no_anchors");

  const auto wrong = played.ask(2, "jp/list-signer.crt", {"--list", "jp/list.xml"});
  REQUIRE(leading(wrong) == "trust_list_of_lists_not_trusted");
  (void)require_json_finding(wrong, "trust_list_of_lists_not_trusted");
  (void)require_json_finding(wrong, "list_signer_not_announced", "eu/list.xml");

  const auto whole = played.ask(0, "eu/list-signer.crt", {"--list", "jp/list.xml"});
  for (const auto& one : whole.at("findings")) REQUIRE(one.at("id") != "trust_list_not_given");
}
