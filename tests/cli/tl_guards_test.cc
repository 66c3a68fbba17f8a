#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/cli/source_place.h"

using namespace accord::tests;
namespace fs = std::filesystem;

namespace {

constexpr auto granted = "2026-05-20T00:00:00Z";
constexpr auto first_issue = "2026-06-01T00:00:00Z";
constexpr auto withdrawn = "2026-06-10T00:00:00Z";
constexpr auto second_issue = "2026-06-15T00:00:00Z";

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// A scheme whose first list was signed.
class FirstIssue : public SourcePlace {
 public:
  FirstIssue() {
    grant(granted);
    build(first_issue);
    SourcePlace::sign(first_issue);
    list = place.read("jp/list.xml");
  }
  /// Signs the next list, which is refused with that finding and changes nothing in the folder.
  nlohmann::json refused(int exit_code, const std::string& id, const std::string& where,
                         const std::vector<std::string>& further = {}) const {
    std::vector<std::string> words{"tl", "sign", "jp", "--force", "--at", second_issue};
    words.insert(words.end(), further.begin(), further.end());
    const auto scheme = place.read("jp/scheme.xml");
    const auto json = accord_json(exit_code, words, place.path());
    REQUIRE(place.read("jp/scheme.xml") == scheme);
    return require_json_finding(json, id, where);
  }
  void rewrite_the_past() const {
    place.write("jp/providers/example-trust.xml",
                with(provider(), granted, "2026-05-19T00:00:00Z"));
  }
  std::string list;
};

}  // namespace

TEST_CASE("a list is not signed when the one published last is not there to compare with") {
  const FirstIssue source;
  const auto& place = source.place;
  source.rewrite_the_past();
  source.build(second_issue);
  const auto gone = [&] {
    return source.refused(65, "previous_list_missing", "jp/list.xml").at("params");
  };
  SECTION("as it was signed, every byte") {
    std::string changed;
    for (const char c : source.list) changed += c == '\n' ? std::string("\r\n") : std::string(1, c);
    place.write("jp/list.xml", changed);
    CHECK(gone().at("sequence") == "1");
    CHECK(gone().at("reason") == "its SHA-256 is another than the one noted");
    CHECK(place.read("jp/list.xml") == changed);
  }
  SECTION("at all") {
    fs::remove(place / "jp/list.xml");
    CHECK(gone().at("reason") == "There is no such file or folder");
  }
  place.write("kept.xml", source.list);
  (void)source.refused(65, "list_rewrites_past", {}, {"--previous", "kept.xml"});
  const auto json = source.sign(second_issue, {"--without-previous"});
  const auto warning = require_json_finding(json, "signed_without_previous", "jp/list.xml");
  CHECK(warning.at("severity") == "warning");
  CHECK(json.at("previous").is_null());
}

TEST_CASE("without its permission to be absent, a list that is there is compared all the same") {
  const FirstIssue source;
  source.rewrite_the_past();
  source.build(second_issue);
  (void)source.refused(65, "list_rewrites_past", {}, {"--without-previous"});
}

TEST_CASE("a list that was written elsewhere has to be named for the next one") {
  const FirstIssue source;
  source.build(second_issue);
  source.sign(second_issue, {"--out", "elsewhere.xml"});
  constexpr auto third_issue = "2026-06-20T00:00:00Z";
  source.build(third_issue);
  (void)source.refused(65, "previous_list_missing", "jp/scheme.xml", {"--at", third_issue});
  CHECK(source.sign(third_issue, {"--previous", "elsewhere.xml"}).at("previous") ==
        "elsewhere.xml");
}

TEST_CASE("when the list cannot be written, the number stands and the answer says how to go on") {
  if (!fs::exists("/dev/full")) SKIP("the system has no /dev/full");
  const FirstIssue source;
  const auto& place = source.place;
  source.build(second_issue);
  const auto before = place.read("jp/scheme.xml");
  const auto json = accord_json(
      74, {"tl", "sign", "jp", "--at", second_issue, "--out", "/dev/full"}, place.path());
  (void)require_json_finding(json, "output_failed", "/dev/full");
  const auto noted = require_json_finding(json, "list_noted_not_written", "/dev/full");
  CHECK(noted.at("params").at("sequence") == "2");
  CHECK(noted.at("params").at("scheme") == "jp/scheme.xml");
  CHECK(place.read("jp/scheme.xml").find("<published sequence=\"2\"") != std::string::npos);
  // What the finding gives is what stood there.
  const auto element = noted.at("params").at("before").get<std::string>();
  REQUIRE(before.find(element) != std::string::npos);
  place.write("jp/scheme.xml", before);
  CHECK(source.sign(second_issue).at("previous") == "jp/list.xml");
}

TEST_CASE("when the list cannot even be prepared, no number is noted") {
  const FirstIssue source;
  source.build(second_issue);
  (void)source.refused(74, "output_failed", "ca.crt/list.xml", {"--out", "ca.crt/list.xml"});
  CHECK(source.place.read("jp/list.xml") == source.list);
}

TEST_CASE("a list never takes the place of what it is made from or signed with") {
  const FirstIssue source;
  const auto& place = source.place;
  source.build(second_issue);
  fs::create_directory_symlink("jp", place / "link");
  for (const std::string name :
       {"jp/scheme.xml", "link/scheme.xml", "jp/list-signer.key", "jp/list-signer.crt",
        "jp/providers/example-trust.xml", "jp/providers/new.xml", "jp/certificates/ca.crt"}) {
    INFO(name);
    const auto was = fs::exists(place / name) ? place.read(name) : std::string();
    (void)source.refused(64, "output_is_source", name, {"--out", name});
    const auto json = accord_json(
        64, {"tl", "build", "jp", "--force", "--at", second_issue, "--out", name}, place.path());
    (void)require_json_finding(json, "output_is_source", name);
    REQUIRE((fs::exists(place / name) ? place.read(name) : std::string()) == was);
  }
  fs::copy_file(place / "jp/list-signer.key", place / "other.key");
  (void)source.refused(64, "output_is_source", "other.key",
                       {"--out", "other.key", "--key", "other.key"});
}

TEST_CASE("an agreement that the source names is not replaced by a list") {
  const FirstIssue source;
  const auto& place = source.place;
  place.done({"scheme", "new", "eu", "--territory", "EU", "--operator", "European Commission",
              "--list-of-lists", "--at", "2026-05-01T00:00:00Z"});
  place.done({"mra", "new", "eu/terms.xml", "--pointing", "EU", "--pointed", "JP", "--enacted",
              "2027-01-01T00:00:00Z"});
  place.done({"tl", "pointer", "add", "eu", "--list", "jp/list.xml", "--location",
              "https://jp.example/list.xml", "--signer", "jp/list-signer.crt", "--agreement",
              "eu/terms.xml", "--at", second_issue});
  const auto json =
      accord_json(64, {"tl", "build", "eu", "--force", "--out", "eu/terms.xml"}, place.path());
  (void)require_json_finding(json, "output_is_source", "eu/terms.xml");
}

TEST_CASE("only a list is replaced by a list, and the published one by no draft") {
  const FirstIssue source;
  const auto& place = source.place;
  source.build(second_issue);
  place.write("notes.txt", "of 3 May");
  place.write("notes.xml", "<notes><!-- TrustServiceStatusList --></notes>");
  place.write("empty.xml", "");
  for (const std::string name : {"notes.txt", "notes.xml"}) {
    (void)source.refused(64, "output_no_list", name, {"--out", name});
  }
  const std::vector<std::string> build{"tl",   "build",      "jp",   "--force",
                                       "--at", second_issue, "--out"};
  auto draft = build;
  draft.emplace_back("jp/list.xml");
  (void)require_json_finding(accord_json(64, draft, place.path()), "output_is_source",
                             "jp/list.xml");
  CHECK(place.read("jp/list.xml") == source.list);
  auto empty = build;
  empty.emplace_back("empty.xml");
  place.done(empty);
}

TEST_CASE("a status that begins before the last list was issued is told, and can be taken back") {
  const FirstIssue source;
  const auto& place = source.place;
  constexpr auto back = "2026-05-25T00:00:00Z";
  const auto before = source.provider();
  const auto json = place.done(SourcePlace::service("withdraw", {"--at", back}));
  const auto warning =
      require_json_finding(json, "status_back_dated", "jp/providers/example-trust.xml");
  CHECK(warning.at("severity") == "warning");
  CHECK(warning.at("params").at("since") == back);
  CHECK(warning.at("params").at("issued") == first_issue);
  SECTION("the list to be signed says so again") {
    source.build(second_issue);
    (void)require_json_finding(source.sign(second_issue), "status_back_dated");
    // Then it is published, and stays.
    (void)require_refusal(64, "status_published", SourcePlace::service("undo", {}), place.path());
  }
  SECTION("it was never published") {
    CHECK(place.done(SourcePlace::service("undo", {})).at("undone").at("since") == back);
    CHECK(source.provider() == before);
    (void)require_refusal(64, "status_published", SourcePlace::service("undo", {}), place.path());
  }
  SECTION("where the list is not at hand, the moment decides") {
    fs::remove(place / "jp/list.xml");
    (void)require_refusal(64, "status_published", SourcePlace::service("undo", {}), place.path());
  }
}

TEST_CASE("a status that begins after the last list was issued is nothing to warn of") {
  const FirstIssue source;
  const auto json = source.place.done(SourcePlace::service("withdraw", {"--at", withdrawn}));
  CHECK(json.at("findings").empty());
}

TEST_CASE("a provider that a person described stays when its last service is taken back") {
  const SourcePlace source;
  const auto& place = source.place;
  const std::string file = "jp/providers/hand-made.xml";
  const std::vector<std::string> add{"tl",         "service",   "add",           "jp",
                                     "--provider", "Hand Made", "--service",     "Stamps",
                                     "--type",     "TSA/QTST",  "--certificate", "ca.crt"};
  const std::vector<std::string> undo{"tl",         "service",   "undo",      "jp",
                                      "--provider", "Hand Made", "--service", "Stamps"};
  std::vector<std::string> described{"tl", "provider", "add", "jp", "--provider", "Hand Made"};
  SECTION("with an address") {
    described.insert(described.end(), {"--street", "S 1", "--town", "Kobe"});
    place.done(described);
  }
  SECTION("with a comment alone") {
    place.done(described);
    place.write(file, with(place.read(file), "<address>", "<!-- letter of 3 May --><address>"));
  }
  const auto before = place.read(file);
  place.done(add);
  const auto result = run_accord(undo, place.path());
  CHECK(result.exit_code == 0);
  CHECK(result.output.find("stays") != std::string::npos);
  CHECK(place.read(file) == before);
}

TEST_CASE("what a withdrawn service is for can change when it is granted again") {
  const FirstIssue source;
  const auto& place = source.place;
  place.done(SourcePlace::service("withdraw", {"--at", withdrawn}));
  const auto before = source.provider();
  const auto result =
      run_accord(SourcePlace::service("grant", {"--type", "CA/QC", "--certificate", "ca.crt",
                                                "--for", "web", "--at", "2026-06-12T00:00:00Z"}),
                 place.path());
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  CHECK(result.output.find("for ForWebSiteAuthentication") != std::string::npos);
  source.build(second_issue);
  const auto json = source.sign(second_issue);
  CHECK(json.at("rewrites_past") == false);
  const auto shown = place.read("jp/list.xml");
  const auto history = shown.find("<ServiceHistory>");
  REQUIRE(history != std::string::npos);
  CHECK(shown.find("ForWebSiteAuthentication") < history);
  CHECK(shown.find("ForeSeals") > history);
}
