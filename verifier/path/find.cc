#include "verifier/path/find.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "verifier/path/validation.h"
#include "verifier/revocation/subject.h"

namespace accord::path {
namespace {

using outcome::FindingId;
using outcome::Severity;
using revocation::about;

// Smaller is more worth looking at: a path whose signatures hold before one that only looks like a
// path, then the lighter, then the one with fewer reasons against it, then the shorter.
std::tuple<bool, Severity, std::size_t, std::size_t> order_of(const Refused& refused) {
  const auto& all = refused.findings.all();
  const auto blocking = std::count_if(all.begin(), all.end(), [](const auto& finding) {
    return finding.severity >= Severity::indeterminate;
  });
  return {refused.findings.has(FindingId::path_signature_wrong), refused.findings.worst(),
          static_cast<std::size_t>(blocking), refused.candidate.certificates.size()};
}

bool has_anchor_that_is(const x509::Certificate& target, const std::vector<TrustAnchor>& anchors) {
  return std::any_of(anchors.begin(), anchors.end(),
                     [&](const TrustAnchor& anchor) { return anchor.is(target); });
}

void explain_no_candidate(const x509::Certificate& target, const Material& material,
                          outcome::Findings& search) {
  if (material.anchors.empty()) {
    search.add(FindingId::path_no_anchors, about(target));
  } else if (has_anchor_that_is(target, material.anchors)) {
    search.add(FindingId::path_target_is_anchor, about(target));
  } else {
    search.add(
        FindingId::path_none, about(target),
        {{"issuer", target.issuer().empty() ? "not named" : revocation::shown(target.issuer())},
         {"anchors", fmt::format("{}", material.anchors.size())}});
  }
}

// Whoever reads an answer looks at a few paths; a search may see thousands.
constexpr std::size_t most_kept = 24;
constexpr std::size_t most_hopeless = 16;

/// Keeps a path to be shown. Beyond so many, the worst gives way, but one that is not shown to be
/// bad stays: the answer depends on it.
void keep(Refused&& one, std::vector<Refused>& refused) {
  if (refused.size() < most_kept) {
    refused.push_back(std::move(one));
    return;
  }
  const auto worst = std::max_element(
      refused.begin(), refused.end(),
      [](const Refused& a, const Refused& b) { return order_of(a) < order_of(b); });
  if (order_of(one) < order_of(*worst)) *worst = std::move(one);
}

bool all_invalid(const std::vector<Refused>& refused) {
  return std::all_of(refused.begin(), refused.end(),
                     [](const Refused& one) { return one.findings.worst() == Severity::invalid; });
}

}  // namespace

Answer find(const x509::Certificate& target, const Material& material, const Policy& policy,
            time::Instant at, outcome::Budget& budget) {
  SignerMemory memory;
  std::vector<Refused> refused;
  outcome::Findings search;
  Candidates candidates(target, material, policy.max_intermediates, at);
  const auto examine = [&](const Candidate& candidate) -> std::optional<Valid> {
    auto examined =
        Validation(candidate, material.untrusted, policy, at, material.revocation, memory, budget)
            .run();
    if (auto* valid = std::get_if<Valid>(&examined)) return std::move(*valid);
    keep(std::move(std::get<Refused>(examined)), refused);
    return std::nullopt;
  };
  for (;;) {
    const auto candidate = candidates.next(budget);
    if (!candidate) {
      search.add(candidate.error());
      break;
    }
    if (!candidate->has_value()) break;
    if (auto valid = examine(**candidate)) return std::move(*valid);
  }
  // A longer one might hold: that none of the others does leaves the question open.
  if (candidates.cut_short()) {
    search.add(FindingId::path_too_long, about(target),
               {{"limit", fmt::format("{}", policy.max_intermediates)}});
  }
  // They cannot change the answer, and what is spent on them is not held against it.
  for (std::size_t explained = 0; explained < most_hopeless; ++explained) {
    const auto candidate = candidates.next_hopeless(budget);
    if (!candidate && refused.empty() && search.empty()) search.add(candidate.error());
    if (!candidate || !candidate->has_value()) break;
    if (auto valid = examine(**candidate)) return std::move(*valid);
  }
  std::stable_sort(refused.begin(), refused.end(),
                   [](const Refused& a, const Refused& b) { return order_of(a) < order_of(b); });
  if (refused.empty() && search.empty()) {
    explain_no_candidate(target, material, search);
  }
  if (search.empty() && all_invalid(refused)) return Invalid{std::move(refused)};
  return Indeterminate{std::move(refused), std::move(search)};
}

outcome::Findings findings_of(const Answer& answer) {
  outcome::Findings all;
  if (const auto* valid = std::get_if<Valid>(&answer)) {
    all.add(valid->findings());
  } else if (const auto* invalid = std::get_if<Invalid>(&answer)) {
    if (!invalid->candidates.empty()) all.add(invalid->candidates.front().findings);
  } else if (const auto* open = std::get_if<Indeterminate>(&answer)) {
    all.add(open->search);
    if (!open->candidates.empty()) all.add(open->candidates.front().findings);
  }
  return all;
}

}  // namespace accord::path
