#include "tests/cli/lists_folder.h"

using namespace accord::tests;
namespace fs = std::filesystem;

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
  (void)require_json_finding(answer, "source_file_unreadable",
                             "lists/kr/providers/example-trust.xml");
  // The list of lists leads to the same scheme.
  CHECK(answer.at("findings").size() == 2);
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
