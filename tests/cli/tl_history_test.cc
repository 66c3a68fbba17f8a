#include <catch2/catch_test_macros.hpp>

#include "tests/cli/source_place.h"

using namespace accord::tests;

namespace {

constexpr auto granted = "2026-05-20T00:00:00Z";
constexpr auto first_issue = "2026-06-01T00:00:00Z";
constexpr auto changed = "2026-06-10T00:00:00Z";
constexpr auto second_issue = "2026-06-15T00:00:00Z";
const std::string for_seals = "SvcInfoExt/ForeSeals";
const std::string for_web = "SvcInfoExt/ForWebSiteAuthentication";

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// A scheme whose list was published with one service, and further edits of it.
class Published : public SourcePlace {
 public:
  Published() {
    grant(granted);
    build(first_issue);
    SourcePlace::sign(first_issue);
  }
  void edit(const std::string& verb, const std::vector<std::string>& further) const {
    auto words = service(verb, further);
    words.insert(words.end(), {"--at", changed});
    place.done(words);
  }
  [[nodiscard]] nlohmann::json undo() const { return place.done(service("undo", {})); }
  void take_over() const {
    edit("take-over", {"--by", "Other Trust", "--information", "https://example.jp/take-over"});
  }
};

}  // namespace

TEST_CASE("a withdrawal and a take-over at one moment leave the past as it was published") {
  const Published source;
  source.edit("withdraw", {});
  source.take_over();
  source.build(second_issue);
  const auto json = source.sign(second_issue);
  CHECK(json.at("rewrites_past") == false);
  CHECK(json.at("signed") == true);
  const auto list = source.place.read("jp/list.xml");
  const auto past = list.find("<tsl:ServiceHistory>");
  REQUIRE(past != std::string::npos);
  CHECK(list.find("TakenOverBy", past) == std::string::npos);
  CHECK(list.find("TakenOverBy") < past);
}

TEST_CASE("taking back edits of one moment takes all of them back") {
  const Published source;
  const auto before = source.provider();
  source.edit("withdraw", {});
  source.take_over();
  source.edit("qualify", {"--for", "web"});
  const auto undone = source.undo().at("undone");
  CHECK(undone.at("since") == changed);
  CHECK(source.provider() == before);
  (void)require_refusal(64, "status_published", SourcePlace::service("undo", {}),
                        source.place.path());
}

TEST_CASE("a first list does not say of the past what is said from the withdrawal on") {
  const SourcePlace source;
  source.grant(granted);
  const auto edit = [&](const std::string& verb, std::vector<std::string> further) {
    further.insert(further.end(), {"--at", changed});
    source.place.done(SourcePlace::service(verb, further));
  };
  edit("withdraw", {});
  edit("qualify", {"--for", "web"});
  source.build(second_issue);
  (void)source.sign(second_issue);
  const auto list = source.place.read("jp/list.xml");
  const auto past = list.find("<tsl:ServiceHistory>");
  REQUIRE(past != std::string::npos);
  CHECK(count_of(list, for_web) == 1);
  CHECK(list.find(for_web) < past);
  CHECK(count_of(list, for_seals) == 1);
  CHECK(list.find(for_seals) > past);
}

TEST_CASE("edits at or before the moment of the last status change nothing") {
  const Published source;
  source.edit("qualify", {"--for", "web"});
  const auto before = source.provider();
  const auto refused = [&](const std::string& id, const std::string& verb,
                           std::vector<std::string> further, const std::string& at) {
    further.insert(further.end(), {"--at", at});
    (void)require_refusal(64, id, SourcePlace::service(verb, further), source.place.path());
    CHECK(source.provider() == before);
  };
  const std::vector<std::string> over{"--by", "Other Trust", "--information", "https://x.example"};
  refused("status_time_not_after_last", "withdraw", {}, changed);
  refused("status_time_not_after_last", "withdraw", {}, first_issue);
  refused("status_time_not_after_last", "take-over", over, first_issue);
  refused("status_time_not_after_last", "take-over", over, granted);
  refused("service_already_granted", "grant", {"--type", "CA/QC", "--certificate", "ca.crt"},
          changed);
}

TEST_CASE("a published service is not taken out of the list with its history") {
  const Published source;
  const auto& place = source.place;
  source.edit("withdraw", {});
  source.build(second_issue);
  (void)source.sign(second_issue);
  constexpr auto third_issue = "2026-06-20T00:00:00Z";
  CertificateSpec other;
  other.common_name = "Stamps of B";
  other.organization = "B";
  other.country = "JP";
  place.write("b.crt", to_pem(make_self_signed(other).certificate));
  place.done({"tl", "provider", "add", "jp", "--provider", "B"});
  place.done({"tl", "service", "add", "jp", "--provider", "B", "--service", "Stamps", "--type",
              "TSA/QTST", "--certificate", "b.crt", "--at", changed});
  std::filesystem::remove(place / "jp/providers/example-trust.xml");
  source.build(third_issue);
  const auto list = place.read("jp/list.xml");
  const auto json =
      accord_json(65, {"tl", "sign", "jp", "--force", "--at", third_issue}, place.path());
  const auto finding = require_json_finding(json, "list_rewrites_past", "jp/list.unsigned.xml");
  CHECK(finding.at("params").at("change") == "provider Example Trust: is no longer in the list");
  CHECK(place.read("jp/list.xml") == list);
  const auto shown =
      run_accord({"tl", "diff", "jp/list.xml", "jp/list.unsigned.xml"}, place.path());
  CHECK(shown.exit_code == 1);
  CHECK(shown.output.find("THE PAST WAS REWRITTEN") != std::string::npos);
  CHECK(shown.output.find("provider Example Trust: service Seals: is gone: it was") !=
        std::string::npos);
  CHECK(shown.output.find("the name is now B") == std::string::npos);
  const auto corrected = source.sign(third_issue, {"--correct-past"});
  CHECK(require_json_finding(corrected, "list_rewrites_past").at("severity") == "warning");
}

TEST_CASE("a service is not taken over by its own provider, and lint finds where that is said") {
  const Published source;
  const auto& place = source.place;
  const auto before = source.provider();
  const auto words = SourcePlace::service("take-over", {"--by", "example trust", "--information",
                                                        "https://x.example", "--at", changed});
  const auto refused = require_refusal(64, "source_value_wrong", words, place.path());
  CHECK(refused.at("findings").at(0).at("about").at("where") == "taken-over-by/provider-name");
  CHECK(refused.at("findings").at(0).at("params").at("expected") ==
        "another provider than the one that has the service already");
  CHECK(source.provider() == before);
  source.take_over();
  auto text = source.provider();
  const std::string other = ">Other Trust<";
  text.replace(text.find(other), other.size(), ">Example Trust<");
  place.write("jp/providers/example-trust.xml", text);
  source.build(second_issue);
  const auto linted = accord_json(0, {"tl", "lint", "jp/list.unsigned.xml"}, place.path());
  const auto finding =
      require_json_finding(linted, "lint_takeover_own_provider", "jp/list.unsigned.xml");
  CHECK(finding.at("severity") == "warning");
  CHECK(finding.at("params").at("service") == "Seals");
}
