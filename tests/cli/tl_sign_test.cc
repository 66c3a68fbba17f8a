#include <catch2/catch_test_macros.hpp>

#include "tests/cli/source_place.h"

using namespace accord::tests;

namespace {

constexpr auto granted = "2026-05-20T00:00:00Z";
constexpr auto first_issue = "2026-06-01T00:00:00Z";
constexpr auto withdrawn = "2026-06-10T00:00:00Z";
constexpr auto second_issue = "2026-06-15T00:00:00Z";

/// A scheme whose first list was signed, and a second one built in which its service is withdrawn.
class SecondIssue : public SourcePlace {
 public:
  SecondIssue() {
    grant(granted);
    build(first_issue);
    SourcePlace::sign(first_issue);
    place.done(service("withdraw", {"--at", withdrawn}));
    build(second_issue);
  }
  void refused(const std::string& id, const std::vector<std::string>& further,
               const std::string& at = second_issue) const {
    std::vector<std::string> words{"tl", "sign", "jp", "--force", "--at", at};
    words.insert(words.end(), further.begin(), further.end());
    const auto before = place.read("jp/list.xml");
    const auto json = accord_json(65, words, place.path());
    (void)require_json_finding(json, id);
    REQUIRE(place.read("jp/list.xml") == before);
  }
};

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a preview says in words what the next list changes, and writes nothing") {
  const SecondIssue source;
  const auto& place = source.place;
  const auto list = place.read("jp/list.xml");
  const auto scheme = place.read("jp/scheme.xml");
  const std::vector<std::string> preview{"tl", "sign", "jp", "--dry-run", "--at", second_issue};
  const auto shown = run_accord(preview, place.path());
  INFO(shown.output << shown.errors);
  REQUIRE(shown.exit_code == 0);
  REQUIRE(shown.output.find("service Seals: withdrawn from 2026-06-10T00:00:00Z; it was granted") !=
          std::string::npos);
  REQUIRE(shown.output.find("Nothing was signed or written.") != std::string::npos);
  const auto json = place.done(preview);
  REQUIRE(json.at("signed") == false);
  REQUIRE(json.at("previous") == "jp/list.xml");
  REQUIRE(json.at("rewrites_past") == false);
  REQUIRE(place.read("jp/list.xml") == list);
  REQUIRE(place.read("jp/scheme.xml") == scheme);
  const auto done = source.sign(second_issue);
  REQUIRE(done.at("signed") == true);
  REQUIRE(done.at("changes") == json.at("changes"));
  require_right_for_others(place, "jp/list.xml", "jp/list-signer.crt");
}

TEST_CASE("the first list has nothing to be compared with") {
  const SourcePlace source;
  source.grant(granted);
  source.build(first_issue);
  const auto shown =
      run_accord({"tl", "sign", "jp", "--dry-run", "--at", first_issue}, source.place.path());
  REQUIRE(shown.output.find("It is the first list of this scheme") != std::string::npos);
}

TEST_CASE(
    "the source remembers where the list is and what it was, and another one is not compared") {
  const SecondIssue source;
  const auto& place = source.place;
  REQUIRE(place.read("jp/scheme.xml").find("file=\"list.xml\" sha256=\"") != std::string::npos);
  const auto published = place.read("jp/list.xml");
  place.write("jp/list.xml", with(published, "Example Agency", "Other Agency"));
  source.refused("previous_list_missing", {});
  const auto shown = run_accord(
      {"tl", "sign", "jp", "--dry-run", "--without-previous", "--at", second_issue}, place.path());
  REQUIRE(shown.output.find("not at hand as it was signed") != std::string::npos);
  REQUIRE(shown.errors.find("signed_without_previous") != std::string::npos);
  source.refused("previous_list_wrong", {"--previous", "jp/list.xml"});
  source.refused("previous_list_wrong", {"--previous", "jp/list.unsigned.xml"});
  place.write("kept.xml", published);
  REQUIRE(source.sign(second_issue, {"--previous", "kept.xml"}).at("previous") == "kept.xml");
}

TEST_CASE("a list that was begun elsewhere goes on with its numbers") {
  const SecondIssue source;
  const auto& place = source.place;
  auto scheme = place.read("jp/scheme.xml");
  const auto begin = scheme.find("<published");
  scheme.erase(begin, scheme.find("/>", begin) + 2 - begin);
  place.write("jp/scheme.xml", scheme);
  source.build(second_issue);  // number 1 again
  source.refused("sequence_not_above_last", {"--previous", "jp/list.xml"});
}

TEST_CASE("the issue date lies after that of the list published last") {
  const SecondIssue source;
  const auto& place = source.place;
  place.done({"tl", "service", "undo", "jp", "--provider", "Example Trust", "--service", "Seals"});
  source.build(first_issue);
  source.refused("issue_not_after_last", {});
}

TEST_CASE("a list of another scheme or one that is over already is not signed") {
  const SecondIssue source;
  const auto& place = source.place;
  source.refused("list_over_before_signed", {}, "2027-06-15T00:00:00Z");
  place.done({"scheme", "new", "br", "--territory", "BR", "--operator", "Agency"});
  (void)require_json_finding(
      accord_json(65, {"tl", "sign", "br", "--list", "jp/list.unsigned.xml"}, place.path()),
      "list_of_other_scheme");
}

TEST_CASE("a list that says something else of the past is signed only to correct it") {
  const SecondIssue source;
  const auto& place = source.place;
  place.write("jp/providers/example-trust.xml",
              with(source.provider(), granted, "2026-05-19T00:00:00Z"));
  source.build(second_issue);
  source.refused("list_rewrites_past", {});
  const auto json = source.sign(second_issue, {"--correct-past"});
  REQUIRE(require_json_finding(json, "list_rewrites_past").at("severity") == "warning");
}

TEST_CASE("a draft is signed only as the source gives it now, also that of one scheme alone") {
  const SecondIssue source;
  const auto& place = source.place;
  const auto refused = [&](const std::vector<std::string>& further) {
    std::vector<std::string> words{"tl", "sign", "jp", "--force", "--at", second_issue};
    words.insert(words.end(), further.begin(), further.end());
    const auto list = place.read("jp/list.xml");
    (void)require_json_finding(accord_json(65, words, place.path()), "draft_not_of_source",
                               "jp/list.unsigned.xml");
    CHECK(place.read("jp/list.xml") == list);
  };
  SECTION("older than the last edit") {
    place.done(
        {"tl", "service", "undo", "jp", "--provider", "Example Trust", "--service", "Seals"});
    refused({});
    refused({"--dry-run"});
    source.build(second_issue);
    source.sign(second_issue);
    CHECK(place.read("jp/list.xml").find("Svcstatus/withdrawn") == std::string::npos);
  }
  SECTION("touched by hand") {
    const auto draft = place.read("jp/list.unsigned.xml");
    place.write("jp/list.unsigned.xml", with(draft, "Example Agency", "Other Agency"));
    refused({});
  }
}
