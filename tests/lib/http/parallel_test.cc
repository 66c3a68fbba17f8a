#include "lib/http/parallel.h"

#include <atomic>
#include <latch>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

namespace accord::tests {
namespace {

/// Answers when as many as the latch counts have asked: a test that does not fetch in parallel
/// never ends.
class Meeting final : public http::Fetcher {
 public:
  explicit Meeting(std::latch& all) : all_(all) {}
  outcome::Result<http::Response> fetch(const http::Request& request) override {
    all_.arrive_and_wait();
    http::Response response;
    response.body = "answer to " + request.url;
    return response;
  }

 private:
  std::latch& all_;
};

/// Fails for one URL.
class Failing final : public http::Fetcher {
 public:
  outcome::Result<http::Response> fetch(const http::Request& request) override {
    if (request.url == "bad") {
      return outcome::fail(outcome::FindingId::http_status, {request.url, 0, {}},
                           {{"status", "404"}});
    }
    http::Response response;
    response.body = request.url;
    return response;
  }
};

TEST_CASE("as many workers as allowed fetch at the same time") {
  constexpr int count = 8;
  std::latch all(count);
  std::vector<http::Request> requests;
  for (int i = 0; i < count; ++i) requests.push_back({.url = std::to_string(i)});
  std::vector<std::string> begun;
  const auto got = http::fetch_all(
      requests, count, [&] { return std::make_unique<Meeting>(all); },
      [&](const std::string& url) { begun.push_back(url); });
  CHECK(begun.size() == count);
  REQUIRE(got.size() == count);
  for (int i = 0; i < count; ++i) {
    CHECK(require_value(got[static_cast<std::size_t>(i)]).body == "answer to " + std::to_string(i));
  }
}

TEST_CASE("more requests than workers are all answered, each in its place") {
  std::vector<http::Request> requests;
  for (const auto* url : {"a", "b", "bad", "c", "d"}) requests.push_back({.url = url});
  std::atomic<std::size_t> workers = 0;
  const auto got = http::fetch_all(
      requests, 2,
      [&] {
        ++workers;
        return std::make_unique<Failing>();
      },
      [](const std::string&) {});
  CHECK(workers == 2);
  REQUIRE(got.size() == 5);
  for (std::size_t i = 0; i < got.size(); ++i) {
    if (i == 2) {
      CHECK(require_failure(got[i], outcome::FindingId::http_status).about.what == "bad");
    } else {
      CHECK(require_value(got[i]).body == requests[i].url);
    }
  }
  CHECK(http::fetch_all(
            {}, 8, [] { return std::make_unique<Failing>(); }, [](const std::string&) {})
            .empty());
}

}  // namespace
}  // namespace accord::tests
