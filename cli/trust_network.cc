#include "cli/trust_network.h"

#include "cli/fetch.h"
#include "lib/http/parallel.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using trustlist::follow::Received;
using trustlist::follow::Wanted;

constexpr std::size_t workers = 8;

http::Proxy proxy_of(const Arguments& arguments, const Session& session) {
  if (const auto named = arguments.value("proxy")) {
    if (*named == "none") return {};
    return {*named, *named, {}};
  }
  const auto read = [&](std::string_view small, std::string_view capital) {
    auto value = session.environment(small);
    if (!value && !capital.empty()) value = session.environment(capital);
    return value.value_or(std::string());
  };
  // HTTP_PROXY in capitals may be a header of somebody's request to a CGI program.
  return {read("https_proxy", "HTTPS_PROXY"), read("http_proxy", ""), read("no_proxy", "NO_PROXY")};
}

outcome::Result<Received> received(outcome::Result<http::Response> response) {
  if (!response) return tl::unexpected(std::move(response).error());
  return Received{response->not_modified, std::move(response->body), std::move(response->etag),
                  std::move(response->last_modified)};
}

}  // namespace

WebDownloads::WebDownloads(const Arguments& arguments, const Session& session)
    : session_(session), allow_http_(arguments.has("allow-http")) {
  limits_.all_bytes = 500ULL << 20U;
  limits_.requests = 1'000;
  limits_.all_time = std::chrono::seconds(300);
  if (arguments.has("fetch-private")) limits_.may_reach = http::is_any;
  for (const auto& text : arguments.values("fetch-limit")) set_fetch_limit(limits_, text);
  limits_.proxy = proxy_of(arguments, session);
}

std::vector<outcome::Result<Received>> WebDownloads::get(const std::vector<Wanted>& wanted) {
  std::vector<http::Request> requests;
  std::vector<bool> is_asked;
  for (const auto& one : wanted) {
    const auto url = http::Url::parse(one.url);
    // What is no address at all is for the fetcher to say.
    is_asked.push_back(allow_http_ || !url || url->is_secure());
    if (!is_asked.back()) continue;
    auto& request = requests.emplace_back();
    request.url = one.url;
    request.if_none_match = one.etag;
    request.if_modified_since = one.last_modified;
  }
  std::size_t begun = 0;
  auto got = http::fetch_all(
      requests, workers,
      [&] {
        auto limits = limits_;
        limits.stopwatch = session_.outside().stopwatch;
        return std::make_unique<http::CurlFetcher>(std::move(limits));
      },
      [&](const std::string& url) {
        session_.progress("getting " + std::to_string(++begun) + " of " +
                          std::to_string(requests.size()) + ": " + outcome::printable(url));
      });
  session_.progress({});
  std::vector<outcome::Result<Received>> all;
  auto next = got.begin();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_asked[i]) {
      all.push_back(received(std::move(*next++)));
    } else {
      all.push_back(outcome::fail(FindingId::trust_location_not_https, {wanted[i].url, 0, {}},
                                  {{"url", wanted[i].url}}));
    }
  }
  return all;
}

}  // namespace accord::cli
