#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "tests/cli/trust_site.h"
#include "tests/support/expect.h"

using namespace accord::tests;
using nlohmann::json;

namespace {

constexpr auto day = "2026-08-01T00:00:00Z";

/// Three trust anchors of one site, by name before and behind the one in the middle.
struct Three : TrustSite {
  Three() {
    for (const auto* name : {"aa", "bb", "cc"}) {
      auto words = adding();
      words.at(2) = name;
      (void)run(0, words);
    }
  }
  [[nodiscard]] json refresh_all(int exit_code) const {
    return run(exit_code, {"trust", "refresh"});
  }
  void damage(const std::string& name) const {
    std::ofstream(place / ("home/trust/" + name + "/current/generation.xml")) << "<a/>";
  }
};

const json& anchor_of(const json& answer, const std::string& name) {
  for (const auto& anchor : answer.at("anchors")) {
    if (anchor.at("name") == name) return anchor;
  }
  FAIL("nothing is said of " << name);
  return answer;
}

/// The new list of JP has another signer, announced as it must be.
void change_signer(TrustSite& site) {
  auto root = site.root(10);
  root.pointers.front().signers = {
      accord::trustlist::Identity{{accord::trustlist::DigitalId{other_signer().certificate}}}};
  site.publish_root(root);
  site.publish_jp(TrustSite::jp(8), other_signer());
}

}  // namespace

TEST_CASE("a damaged trust anchor keeps no other from being refreshed, and hides no alert") {
  Three site;
  site.damage("bb");
  change_signer(site);
  const auto answer = site.refresh_all(65);
  (void)require_json_finding(answer, "trust_file_wrong", "bb");
  (void)require_json_finding(answer, "trust_anchor_failed", "bb");
  (void)require_json_finding(answer, "trust_signer_changed");
  REQUIRE(answer.at("anchors").size() == 3);
  for (const auto* name : {"aa", "cc"}) {
    const auto& anchor = anchor_of(answer, name);
    CHECK(anchor.at("verdict") == "valid");
    CHECK(anchor.at("generation") == 2);
    CHECK(anchor.at("alerts") == json::array({"signer_changed"}));
  }
  const auto& failed = anchor_of(answer, "bb");
  CHECK(failed.at("failed") == true);
  CHECK(failed.at("verdict") == "indeterminate");
  (void)require_json_finding(failed, "trust_file_wrong", "bb");
}

TEST_CASE("a trust anchor that another program holds keeps no other from being refreshed") {
  Three site;
  const auto lock = (site.place / "home/trust/.locks/bb").string();
  const int held = ::open(lock.c_str(), O_RDWR);
  REQUIRE(held >= 0);
  REQUIRE(::flock(held, LOCK_EX) == 0);
  const auto answer = site.refresh_all(74);
  (void)require_json_finding(answer, "trust_busy", "bb");
  (void)require_json_finding(anchor_of(answer, "bb"), "trust_busy", "bb");
  CHECK(anchor_of(answer, "cc").at("generation") == 2);
  ::close(held);
  (void)site.refresh_all(0);
}

TEST_CASE("a damaged trust anchor hides no other from the list of them") {
  Three site;
  site.damage("bb");
  const auto answer = accord_json(65, {"trust", "list"}, site.place.path());
  (void)require_json_finding(answer, "trust_file_wrong", "bb");
  CHECK(anchor_of(answer, "aa").at("generation") == 1);
  CHECK(anchor_of(answer, "cc").at("generation") == 1);
  CHECK(anchor_of(answer, "bb").at("failed") == true);
  const auto text = run_accord({"trust", "list"}, site.place.path());
  CHECK(text.exit_code == 65);
  CHECK(text.output.find("cc") != std::string::npos);
  CHECK(text.errors.find("bb") != std::string::npos);
}

TEST_CASE("a name that is none is refused before any trust anchor is refreshed") {
  Three site;
  (void)require_refusal(64, "trust_anchor_unknown", {"trust", "refresh", "aa", "xx"},
                        site.place.path());
  const auto listed = accord_json(0, {"trust", "list"}, site.place.path());
  CHECK(anchor_of(listed, "aa").at("generation") == 1);
}

TEST_CASE("another list under the number and date of one that was seen is not taken") {
  TrustSite site;
  site.add();
  auto other = TrustSite::jp(7);
  other.providers.front().services.front().current.status = accord::trustlist::uri::withdrawn;
  site.publish_jp(other);
  const auto answer = site.refresh(2);
  CHECK(jp_in(answer).at("state") == "kept");
  (void)require_json_finding(jp_in(answer), "trust_issue_replaced", site.server.url("/jp.xml"));
  const auto taken =
      site.refresh(0, {"--accept-older", "JP", "--reason", "corrected, by telephone"});
  (void)require_json_finding(jp_in(taken), "trust_older_accepted", "JP");
}

TEST_CASE("who reads the store says of two issues of one list what the refresh said") {
  TrustSite site;
  auto root = site.root(9);
  auto second = root.pointers.front();
  second.location = site.server.url("/jp2.xml");
  second.signers = {
      accord::trustlist::Identity{{accord::trustlist::DigitalId{other_signer().certificate}}}};
  root.pointers.insert(root.pointers.begin() + 1, second);
  site.publish_root(root);
  site.publish("/jp2.xml", signed_text(TrustSite::jp(9), other_signer()));
  const auto added = site.run(2, site.adding());
  CHECK(jp_in(added).at("state") == "doubtful");
  CHECK(jp_in(added).at("verdict") == "invalid");
  (void)require_json_finding(jp_in(added), "list_rolled_back");
  const auto tree = accord_json(1, {"tl", "tree", "--trust", "eu", "--at", day}, site.place.path());
  REQUIRE(tree.at("lists").size() == 3);
  CHECK(tree.at("lists").at(1).at("verdict") == "invalid");
  CHECK(tree.at("lists").at(2).at("verdict") == "valid");
}

TEST_CASE(
    "a list whose pointer names no territory is in the tree, and stays when it does not come") {
  TrustSite site;
  auto root = site.root(9);
  root.pointers.front().territory.reset();
  site.publish_root(root);
  site.add();
  const std::vector<std::string> words{"tl", "tree", "--trust", "eu", "--at", day};
  CHECK(accord_json(0, words, site.place.path()).at("lists").size() == 2);
  site.server.answer("/jp.xml", {.status = 404});
  CHECK(jp_in(site.refresh(2)).at("state") == "kept");
  CHECK(accord_json(0, words, site.place.path()).at("lists").size() == 2);
}
