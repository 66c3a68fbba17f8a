#pragma once

#include <functional>

#include "lib/http/fetcher.h"
#include "verifier/fetch/planner.h"

namespace accord::fetch {

/// One address that was asked.
struct Fetched {
  std::string url;
  Kind kind{};
  std::size_t bytes{};  ///< of the answer
  bool ok{};            ///< it was read, and is material
};

/// The answer with what was got on the way to it.
struct Found {
  path::Answer answer;
  std::vector<Fetched> fetched;  ///< in order
  /// Each about its address: what could not be got (as Fetcher::fetch has it),
  /// `fetched_wrong_kind`, `fetched_too_many`, `evidence_left_out` for what could not be read,
  /// `revocation_ocsp_unsuccessful`; `fetch_others_failed` in place of what is more than 20 of
  /// those that gave nothing; about a certificate: `revocation_ocsp_nonce`. All are warnings at
  /// most, but for that last one where the answer is open.
  outcome::Findings findings;
};

struct Question {
  const x509::Certificate& target;
  const path::Policy& policy;
  time::Instant at;
  const outcome::Budget& budget;  ///< of each search for a path
};

/// Called with each address before it is asked.
using Watch = std::function<void(const std::string& url)>;

/// `path::find`, over and over: what it lacks is got by `fetcher` and added to the material, until
/// a path holds, or there is nothing left to get, or the fetcher gets no more for this question, or
/// after 30 rounds (`http_too_many`), or after 200 addresses that gave nothing. Where a round gave
/// nothing, the answer before it stands. Nothing that is got is trusted, and what cannot be got
/// never makes an answer better.
///
/// An OCSP response with another nonce than the one that was sent is not used; one without is
/// (RFC 6960, 4.4.1: responders may make responses beforehand).
[[nodiscard]] Found find(const Question& question, path::Material material, http::Fetcher& fetcher,
                         const Watch& watch);

}  // namespace accord::fetch
