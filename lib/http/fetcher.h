#pragma once

#include <cstdint>
#include <string>

#include "lib/outcome/result.h"

namespace accord::http {

enum class Method : std::uint8_t { get, post };

/// One thing to get.
struct Request {
  std::string url;  ///< as somebody wrote it; whether it can be used is for the fetcher to judge
  Method method = Method::get;
  std::string body{};            ///< of a POST
  std::string content_type{};    ///< of that body
  std::uint64_t most_bytes = 0;  ///< the answer may not be larger; 0: what the fetcher allows
  /// Of the copy that is there already, as its server said them (RFC 9110, 13.1); with one of them
  /// the answer may be that the copy is still current. For GET.
  std::string if_none_match{};
  std::string if_modified_since{};
};

/// What a server gave: always with a status of success.
struct Response {
  unsigned status{};
  std::string body;
  std::string url;           ///< where it came from in the end
  std::string content_type;  ///< as the server says; nothing rests on it
  /// Status 304, which only a request with a condition gets: the copy is still current, and there
  /// is no body.
  bool not_modified = false;
  std::string etag{};  ///< for `if_none_match` of the next request; empty when there is none
  std::string last_modified{};  ///< for `if_modified_since`; empty when there is none
};

/// Gets things over HTTP, for one question. What it gets is whatever somebody on the way wanted to
/// give: never to be trusted by itself.
class Fetcher {
 public:
  Fetcher() = default;
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;
  virtual ~Fetcher() = default;

  /// Errors, each about `request.url`: `http_address_unusable`, `http_address_not_allowed`,
  /// `http_failed`, `http_status`, `http_too_large`, `http_redirect`; `http_too_many` or
  /// `fetch_time_over` when nothing more is fetched for this question.
  [[nodiscard]] virtual outcome::Result<Response> fetch(const Request& request) = 0;
};

}  // namespace accord::http
