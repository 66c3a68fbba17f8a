#pragma once

#include <chrono>
#include <functional>

#include "lib/http/address.h"
#include "lib/http/fetcher.h"
#include "lib/http/proxy.h"

namespace accord::http {

struct ExchangeLimits;

/// What one question may cost, and where it may lead.
struct Limits {
  std::uint64_t bytes = 20ULL << 20U;       ///< of one answer: the largest CRLs in use have 10 MB
  std::uint64_t all_bytes = 100ULL << 20U;  ///< that came in all, header lines included
  std::uint32_t requests = 20;              ///< sent in all, those of redirections too
  std::uint32_t redirections = 3;           ///< followed one after the other
  std::chrono::milliseconds connecting{10'000};
  std::chrono::milliseconds answering{60'000};  ///< from the request to the end of its answer
  std::chrono::milliseconds all_time{
      180'000};  ///< from the making of the fetcher to the last answer
  /// Time since some moment that stays the same; it never goes back. None: only the time that
  /// libcurl says it took counts, which leaves out what is done between requests.
  std::function<std::chrono::milliseconds()> stopwatch{};
  /// Which addresses may be connected to.
  bool (*may_reach)(Octets address) noexcept = is_public;
  /// Through which proxy what is reached; none unless somebody says so.
  Proxy proxy{};
};

/// Gets things with libcurl. One object is for one question and is used by one thread.
///
/// - http and https only; the server's certificate is checked for https.
/// - The address that is connected to is judged, not the name: what a name leads to may change
/// between a look and the connection. Every redirection is judged in the same way, and none leads
/// from https to http.
/// - Nothing is taken from the environment or the user's files: no netrc, no cookies, no proxy but
/// the one in `Limits` (it connects to addresses in our place, unjudged). No credentials are sent.
/// - HTTP/1.1, no compression, one connection for each request.
/// - A look-up of a name that is not done in time goes on in a thread of libcurl's; nothing waits
/// for it.
class CurlFetcher final : public Fetcher {
 public:
  explicit CurlFetcher(Limits limits);

  /// A POST is sent on only by statuses 307 and 308, which keep what it is.
  [[nodiscard]] outcome::Result<Response> fetch(const Request& request) override;

 private:
  [[nodiscard]] outcome::Result<Response> fetch_within(const Request& request);
  /// What the next request may cost, by what all before it did.
  [[nodiscard]] outcome::Result<ExchangeLimits> limits_left(const Request& request,
                                                            const Url& url) const;
  [[nodiscard]] std::chrono::milliseconds time_spent() const;

  Limits limits_;
  std::chrono::milliseconds begun_{0};
  std::uint32_t requests_ = 0;
  std::uint64_t bytes_ = 0;
  std::chrono::microseconds time_{0};
};

}  // namespace accord::http
