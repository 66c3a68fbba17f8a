#include <csignal>
#include <cstdlib>

#include <catch2/catch_test_macros.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/cli/trust_site.h"
#include "tests/support/expect.h"

using namespace accord::tests;
using nlohmann::json;

namespace {

void require_kept(const json& list, const std::string& reason) {
  CHECK(list.at("state") == "kept");
  CHECK(list.at("verdict") == "valid");
  CHECK(list.at("sequence") == 7);
  (void)require_json_finding(list, reason);
  (void)require_json_finding(list, "trust_copy_kept");
}

}  // namespace

TEST_CASE("a trust anchor is added with all its lists, listed, refreshed and removed") {
  TrustSite site;
  const auto added = site.run(0, site.adding());
  CHECK(added.at("added") == true);
  CHECK(added.at("verdict") == "valid");
  CHECK(root_in(added).at("state") == "fresh");
  CHECK(jp_in(added).at("territory") == "JP");
  CHECK(jp_in(added).at("state") == "fresh");

  const auto listed = accord_json(0, {"trust", "list", "eu"}, site.place.path());
  const auto& anchor = listed.at("anchors").at(0);
  CHECK(anchor.at("name") == "eu");
  CHECK(anchor.at("location") == site.server.url("/lotl.xml"));
  CHECK(anchor.at("journal") == TrustSite::notice);
  CHECK(anchor.at("generation") == 1);
  CHECK(anchor.at("files").size() == 2);
  const auto text = run_accord({"trust", "list"}, site.place.path());
  CHECK(text.output.find("generation 1") != std::string::npos);

  const auto before = site.seen();
  const auto again = site.refresh(0);
  CHECK(again.at("anchors").at(0).at("generation") == 2);
  CHECK(before.size() == 4);
  CHECK(site.seen().size() == 4);

  (void)accord_json(0, {"trust", "remove", "eu"}, site.place.path());
  CHECK(accord_json(0, {"trust", "list"}, site.place.path()).at("anchors").empty());
  CHECK_FALSE(std::filesystem::exists(site.place / "home/trust/eu"));
}

TEST_CASE("names of trust anchors are judged") {
  TrustSite site;
  site.add();
  const auto& folder = site.place.path();
  (void)require_refusal(64, "trust_anchor_exists", site.adding(), folder);
  for (const auto* name : {"EU", "-eu", "a/b", "..", "a b"}) {
    (void)require_refusal(64, "trust_name_wrong", {"trust", "remove", "--", name}, folder);
  }
  (void)require_refusal(64, "trust_anchor_unknown", {"trust", "refresh", "jp"}, folder);
  (void)require_refusal(64, "trust_anchor_unknown", {"trust", "list", "jp"}, folder);
  (void)require_refusal(64, "trust_anchor_unknown", {"trust", "remove", "jp"}, folder);
}

TEST_CASE("nothing is added when the list of lists cannot be relied on") {
  TrustSite site;
  site.publish_root(site.root(9), other_signer());
  const auto answer = site.run(1, site.adding());
  CHECK(answer.at("added") == false);
  (void)require_json_finding(answer, "list_signer_not_announced");
  (void)require_json_finding(answer, "trust_nothing_usable");
  CHECK(accord_json(0, {"trust", "list"}, site.place.path()).at("anchors").empty());
}

TEST_CASE("http is refused unless it is allowed, and so are private addresses") {
  TrustSite site;
  auto words = site.adding();
  auto answer = accord_json(1, words, site.place.path());
  (void)require_json_finding(answer, "trust_location_not_https");
  words.emplace_back("--allow-http");
  answer = accord_json(1, words, site.place.path());
  (void)require_json_finding(answer, "http_address_not_allowed");
  CHECK(site.server.requests().empty());
}

TEST_CASE("what is still current is asked for with a condition") {
  TrustSite site;
  const auto list = signed_text(TrustSite::jp(7), list_signer());
  site.server.answer_by("/jp.xml", [list](const ServerRequest& request) {
    if (request.headers.find("If-None-Match: \"seven\"") != std::string::npos) {
      return ServerAnswer{.status = 304};
    }
    return ServerAnswer{.body = list, .headers = {"ETag: \"seven\""}};
  });
  site.add();
  const auto answer = site.refresh(0);
  CHECK(jp_in(answer).at("state") == "fresh");
  CHECK(site.server.requests().back().headers.find("If-None-Match") != std::string::npos);
  // A stored file that was changed is got anew, without a condition.
  const auto file =
      site.place / ("home/trust/eu/current/" + jp_in(answer).at("file").get<std::string>());
  std::filesystem::permissions(file, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  std::filesystem::remove(file);
  std::ofstream(file) << "<a/>";
  (void)site.refresh(0);
  CHECK(site.server.requests().back().headers.find("If-None-Match") == std::string::npos);
  CHECK(accord_json(0, {"tl", "tree", "--trust", "eu", "--at", "2026-08-01T00:00:00Z"},
                    site.place.path())
            .at("lists")
            .size() == 2);
}

TEST_CASE("each fault of a server keeps the copy before, and is told") {
  TrustSite site;
  site.add();
  const auto whole = signed_text(TrustSite::jp(8), list_signer());
  struct Fault {
    std::string reason;
    ServerAnswer answer;
    std::vector<std::string> further;
  };
  const std::vector<Fault> faults{
      {"http_status", {.status = 404}, {}},
      {"http_status", {.status = 500, .body = "sorry"}, {}},
      {"http_failed", {.body = whole, .is_cut_off = true}, {}},
      {"http_failed", {.is_silent = true}, {"--fetch-limit", "seconds=1"}},
      {"http_too_large", {.body = whole}, {"--fetch-limit", "bytes=1000"}},
      {"http_too_large", {.body = whole, .is_endless = true}, {"--fetch-limit", "bytes=900000"}},
      {"http_redirect",
       {.status = 302, .headers = {"Location: " + site.server.url("/jp.xml")}},
       {}},
      {"list_root_wrong", {.body = "<html><body>This page has moved</body></html>"}, {}},
      {"xml_unclosed", {.body = whole.substr(0, whole.size() / 2)}, {}},
      {"list_signer_not_announced", {.body = signed_text(TrustSite::jp(8), other_signer())}, {}},
      {"list_rolled_back", {.body = signed_text(TrustSite::jp(6), list_signer())}, {}},
  };
  // The list of lists fits the smallest limit only if it is not asked for: it is still current.
  const auto root = signed_text(site.root(9), list_signer());
  site.server.answer_by("/lotl.xml", [root](const ServerRequest& request) {
    if (request.headers.find("If-None-Match") != std::string::npos) {
      return ServerAnswer{.status = 304};
    }
    return ServerAnswer{.body = root, .headers = {"ETag: \"nine\""}};
  });
  (void)site.refresh(0);
  const auto before = site.seen();
  for (const auto& fault : faults) {
    INFO(fault.reason);
    site.server.answer("/jp.xml", fault.answer);
    const auto answer = site.refresh(2, fault.further);
    require_kept(jp_in(answer), fault.reason);
    CHECK(root_in(answer).at("state") == "fresh");
    const auto file = jp_in(answer).at("file").get<std::string>();
    CHECK(site.seen().at(file) == before.at(file));
  }
  site.publish("/jp.xml", whole);
  CHECK(jp_in(site.refresh(0)).at("sequence") == 8);
}

TEST_CASE("each alert has an exit code of its own, and the most pressing one is given") {
  TrustSite site;
  site.add();
  auto answer = site.refresh(10, {}, "2026-10-25T00:00:00Z");
  CHECK(answer.at("anchors").at(0).at("alerts") == json::array({"expiring"}));
  (void)require_json_finding(answer, "trust_list_expiring");
  (void)site.refresh(0, {"--warn-days", "3"}, "2026-10-25T00:00:00Z");

  auto root = site.root(10);
  root.next_update = accord::tests::instant("2027-01-01T00:00:00Z");
  site.publish_root(root);
  answer = site.refresh(11, {}, "2026-11-02T00:00:00Z");
  CHECK(answer.at("verdict") == "indeterminate");
  CHECK(jp_in(answer).at("state") == "doubtful");
  (void)require_json_finding(answer, "list_expired");

  root.sequence = 11;
  root.pointers.front().location = site.server.url("/new/jp.xml");
  site.publish_root(root);
  site.publish("/new/jp.xml", signed_text(TrustSite::jp(8), list_signer()));
  answer = site.refresh(13);
  (void)require_json_finding(answer, "list_location_moved");
  CHECK(answer.at("verdict") == "valid");

  root.sequence = 12;
  root.pointers.front().signers = {
      accord::trustlist::Identity{{accord::trustlist::DigitalId{other_signer().certificate}}}};
  site.publish_root(root);
  site.publish("/new/jp.xml", signed_text(TrustSite::jp(9), other_signer()));
  answer = site.refresh(12);
  (void)require_json_finding(answer, "trust_signer_changed");

  root.sequence = 13;
  root.information_uris = {{"en", "https://journal.example/2027/C2"}};
  site.publish_root(root);
  answer = site.refresh(14);
  (void)require_json_finding(answer, "journal_notice_new");
  site.server.answer("/new/jp.xml", {.status = 404});
  (void)site.refresh(14);
  answer = site.refresh(1, {}, "2027-02-01T00:00:00Z");
  (void)require_json_finding(answer, "trust_nothing_usable");
}

TEST_CASE("an older list is taken only by hand, with a reason that stays written down") {
  TrustSite site;
  site.add();
  site.publish_jp(TrustSite::jp(6));
  require_kept(jp_in(site.refresh(2)), "list_rolled_back");
  const auto& folder = site.place.path();
  (void)require_refusal(64, "option_needs_other",
                        {"trust", "refresh", "eu", "--accept-older", "JP"}, folder);
  (void)require_refusal(64, "option_needs_other", {"trust", "refresh", "eu", "--reason", "x"},
                        folder);
  (void)require_refusal(64, "option_value",
                        {"trust", "refresh", "eu", "eu", "--accept-older", "JP", "--reason", "x"},
                        folder);
  (void)require_refusal(64, "trust_older_not_needed",
                        {"trust", "refresh", "eu", "--accept-older", "ZZ", "--reason", "x"},
                        folder);
  const auto answer =
      site.refresh(0, {"--accept-older", "JP", "--reason", "number 7 was withdrawn"});
  CHECK(jp_in(answer).at("sequence") == 6);
  (void)require_json_finding(answer, "trust_older_accepted");
  const auto listed = accord_json(0, {"trust", "list", "eu"}, folder);
  CHECK(listed.at("anchors").at(0).at("accepted_older").at(0).at("reason") ==
        "number 7 was withdrawn");
}

TEST_CASE("a damaged store is told and not relied on") {
  TrustSite site;
  site.add();
  const auto folder = std::filesystem::canonical(site.place / "home/trust/eu/current");
  const auto listed = accord_json(0, {"trust", "list", "eu"}, site.place.path());
  const auto file = listed.at("anchors").at(0).at("files").at(1).at("file").get<std::string>();
  std::ofstream(folder / file, std::ios::app) << " ";
  const std::vector<std::string> tree{"tl", "tree", "--trust",
                                      "eu", "--at", "2026-08-01T00:00:00Z"};
  auto answer = accord_json(2, tree, site.place.path());
  (void)require_json_finding(answer, "trust_file_changed", file);
  std::ofstream(folder / "anchor.xml", std::ios::app) << " ";
  (void)require_refusal(65, "trust_file_changed", tree, site.place.path());
  std::ofstream(folder / "generation.xml") << "<a/>";
  (void)require_refusal(65, "trust_file_wrong", tree, site.place.path());
}

TEST_CASE("a refresh that is killed while it gets a list changes nothing") {
  TrustSite site;
  site.add();
  const auto before = site.seen();
  const auto list = signed_text(TrustSite::jp(8), list_signer());
  pid_t child = -1;
  // The server ends the program that asks it, and only then answers.
  site.server.answer_by("/jp.xml", [&](const ServerRequest&) {
    ::kill(child, SIGKILL);
    return ServerAnswer{.body = list};
  });
  const char* const program = std::getenv("ACCORD_BINARY");
  REQUIRE(program != nullptr);
  const auto home = (site.place / "home").string();
  // The child waits for a byte, so that its number is known before it can ask for anything.
  int gate[2];
  REQUIRE(::pipe(gate) == 0);
  child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    char go = 0;
    if (::read(gate[0], &go, 1) != 1) ::_exit(1);
    ::execl(program, program, "trust", "refresh", "eu", "--home", home.c_str(), "--fetch-private",
            "--allow-http", "--proxy", "none", "--at", "2026-08-01T00:00:00Z", "--json", nullptr);
    ::_exit(127);
  }
  REQUIRE(::write(gate[1], "x", 1) == 1);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  ::close(gate[0]);
  ::close(gate[1]);
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGKILL);
  CHECK(site.seen() == before);
  site.publish("/jp.xml", list);
  CHECK(jp_in(site.refresh(0)).at("sequence") == 8);
}
