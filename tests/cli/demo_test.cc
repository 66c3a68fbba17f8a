#include <cstdlib>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "cli/demo/play.h"
#include "cli/dispatch.h"
#include "cli/refusal.h"
#include "cli/screen.h"
#include "tests/cli/program.h"
#include "tests/cli/unreal_outside.h"
#include "tests/support/expect.h"

using namespace accord::tests;
using accord::outcome::FindingId;

namespace {

struct Told {
  std::string line;
  int exit_code;
  nlohmann::json verdict;
  nlohmann::json finding;
};

std::vector<Told> commands_of(const nlohmann::json& demo) {
  std::vector<Told> all;
  for (const auto& step : demo.at("steps")) {
    for (const auto& command : step.at("commands")) {
      const auto& answer = command.at("answer");
      all.push_back({command.at("command"), command.at("exit"),
                     answer.is_null() ? nlohmann::json() : answer.at("verdict"),
                     command.at("finding")});
    }
  }
  return all;
}

// A line as a person types it, in a shell that finds the program under test; its answer as JSON.
ProgramResult typed(const Told& told, const std::filesystem::path& folder) {
  const auto program = std::filesystem::path(std::getenv("ACCORD_BINARY"));
  const bool is_ours = told.line.rfind("accord ", 0) == 0;
  return run_program({"sh", "-c",
                      "PATH=" + program.parent_path().string() + ":$PATH; " + told.line +
                          (is_ours ? " --json" : "")},
                     folder);
}

}  // namespace

TEST_CASE("the demo's commands do by hand what the demo did") {
  const TemporaryFolder played;
  const auto demo = accord_json(0, {"demo", "--out", "story"}, played.path());
  const auto told = commands_of(demo);
  REQUIRE(told.size() >= 25);

  const Workplace place;  // a fresh folder
  const Variable home("ACCORD_HOME", demo.at("environment").at("ACCORD_HOME"));
  const Variable passphrase("ACCORD_PASSPHRASE_FILE",
                            demo.at("environment").at("ACCORD_PASSPHRASE_FILE"));
  for (const auto& document : demo.at("documents")) {
    place.write(document.at("path"), document.at("text"));
  }
  std::size_t refused = 0;
  for (const auto& one : told) {
    const auto result = typed(one, place.path());
    INFO(one.line << "\n" << result.output << result.errors);
    REQUIRE(result.exit_code == one.exit_code);
    if (one.line.rfind("accord ", 0) != 0) continue;
    const auto json = nlohmann::json::parse(result.output);
    REQUIRE(json.at("verdict") == one.verdict);
    if (one.finding.is_null()) continue;
    (void)require_json_finding(json, one.finding);
    refused += 1;
  }
  REQUIRE(refused == 4);
}

TEST_CASE("the demo's answer shows the whole chain and the legal effect") {
  const TemporaryFolder played;
  const auto demo = accord_json(0, {"demo"}, played.path());
  REQUIRE(std::filesystem::exists(played.path() / "accord-demo" / "sharing.sealed.xml"));
  bool seen = false;
  for (const auto& step : demo.at("steps")) {
    for (const auto& command : step.at("commands")) {
      const auto& answer = command.at("answer");
      if (answer.is_null() || !answer.contains("chain") || answer.at("verdict") != "valid")
        continue;
      seen = true;
      for (const auto* role :
           {"document", "certificate", "path", "service", "list", "agreement", "list_of_lists"}) {
        INFO(role);
        REQUIRE(answer.at("chain").at(role).at("holds") == true);
      }
      REQUIRE(answer.at("legal_effect").at("scheme") == "EU");
      REQUIRE(!answer.at("legal_effect").at("references").empty());
    }
  }
  REQUIRE(seen);
}

TEST_CASE("the demo fits a screen of a hundred columns and can be repeated in its folder") {
  const TemporaryFolder played;
  for (int round = 0; round < 2; ++round) {
    const auto result = run_accord({"demo"}, played.path());
    INFO(result.errors);
    REQUIRE(result.exit_code == 0);
    REQUIRE(result.errors.empty());
    REQUIRE(result.output.find('\x1B') == std::string::npos);
    std::istringstream lines(result.output);
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      REQUIRE(accord::cli::display_width(line) <= 100);
    }
  }
}

TEST_CASE("the demo does not play in a folder that somebody uses") {
  const TemporaryFolder played;
  std::filesystem::create_directory(played.path() / "used");
  std::filesystem::create_directory(played.path() / "used" / "mine");
  (void)require_refusal(64, "demo_folder_in_use", {"demo", "--out", "used"}, played.path());
  REQUIRE(std::filesystem::exists(played.path() / "used" / "mine"));
}

TEST_CASE("a story that departs from what the commands do ends with the command that departed") {
  const UnrealOutside outside;
  const auto departed = [&](const accord::cli::StoryCommand& command) {
    accord::cli::Play play({}, outside.get());
    try {
      play.step({"A step", {command}});
    } catch (const accord::cli::Refusal& refusal) {
      REQUIRE(refusal.exit() == accord::cli::Exit::internal);
      const auto& finding = require_finding(refusal.findings(), FindingId::demo_departed);
      REQUIRE(finding.about.what == "accord explain option_unknown");
      return;
    }
    FAIL("the story went on");
  };
  departed({.words = {"explain", "option_unknown"}, .exit = accord::cli::Exit::invalid});
  departed({.words = {"explain", "option_unknown"}, .finding = "certificate_revoked"});
}
