#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"

using namespace accord::tests;

namespace {

const std::vector<std::string> verify_nothing{"tl", "verify", "absent.xml"};

std::vector<std::string> with_config(const std::string& file) {
  auto words = verify_nothing;
  words.insert(words.end(), {"--config", file});
  return words;
}

}  // namespace

TEST_CASE("a configuration file gives options that the command line does not") {
  const Workplace place;
  place.write("list.xml", "<a/>");
  place.write("trust.ini", "# who is trusted\nsigner = from-file.crt\nat = 2026-01-01T00:00:00Z\n");
  const auto from_file =
      accord_json(65, {"tl", "verify", "list.xml", "--config", "trust.ini"}, place.path());
  (void)require_json_finding(from_file, "input_missing", "from-file.crt");
  const auto from_line = accord_json(
      65, {"tl", "verify", "list.xml", "--config", "trust.ini", "--signer", "from-line.crt"},
      place.path());
  (void)require_json_finding(from_line, "input_missing", "from-line.crt");
}

TEST_CASE("the configuration in the home folder is read without being named") {
  const Workplace place;
  std::filesystem::create_directory(place / "home");
  place.write("home/accord.ini", "json = true\n");
  const auto result = run_accord(verify_nothing, place.path());
  REQUIRE(result.exit_code == 65);
  REQUIRE(nlohmann::json::parse(result.output).is_object());
  place.write("home/accord.ini", "json = false\n");
  REQUIRE(run_accord(verify_nothing, place.path()).output.empty());
}

TEST_CASE(
    "one configuration serves all commands, and a name that none has is refused with its line") {
  const Workplace place;
  place.write("both.ini", "days = 5\n");  // an option of other commands
  (void)require_refusal(65, "input_missing", with_config("both.ini"), place.path());
  place.write("wrong.ini", "at = 2026-01-01T00:00:00Z\n\nsigher = a.crt\n");
  const auto unknown =
      require_refusal(64, "configuration_unknown_name", with_config("wrong.ini"), place.path());
  (void)require_json_finding(unknown, "configuration_unknown_name", "wrong.ini:3");
  REQUIRE(unknown.dump().find("Did you mean signer?") != std::string::npos);
}

TEST_CASE("what belongs to one call is refused in a configuration, and so is a section") {
  const Workplace place;
  for (const auto* line : {"force = true\n", "config = other.ini\n", "[tl]\nat = x\n"}) {
    place.write("wrong.ini", line);
    (void)require_refusal(64, "configuration_unknown_name", with_config("wrong.ini"), place.path());
  }
}

TEST_CASE("a line of a configuration that is none is refused with its number") {
  const Workplace place;
  place.write("wrong.ini", "at = 2026-01-01T00:00:00Z\nsigner\n");
  const auto json =
      require_refusal(64, "configuration_malformed", with_config("wrong.ini"), place.path());
  (void)require_json_finding(json, "configuration_malformed", "wrong.ini:2");
}

TEST_CASE("a configuration names a thing once, unless it may have several values") {
  const Workplace place;
  place.write("twice.ini", "at = 2026-01-01T00:00:00Z\nat = 2026-02-01T00:00:00Z\n");
  (void)require_refusal(64, "option_repeated", with_config("twice.ini"), place.path());
  place.write("several.ini", "signer = a.crt\nsigner = b.crt\nlist = a.xml\nlist = b.xml\n");
  (void)require_refusal(65, "input_missing", with_config("several.ini"), place.path());
}

TEST_CASE("a switch in a configuration is true or false") {
  const Workplace place;
  place.write("wrong.ini", "no-color = maybe\n");
  const auto json =
      require_refusal(64, "configuration_switch", with_config("wrong.ini"), place.path());
  (void)require_json_finding(json, "configuration_switch", "wrong.ini:1");
}

TEST_CASE("help and version work whatever the configuration says") {
  const Workplace place;
  std::filesystem::create_directory(place / "home");
  place.write("home/accord.ini", "nonsense\n");
  REQUIRE(run_accord({"version"}).exit_code == 0);
  REQUIRE(run_accord({"help", "tl"}).exit_code == 0);
  REQUIRE(run_accord({"tl", "verify", "--help"}).exit_code == 0);
  REQUIRE(run_accord({"explain"}).exit_code == 0);
}

TEST_CASE("without any folder for the user's data that is said") {
  const Variable home("ACCORD_HOME", std::nullopt);
  const Variable data("XDG_DATA_HOME", std::nullopt);
  const Variable user("HOME", std::nullopt);
  (void)require_refusal(64, "home_unknown", {"ca", "list"});
}

TEST_CASE("an empty value is refused, on the command line and in a configuration") {
  const Workplace place;
  const auto refused = [&](const std::string& what, const std::string& from,
                           const std::vector<std::string>& words) {
    const auto json = require_refusal(64, "value_empty", words, place.path());
    CHECK(json.at("findings").at(0).at("about").at("what") == from);
    CHECK(json.at("findings").at(0).at("params").at("what") == what);
  };
  const std::string line = "the command line";
  refused("The value of --out", line, {"tl", "publish", "list.xml", "--out", "", "--unverified"});
  refused("The value of --out", line, {"tl", "build", "jp", "--out", ""});
  refused("The value of --signer", line, {"tl", "verify", "a.xml", "--signer", "a.crt", ""});
  refused("The value of --config", line, {"tl", "verify", "a.xml", "--config", ""});
  refused("The value of DIR", line, {"tl", "build", ""});
  refused("The value of FILE", line, {"cert", "inspect", ""});
  place.write("empty.ini", "signer =\n");
  refused("The value of --signer", "the configuration", with_config("empty.ini"));
}
