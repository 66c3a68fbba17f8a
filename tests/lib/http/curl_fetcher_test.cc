#include "lib/http/curl_fetcher.h"

#include <cstdlib>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/http_server.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

http::Limits reaching_any() {
  http::Limits limits;
  limits.may_reach = http::is_any;
  return limits;
}

// In place of the rule for the public internet: one address of this machine is public, the others
// are not.
bool is_first(http::Octets address) noexcept {
  return address.size() == 4 && address[0] == 127 && address[3] == 1;
}

std::string param(const outcome::Finding& finding, std::string_view name) {
  for (const auto& [key, value] : finding.params) {
    if (key == name) return value;
  }
  return {};
}

/// The failure of getting `url` under these limits, about that address.
outcome::Finding failure(const std::string& url, FindingId id,
                         const http::Limits& limits = reaching_any()) {
  http::CurlFetcher fetcher(limits);
  auto finding = require_failure(fetcher.fetch({.url = url}), id);
  CHECK(finding.about.what == url);
  CHECK(finding.severity == outcome::Severity::warning);
  return finding;
}

ServerAnswer to(unsigned status, const std::string& target) {
  return {.status = status, .headers = {"Location: " + target}};
}

}  // namespace

TEST_CASE("what is there is got, with nothing that tells who asks") {
  HttpServer server;
  server.answer("/a.crl", {.body = "bytes", .headers = {"Content-Type: application/pkix-crl"}});
  http::CurlFetcher fetcher(reaching_any());
  const auto response = require_value(fetcher.fetch({.url = server.url("/a.crl#part")}));
  CHECK(response.status == 200);
  CHECK(response.body == "bytes");
  CHECK(response.url == server.url("/a.crl"));
  CHECK(response.content_type == "application/pkix-crl");
  const auto requests = server.requests();
  REQUIRE(requests.size() == 1);
  CHECK(requests[0].method == "GET");
  const auto& headers = requests[0].headers;
  CHECK(headers.find("User-Agent: accord\r\n") != std::string::npos);
  CHECK(headers.find("Cookie") == std::string::npos);
  CHECK(headers.find("Authorization") == std::string::npos);
  CHECK(headers.find("Accept-Encoding") == std::string::npos);
}

TEST_CASE("a question is put by POST") {
  HttpServer server;
  server.answer_by("/ocsp", [](const ServerRequest& request) {
    return ServerAnswer{.body = request.method + " " + request.body};
  });
  http::CurlFetcher fetcher(reaching_any());
  const std::string body("a\0b", 3);
  const auto response = require_value(fetcher.fetch({.url = server.url("/ocsp"),
                                                     .method = http::Method::post,
                                                     .body = body,
                                                     .content_type = "application/ocsp-request"}));
  CHECK(response.body == "POST " + body);
  CHECK(server.requests()[0].headers.find("Content-Type: application/ocsp-request\r\n") !=
        std::string::npos);
}

TEST_CASE("an address that is not public is not connected to, whatever its name") {
  HttpServer server;
  server.answer("/", {.body = "secret"});
  const auto by_number = failure(server.url("/"), FindingId::http_address_not_allowed, {});
  CHECK(param(by_number, "address") == "127.0.0.1");
  const auto port = std::to_string(server.port());
  failure("http://localhost:" + port + "/", FindingId::http_address_not_allowed, {});
  failure("http://0x7f.1:" + port + "/", FindingId::http_address_not_allowed, {});
  failure("http://2130706433:" + port + "/", FindingId::http_address_not_allowed, {});
  failure("http://0:" + port + "/", FindingId::http_address_not_allowed, {});
  failure("http://[::ffff:127.0.0.1]:" + port + "/", FindingId::http_address_not_allowed, {});
  CHECK(server.requests().empty());
}

TEST_CASE("redirections are followed, each judged as the first address was") {
  HttpServer server;
  server.answer("/end", {.body = "here"});
  server.answer("/a", to(302, "/b"));
  server.answer("/b", to(301, server.url("/c")));
  server.answer("/c", to(308, "/end"));
  http::CurlFetcher fetcher(reaching_any());
  const auto response = require_value(fetcher.fetch({.url = server.url("/a")}));
  CHECK(response.body == "here");
  CHECK(response.url == server.url("/end"));

  HttpServer inner("127.0.0.2");
  inner.answer("/", {.body = "secret"});
  server.answer("/inner", to(302, inner.url("/")));
  auto limits = reaching_any();
  limits.may_reach = is_first;
  const auto refused = failure(server.url("/inner"), FindingId::http_address_not_allowed, limits);
  CHECK(param(refused, "address") == "127.0.0.2");
  CHECK(refused.about.where == "redirected to " + inner.url("/"));
  CHECK(inner.requests().empty());
}

TEST_CASE("redirections in a circle, to other schemes and to nowhere end") {
  HttpServer server;
  server.answer("/circle", to(302, "/circle"));
  const auto circle = failure(server.url("/circle"), FindingId::http_redirect);
  CHECK(param(circle, "target") == server.url("/circle"));
  CHECK(server.requests().size() == 4);
  server.answer("/file", to(302, "file:///etc/passwd"));
  failure(server.url("/file"), FindingId::http_redirect);
  server.answer("/ftp", to(302, "ftp://127.0.0.1/"));
  failure(server.url("/ftp"), FindingId::http_redirect);
  server.answer("/user", to(302, "http://user@127.0.0.1/"));
  failure(server.url("/user"), FindingId::http_redirect);
  server.answer("/nowhere", {.status = 302});
  failure(server.url("/nowhere"), FindingId::http_status);
}

TEST_CASE("a question is sent on only by statuses that keep it one") {
  HttpServer server;
  server.answer_by("/end", [](const ServerRequest& request) {
    return ServerAnswer{.body = request.method + " " + request.body};
  });
  server.answer("/keeps", to(307, "/end"));
  server.answer("/changes", to(302, "/end"));
  http::CurlFetcher fetcher(reaching_any());
  http::Request request{.url = server.url("/keeps"), .method = http::Method::post, .body = "q"};
  CHECK(require_value(fetcher.fetch(request)).body == "POST q");
  request.url = server.url("/changes");
  require_failure(fetcher.fetch(request), FindingId::http_redirect);
}

TEST_CASE("an answer over a limit is not read on") {
  HttpServer server;
  server.answer("/endless", {.body = std::string(1000, 'x'), .is_endless = true});
  server.answer("/announced", {.body = std::string(1001, 'x')});
  server.answer("/fits", {.body = std::string(1000, 'x')});
  server.answer("/headers", {.are_headers_endless = true});
  auto limits = reaching_any();
  limits.bytes = 1000;
  CHECK(param(failure(server.url("/endless"), FindingId::http_too_large, limits), "limit") ==
        "1000");
  failure(server.url("/announced"), FindingId::http_too_large, limits);
  failure(server.url("/headers"), FindingId::http_too_large, limits);
  http::CurlFetcher fetcher(limits);
  CHECK(require_value(fetcher.fetch({.url = server.url("/fits")})).body.size() == 1000);
  const auto asked = fetcher.fetch({.url = server.url("/fits"), .most_bytes = 999});
  CHECK(param(require_failure(asked, FindingId::http_too_large), "limit") == "999");
}

TEST_CASE("all answers to a question together have limits") {
  HttpServer server;
  server.answer("/", {.body = std::string(600, 'x')});
  auto limits = reaching_any();
  limits.all_bytes = 1000;
  http::CurlFetcher bytes(limits);
  CHECK(bytes.fetch({.url = server.url("/")}).has_value());
  require_failure(bytes.fetch({.url = server.url("/")}), FindingId::http_too_large);
  limits = reaching_any();
  limits.requests = 2;
  http::CurlFetcher requests(limits);
  CHECK(requests.fetch({.url = server.url("/")}).has_value());
  CHECK(requests.fetch({.url = server.url("/")}).has_value());
  const auto third = requests.fetch({.url = server.url("/")});
  CHECK(param(require_failure(third, FindingId::http_too_many), "limit") == "2");
  limits = reaching_any();
  limits.all_time = std::chrono::milliseconds(0);
  failure(server.url("/"), FindingId::fetch_time_over, limits);
}

TEST_CASE("what is done between requests counts against their time") {
  HttpServer server;
  server.answer("/", {.body = "x"});
  auto now = std::chrono::milliseconds(7'000);
  auto limits = reaching_any();
  limits.all_time = std::chrono::milliseconds(15'000);
  limits.stopwatch = [&] { return now; };
  http::CurlFetcher fetcher(limits);
  now += std::chrono::milliseconds(10'000);
  CHECK(fetcher.fetch({.url = server.url("/")}).has_value());
  now += std::chrono::milliseconds(5'000);
  const auto over =
      require_failure(fetcher.fetch({.url = server.url("/")}), FindingId::fetch_time_over);
  CHECK(over.about.what == server.url("/"));
  CHECK(param(over, "limit") == "15");
  CHECK(server.requests().size() == 1);
}

TEST_CASE("a server that does not answer is not waited for without end") {
  HttpServer server;
  server.answer("/", {.is_silent = true});
  auto limits = reaching_any();
  limits.answering = std::chrono::milliseconds(50);
  failure(server.url("/"), FindingId::http_failed, limits);
}

TEST_CASE("other answers than success, and none, are no answers") {
  HttpServer server;
  const auto missing = failure(server.url("/missing"), FindingId::http_status);
  CHECK(param(missing, "status") == "404");
  server.answer("/empty", {.status = 204});
  failure(server.url("/empty"), FindingId::http_status);
  failure("ldap://127.0.0.1/", FindingId::http_address_unusable);
  std::string gone;
  {
    const HttpServer short_lived;
    gone = short_lived.url("/");
  }
  failure(gone, FindingId::http_failed);
}

TEST_CASE("a proxy of the environment is not asked") {
  HttpServer proxy;
  HttpServer server;
  server.answer("/", {.body = "direct"});
  for (const auto* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
    ::setenv(name, proxy.url("").c_str(), 1);
  }
  http::CurlFetcher fetcher(reaching_any());
  const auto response = fetcher.fetch({.url = server.url("/")});
  for (const auto* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
  CHECK(require_value(response).body == "direct");
  CHECK(proxy.requests().empty());
}

TEST_CASE("a copy that is still current is not sent again") {
  HttpServer server;
  server.answer_by("/list.xml", [](const ServerRequest& request) {
    const bool same =
        request.headers.find("If-None-Match: \"v1\"\r\n") != std::string::npos ||
        request.headers.find("If-Modified-Since: Wed, 21 Oct 2026 07:28:00 GMT\r\n") !=
            std::string::npos;
    if (same) return ServerAnswer{.status = 304};
    return ServerAnswer{.body = "list",
                        .headers = {"ETAG: \"v1\"", "Last-Modified:Wed, 21 Oct 2026 07:28:00 GMT"}};
  });
  http::CurlFetcher fetcher(reaching_any());
  const auto first = require_value(fetcher.fetch({.url = server.url("/list.xml")}));
  CHECK(first.etag == "\"v1\"");
  CHECK(first.last_modified == "Wed, 21 Oct 2026 07:28:00 GMT");
  CHECK_FALSE(first.not_modified);
  for (const auto& [etag, modified] : std::vector<std::pair<std::string, std::string>>{
           {first.etag, ""}, {"", first.last_modified}, {first.etag, first.last_modified}}) {
    const auto again = require_value(fetcher.fetch(
        {.url = server.url("/list.xml"), .if_none_match = etag, .if_modified_since = modified}));
    CHECK(again.status == 304);
    CHECK(again.not_modified);
    CHECK(again.body.empty());
  }
  const auto other =
      require_value(fetcher.fetch({.url = server.url("/list.xml"), .if_none_match = "\"v0\""}));
  CHECK(other.body == "list");
}

// RFC 9112, 6.1: what stands in its headers is about the body that it does not have.
TEST_CASE("an answer that nothing has changed may name a transfer coding") {
  HttpServer server;
  server.answer("/list.xml", {.status = 304,
                              .headers = {"Transfer-Encoding: chunked", "ETag: \"v2\""},
                              .has_length = false});
  http::CurlFetcher fetcher(reaching_any());
  const auto again =
      require_value(fetcher.fetch({.url = server.url("/list.xml"), .if_none_match = "\"v1\""}));
  CHECK(again.not_modified);
  CHECK(again.body.empty());
}

TEST_CASE("an answer that nothing has changed is none to a request without a condition") {
  HttpServer server;
  server.answer("/list.xml", {.status = 304});
  const auto finding = failure(server.url("/list.xml"), FindingId::http_status);
  CHECK(param(finding, "status") == "304");
}

TEST_CASE("a mark that cannot be sent back is not kept") {
  HttpServer server;
  server.answer(
      "/a",
      {.body = "a", .headers = {"ETag: \"\xc3\xa4\"", "Last-Modified: " + std::string(600, 'x')}});
  http::CurlFetcher fetcher(reaching_any());
  const auto response = require_value(fetcher.fetch({.url = server.url("/a")}));
  CHECK(response.etag.empty());
  CHECK(response.last_modified.empty());
}

}  // namespace accord::tests
