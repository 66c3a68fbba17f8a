#pragma once

#include <chrono>
#include <optional>

#include "lib/http/address.h"
#include "lib/http/fetcher.h"
#include "lib/http/url.h"

namespace accord::http {

/// What one request may cost.
struct ExchangeLimits {
  /// Of the body. What else comes has limits of its own: 64 KiB and 1/16 of the body in all, of
  /// which trailer fields have 3 KiB.
  std::uint64_t bytes;
  std::chrono::milliseconds connecting;
  std::chrono::milliseconds answering;
  bool (*may_reach)(Octets address) noexcept;
  std::string proxy{};  ///< connect to this one instead; empty: to the server itself
};

/// One request and its answer, whatever its status.
struct Exchange {
  long status = 0;
  std::string body;
  std::uint64_t bytes = 0;  ///< that came, header lines and what the chunked coding adds included
  std::string content_type;
  std::string etag;           ///< as the server wrote them, when they can be sent back
  std::string last_modified;  ///< in a header of ours
  std::string redirection;    ///< where the answer sends on to, absolute; empty when nowhere
  std::chrono::microseconds time{0};
  /// What kept the answer from being whole; the members above hold what there was until then.
  std::optional<outcome::Finding> failure;
};

/// Sends one request to `url`, which is where `request` has led. An answer that is compressed, or
/// has another transfer coding than `chunked`, is not read: `http_failed`. Findings are about that
/// URL: `http_failed`, `http_too_large`, `http_address_not_allowed`. Only sources of this folder
/// include this header.
[[nodiscard]] Exchange exchange(const Url& url, const Request& request,
                                const ExchangeLimits& limits);

}  // namespace accord::http
