#include <set>

#include <catch2/catch_test_macros.hpp>

#include "lib/outcome/finding_id.h"
#include "tests/cli/program.h"

using namespace accord::tests;

TEST_CASE("explain lists every finding of the table once, with its area") {
  std::set<std::string> listed;
  const auto json = accord_json(0, {"explain"});
  for (const auto& entry : json.at("entries")) {
    REQUIRE(listed.insert(entry.at("id").get<std::string>()).second);
    REQUIRE(!entry.at("area").get<std::string>().empty());
  }
  for (const auto& row : accord::outcome::finding_table()) {
    INFO(row.name);
    REQUIRE(listed.count(std::string(row.name)) == 1);
  }
  REQUIRE(listed.size() == accord::outcome::finding_table().size());
}

TEST_CASE("explain says the rule and the advice of one finding") {
  const auto json = accord_json(0, {"explain", "passphrase_missing"});
  REQUIRE(json.at("entries").size() == 1);
  REQUIRE(json.at("entries").at(0).at("area") == "cli");
  const auto text = run_accord({"explain", "passphrase_missing"}).output;
  for (const auto* word : {"says", "weight", "rule", "next"}) {
    REQUIRE(text.find(word) != std::string::npos);
  }
}

TEST_CASE("explain suggests the nearest finding") {
  const auto json = require_refusal(64, "finding_unknown", {"explain", "passphrase_mising"});
  REQUIRE(json.dump().find("Did you mean passphrase_missing?") != std::string::npos);
}

TEST_CASE("every finding has a sentence, a rule and advice that are sentences") {
  for (const auto& row : accord::outcome::finding_table()) {
    INFO(row.name);
    REQUIRE(!row.message.empty());
    REQUIRE(!row.clause.empty());
    REQUIRE(!row.advice.empty());
    REQUIRE(row.advice.back() == '.');
  }
}
