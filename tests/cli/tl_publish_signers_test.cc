#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"

using namespace accord::tests;
namespace fs = std::filesystem;

namespace {

constexpr auto issue = "2026-06-01T00:00:00Z";
constexpr auto day = "2026-06-20T00:00:00Z";

/// Signed lists of JP and BR, and one of KR that bears the signature of JP's signer.
class Countries {
 public:
  Countries() {
    found("jp", "JP");
    found("br", "BR");
    found("kr", "KR");
    sign("jp", {});
    sign("br", {});
    sign("kr", {"--key", "jp/list-signer.key", "--certificate", "jp/list-signer.crt"});
  }
  [[nodiscard]] nlohmann::json publish(int exit_code, const std::vector<std::string>& lists,
                                       const std::vector<std::string>& signers) const {
    std::vector<std::string> words{"tl", "publish"};
    for (const auto& list : lists) words.push_back(list + "/" + list + ".xml");
    words.insert(words.end(), {"--out", "site", "--at", day, "--signer"});
    words.insert(words.end(), signers.begin(), signers.end());
    return accord_json(exit_code, words, place.path());
  }
  void refused(int exit_code, const std::string& id, const std::string& where,
               const std::vector<std::string>& lists,
               const std::vector<std::string>& signers) const {
    (void)require_json_finding(publish(exit_code, lists, signers), id, where);
    CHECK(!fs::exists(place / "site"));
  }
  Workplace place;

 private:
  void found(const std::string& name, const std::string& territory) const {
    place.done({"scheme", "new", name, "--territory", territory, "--operator", "Example Agency",
                "--at", "2026-05-01T00:00:00Z"});
  }
  void sign(const std::string& name, const std::vector<std::string>& further) const {
    place.done({"tl", "build", name, "--at", issue});
    std::vector<std::string> words{
        "tl", "sign", name, "--at", issue, "--out", name + "/" + name + ".xml"};
    words.insert(words.end(), further.begin(), further.end());
    place.done(words);
  }
};

const std::string jp = "jp/list-signer.crt";
const std::string br = "br/list-signer.crt";

}  // namespace

TEST_CASE("of several lists each is verified by its own country's signer alone") {
  const Countries countries;
  // A certificate that names JP does not count for the list of KR.
  countries.refused(64, "publish_signer_unassigned", "kr/kr.xml", {"jp", "kr"}, {jp});
  countries.refused(65, "publish_not_valid", "kr/kr.xml", {"jp", "kr"}, {jp, "KR=" + br});
  const auto json = countries.publish(0, {"jp", "br"}, {jp, br});
  CHECK(json.at("lists").at(0).at("verified") == true);
  CHECK(json.at("lists").at(1).at("verified") == true);
}

TEST_CASE("a signer is named for the list of a territory, whatever its certificate says") {
  const Countries countries;
  (void)countries.publish(0, {"jp", "kr"}, {"JP=" + jp, "KR=" + jp});
  CHECK(fs::exists(countries.place / "site/kr.xml"));
}

TEST_CASE("a signer that is named for another list does not count") {
  const Countries countries;
  countries.refused(64, "publish_signer_unassigned", "br/br.xml", {"jp", "br"}, {"JP=" + br, jp});
  countries.refused(64, "signer_of_unknown_list", {}, {"jp"}, {"BR=" + jp});
  countries.refused(64, "signer_of_unknown_list", {}, {"jp"}, {jp, "BR=" + br});
}

TEST_CASE("signers are not chosen by what a list says outside its own territory") {
  const Countries countries;
  auto list = countries.place.read("kr/kr.xml");
  // The signature covers no comments.
  const auto root = list.find("<SchemeInformation>");
  REQUIRE(root != std::string::npos);
  list.insert(root, "<!-- <SchemeTerritory>JP</SchemeTerritory> -->");
  countries.place.write("kr/kr.xml", list);
  const auto json = countries.publish(64, {"kr", "br"}, {jp, br});
  const auto finding = require_json_finding(json, "publish_signer_unassigned", "kr/kr.xml");
  CHECK(finding.at("params").at("territory") == "KR");
}
