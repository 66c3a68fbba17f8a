#include "trustlist/follow/memory.h"

#include <algorithm>

namespace accord::trustlist::follow {
namespace {

using outcome::FindingId;

bool is_older(const TrustedList& list, const Seen& seen) {
  return list.sequence < seen.sequence ||
         (list.sequence == seen.sequence && list.issued < seen.issued);
}

bool holds(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// The first pivot list of those that does not count this time; empty when each does.
std::string left_out(const std::vector<std::string>& pivots, const Followed& followed) {
  for (const auto& uri : pivots) {
    const bool counts =
        std::any_of(followed.pivots.begin(), followed.pivots.end(),
                    [&](const PivotStep& step) { return step.counts && step.uri == uri; });
    if (!counts) return uri;
  }
  return {};
}

}  // namespace

Memory::Memory(const Generation* before, const RefreshOptions& options) : options_(options) {
  if (before == nullptr) return;
  seen_ = before->seen;
  accepted_ = before->accepted;
  pivots_ = before->pivots;
  signers_ = before->signers;
}

const Seen* Memory::find(std::string_view territory, std::string_view type) const {
  const auto found = std::find_if(seen_.begin(), seen_.end(), [&](const Seen& seen) {
    return seen.territory == territory && seen.type == type;
  });
  return found == seen_.end() ? nullptr : &*found;
}

bool Memory::accepts_older(std::string_view territory) const {
  return options_.accept_older.find(territory) != options_.accept_older.end();
}

std::optional<std::uint64_t> Memory::least_sequence(std::string_view territory,
                                                    std::string_view type) const {
  const auto* seen = find(territory, type);
  if (seen == nullptr || accepts_older(territory)) return std::nullopt;
  return seen->sequence;
}

void Memory::check_issue(const TrustedList& list, std::string_view name,
                         outcome::Findings& findings) const {
  const auto* seen = find(list.territory, list.type);
  if (seen == nullptr || accepts_older(list.territory)) return;
  // Verification looked by the type that the pointer gives; this is the one that the list has.
  if (list.sequence < seen->sequence && !findings.has(FindingId::list_rolled_back)) {
    findings.add(
        FindingId::list_rolled_back, {std::string(name), 0, {}},
        {{"sequence", std::to_string(list.sequence)}, {"last", std::to_string(seen->sequence)}});
  }
  if (list.sequence != seen->sequence || list.issued >= seen->issued) return;
  findings.add(FindingId::trust_issued_before_last, {std::string(name), 0, {}},
               {{"issued", time::to_string(list.issued)}, {"last", time::to_string(seen->issued)}});
}

void Memory::check_signer(const Followed& followed, std::string_view name,
                          outcome::Findings& findings) const {
  const auto pivot = left_out(pivots_, followed);
  if (pivot.empty() || !followed.verdict.signer.has_value()) return;
  const auto signer = der::to_hex(followed.verdict.signer->fingerprint().bytes());
  if (holds(signers_, signer)) return;
  findings.add(FindingId::trust_signer_went_back, {std::string(name), 0, {}},
               {{"sha256", signer}, {"uri", pivot}});
}

void Memory::remember(const TrustedList& list, outcome::Findings& findings) {
  const Seen now{list.territory, list.type, list.sequence, list.issued};
  const auto seen = std::find_if(seen_.begin(), seen_.end(), [&](const Seen& one) {
    return one.territory == now.territory && one.type == now.type;
  });
  if (seen == seen_.end()) {
    seen_.push_back(now);
    return;
  }
  if (!is_older(list, *seen)) {
    *seen = now;
    return;
  }
  const auto reason = options_.accept_older.find(list.territory);
  if (reason == options_.accept_older.end()) return;
  *seen = now;
  accepted_.push_back({list.territory, reason->second, options_.at});
  findings.add(FindingId::trust_older_accepted, {list.territory, 0, {}},
               {{"territory", list.territory},
                {"reason", reason->second},
                {"at", time::to_string(options_.at)}});
}

void Memory::remember_signers(const Followed& followed) {
  // With a pivot list left out, the set is one of before: what was left then still counts.
  if (!left_out(pivots_, followed).empty()) return;
  for (const auto& step : followed.pivots) {
    if (step.counts && !holds(pivots_, step.uri)) pivots_.push_back(step.uri);
  }
  signers_.clear();
  for (const auto& signer : followed.signers) {
    signers_.push_back(der::to_hex(signer.fingerprint().bytes()));
  }
}

void Memory::give(Generation& generation) const {
  generation.seen = seen_;
  generation.accepted = accepted_;
  generation.pivots = pivots_;
  generation.signers = signers_;
}

}  // namespace accord::trustlist::follow
