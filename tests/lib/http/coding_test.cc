#include <catch2/catch_test_macros.hpp>

#include "lib/http/chunked.h"
#include "lib/http/curl_fetcher.h"
#include "tests/support/expect.h"
#include "tests/support/http_server.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

http::Limits small_limits() {
  http::Limits limits;
  limits.may_reach = http::is_any;
  limits.bytes = 1000;
  return limits;
}

ServerAnswer coded(std::vector<std::string> headers, std::string body) {
  return {.body = std::move(body), .headers = std::move(headers), .has_length = false};
}
ServerAnswer chunked(std::string body) {
  return coded({"Transfer-Encoding: chunked"}, std::move(body));
}

/// What a server's answer comes to, in a run of its own.
outcome::Result<http::Response> answer_of(ServerAnswer answer,
                                          const http::Limits& limits = small_limits()) {
  HttpServer server;
  server.answer("/", std::move(answer));
  http::CurlFetcher fetcher(limits);
  auto response = fetcher.fetch({.url = server.url("/")});
  if (!response) CHECK(response.error().about.what == server.url("/"));
  return response;
}

void require_reason(const ServerAnswer& answer, const std::string& part) {
  const auto failure = require_failure(answer_of(answer), FindingId::http_failed);
  INFO(outcome::message(failure));
  CHECK(outcome::message(failure).find(part) != std::string::npos);
}

void require_too_large(const ServerAnswer& answer, const std::string& limit) {
  const auto failure = require_failure(answer_of(answer), FindingId::http_too_large);
  CHECK(failure.params == outcome::Params{{"limit", limit}});
}

/// The body of a chunked answer that comes octet by octet, and then at once; nothing when it is
/// broken or has no end.
std::optional<std::string> unchunked(std::string_view coded) {
  std::string slow, fast;
  http::ChunkReader octets, whole;
  bool holds = true;
  for (std::size_t i = 0; i < coded.size() && holds; ++i) {
    holds = octets.take(coded.substr(i, 1), slow);
  }
  CHECK(whole.take(coded, fast) == holds);
  CHECK(octets.is_complete() == whole.is_complete());
  if (!holds || !whole.is_complete()) return std::nullopt;
  CHECK(slow == fast);
  return fast;
}

}  // namespace

TEST_CASE("the chunked coding is taken apart as RFC 9112 has it") {
  CHECK(unchunked("5\r\nhello\r\n0\r\n\r\n") == "hello");
  CHECK(unchunked("1\r\na\r\nA;name=\"v\"\r\n0123456789\r\n00\r\nX: y\r\n\r\n") == "a0123456789");
  CHECK(unchunked("0\r\n\r\n") == "");
  for (const auto* broken :
       {"\r\n", "g\r\n", "5\nhello\r\n0\r\n\r\n", "5\r\nhello0\r\n\r\n", "5\r\nhello\n0\r\n\r\n",
        "-1\r\n", "0x1\r\na\r\n0\r\n\r\n", "1000000000000000\r\n", "0\r\n\n", "0\r\nX: y\n\r\n",
        "0\r\n\r\nx", "1;a\nb\r\na\r\n0\r\n\r\n"}) {
    INFO(broken);
    CHECK(unchunked(broken) == std::nullopt);
  }
  CHECK(unchunked("5\r\nhello\r\n0\r\n") == std::nullopt);
}

TEST_CASE("a chunked answer is read, up to the limit") {
  CHECK(require_value(answer_of(chunked("5\r\nhello\r\n3;a=b\r\n, x\r\n0\r\nT: v\r\n\r\n"))).body ==
        "hello, x");
  const std::string full(1000, 'x');
  CHECK(require_value(answer_of(chunked("3e8\r\n" + full + "\r\n0\r\n\r\n"))).body == full);
  require_too_large(chunked("3e9\r\nx" + full + "\r\n0\r\n\r\n"), "1000");
}

TEST_CASE("what the chunked coding adds is bounded as header lines are") {
  const std::string much(100'000, 'a');
  require_too_large(chunked("1;" + much + "\r\nx\r\n0\r\n\r\n"), "65536");
  require_too_large(chunked("0\r\nX: " + much + "\r\n\r\n"), "3072");
  const std::string some(3000, 'a');
  CHECK(require_value(answer_of(chunked("1\r\nx\r\n0\r\nX: " + some + "\r\n\r\n"))).body == "x");
  std::string small;
  while (small.size() < 100'000) small += "1;0123456789abcdef\r\nx\r\n";
  const auto both = require_failure(answer_of(chunked(small)), FindingId::http_too_large);
  CHECK(both.about.where.empty());
}

TEST_CASE("all that comes counts against what all answers may have") {
  HttpServer server;
  server.answer("/", chunked("1;" + std::string(5000, 'a') + "\r\nx\r\n0\r\n\r\n"));
  auto limits = small_limits();
  limits.all_bytes = 5000;
  http::CurlFetcher fetcher(limits);
  CHECK(require_value(fetcher.fetch({.url = server.url("/")})).body == "x");
  require_failure(fetcher.fetch({.url = server.url("/")}), FindingId::http_too_large);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("an answer whose chunks are broken, or end too early, is none") {
  require_failure(answer_of(chunked("5\r\nhelloX\r\n0\r\n\r\n")), FindingId::http_failed);
  require_reason(chunked("1\nx\r\n0\r\n\r\n"), "chunks");
  require_failure(answer_of(chunked("5\r\nhello\r\n")), FindingId::http_failed);
}

TEST_CASE("a compressed answer, or one of another transfer coding, is not read") {
  const std::string gzip = "\x1F\x8B\x08";
  require_reason(coded({"Transfer-Encoding: gzip"}, gzip), "transfer coding \"gzip\"");
  require_reason(coded({"Transfer-Encoding: gzip, gzip, gzip"}, gzip), "gzip, gzip, gzip");
  require_reason(coded({"Transfer-Encoding: gzip, chunked"}, gzip), "gzip, chunked");
  require_reason(coded({"transfer-encoding: identity"}, "x"), "identity");
  require_reason(coded({"Transfer-Encoding: chunked", "Transfer-Encoding: gzip"}, gzip), "gzip");
  require_reason(coded({"Transfer-Encoding: chunked", "Transfer-Encoding: chunked"}, "0\r\n\r\n"),
                 "transfer coding");
  require_reason({.body = gzip, .headers = {"Content-Encoding: gzip"}}, "compressed (\"gzip\")");
  require_reason({.body = gzip, .headers = {"Content-Encoding: br"}}, "compressed (\"br\")");
  CHECK(answer_of({.body = "x", .headers = {"Content-Encoding: identity"}}).has_value());
}

TEST_CASE("one header line without end is an answer over the limit") {
  require_too_large({.body = "x", .headers = {"X: " + std::string(300'000, 'y')}}, "65536");
  require_too_large({.body = "x", .headers = {"X: " + std::string(70'000, 'y')}}, "65536");
}

}  // namespace accord::tests
