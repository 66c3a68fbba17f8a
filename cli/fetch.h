#pragma once

#include "cli/answer.h"
#include "cli/command.h"
#include "cli/screen.h"
#include "cli/session.h"
#include "lib/http/curl_fetcher.h"
#include "verifier/fetch/find.h"

namespace accord::cli {

inline constexpr Option option_fetch{
    "fetch", "",
    "get what is missing (issuers, CRLs, OCSP responses) from the addresses in the certificates"};
inline constexpr Option option_fetch_private{
    "fetch-private", "", "with --fetch: from addresses that are not on the public internet, too"};
inline constexpr Option option_fetch_limit{
    "fetch-limit", "NAME=N",
    "with --fetch: raise or lower bytes (20971520, of one answer), all_bytes (104857600), requests "
    "(20), redirections (3) or seconds (180, of all requests and the searches between)",
    Count::many};

/// Sets the limit that the text NAME=N names. Throws Refusal (usage).
void set_fetch_limit(http::Limits& limits, const std::string& text);

/// The search for a path that `--fetch` lets get what it lacks. Without `--fetch` it gets nothing
/// and has nothing to tell.
class Fetching {
 public:
  /// Throws Refusal (usage) for an option that says nothing without `--fetch`, or a limit that is
  /// none.
  Fetching(const Arguments& arguments, const Session& session);

  /// Shows on a terminal what is being got.
  [[nodiscard]] path::Answer find(const x509::Certificate& target, const path::Material& material,
                                  const path::Policy& policy, time::Instant at,
                                  outcome::Budget& budget);

  /// Adds to the answer what was got and what could not be: findings, the member `fetched`, lines
  /// for people.
  void tell(Answer& answer, const Style& style) const;

 private:
  const Session& session_;
  bool is_on_;
  http::Limits limits_;
  std::vector<fetch::Fetched> fetched_;
  outcome::Findings findings_;
};

}  // namespace accord::cli
