#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"
#include "tests/cli/source_place.h"
#include "tests/support/certificate_maker.h"

using namespace accord::tests;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr auto founded = "2026-05-01T00:00:00Z";
constexpr auto granted = "2026-05-20T00:00:00Z";
constexpr auto first = "2026-06-01T00:00:00Z";
constexpr auto second = "2026-07-01T00:00:00Z";

/// A folder "lists" with the national lists of JP and KR, each with one granted service, and the
/// EU's list of lists, which points to the two by their folders.
class Lists {
 public:
  Lists() {
    CertificateSpec spec;
    spec.common_name = "Example CA";
    spec.organization = "Example Trust";
    spec.country = "JP";
    spec.ca = true;
    place.write("ca.crt", to_pem(make_self_signed(spec).certificate));
    found("jp", "JP", {});
    found("kr", "KR", {});
    found("eu", "EU", {"--list-of-lists"});
    for (const auto* name : {"jp", "kr"}) {
      place.done(service(
          name, "grant",
          {"--type", "CA/QC", "--certificate", "ca.crt", "--for", "eseals", "--at", granted}));
      place.done({"tl", "pointer", "add", "lists/eu", "--scheme", name});
    }
  }
  void found(const std::string& name, const std::string& territory,
             const std::vector<std::string>& further) const {
    std::vector<std::string> words{"scheme",      "new",        "lists/" + name,
                                   "--territory", territory,    "--operator",
                                   "Agency",      "--location", "https://" + name + ".example/list",
                                   "--at",        founded};
    words.insert(words.end(), further.begin(), further.end());
    place.done(words);
  }
  [[nodiscard]] static std::vector<std::string> service(const std::string& name,
                                                        const std::string& verb,
                                                        const std::vector<std::string>& further) {
    std::vector<std::string> words{"tl",         "service",       verb,        "lists/" + name,
                                   "--provider", "Example Trust", "--service", "Seals"};
    words.insert(words.end(), further.begin(), further.end());
    return words;
  }
  json build(const std::string& at, const std::vector<std::string>& further = {}) const {
    return run("build", at, further);
  }
  json sign(const std::string& at, const std::vector<std::string>& further = {}) const {
    return run("sign", at, further);
  }
  json publish(const std::string& at, const std::vector<std::string>& further = {}) const {
    return run("publish", at, further);
  }
  void issue(const std::string& at) const {
    (void)build(at);
    (void)sign(at);
  }
  [[nodiscard]] static std::vector<std::string> words(const std::string& verb,
                                                      const std::string& at,
                                                      const std::vector<std::string>& further) {
    std::vector<std::string> all{"tl", verb, "lists"};
    all.insert(all.end(), further.begin(), further.end());
    all.insert(all.end(), {"--at", at});
    return all;
  }
  /// Refused with that finding among others, and nothing is written.
  json refused(int exit_code, const std::string& id, const std::string& verb, const std::string& at,
               const std::vector<std::string>& further = {}, const std::string& where = {}) const {
    const auto before = files();
    const auto answer = accord_json(exit_code, words(verb, at, further), place.path());
    (void)require_json_finding(answer, id, where);
    CHECK(files() == before);
    return answer;
  }
  /// Every file below "lists" with its content.
  [[nodiscard]] std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(place / "lists")) {
      if (!entry.is_regular_file()) continue;
      all[entry.path().lexically_relative(place / "lists").generic_string()] =
          read_file(entry.path());
    }
    return all;
  }
  [[nodiscard]] bool has(const std::string& name) const {
    return fs::exists(place / ("lists/" + name));
  }
  void replace(const std::string& name, const std::string& from, const std::string& to) const {
    auto text = place.read("lists/" + name);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    place.write("lists/" + name, text.replace(at, from.size(), to));
  }

  Workplace place;

 private:
  json run(const std::string& verb, const std::string& at,
           const std::vector<std::string>& further) const {
    return place.done(words(verb, at, further));
  }
};

const json& scheme_in(const json& answer, const std::string& name) {
  for (const auto& one : answer.at("schemes")) {
    if (one.at("name") == name) return one;
  }
  FAIL("no scheme " << name << " in " << answer.dump(2));
  return answer;
}

std::vector<std::string> names_in(const json& answer) {
  std::vector<std::string> names;
  for (const auto& one : answer.at("schemes")) names.push_back(one.at("name"));
  return names;
}

}  // namespace

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

TEST_CASE("a pointer to a folder beside is refused where it cannot lead to a list") {
  const Lists lists;
  const auto& folder = lists.place.path();
  const auto add = [](const std::vector<std::string>& further) {
    std::vector<std::string> words{"tl", "pointer", "add", "lists/eu"};
    words.insert(words.end(), further.begin(), further.end());
    return words;
  };
  (void)require_refusal(65, "scheme_missing", add({"--scheme", "br"}), folder);
  for (const auto* name : {"../jp", ".jp", "jp/"}) {
    (void)require_refusal(64, "option_value", add({"--scheme", name}), folder);
  }
  (void)require_refusal(64, "options_together",
                        add({"--scheme", "jp", "--location", "https://jp.example/"}), folder);
  (void)require_refusal(64, "option_missing", add({"--list", "lists/jp/issues/1.xml"}), folder);
  lists.replace("jp/scheme.xml", "<distribution-point>https://jp.example/list</distribution-point>",
                "");
  lists.refused(65, "source_element_missing", "build", first, {}, "lists/jp/scheme.xml");
}

TEST_CASE("schemes are named by their folders") {
  const Lists lists;
  const auto unknown =
      lists.refused(64, "scheme_not_beside", "build", first, {"jp", "fr"}, "the command line");
  CHECK(unknown.at("findings").at(0).at("params").at("schemes") == "eu, jp, kr");
  (void)require_refusal(64, "scheme_not_beside", {"tl", "build", "lists/jp", "kr"},
                        lists.place.path());
  lists.refused(64, "options_together", "build", first, {"--out", "x.xml"});
  lists.refused(64, "options_together", "sign", first, {"--list", "x.xml"});
  lists.refused(64, "options_together", "sign", first, {"--key", "x.key"});
  (void)require_refusal(64, "options_together", {"tl", "build", "lists/jp", "--renew"},
                        lists.place.path());
  // Other commands want to know which scheme is meant.
  (void)require_refusal(65, "scheme_several", {"scheme", "show", "lists"}, lists.place.path());
}

TEST_CASE("what is wrong in any source is told with all the rest, and nothing is built") {
  const Lists lists;
  lists.replace("jp/scheme.xml", "<locality>", "<locality>FILL-IN: ");
  lists.replace("kr/providers/example-trust.xml", "certificates/ca.crt", "certificates/no.crt");
  auto answer = lists.refused(65, "source_to_fill_in", "build", first, {}, "lists/jp/scheme.xml");
  lists.replace("jp/scheme.xml", "FILL-IN: ", "");
  answer = lists.refused(65, "source_file_unreadable", "build", first, {},
                         "lists/kr/providers/example-trust.xml");
  CHECK_FALSE(lists.has("jp/issues"));
}

TEST_CASE("a draft is signed only as the source gives it now") {
  const Lists lists;
  (void)lists.build(first);
  lists.replace("jp/scheme.xml", "Agency</name>", "Agency of Japan</name>");
  lists.refused(65, "draft_not_of_source", "sign", first, {}, "lists/jp/issues/next.unsigned.xml");
  CHECK_FALSE(lists.has("kr/issues/1.xml"));
  (void)lists.build(first);
  lists.replace("kr/issues/next.unsigned.xml", "https://kr.example/list", "https://kr.example/us");
  lists.refused(65, "draft_not_of_source", "sign", first, {}, "lists/kr/issues/next.unsigned.xml");
  CHECK(scheme_in(lists.sign(first, {"eu"}), "eu").at("signed") == true);
}

TEST_CASE("when one key cannot be opened no list is signed") {
  const Lists lists;
  (void)lists.build(first);
  lists.place.write("wrong", "another passphrase\n");
  fs::permissions(lists.place / "wrong", fs::perms::owner_read);
  lists.refused(65, "key_wrong_passphrase", "sign", first, {"--passphrase-file", "wrong"});
}

TEST_CASE("a signed list that is lost or changed stops what would rest on it") {
  const Lists lists;
  const auto& place = lists.place;
  lists.issue(first);
  (void)lists.build(second, {"--renew"});
  const auto kept = place.read("lists/jp/issues/1.xml");
  place.write("lists/jp/issues/1.xml", kept + "\n");
  for (const auto* verb : {"build", "sign", "publish"}) {
    const auto answer =
        lists.refused(65, "signed_list_lost", verb, second, {}, "lists/jp/issues/1.xml");
    CHECK(answer.at("findings").at(0).at("params").at("sequence") == "1");
  }
  fs::remove(place / "lists/jp/issues/1.xml");
  lists.refused(65, "signed_list_lost", "publish", second, {}, "lists/jp/issues/1.xml");
  place.write("lists/jp/issues/1.xml", kept);
  lists.replace("jp/scheme.xml", "file=\"issues/1.xml\" ", "");
  lists.refused(65, "signed_list_lost", "publish", second, {}, "lists/jp/scheme.xml");
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

TEST_CASE("a list is published only when the lists of lists beside it announce its signer") {
  const Lists lists;
  const auto& place = lists.place;
  lists.issue(first);
  place.done(
      {"scheme", "new", "other", "--territory", "JP", "--operator", "Agency", "--at", founded});
  (void)lists.build(second, {"jp", "--renew"});
  (void)lists.sign(
      second, {"jp", "--key", "other/list-signer.key", "--certificate", "other/list-signer.crt"});
  const std::vector<std::string> signers{"--signer", "other/list-signer.crt",
                                         "lists/kr/list-signer.crt", "lists/eu/list-signer.crt"};
  lists.refused(65, "list_signer_not_announced", "publish", second, signers,
                "lists/jp/issues/2.xml");
  place.done({"tl", "pointer", "add", "lists/eu", "--scheme", "jp", "--signer",
              "lists/jp/list-signer.crt", "--signer", "other/list-signer.crt"});
  lists.issue(second);
  CHECK(lists.publish(second, signers).at("lists").size() == 3);
  fs::remove(place / "lists/jp/list-signer.crt");
  lists.refused(64, "publish_no_signer", "publish", second, {}, "lists/jp/list-signer.crt");
}

TEST_CASE("the rules of another profile are taken when they are asked for, and that is said") {
  const SourcePlace source;
  source.grant(granted);
  source.build(first);
  const auto& place = source.place;
  (void)require_refusal(64, "lint_profile_unknown",
                        {"tl", "sign", "jp", "--profile", "strict", "--at", first}, place.path());
  // The lists of the EU have a type that this one has not.
  const auto refused =
      accord_json(65, {"tl", "sign", "jp", "--profile", "eu", "--at", first}, place.path());
  (void)require_json_finding(refused, "list_not_signed");
  REQUIRE_FALSE(fs::exists(place / "jp/list.xml"));
  const std::vector<std::string> plain{"tl",    "sign",      "jp",   "--profile",
                                       "plain", "--dry-run", "--at", first};
  const auto shown = place.done(plain);
  CHECK(shown.at("profile") == "plain");
  const auto finding = require_json_finding(shown, "sign_profile_other", "list.unsigned.xml");
  CHECK(finding.at("params").at("usual") == "third-country");
  CHECK(finding.at("params").at("asked") == "plain");
  const auto text = run_accord({"tl", "sign", "jp", "--at", first}, place.path()).output;
  CHECK(text.find("held against the rules of the profile third-country, as its type asks") !=
        std::string::npos);
}
