#include "tests/support/memory_fetcher.h"

namespace accord::tests {

outcome::Result<http::Response> MemoryFetcher::fetch(const http::Request& request) {
  const outcome::About about{.what = request.url};
  if (requests_.size() >= limit_) {
    return outcome::fail(outcome::FindingId::http_too_many, about,
                         {{"limit", std::to_string(limit_)}});
  }
  requests_.push_back(request);
  const auto found = handlers_.find(request.url);
  if (found == handlers_.end()) {
    return outcome::fail(outcome::FindingId::http_status, about, {{"status", "404"}});
  }
  auto body = found->second(request);
  if (!body) return outcome::pass_on(std::move(body));
  return http::Response{200, std::move(*body), request.url, {}};
}

std::vector<std::string> MemoryFetcher::urls() const {
  std::vector<std::string> all;
  all.reserve(requests_.size());
  for (const auto& request : requests_) all.push_back(request.url);
  return all;
}

}  // namespace accord::tests
