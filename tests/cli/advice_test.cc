#include <regex>

#include <catch2/catch_test_macros.hpp>

#include "cli/commands.h"
#include "lib/outcome/finding_id.h"

namespace {

// Whether the words are a command, or begin one, or stand before what a command takes.
bool names_a_command(const std::string& words) {
  for (const auto& command : accord::cli::commands()) {
    if (command.name == words || command.name.substr(0, words.size() + 1) == words + " ") {
      return true;
    }
  }
  return words == "--help" || words == "--version";
}

// "accord ca export" of "`accord ca export` with the authority's name".
std::string unknown_commands_in(std::string_view text) {
  static const std::regex quoted("[`\"]accord ([^`\"]*)[`\"]");
  std::string unknown;
  const std::string all(text);
  for (std::sregex_iterator at(all.begin(), all.end(), quoted), end; at != end; ++at) {
    const auto words = (*at)[1].str();
    if (words.find('{') != std::string::npos) continue;  // what somebody typed
    if (!names_a_command(words)) unknown += " `accord " + words + "`";
  }
  return unknown;
}

}  // namespace

TEST_CASE("every command that a finding names exists") {
  std::size_t named = 0;
  for (const auto& entry : accord::outcome::finding_table()) {
    INFO(entry.name);
    CHECK(unknown_commands_in(entry.message) == "");
    CHECK(unknown_commands_in(entry.advice) == "");
    named += entry.advice.find("accord ") != std::string_view::npos ? 1U : 0U;
  }
  REQUIRE(named >= 10);
}

TEST_CASE("a command that does not exist would be noticed") {
  REQUIRE(unknown_commands_in("Use `accord ca doctor`.") == " `accord ca doctor`");
  REQUIRE(unknown_commands_in("Use \"accord ca new\" or `accord ca`.").empty());
}
