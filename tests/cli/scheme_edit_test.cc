#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"
#include "tests/support/certificate_maker.h"

using namespace accord::tests;

namespace {

constexpr auto founded = "2026-05-01T00:00:00Z";
constexpr auto first_issue = "2026-06-01T00:00:00Z";

std::string authority_pem(const std::string& name) {
  CertificateSpec spec;
  spec.common_name = name;
  spec.organization = "Example Trust";
  spec.country = "JP";
  spec.ca = true;
  return to_pem(make_self_signed(spec).certificate);
}

/// Two schemes: one with a granted service and a signed list, one that points to lists.
class Schemes {
 public:
  Schemes() {
    place.write("ca.crt", authority_pem("Example CA"));
    found("jp", "JP", {});
    found("br", "BR", {});
    found("eu", "EU", {"--list-of-lists"});
    place.done(grant("jp", {"--at", "2026-05-20T00:00:00Z"}));
    place.done(grant("br", {"--at", "2026-05-20T00:00:00Z"}));
    publish("jp");
    publish("br");
  }
  void found(const std::string& folder, const std::string& territory,
             const std::vector<std::string>& more) const {
    std::vector<std::string> words{"scheme",         "new",     folder,
                                   "--territory",    territory, "--operator",
                                   "Example Agency", "--at",    founded};
    words.insert(words.end(), more.begin(), more.end());
    place.done(words);
  }
  [[nodiscard]] static std::vector<std::string> grant(const std::string& folder,
                                                      const std::vector<std::string>& more) {
    std::vector<std::string> words{"tl",         "service",       "grant",         folder,
                                   "--provider", "Example Trust", "--service",     "Seals",
                                   "--type",     "CA/QC",         "--certificate", "ca.crt"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  void publish(const std::string& folder) const {
    place.done({"tl", "build", folder, "--at", first_issue});
    place.done({"tl", "sign", folder, "--at", first_issue});
  }
  [[nodiscard]] static std::vector<std::string> point(const std::string& folder,
                                                      const std::vector<std::string>& more) {
    std::vector<std::string> words{"tl",         "pointer",
                                   "add",        "eu",
                                   "--list",     folder + "/list.xml",
                                   "--location", "https://lists.example/" + folder + ".xml",
                                   "--signer",   folder + "/list-signer.crt"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  void draft(const std::string& file, const std::string& enacted) const {
    place.done({"mra", "new", file, "--pointing", "EU", "--pointed", "JP", "--enacted", enacted,
                "--force"});
  }
  [[nodiscard]] nlohmann::json pointer(std::size_t index) const {
    return place.done({"scheme", "show", "eu"}).at("scheme").at("pointers").at(index);
  }
  Workplace place;
};

}  // namespace

TEST_CASE("a pointer keeps its agreement until it gets another one or is to have none") {
  const Schemes schemes;
  const auto& place = schemes.place;
  schemes.draft("agreement.xml", "2026-07-01T00:00:00Z");
  place.done(Schemes::point("jp", {"--agreement", "agreement.xml"}));
  const auto again = place.done(Schemes::point("jp", {}));
  REQUIRE(again.at("agreement") == "agreements/agreement.xml");
  REQUIRE(again.at("files").at(0).at("what").get<std::string>().find(
              "keeps its recognition agreement, agreements/agreement.xml") != std::string::npos);
  REQUIRE(schemes.pointer(0).at("agreement") == "agreements/agreement.xml");
  (void)require_refusal(64, "options_together",
                        Schemes::point("jp", {"--no-agreement", "--agreement", "agreement.xml"}),
                        place.path());
  const auto without = place.done(Schemes::point("jp", {"--no-agreement"}));
  REQUIRE(without.at("files").at(0).at("what").get<std::string>().find(
              "without its recognition agreement") != std::string::npos);
  REQUIRE(schemes.pointer(0).at("agreement").is_null());
}

TEST_CASE("files of one name and other content are taken in beside each other") {
  const Schemes schemes;
  const auto& place = schemes.place;
  schemes.draft("agreement.xml", "2026-07-01T00:00:00Z");
  place.done(Schemes::point("jp", {"--agreement", "agreement.xml"}));
  // Both schemes call their signer's certificate list-signer.crt.
  place.done(Schemes::point("br", {}));
  const std::string first = schemes.pointer(0).at("signers").at(0);
  const std::string second = schemes.pointer(1).at("signers").at(0);
  REQUIRE(first == "certificates/list-signer.crt");
  REQUIRE(second.find("certificates/list-signer-") == 0);
  REQUIRE(place.read("eu/" + second) == place.read("br/list-signer.crt"));
  // The same again makes no further file.
  place.done(Schemes::point("br", {}));
  REQUIRE(schemes.pointer(1).at("signers").at(0) == second);
  // A changed agreement under its old name.
  schemes.draft("agreement.xml", "2026-09-01T00:00:00Z");
  place.done(Schemes::point("jp", {"--agreement", "agreement.xml"}));
  const std::string changed = schemes.pointer(0).at("agreement");
  REQUIRE(changed != "agreements/agreement.xml");
  REQUIRE(place.read("eu/" + changed) == place.read("agreement.xml"));
}

TEST_CASE("a status is taken back as long as it is not published") {
  const Schemes schemes;
  const auto& place = schemes.place;
  const std::vector<std::string> undo{"tl",         "service",       "undo",      "jp",
                                      "--provider", "Example Trust", "--service", "Seals"};
  (void)require_refusal(64, "status_published", undo, place.path());
  const auto before = place.read("jp/providers/example-trust.xml");
  const auto future = run_accord({"tl", "service", "withdraw", "jp", "--provider", "Example Trust",
                                  "--service", "Seals", "--at", "2999-01-01T00:00:00Z"},
                                 place.path());
  REQUIRE(future.exit_code == 0);
  REQUIRE(future.output.find("this begins in the future") != std::string::npos);
  (void)require_json_finding(accord_json(65, {"tl", "build", "jp", "--force"}, place.path()),
                             "status_in_future");
  REQUIRE(place.done(undo).at("undone").at("since") == "2999-01-01T00:00:00Z");
  REQUIRE(place.read("jp/providers/example-trust.xml") == before);
  place.done({"tl", "build", "jp", "--force"});
}

TEST_CASE("with its only status the service goes, and with it a provider that has no other") {
  const Schemes schemes;
  const auto& place = schemes.place;
  schemes.found("lu", "LU", {});
  place.done(Schemes::grant("lu", {}));
  place.done({"tl", "service", "undo", "lu", "--provider", "Example Trust", "--service", "Seals"});
  REQUIRE(!std::filesystem::exists(place / "lu/providers/example-trust.xml"));
}

TEST_CASE("a use that a type of service cannot have is refused") {
  const Schemes schemes;
  auto words = Schemes::grant("jp", {"--for", "eseals"});
  words[7] = "Stamps";
  words[9] = "TSA/QTST";
  const auto json = require_refusal(64, "options_together", words, schemes.place.path());
  REQUIRE(json.at("findings").at(0).at("params").at("other") == "--for eseals");
}

TEST_CASE("lint warns of every placeholder, and a list with them is signed with a warning") {
  const Schemes schemes;
  const auto& place = schemes.place;
  const auto linted = accord_json(0, {"tl", "lint", "jp/list.unsigned.xml"}, place.path());
  std::vector<std::string> elements;
  for (const auto& finding : linted.at("findings")) {
    REQUIRE(finding.at("id") == "lint_placeholder");
    REQUIRE(finding.at("severity") == "warning");
    elements.push_back(finding.at("params").at("element"));
  }
  REQUIRE(elements == std::vector<std::string>{"SchemeOperatorAddress", "SchemeInformationURI",
                                               "PolicyOrLegalNotice", "DistributionPoints",
                                               "TSPTradeName", "TSPAddress", "TSPInformationURI"});
  place.done({"tl", "build", "jp", "--force"});
  const auto signed_list = run_accord({"tl", "sign", "jp", "--force"}, place.path());
  REQUIRE(signed_list.exit_code == 0);
  REQUIRE(signed_list.output.find("placeholders are left in this list") != std::string::npos);
  REQUIRE(signed_list.errors.find("lint_placeholder") != std::string::npos);
}

TEST_CASE("a scheme that was told its facts has no placeholders") {
  const Schemes schemes;
  const auto& place = schemes.place;
  schemes.found(
      "lu", "LU",
      {"--list-of-lists", "--street", "1, Example Street", "--town", "Luxembourg", "--mail",
       "trust@agency.example", "--website", "https://agency.example/", "--legal-basis",
       "The law of 1 May 2026.", "--location", "https://agency.example/list.xml"});
  place.done({"tl", "build", "lu"});
  const auto json = accord_json(0, {"tl", "lint", "lu/list.unsigned.xml"}, place.path());
  INFO(json.dump(2));
  // It points to nothing yet.
  REQUIRE(json.at("findings").size() == 1);
  (void)require_json_finding(json, "lint_list_of_lists_empty");
  REQUIRE(place.done({"scheme", "show", "lu"}).at("scheme").at("list_type") ==
          "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/LUlistofthelists");
}

TEST_CASE("what lint calls invalid is not signed, and that is said first") {
  const Schemes schemes;
  const auto& place = schemes.place;
  auto text = place.read("jp/list.unsigned.xml");
  const auto at = text.find("</tsl:SchemeInformation>");
  REQUIRE(at != std::string::npos);
  text.insert(at, "<tsl:Surprise/>");
  place.write("bad.xml", text);
  (void)require_json_finding(accord_json(1, {"tl", "lint", "bad.xml"}, place.path()),
                             "schema_invalid", "bad.xml");
  (void)require_refusal(64, "lint_profile_unknown",
                        {"tl", "lint", "bad.xml", "--profile", "europe"}, place.path());
  const auto refused = accord_json(
      65, {"tl", "sign", "jp", "--list", "bad.xml", "--out", "signed.xml"}, place.path());
  REQUIRE(refused.at("findings").at(0).at("id") == "list_not_signed");
  (void)require_json_finding(refused, "list_not_signed", "bad.xml");
  (void)require_json_finding(refused, "schema_invalid", "bad.xml");
  REQUIRE(!std::filesystem::exists(place / "signed.xml"));
}

TEST_CASE("a list that is to last longer than the standard allows is not signed") {
  const Schemes schemes;
  const auto& place = schemes.place;
  auto scheme = place.read("jp/scheme.xml");
  const std::string days = "<next-update>180<";
  const auto at = scheme.find(days);
  REQUIRE(at != std::string::npos);
  scheme.replace(at, days.size(), "<next-update>300<");
  place.write("jp/scheme.xml", scheme);
  place.done({"tl", "build", "jp", "--force"});
  (void)require_json_finding(accord_json(1, {"tl", "lint", "jp/list.unsigned.xml"}, place.path()),
                             "lint_next_update_too_late");
  const auto refused = accord_json(65, {"tl", "sign", "jp", "--force"}, place.path());
  (void)require_json_finding(refused, "list_not_signed");
  (void)require_json_finding(refused, "lint_next_update_too_late");
}

TEST_CASE("no agreement is drafted with a law that nobody named") {
  const Workplace place;
  std::vector<std::string> words{"mra",       "new", "agreement.xml", "--pointing", "EU",
                                 "--pointed", "BR",  "--enacted",     first_issue};
  const auto json = require_refusal(64, "legislation_unknown", words, place.path());
  REQUIRE(json.at("findings").at(0).at("params").at("option") == "--pointed-legislation");
  REQUIRE(!std::filesystem::exists(place / "agreement.xml"));
  words.insert(words.end(), {"--pointed-legislation", "https://law.example/br"});
  place.done(words);
  REQUIRE(run_accord({"mra", "show", "agreement.xml"}, place.path()).output.find("  chained  ") !=
          std::string::npos);
}

TEST_CASE("a list of lists is told by its pointers, and the source by its last issue") {
  const Schemes schemes;
  const auto& place = schemes.place;
  place.done(Schemes::point("jp", {}));
  schemes.publish("eu");
  const auto text = run_accord({"tl", "verify", "eu/list.xml", "--signer", "eu/list-signer.crt",
                                "--at", "2026-06-02T00:00:00Z"},
                               place.path())
                        .output;
  INFO(text);
  REQUIRE(text.find("1 pointer to lists") != std::string::npos);
  REQUIRE(place.done({"scheme", "show", "eu"}).at("scheme").at("published_issued") == first_issue);
}

TEST_CASE("a forged file with a higher number does not hide the real list") {
  const Schemes schemes;
  const auto& place = schemes.place;
  place.done(Schemes::point("jp", {}));
  place.done(Schemes::point("br", {}));
  schemes.publish("eu");
  std::filesystem::create_directory(place / "lists");
  place.write("lists/jp.xml", place.read("jp/list.xml"));
  auto forged = place.read("jp/list.xml");
  const std::string number = "<tsl:TSLSequenceNumber>1<";
  const auto at = forged.find(number);
  REQUIRE(at != std::string::npos);
  forged.replace(at, number.size(), "<tsl:TSLSequenceNumber>9<");
  place.write("lists/a-forged.xml", forged);
  const std::vector<std::string> words{
      "tl",        "tree",  "--lotl", "eu/list.xml",         "--signer", "eu/list-signer.crt",
      "--offline", "lists", "--at",   "2026-06-02T00:00:00Z"};
  const auto json = accord_json(0, words, place.path());
  REQUIRE(json.at("lists").at(1).at("file") == "lists/jp.xml");
  REQUIRE(json.at("lists").at(1).at("sequence") == 1);
  (void)require_json_finding(json, "list_file_passed_over", "a-forged.xml");
  (void)require_json_finding(json, "tree_list_not_at_hand");
  REQUIRE(json.at("not_at_hand") == 1);
  const auto text = run_accord(words, place.path()).output;
  INFO(text);
  REQUIRE(text.find("2 lists: 2 valid, 0 indeterminate, 0 invalid; 1 list not at hand; 1 service"
                    "\n") != std::string::npos);
}

TEST_CASE("help in JSON has its text by both ways of asking") {
  const Workplace place;
  const auto by_help = place.done({"help", "tl", "verify"});
  REQUIRE(by_help.at("text") == place.done({"tl", "verify", "--help"}).at("text"));
  REQUIRE(place.done({"help", "ca"}).at("text").is_string());
  REQUIRE(place.done({"help"}).at("text").is_string());
}
