#pragma once

#include "cli/command.h"
#include "cli/session.h"
#include "lib/http/curl_fetcher.h"
#include "trustlist/follow/refresh.h"

namespace accord::cli {

inline constexpr Option option_allow_http{
    "allow-http", "", "fetch lists from http addresses, too (default: https only)"};
inline constexpr Option option_trust_private{
    "fetch-private", "", "fetch from addresses that are not on the public internet, too"};
inline constexpr Option option_trust_limit{"fetch-limit", "NAME=N",
                                           "raise or lower bytes (20971520, of one list), "
                                           "all_bytes, requests, redirections (3) or seconds "
                                           "(300) of each of the eight workers",
                                           Count::many};
inline constexpr Option option_proxy{
    "proxy", "URL",
    "fetch through this proxy, \"none\" for none (default: $https_proxy, $http_proxy, $no_proxy)"};

/// Gets lists over HTTPS, eight at a time.
class WebDownloads final : public trustlist::follow::Downloads {
 public:
  /// Throws Refusal (usage) for a limit that is none.
  WebDownloads(const Arguments& arguments, const Session& session);

  [[nodiscard]] std::vector<outcome::Result<trustlist::follow::Received>> get(
      const std::vector<trustlist::follow::Wanted>& wanted) override;

 private:
  const Session& session_;
  http::Limits limits_;
  bool allow_http_;
};

}  // namespace accord::cli
