#pragma once

#include <string>

#include "lib/http/url.h"

namespace accord::http {

/// Which proxy stands between us and a server. A proxy connects in our place, to addresses that we
/// do not see.
struct Proxy {
  std::string for_https{};  ///< "http://proxy.example:3128"; empty: none
  std::string for_http{};
  /// Hosts that are reached directly, between commas: "example.org" (with all below it),
  /// "127.0.0.1", "*".
  std::string except{};
};

/// The proxy for that URL; empty when its host is reached directly.
[[nodiscard]] std::string proxy_for(const Proxy& proxy, const Url& url);

}  // namespace accord::http
