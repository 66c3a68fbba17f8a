#include "cli/commands.h"

#include <algorithm>
#include <map>

#include <catch2/catch_test_macros.hpp>

#include "cli/dispatch.h"
#include "cli/nearest.h"
#include "cli/refusal.h"
#include "lib/outcome/finding_id.h"
#include "tests/cli/program.h"
#include "tests/cli/unreal_outside.h"
#include "tests/support/expect.h"

using accord::cli::Answer;
using accord::cli::Arguments;
using accord::cli::Command;
using accord::cli::Exit;
using accord::cli::Session;
using namespace accord::tests;
using accord::outcome::FindingId;

namespace {

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  while (!name.empty()) {
    const auto end = std::min(name.find(' '), name.size());
    words.emplace_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return words;
}

}  // namespace

TEST_CASE("every command has help that begins with examples, by --help and by help") {
  for (const auto& command : accord::cli::commands()) {
    INFO(command.name);
    auto words = words_of(command.name);
    auto asked = words;
    asked.insert(asked.begin(), "help");
    const auto by_help = accord::tests::run_accord(asked);
    words.emplace_back("--help");
    const auto by_option = accord::tests::run_accord(words);
    REQUIRE(by_help.exit_code == 0);
    REQUIRE(by_help.errors.empty());
    REQUIRE(by_help.output == by_option.output);
    const auto examples = by_help.output.find("\nExamples\n");
    REQUIRE(examples != std::string::npos);
    REQUIRE(examples < by_help.output.find("\nOptions"));
    REQUIRE(by_help.output.find("    accord " + std::string(command.name)) != std::string::npos);
    for (const auto& option : command.options) {
      REQUIRE(by_help.output.find("--" + std::string(option.name)) != std::string::npos);
    }
  }
}

TEST_CASE("an option of one name takes a value in every command or in none") {
  std::map<std::string_view, bool> takes_value;
  for (const auto& command : accord::cli::commands()) {
    for (const auto& option : command.options) {
      INFO(command.name << " --" << option.name);
      const auto [at, is_new] = takes_value.emplace(option.name, !option.value.empty());
      REQUIRE(at->second == !option.value.empty());
    }
  }
}

TEST_CASE("a command that reads a policy has limits for reading it") {
  for (const auto& command : accord::cli::commands()) {
    INFO(command.name);
    const auto has = [&](std::string_view name) {
      return std::any_of(command.options.begin(), command.options.end(),
                         [&](const auto& option) { return option.name == name; });
    };
    REQUIRE((!has("policy-file") || has("limit")));
  }
}

TEST_CASE("help never prints a line of more than a hundred columns") {
  const auto result = accord::tests::run_accord({});
  REQUIRE(result.exit_code == 0);
  REQUIRE(result.output.find("accord demo") != std::string::npos);
  for (const auto& command : accord::cli::commands()) {
    auto words = words_of(command.name);
    words.emplace_back("--help");
    std::istringstream lines(accord::tests::run_accord(words).output);
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      REQUIRE(accord::cli::display_width(line) <= 100);
    }
  }
}

TEST_CASE("the overview names every command") {
  const auto result = accord::tests::run_accord({"--help"});
  REQUIRE(result.exit_code == 0);
  for (const auto& command : accord::cli::commands()) {
    REQUIRE(result.output.find("accord " + std::string(command.name)) != std::string::npos);
  }
}

TEST_CASE("the version is printed, by word and by option") {
  REQUIRE(accord::tests::run_accord({"version"}).output ==
          accord::tests::run_accord({"--version"}).output);
  REQUIRE(accord_json(0, {"version"}).at("version").is_string());
}

TEST_CASE("an unknown command is refused with the nearest one") {
  const auto json = require_refusal(64, "command_unknown", {"tl", "verfy"});
  REQUIRE(json.at("findings").at(0).at("message").get<std::string>().find("accord tl verify") !=
          std::string::npos);
  (void)require_refusal(64, "command_unknown", {"explian"});
  (void)require_refusal(64, "command_unknown", {"help", "nothing", "here"});
}

TEST_CASE("a noun alone says which words go with it") {
  const auto json = require_refusal(64, "command_incomplete", {"mra"});
  REQUIRE(json.at("findings").at(0).at("params").at("verbs") == "new, show");
  const auto help = accord::tests::run_accord({"tl", "--help"});
  REQUIRE(help.exit_code == 0);
  REQUIRE(help.output.find("accord tl pointer add") != std::string::npos);
}

TEST_CASE("wrong options are refused, each by its finding") {
  const auto json =
      require_refusal(64, "option_unknown", {"tl", "verify", "a.xml", "--sigher", "x"});
  REQUIRE(json.at("findings").at(0).at("message").get<std::string>().find("--signer") !=
          std::string::npos);
  (void)require_refusal(64, "option_unknown", {"tl", "verify", "a.xml", "-x"});
  (void)require_refusal(64, "option_unknown", {"--sigher"});
  (void)require_refusal(64, "option_without_value", {"tl", "verify", "a.xml", "--signer"});
  (void)require_refusal(64, "option_takes_no_value", {"explain", "--no-color=yes"});
  (void)require_refusal(
      64, "option_repeated",
      {"tl", "verify", "a.xml", "--at", "2026-01-01T00:00:00Z", "--at", "2026-01-02T00:00:00Z"});
  (void)require_refusal(64, "option_missing", {"key", "request", "some.key"});
  (void)require_refusal(64, "option_value", {"key", "new", "some.key", "--type", "p257"});
  (void)require_refusal(64, "options_together",
                        {"tl", "verify", "a.xml", "--signer", "b", "--pointer", "c"});
  (void)require_refusal(64, "option_needs_other", {"tl", "verify", "a.xml", "--lotl-signer", "b"});
}

TEST_CASE("wrong operands are refused, each by its finding") {
  const auto json = require_refusal(64, "operand_missing", {"tl", "verify"});
  REQUIRE(json.at("findings").at(0).at("params").at("operand") == "LIST");
  (void)require_refusal(64, "operand_unexpected", {"tl", "show", "a.xml", "b.xml"});
}

TEST_CASE("a time that is none is refused with the option's name") {
  const auto json =
      require_refusal(64, "time_malformed", {"tl", "verify", "a.xml", "--at", "today"});
  REQUIRE(json.at("findings").at(0).at("about").at("what") == "--at");
  (void)require_refusal(64, "time_without_zone",
                        {"tl", "verify", "a.xml", "--at", "2026-01-01T00:00:00"});
}

TEST_CASE("options may stand anywhere, also before the command") {
  const auto before = accord::tests::run_accord({"--json", "explain", "option_unknown"});
  const auto between = accord::tests::run_accord({"explain", "--json", "option_unknown"});
  const auto after = accord::tests::run_accord({"explain", "option_unknown", "--json"});
  REQUIRE(before.exit_code == 0);
  REQUIRE(before.output == between.output);
  REQUIRE(before.output == after.output);
  // The value of an option before the command is not taken for a word of it.
  (void)require_refusal(65, "input_missing",
                        {"--at", "2026-01-01T00:00:00Z", "tl", "verify", "absent.xml"});
}

TEST_CASE("values of an option that may be repeated may follow each other") {
  const Workplace place;
  place.write("empty.xml", "<a/>");
  // What is missing is named, so the words show how they were read.
  const auto first = accord_json(
      65, {"tl", "verify", "empty.xml", "--signer", "one.crt", "two.crt"}, place.path());
  (void)require_json_finding(first, "input_missing", "one.crt");
  const auto second =
      accord_json(65, {"tl", "verify", "--signer", "one.crt", "absent.xml"}, place.path());
  (void)require_json_finding(second, "input_missing", "absent.xml");
}

TEST_CASE("errors go to standard error and answers to standard output") {
  const auto refused = accord::tests::run_accord({"explain", "nothing_like_it"});
  REQUIRE(refused.exit_code == 64);
  REQUIRE(refused.output.empty());
  REQUIRE(refused.errors.find("error: There is no finding") == 0);
  REQUIRE(refused.errors.find("next") != std::string::npos);
  const auto answered = accord::tests::run_accord({"explain", "option_unknown"});
  REQUIRE(answered.errors.empty());
}

TEST_CASE("what cannot be printed is an error of its own") {
  const char* program = std::getenv("ACCORD_BINARY");
  REQUIRE(program != nullptr);
  const auto result = run_program({"sh", "-c", std::string(program) + " explain > /dev/full"});
  REQUIRE(result.exit_code == 74);
  REQUIRE(result.errors.find("output_failed") != std::string::npos);
}

TEST_CASE("a mistake of the program is an answer with exit code 70") {
  const Command table[] = {{.name = "break",
                            .summary = "",
                            .examples = "",
                            .operands = {},
                            .options = {},
                            .run = [](const Arguments&, Session&) -> Answer {
                              throw std::runtime_error("the table is upside down");
                            },
                            .reads_configuration = false}};
  const UnrealOutside outside;
  const auto reply = accord::cli::perform(table, {"break"}, outside.get());
  REQUIRE(reply.answer.exit == Exit::internal);
  const auto& finding = require_finding(reply.answer.findings, FindingId::internal_error);
  REQUIRE(accord::outcome::message(finding).find("the table is upside down") != std::string::npos);
}

TEST_CASE("a word is near another by slips of the finger, and not by chance") {
  using accord::cli::nearest;
  REQUIRE(nearest("verfy", {"show", "verify", "tree"}) == "verify");
  REQUIRE(nearest("tere", {"show", "verify", "tree"}) == "tree");
  REQUIRE(nearest("ver", {"show", "verify", "tree"}) == "verify");
  REQUIRE(nearest("bicycle", {"show", "verify", "tree"}).empty());
  REQUIRE(nearest("", {"a"}).empty());
  REQUIRE(nearest(std::string(1000, 'x'), {"a"}).empty());
}
