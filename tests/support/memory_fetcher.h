#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lib/http/fetcher.h"

namespace accord::tests {

/// A network in memory. What it was not told of answers with status 404.
class MemoryFetcher final : public http::Fetcher {
 public:
  using Handler = std::function<outcome::Result<std::string>(const http::Request&)>;

  void answer(const std::string& url, std::string body) {
    handlers_[url] = [body = std::move(body)](const http::Request&) { return body; };
  }
  void answer_by(const std::string& url, Handler handler) { handlers_[url] = std::move(handler); }
  /// After so many requests, nothing more is got.
  void limit(std::size_t requests) { limit_ = requests; }

  [[nodiscard]] outcome::Result<http::Response> fetch(const http::Request& request) override;

  [[nodiscard]] const std::vector<http::Request>& requests() const noexcept { return requests_; }
  /// Their addresses.
  [[nodiscard]] std::vector<std::string> urls() const;

 private:
  std::map<std::string, Handler> handlers_;
  std::vector<http::Request> requests_;
  std::size_t limit_ = 1000;
};

}  // namespace accord::tests
