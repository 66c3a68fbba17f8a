#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"
#include "tests/support/expect.h"
#include "tests/support/http_server.h"
#include "tests/support/published.h"

using namespace accord::tests;
namespace der = accord::der;
namespace x509 = accord::x509;
using nlohmann::json;

namespace {

/// An authority below a root, and a certificate that says where on a server of this machine
/// everything is; the root and the certificate are files.
struct Site {
  Site()
      : root(make_self_signed(located("Root", true, {}))),
        issuing(make_issued(located("Issuing", true, {.crls = {server.url("/root.crl")}}), root)),
        leaf(make_issued(located("Leaf", false,
                                 {.issuers = {server.url("/issuing.p7c")},
                                  .ocsp = {server.url("/ocsp")},
                                  .crls = {server.url("/issuing.crl")}}),
                         issuing)) {
    write("root.pem", to_pem(root.certificate));
    write("leaf.pem", to_pem(leaf.certificate));
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder.path() / name, std::ios::binary) << text;
  }
  void publish(const std::string& path, der::ByteView bytes) {
    server.answer(path, {.body = std::string(der::as_text(bytes))});
  }
  void publish_all() {
    publish("/issuing.p7c", certificate_bag({issuing.certificate}));
    publish("/root.crl", make_crl(root));
    publish("/issuing.crl", make_crl(issuing));
    server.answer_by("/ocsp", [this](const ServerRequest& request) {
      const auto response = good_response(leaf.certificate, issuing, nonce_of(request.body));
      return ServerAnswer{.body = std::string(der::as_text(response))};
    });
  }
  std::vector<std::string> words(const std::vector<std::string>& further) const {
    std::vector<std::string> all{
        "cert", "verify", "leaf.pem", "--anchor", "root.pem", "--at", "2026-08-01T00:00:00Z"};
    all.insert(all.end(), further.begin(), further.end());
    return all;
  }
  json ask(int exit_code, const std::vector<std::string>& further) const {
    return accord_json(exit_code, words(further), folder.path());
  }

  TemporaryFolder folder;
  HttpServer server;
  Identity root, issuing, leaf;
};

const std::vector<std::string> fetching{"--fetch", "--fetch-private"};

std::vector<std::string> fetching_and(std::vector<std::string> further) {
  further.insert(further.end(), fetching.begin(), fetching.end());
  return further;
}

}  // namespace

TEST_CASE("what a certificate needs is got from where it says") {
  Site site;
  site.publish_all();
  const auto answer = site.ask(0, fetching);
  CHECK(answer["findings"].empty());
  const auto& fetched = answer["fetched"];
  REQUIRE(fetched.size() == 3);
  const auto require_fetched = [&](std::size_t at, const char* path, const char* kind) {
    CHECK(fetched[at]["url"] == site.server.url(path));
    CHECK(fetched[at]["kind"] == kind);
    CHECK(fetched[at]["bytes"].get<int>() > 0);
    CHECK(fetched[at]["ok"] == true);
  };
  require_fetched(0, "/issuing.p7c", "certificates");
  require_fetched(1, "/ocsp", "ocsp");
  require_fetched(2, "/root.crl", "crl");
  REQUIRE(answer["path"].size() == 2);
  CHECK(answer["path"][0]["revocation"]["by"] == "crl");
  CHECK(answer["path"][1]["revocation"]["by"] == "ocsp");

  const auto shown = run_accord(site.words(fetching), site.folder.path());
  CHECK(shown.errors.empty());
  CHECK(shown.output.find("fetched") != std::string::npos);
  CHECK(shown.output.find(site.server.url("/root.crl")) != std::string::npos);
}

TEST_CASE("nothing is fetched without being asked for") {
  Site site;
  site.publish_all();
  const auto answer = site.ask(2, {});
  require_json_finding(answer, "path_none", "CN=Leaf");
  CHECK_FALSE(answer.contains("fetched"));
  CHECK(site.server.requests().empty());
}

TEST_CASE("an address in a certificate that leads into this machine is refused") {
  Site site;
  site.publish_all();
  const auto answer = site.ask(2, {"--fetch"});
  require_json_finding(answer, "http_address_not_allowed", site.server.url("/issuing.p7c"));
  REQUIRE(answer["fetched"].size() == 1);
  CHECK(answer["fetched"][0]["ok"] == false);
  CHECK(site.server.requests().empty());
}

TEST_CASE("what is wrong with what is got is told, and the rest is used") {
  Site site;
  site.publish_all();
  site.server.answer("/ocsp", {.status = 500});
  site.publish("/root.crl", der::as_bytes("<html>"));
  const auto answer = site.ask(2, fetching);
  require_json_finding(answer, "http_status", site.server.url("/ocsp"));
  require_json_finding(answer, "fetched_wrong_kind", site.server.url("/root.crl"));
  require_json_finding(answer, "revocation_unknown", "CN=Issuing");
  site.server.answer("/root.crl", {.body = "x", .is_endless = true});
  const auto endless = site.ask(2, fetching_and({"--fetch-limit", "bytes=5000"}));
  require_json_finding(endless, "http_too_large", site.server.url("/root.crl"));
  const auto few = site.ask(2, fetching_and({"--fetch-limit", "requests=1"}));
  require_json_finding(few, "http_too_many", site.server.url("/ocsp"));
  CHECK(few["fetched"].size() == 1);
}

TEST_CASE("a revocation that is got makes the answer invalid") {
  Site site;
  site.publish_all();
  site.server.answer("/ocsp", {.status = 404});
  site.publish("/issuing.crl", make_crl(site.issuing, {revoked(site.leaf.certificate)}));
  const auto answer = site.ask(1, fetching);
  require_json_finding(answer, "certificate_revoked", "CN=Leaf");
}

TEST_CASE("the options of fetching are refused when they say nothing") {
  const Site site;
  const auto& folder = site.folder.path();
  require_refusal(64, "option_needs_other", site.words({"--fetch-private"}), folder);
  require_refusal(64, "option_needs_other", site.words({"--fetch-limit", "requests=1"}), folder);
  for (const auto* limit : {"requests", "requests=", "requests=x", "attempts=1", "bytes=1e6"}) {
    require_refusal(64, "option_value", site.words({"--fetch", "--fetch-limit", limit}), folder);
  }
}
