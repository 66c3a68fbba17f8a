#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"

using namespace accord::tests;

namespace {

struct Shown {
  std::string command;
  std::string output;
};

// What README.md shows as typed after a `$`, each with the lines below it.
std::vector<Shown> shown_in_readme() {
  std::ifstream file(std::string(std::getenv("ACCORD_SOURCE_DIR")) + "/README.md");
  std::vector<Shown> all;
  bool in_block = false;
  bool goes_on = false;
  bool answers = false;  // a block without a command shows what is measured, not what is answered
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("```", 0) == 0) {
      in_block = !in_block;
      goes_on = false;
      answers = false;
    } else if (in_block && line.rfind("$ ", 0) == 0) {
      all.push_back({line.substr(2), {}});
      answers = true;
      goes_on = line.back() == '\\';
    } else if (in_block && goes_on) {
      all.back().command += "\n" + line;
      goes_on = line.back() == '\\';
    } else if (answers) {
      all.back().output += line + "\n";
    }
  }
  return all;
}

}  // namespace

TEST_CASE("what the README shows is what the program answers") {
  const auto shown = shown_in_readme();
  REQUIRE(shown.size() >= 3);
  const TemporaryFolder played;
  REQUIRE(run_accord({"demo", "--out", "story"}, played.path()).exit_code == 0);
  const auto program = std::filesystem::path(std::getenv("ACCORD_BINARY"));
  std::size_t compared = 0;
  for (const auto& one : shown) {
    const auto result = run_program(
        {"sh", "-c", "PATH=" + program.parent_path().string() + ":$PATH; " + one.command},
        played.path() / "story");
    INFO(one.command << "\n" << result.errors);
    REQUIRE(result.exit_code <= 2);
    REQUIRE(!result.output.empty());
    if (one.output.empty()) continue;
    REQUIRE(result.output == one.output);
    compared += 1;
  }
  REQUIRE(compared >= 1);
}
