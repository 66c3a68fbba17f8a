#include "lib/http/curl_fetcher.h"

#include <algorithm>

#include <fmt/format.h>

#include "lib/http/exchange.h"

namespace accord::http {
namespace {

using outcome::fail;
using outcome::FindingId;
using outcome::Result;

constexpr long ok = 200;
constexpr long not_modified = 304;

// RFC 9110, 15.4: those that name the place of what was asked for.
bool sends_on(const Exchange& answer) noexcept {
  const auto status = answer.status;
  const bool is_redirection =
      status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  return is_redirection && !answer.redirection.empty();
}

bool has_condition(const Request& request) noexcept {
  return !request.if_none_match.empty() || !request.if_modified_since.empty();
}

bool keeps_method(long status) noexcept { return status == 307 || status == 308; }

Result<Url> next_hop(const Url& from, const Exchange& answer, const Request& request) {
  if (request.method == Method::post && !keeps_method(answer.status)) {
    return tl::unexpected<outcome::Finding>(
        not_followed(from.text(), answer.redirection,
                     fmt::format("status {} does not send a question on", answer.status)));
  }
  return follow(from, answer.redirection);
}

std::string without_fragment(const std::string& url) { return url.substr(0, url.find('#')); }

}  // namespace

CurlFetcher::CurlFetcher(Limits limits) : limits_(std::move(limits)) {
  if (limits_.stopwatch) begun_ = limits_.stopwatch();
}

std::chrono::milliseconds CurlFetcher::time_spent() const {
  const auto spent = std::chrono::ceil<std::chrono::milliseconds>(time_);
  return limits_.stopwatch ? std::max(spent, limits_.stopwatch() - begun_) : spent;
}

Result<Response> CurlFetcher::fetch(const Request& request) {
  auto response = fetch_within(request);
  if (response) return response;
  // What is known by the address that was asked for stays known by it.
  auto finding = std::move(response).error();
  if (finding.about.what != without_fragment(request.url)) {
    finding.about.where = "redirected to " + finding.about.what;
  }
  finding.about.what = request.url;
  return tl::unexpected<outcome::Finding>(std::move(finding));
}

Result<ExchangeLimits> CurlFetcher::limits_left(const Request& request, const Url& url) const {
  const outcome::About about{.what = request.url};
  if (requests_ >= limits_.requests) {
    return fail(FindingId::http_too_many, about, {{"limit", fmt::format("{}", limits_.requests)}});
  }
  if (bytes_ >= limits_.all_bytes) {
    return fail(FindingId::http_too_large, about,
                {{"limit", fmt::format("{}", limits_.all_bytes)}});
  }
  const auto spent = time_spent();
  if (spent >= limits_.all_time) {
    return fail(FindingId::fetch_time_over, about,
                {{"limit", fmt::format("{}", limits_.all_time.count() / 1000)}});
  }
  auto bytes = std::min(limits_.bytes, limits_.all_bytes - bytes_);
  if (request.most_bytes != 0) bytes = std::min(bytes, request.most_bytes);
  auto proxy = proxy_for(limits_.proxy, url);
  // The user named the proxy; what it connects to is not seen from here.
  const auto may_reach = proxy.empty() ? limits_.may_reach : is_any;
  return ExchangeLimits{bytes, limits_.connecting,
                        std::min(limits_.answering, limits_.all_time - spent), may_reach,
                        std::move(proxy)};
}

Result<Response> CurlFetcher::fetch_within(const Request& request) {
  auto url = Url::parse(request.url);
  if (!url) return outcome::pass_on(std::move(url));
  for (std::uint32_t redirections = 0;; ++redirections) {
    const auto limits = limits_left(request, *url);
    if (!limits) return outcome::pass_on(limits);
    auto answer = exchange(*url, request, *limits);
    requests_ += 1;
    bytes_ += answer.bytes;
    time_ += answer.time;
    if (answer.failure) return tl::unexpected<outcome::Finding>(std::move(*answer.failure));
    const bool is_current = answer.status == not_modified && has_condition(request);
    if (answer.status == ok || is_current) {
      return Response{static_cast<unsigned>(answer.status),
                      std::move(answer.body),
                      url->text(),
                      std::move(answer.content_type),
                      is_current,
                      std::move(answer.etag),
                      std::move(answer.last_modified)};
    }
    if (!sends_on(answer)) {
      return fail(FindingId::http_status, {.what = url->text()},
                  {{"status", fmt::format("{}", answer.status)}});
    }
    if (redirections == limits_.redirections) {
      return tl::unexpected<outcome::Finding>(
          not_followed(url->text(), answer.redirection,
                       fmt::format("{} redirections were followed before it", redirections)));
    }
    auto next = next_hop(*url, answer, request);
    if (!next) return outcome::pass_on(std::move(next));
    url = std::move(next);
  }
}

}  // namespace accord::http
