#include "trustlist/follow/memory.h"

#include <algorithm>

namespace accord::trustlist::follow {
namespace {

using outcome::FindingId;

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
  // Older releases wrote no digest and no place of an issue; those of its copy are as good.
  for (auto& seen : seen_) {
    for (const auto& file : before->files) {
      const auto issue = issue_of(file);
      const bool is_the_list =
          file.role != Role::pivot && issue.territory == seen.territory && issue.type == seen.type;
      if (seen.url.empty() && is_the_list) seen.url = issue.url;
      const bool is_the_one =
          is_the_list && issue.sequence == seen.sequence && issue.issued == seen.issued;
      if (seen.sha256.empty() && is_the_one) seen.sha256 = issue.sha256;
    }
  }
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

bool Memory::is_pointed_to(const Seen& seen, std::string_view place) const {
  return std::any_of(pointers_.begin(), pointers_.end(), [&](const Pointer& pointer) {
    return pointer.location == place && pointer.territory == seen.territory &&
           pointer.list_type == seen.type;
  });
}

bool Memory::is_of_one_list(const Seen& seen, const Seen& issue) const {
  if (seen.territory != issue.territory) return false;
  if (seen.type == issue.type) return true;
  if (seen.url.empty() || seen.url != issue.url) return false;
  return !is_pointed_to(seen, issue.url) || !is_pointed_to(issue, issue.url);
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

void Memory::check_issue(const Seen& issue, std::string_view name,
                         outcome::Findings& findings) const {
  if (accepts_older(issue.territory)) return;
  for (const auto& seen : seen_) {
    if (!is_of_one_list(seen, issue)) continue;
    const auto found = against(seen, issue, name);
    for (const auto& finding : found.all()) {
      // Verification looked by the type that the pointer gives; this is the one that the list has.
      if (!findings.has(finding.id)) findings.add(finding);
    }
  }
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

void Memory::remember(const Seen& issue, outcome::Findings& findings) {
  std::vector<Seen*> before;
  for (auto& seen : seen_) {
    if (is_of_one_list(seen, issue)) before.push_back(&seen);
  }
  const bool is_newest = std::all_of(before.begin(), before.end(), [&](const Seen* seen) {
    return against(*seen, issue, issue.territory).empty();
  });
  const auto reason = options_.accept_older.find(issue.territory);
  if (!is_newest && reason == options_.accept_older.end()) return;
  // Under a type that the list had before, no older issue comes back either.
  for (auto* seen : before) {
    auto type = std::move(seen->type);
    *seen = issue;
    seen->type = std::move(type);
  }
  if (find(issue.territory, issue.type) == nullptr) seen_.push_back(issue);
  if (is_newest) return;
  accepted_.push_back({issue.territory, reason->second, options_.at});
  findings.add(FindingId::trust_older_accepted, {issue.territory, 0, {}},
               {{"territory", issue.territory},
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
