#include <algorithm>

#include "tests/cli/lists_folder.h"

using namespace accord::tests;
namespace fs = std::filesystem;

TEST_CASE("several lists and a list of lists are built, signed and published from one folder") {
  const Lists lists;
  const auto& place = lists.place;
  const auto built = lists.build(first);
  CHECK(names_in(built) == std::vector<std::string>{"jp", "kr", "eu"});
  for (const auto* name : {"jp", "kr", "eu"}) {
    CHECK(scheme_in(built, name).at("built") == true);
    CHECK(lists.has(std::string(name) + "/issues/next.unsigned.xml"));
  }
  const auto drafts = lists.files();
  const auto shown = lists.sign(first, {"--dry-run"});
  CHECK(lists.files() == drafts);
  CHECK(scheme_in(shown, "eu").at("signed") == false);
  CHECK(scheme_in(shown, "eu").at("profile") == "eu");
  const auto done = lists.sign(first);
  CHECK(names_in(done) == std::vector<std::string>{"jp", "kr", "eu"});
  for (const auto* name : {"jp", "kr", "eu"}) {
    CHECK(scheme_in(done, name).at("signed") == true);
    CHECK(lists.has(std::string(name) + "/issues/1.xml"));
    CHECK_FALSE(lists.has(std::string(name) + "/issues/next.unsigned.xml"));
    require_right_for_others(place, "lists/" + std::string(name) + "/issues/1.xml",
                             "lists/" + std::string(name) + "/list-signer.crt");
  }
  CHECK(scheme_in(done, "jp").at("profile") == "third-country");

  const auto published = lists.publish(first);
  CHECK(published.at("lists").size() == 3);
  for (const auto* file : {"jp.xml", "jp.sha2", "kr.html", "eu.xml", "index.html", "SHA256SUMS"}) {
    CHECK(lists.has("site/" + std::string(file)));
  }
  CHECK(place.read("lists/site/jp.xml") == place.read("lists/jp/issues/1.xml"));
  const auto tree = accord_json(
      0,
      {"tl", "tree", "--lotl", "lists/site/eu.xml", "--signer", "lists/eu/list-signer.crt",
       "--offline", "lists/site", "--at", "2026-06-02T00:00:00Z"},
      place.path());
  REQUIRE(tree.at("lists").size() == 3);
  for (const auto& list : tree.at("lists")) CHECK(list.at("verdict") == "valid");
  CHECK(tree.at("lists").at(1).at("location") == "https://jp.example/list");
}

TEST_CASE("only what has changed is issued again, and all of it when that is asked for") {
  const Lists lists;
  const auto& place = lists.place;
  lists.issue(first);
  const auto before = lists.files();
  auto built = lists.build(second);
  for (const auto& one : built.at("schemes")) CHECK(one.at("built") == false);
  CHECK(built.at("files").empty());
  CHECK(lists.sign(second).at("schemes").empty());
  CHECK(lists.files() == before);

  place.done(Lists::service("jp", "withdraw", {"--at", "2026-06-20T00:00:00Z"}));
  built = lists.build(second);
  CHECK(scheme_in(built, "jp").at("built") == true);
  CHECK(scheme_in(built, "kr").at("built") == false);
  CHECK(scheme_in(built, "eu").at("built") == false);
  const auto text = run_accord(Lists::words("sign", second, {}), place.path());
  CHECK(text.exit_code == 0);
  CHECK(text.output.find("Seals: withdrawn from 2026-06-20T00:00:00Z; it was granted") !=
        std::string::npos);
  CHECK(text.output.find("kr: no draft, so nothing to sign") != std::string::npos);
  CHECK(lists.has("jp/issues/1.xml"));
  CHECK(lists.has("jp/issues/2.xml"));
  (void)lists.publish(second);
  CHECK(place.read("lists/site/jp.xml") == place.read("lists/jp/issues/2.xml"));

  // A draft whose change was taken back goes away.
  lists.replace("kr/scheme.xml", "Agency</name>", "Agency of Korea</name>");
  CHECK(scheme_in(lists.build("2026-07-02T00:00:00Z"), "kr").at("built") == true);
  lists.replace("kr/scheme.xml", "Agency of Korea</name>", "Agency</name>");
  CHECK(scheme_in(lists.build("2026-07-02T00:00:00Z"), "kr").at("built") == false);
  CHECK_FALSE(lists.has("kr/issues/next.unsigned.xml"));

  const auto renewed = lists.build("2026-07-03T00:00:00Z", {"kr", "--renew"});
  CHECK(names_in(renewed) == std::vector<std::string>{"kr"});
  CHECK(scheme_in(lists.sign("2026-07-03T00:00:00Z"), "kr").at("list").at("sequence") == 2);
}

TEST_CASE("a list that is due is told although nothing has changed") {
  const Lists lists;
  lists.issue(first);
  const auto due = lists.build("2026-11-20T00:00:00Z");
  const auto finding = require_json_finding(due, "list_renewal_due", "lists/jp/issues/1.xml");
  CHECK(finding.at("params").at("next_update") == "2026-11-28T00:00:00Z");
  CHECK(finding.at("params").at("sequence") == "1");
  CHECK(lists.build("2026-11-13T00:00:00Z").at("findings").empty());
}

TEST_CASE("git keeps sources and signed lists of such a folder, and no keys, drafts or pages") {
  if (!program_exists("git")) SKIP("git is not there");
  const Lists lists;
  lists.issue(first);
  (void)lists.publish(first);
  (void)lists.build(second, {"--renew"});
  const auto folder = lists.place / "lists";
  REQUIRE(run_program({"git", "init", "-q", "."}, folder).exit_code == 0);
  const auto kept = run_program({"git", "ls-files", "--others", "--exclude-standard"}, folder);
  std::vector<std::string> wanted{".gitignore"};
  for (const auto* name : {"eu", "jp", "kr"}) {
    for (const auto* file : {"issues/1.xml", "list-signer.crt", "scheme.xml"}) {
      wanted.push_back(std::string(name) + "/" + file);
    }
  }
  for (const auto* name : {"jp", "kr"}) {
    wanted.push_back(std::string(name) + "/certificates/ca.crt");
    wanted.push_back(std::string(name) + "/providers/example-trust.xml");
  }
  std::sort(wanted.begin(), wanted.end());
  std::string all;
  for (const auto& one : wanted) all += one + "\n";
  CHECK(kept.output == all);
  lists.place.write("lists/.gitignore", "mine\n");
  (void)lists.build(second, {"--renew"});
  CHECK(lists.place.read("lists/.gitignore") == "mine\n");
}

TEST_CASE("the pointers follow the sources beside, and keep what is said in them") {
  const Lists lists;
  const auto& place = lists.place;
  CHECK(place.read("lists/eu/scheme.xml").find("<pointer-to scheme=\"jp\"") != std::string::npos);
  CHECK(run_accord({"tl", "lint", "lists/eu/scheme.xml"}, place.path()).exit_code == 0);
  lists.issue(first);
  lists.replace("jp/scheme.xml", "https://jp.example/list", "https://jp.example/new");
  const auto built = lists.build(second);
  CHECK(scheme_in(built, "jp").at("built") == true);
  CHECK(scheme_in(built, "eu").at("built") == true);
  CHECK(scheme_in(built, "kr").at("built") == false);
  CHECK(place.read("lists/eu/issues/next.unsigned.xml").find("https://jp.example/new") !=
        std::string::npos);
  const auto shown = place.done({"scheme", "show", "lists/eu"});
  CHECK(shown.at("scheme").at("pointers").at(0).at("scheme") == "jp");
  CHECK(shown.at("scheme").at("pointers").at(0).at("location").is_null());

  // An agreement stays with the pointer until it is taken away.
  place.done({"mra", "new", "mra.xml", "--pointing", "EU", "--pointed", "JP", "--enacted",
              "2027-01-01T00:00:00Z"});
  place.done({"tl", "pointer", "add", "lists/eu", "--scheme", "jp", "--agreement", "mra.xml"});
  CHECK(place
            .done({"tl", "pointer", "add", "lists/eu", "--scheme", "jp", "--signer",
                   "lists/jp/list-signer.crt"})
            .at("agreement") == "agreements/mra.xml");
  (void)lists.build(second);
  CHECK(place.read("lists/eu/issues/next.unsigned.xml")
            .find("MutualRecognitionAgreementInformation") != std::string::npos);

  // A pointer of the other kind to the same territory takes its place, not a place beside it.
  place.done({"tl", "build", "lists/jp", "--out", "alone.xml", "--at", second});
  lists.replace("eu/scheme.xml", "scheme=\"kr\"", "scheme=\"xx\"");
  lists.refused(65, "source_file_unreadable", "build", second, {}, "lists/eu/scheme.xml");
}

TEST_CASE("what was never signed is told and not published") {
  const Lists lists;
  lists.refused(65, "scheme_never_signed", "publish", first, {}, "lists/jp/scheme.xml");
  (void)lists.build(first);
  (void)lists.sign(first, {"jp"});
  const auto answer = lists.publish(first);
  (void)require_json_finding(answer, "scheme_never_signed", "lists/eu/scheme.xml");
  CHECK(answer.at("lists").size() == 1);
  const auto one = lists.place.done(
      {"tl", "publish", "lists/jp", "--out", "alone", "--at", "2026-06-02T00:00:00Z"});
  CHECK(one.at("lists").at(0).at("name") == "jp");
  (void)require_refusal(64, "option_missing", {"tl", "publish", "lists/jp"}, lists.place.path());
}
