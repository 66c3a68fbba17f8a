#include "tests/cli/program.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

namespace accord::tests {
namespace {

std::string program() {
  const char* path = std::getenv("ACCORD_BINARY");
  REQUIRE(path != nullptr);
  return path;
}

std::string shown(const std::vector<std::string>& words) {
  std::string line = "accord";
  for (const auto& word : words) line += " " + word;
  return line;
}

nlohmann::json expected_verdict(int exit_code) {
  switch (exit_code) {
    case 1:
      return "invalid";
    case 2:
      return "indeterminate";
    default:
      return nullptr;
  }
}

}  // namespace

ProgramResult run_accord(const std::vector<std::string>& words,
                         const std::filesystem::path& folder) {
  std::vector<std::string> all{program()};
  all.insert(all.end(), words.begin(), words.end());
  return run_program(all, folder);
}

nlohmann::json accord_json(int exit_code, std::vector<std::string> words,
                           const std::filesystem::path& folder) {
  // What follows "--" are operands.
  words.insert(std::find(words.begin(), words.end(), "--"), "--json");
  const auto result = run_accord(words, folder);
  INFO(shown(words) << "\n" << result.output << result.errors);
  REQUIRE(result.exit_code == exit_code);
  REQUIRE(result.errors.empty());
  auto json = nlohmann::json::parse(result.output, nullptr, false);
  REQUIRE(json.is_object());
  REQUIRE(json.contains("at"));
  REQUIRE(json.at("format") == 1);
  REQUIRE(json.at("findings").is_array());
  const auto& verdict = json.at("verdict");
  // From 10 on `trust` says what somebody has to look at; the verdict is one of its own.
  if (exit_code >= 10 && exit_code < 64) {
    REQUIRE(verdict.is_string());
  } else if (exit_code == 0) {
    const bool fits = verdict == "valid" || verdict.is_null();
    REQUIRE(fits);
  } else {
    REQUIRE(verdict == expected_verdict(exit_code));
  }
  return json;
}

nlohmann::json require_json_finding(const nlohmann::json& answer, const std::string& id,
                                    const std::string& where) {
  INFO("expected " << id << " at \"" << where << "\" in " << answer.dump(2));
  for (const auto& finding : answer.at("findings")) {
    const auto& about = finding.at("about");
    const auto place = about.at("what").get<std::string>() + ":" +
                       std::to_string(about.at("line").get<int>()) + ": " +
                       about.at("where").get<std::string>();
    if (finding.at("id") == id && place.find(where) != std::string::npos) {
      for (const auto* member : {"severity", "message", "clause", "advice"}) {
        REQUIRE(!finding.at(member).get<std::string>().empty());
      }
      REQUIRE(finding.at("params").is_object());
      REQUIRE(finding.at("message").get<std::string>().find("not known)") == std::string::npos);
      note_raised(id);
      return finding;
    }
  }
  FAIL("the finding is not there");
  return {};
}

nlohmann::json require_refusal(int exit_code, const std::string& id,
                               const std::vector<std::string>& words,
                               const std::filesystem::path& folder) {
  const auto json = accord_json(exit_code, words, folder);
  INFO(json.dump(2));
  REQUIRE(json.at("findings").size() == 1);
  (void)require_json_finding(json, id);
  return json;
}

Variable::Variable(const std::string& name, const std::optional<std::string>& value) : name_(name) {
  if (const char* before = std::getenv(name.c_str())) before_ = before;
  if (value) {
    ::setenv(name.c_str(), value->c_str(), 1);
  } else {
    ::unsetenv(name.c_str());
  }
}

Variable::~Variable() {
  if (before_) {
    ::setenv(name_.c_str(), before_->c_str(), 1);
  } else {
    ::unsetenv(name_.c_str());
  }
}

Workplace::Workplace()
    : home_("ACCORD_HOME", (folder_.path() / "home").string()),
      passphrase_("ACCORD_PASSPHRASE_FILE", (folder_.path() / "passphrase").string()) {
  write("passphrase", "a passphrase for tests\n");
  std::filesystem::permissions(path() / "passphrase", std::filesystem::perms::owner_read);
}

void Workplace::write(const std::string& name, const std::string& text) const {
  std::ofstream out(path() / name, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  REQUIRE(out);
}

std::string Workplace::read(const std::string& name) const { return read_file(path() / name); }

nlohmann::json Workplace::done(const std::vector<std::string>& words) const {
  return accord_json(0, words, path());
}

}  // namespace accord::tests
