#include <catch2/catch_test_macros.hpp>

#include "tests/cli/trust_site.h"
#include "tests/support/expect.h"

using namespace accord::tests;
using nlohmann::json;

namespace {

/// Something that a server may give in the place of the next issue of a list.
struct Fault {
  std::string name;
  std::string reason;  ///< the finding
  ServerAnswer answer;
  std::vector<std::string> further{};  ///< options of the refresh
};

/// A bit of the signed content is another one.
std::string altered(const std::string& text) { return replaced(text, "1-1 Test", "2-1 Test"); }

/// The faults of a list whose next issue is `next`, at `url`; the others are what a server has in
/// its place.
struct Issues {
  std::string next, wrongly_signed, older, expired, other;
};

std::vector<Fault> faults_of(const Issues& issues, const std::string& url) {
  const auto& next = issues.next;
  const auto elsewhere = [&](unsigned status, const std::string& to) {
    return ServerAnswer{.status = status, .headers = {"Location: " + to}};
  };
  return {
      {"not found", "http_status", {.status = 404}},
      {"broken server", "http_status", {.status = 500, .body = "sorry"}},
      {"nothing in it", "http_status", {.status = 204}},
      {"cut off", "http_failed", {.body = next, .is_cut_off = true}},
      {"slow", "http_failed", {.is_silent = true}, {"--fetch-limit", "seconds=1"}},
      {"too large", "http_too_large", {.body = next}, {"--fetch-limit", "bytes=1000"}},
      {"endless",
       "http_too_large",
       {.body = next, .is_endless = true},
       {"--fetch-limit", "bytes=900000"}},
      {"redirects in a circle", "http_redirect", elsewhere(302, url)},
      {"redirect to a file", "http_redirect", elsewhere(301, "file:///etc/passwd")},
      {"web page", "list_root_wrong", {.body = "<html><body>This page has moved</body></html>"}},
      {"half a list", "xml_unclosed", {.body = next.substr(0, next.size() / 2)}},
      {"changed on the way", "signature_digest_wrong", {.body = altered(next)}},
      {"changed signer", "list_signer_not_announced", {.body = issues.wrongly_signed}},
      {"rolled back", "list_rolled_back", {.body = issues.older}},
      {"expired already", "list_expired", {.body = issues.expired}},
      {"another list", "list_not_the_one_pointed_to", {.body = issues.other}},
  };
}

/// What a finding says, up to the first number: how long something took is never the same.
std::string saying_of(const json& list, const std::string& id) {
  const auto message = require_json_finding(list, id).at("message").get<std::string>();
  return message.substr(0, message.find_first_of("0123456789"));
}

/// The text without its line ends and indents, so that it can be searched for sentences.
std::string unwrapped(const std::string& text) {
  std::string plain;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n';
    if (!is_space || (!plain.empty() && plain.back() != ' ')) plain += is_space ? ' ' : c;
  }
  return plain;
}

std::vector<std::string> words_of_refresh(const std::vector<std::string>& further) {
  std::vector<std::string> words{
      "trust",   "refresh", "eu",   "--fetch-private",     "--allow-http",
      "--proxy", "none",    "--at", "2026-08-01T00:00:00Z"};
  words.insert(words.end(), further.begin(), further.end());
  return words;
}

json file_at(const TrustSite& site, const std::string& url) {
  const auto listed = accord_json(0, {"trust", "list", "eu"}, site.place.path());
  for (const auto& file : listed.at("anchors").at(0).at("files")) {
    if (file.at("url") == url) return file;
  }
  FAIL("nothing is kept from " << url);
  return {};
}

void require_told(const TrustSite& site, const json& list, const Fault& fault,
                  const std::string& url, std::uint64_t sequence) {
  CHECK(list.at("state") == "kept");
  CHECK(list.at("verdict") == "valid");
  CHECK(list.at("sequence") == sequence);
  const auto reason = saying_of(list, fault.reason);
  (void)require_json_finding(list, "trust_copy_kept", url);
  // A person reads it too, at once and afterwards.
  const auto shown =
      unwrapped(run_accord(words_of_refresh(fault.further), site.place.path()).output);
  CHECK(shown.find("stays on the copy before, sequence " + std::to_string(sequence)) !=
        std::string::npos);
  CHECK(shown.find(unwrapped(reason)) != std::string::npos);
  const auto later = unwrapped(run_accord({"trust", "list", "eu"}, site.place.path()).output);
  const auto file = file_at(site, url);
  CHECK(file.at("fresh") == false);
  REQUIRE_FALSE(file.at("reasons").empty());
  for (const auto& one : file.at("reasons")) {
    CHECK(shown.find(unwrapped(one.get<std::string>())) != std::string::npos);
    CHECK(later.find(unwrapped(one.get<std::string>())) != std::string::npos);
  }
  // Whoever relies on the store goes on with the copy.
  const auto tree = accord_json(0, {"tl", "tree", "--trust", "eu", "--at", "2026-08-01T00:00:00Z"},
                                site.place.path());
  CHECK(tree.at("lists").size() == 2);
}

accord::trustlist::TrustedList ended(accord::trustlist::TrustedList list) {
  list.next_update = instant("2026-07-01T00:00:00Z");
  return list;
}

accord::trustlist::TrustedList of_territory(accord::trustlist::TrustedList list,
                                            const std::string& territory) {
  list.territory = territory;
  return list;
}

}  // namespace

TEST_CASE("each fault in the place of a list keeps its copy, and every reason is shown") {
  TrustSite site;
  site.add();
  const auto url = site.server.url("/jp.xml");
  const auto next = TrustSite::jp(8);
  const Issues issues{signed_text(next, list_signer()), signed_text(next, other_signer()),
                      signed_text(TrustSite::jp(6), list_signer()),
                      signed_text(ended(next), list_signer()),
                      signed_text(of_territory(next, "KR"), list_signer())};
  // The list of lists fits the smallest limit only if it is not asked for: it is still current.
  const auto root = signed_text(site.root(9), list_signer());
  site.server.answer_by("/lotl.xml", [root](const ServerRequest& request) {
    if (request.headers.find("If-None-Match") != std::string::npos) {
      return ServerAnswer{.status = 304};
    }
    return ServerAnswer{.body = root, .headers = {"ETag: \"nine\""}};
  });
  (void)site.refresh(0);
  for (const auto& fault : faults_of(issues, url)) {
    INFO(fault.name);
    site.server.answer("/jp.xml", fault.answer);
    const auto answer = site.refresh(2, fault.further);
    CHECK(root_in(answer).at("state") == "fresh");
    require_told(site, jp_in(answer), fault, url, 7);
  }
  site.publish("/jp.xml", issues.next);
  CHECK(jp_in(site.refresh(0)).at("sequence") == 8);
}

TEST_CASE(
    "each fault in the place of the list of lists keeps its copy, and every reason is shown") {
  TrustSite site;
  site.add();
  const auto url = site.server.url("/lotl.xml");
  const auto next = site.root(10);
  const Issues issues{signed_text(next, list_signer()), signed_text(next, other_signer()),
                      signed_text(site.root(8), list_signer()),
                      signed_text(ended(next), list_signer()),
                      signed_text(TrustSite::jp(10), list_signer())};
  const auto jp = signed_text(TrustSite::jp(7), list_signer());
  site.server.answer_by("/jp.xml", [jp](const ServerRequest& request) {
    if (request.headers.find("If-None-Match") != std::string::npos) {
      return ServerAnswer{.status = 304};
    }
    return ServerAnswer{.body = jp, .headers = {"ETag: \"seven\""}};
  });
  (void)site.refresh(0);
  for (auto fault : faults_of(issues, url)) {
    INFO(fault.name);
    // What is another list altogether is no list of lists either.
    if (fault.name == "another list") fault.reason = "tree_root_not_list_of_lists";
    site.server.answer("/lotl.xml", fault.answer);
    const auto answer = site.refresh(2, fault.further);
    CHECK(jp_in(answer).at("state") == "fresh");
    require_told(site, root_in(answer), fault, url, 9);
  }
  site.publish("/lotl.xml", issues.next);
  CHECK(root_in(site.refresh(0)).at("sequence") == 10);
}

TEST_CASE("a server that goes on with a stale list is found out when the list's time is over") {
  TrustSite site;
  site.add();
  auto root = site.root(10);
  root.next_update = instant("2027-01-01T00:00:00Z");
  site.publish_root(root);
  CHECK(jp_in(site.refresh(10, {}, "2026-10-25T00:00:00Z")).at("state") == "fresh");
  const auto answer = site.refresh(11, {}, "2026-11-02T00:00:00Z");
  CHECK(jp_in(answer).at("state") == "doubtful");
  (void)require_json_finding(jp_in(answer), "list_expired", site.server.url("/jp.xml"));
  CHECK(file_at(site, site.server.url("/jp.xml")).at("verdict") == "indeterminate");
  // Nothing rests on it, also when it is asked for without a network.
  const auto tree = accord_json(2, {"tl", "tree", "--trust", "eu", "--at", "2026-11-02T00:00:00Z"},
                                site.place.path());
  CHECK(tree.at("lists").at(1).at("verdict") == "indeterminate");
}

TEST_CASE("more lists than findings of a kind that are shown have all of their reasons") {
  TrustSite site;
  auto root = site.root(9);
  for (const auto* territory : {"AA", "BB", "CC", "DD", "FF"}) {
    auto pointer = root.pointers.front();
    pointer.territory = territory;
    pointer.location = site.server.url("/" + std::string(territory) + ".xml");
    root.pointers.push_back(pointer);
  }
  site.publish_root(root);
  (void)site.run(2, site.adding());
  const auto shown = unwrapped(run_accord(words_of_refresh({}), site.place.path()).output);
  for (const auto* territory : {"AA", "BB", "CC", "DD", "FF"}) {
    const auto begin = shown.find(std::string(territory) + " is missing: - ");
    INFO(shown);
    REQUIRE(begin != std::string::npos);
    CHECK(shown.find("404", begin) < shown.find(" is missing", begin + 20));
  }
}
