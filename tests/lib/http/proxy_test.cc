#include "lib/http/proxy.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/http/curl_fetcher.h"
#include "tests/support/expect.h"
#include "tests/support/http_server.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

std::string chosen(const http::Proxy& proxy, std::string_view url) {
  return http::proxy_for(proxy, require_value(http::Url::parse(url)));
}

TEST_CASE("a proxy stands before every host but those that are excepted") {
  const http::Proxy proxy{"http://secure:1", "http://plain:2",
                          "example.org, .inner.example,127.0.0.1,[::1]"};
  CHECK(chosen(proxy, "https://lists.example/a") == "http://secure:1");
  CHECK(chosen(proxy, "http://lists.example/a") == "http://plain:2");
  for (const auto* host : {"example.org", "EXAMPLE.org:8080", "www.example.org", "a.inner.example",
                           "127.0.0.1", "[::1]:80"}) {
    INFO(host);
    CHECK(chosen(proxy, "https://" + std::string(host) + "/a").empty());
  }
  for (const auto* host : {"myexample.org", "example.org.example", "127.0.0.10"}) {
    INFO(host);
    CHECK_FALSE(chosen(proxy, "https://" + std::string(host) + "/a").empty());
  }
  CHECK(chosen({"http://secure:1", "", "*"}, "https://lists.example/").empty());
  CHECK(chosen({"http://secure:1", "", ""}, "http://lists.example/").empty());
}

TEST_CASE("what goes through a proxy is asked of the proxy") {
  HttpServer proxy;
  proxy.answer("http://lists.example/a.xml", {.body = "list"});
  http::Limits limits;  // the rule for addresses is about servers; the proxy was named by the user
  limits.proxy.for_http = proxy.url("");
  http::CurlFetcher fetcher(limits);
  const auto response = require_value(fetcher.fetch({.url = "http://lists.example/a.xml"}));
  CHECK(response.body == "list");
  REQUIRE(proxy.requests().size() == 1);
}

outcome::Finding failure_through(const HttpServer& proxy, const http::Limits& base) {
  auto limits = base;
  limits.proxy.for_http = proxy.url("");
  limits.proxy.except = "127.0.0.1";
  http::CurlFetcher fetcher(limits);
  auto response = fetcher.fetch({.url = "http://lists.example/a.xml"});
  REQUIRE_FALSE(response.has_value());
  return std::move(response).error();
}

TEST_CASE("what comes through a proxy is held to the same limits") {
  const std::string url = "http://lists.example/a.xml";
  http::Limits limits;
  limits.bytes = 100;
  HttpServer proxy;
  proxy.answer(url, {.body = std::string(101, 'x')});
  CHECK(failure_through(proxy, limits).id == FindingId::http_too_large);
  proxy.answer(url, {.body = "zip", .headers = {"Content-Encoding: gzip"}});
  CHECK(failure_through(proxy, limits).id == FindingId::http_failed);
  proxy.answer(
      url, {.body = "5\r\nhello", .headers = {"Transfer-Encoding: chunked"}, .has_length = false});
  CHECK(failure_through(proxy, limits).id == FindingId::http_failed);
  proxy.answer(url, {.are_headers_endless = true});
  CHECK(failure_through(proxy, limits).id == FindingId::http_too_large);
}

// The proxy is the user's; what an answer that came through it leads to is not.
TEST_CASE("a redirection past the proxy to a private address is not followed") {
  HttpServer proxy, inner;
  inner.answer("/secret", {.body = "secret"});
  proxy.answer("http://lists.example/a.xml",
               {.status = 302, .headers = {"Location: " + inner.url("/secret")}});
  const auto finding = failure_through(proxy, {});
  CHECK(finding.id == FindingId::http_address_not_allowed);
  CHECK(inner.requests().empty());
}

}  // namespace
}  // namespace accord::tests
