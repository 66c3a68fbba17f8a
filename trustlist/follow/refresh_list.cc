#include <algorithm>

#include "trustlist/follow/refresher.h"

namespace accord::trustlist::follow {
namespace {

using outcome::FindingId;

bool is_only_expired(const read::ListVerdict& verdict, const outcome::Findings& reasons) {
  return verdict.signature == read::SignatureState::valid && verdict.list() != nullptr &&
         !reasons.empty() &&
         std::all_of(reasons.all().begin(), reasons.all().end(),
                     [](const auto& finding) { return finding.id == FindingId::list_expired; });
}

}  // namespace

const KeptFile* Refresher::before_of(const Pointer& pointer) const {
  return before_ == nullptr ? nullptr : kept_for(before_->files, pointer, pointers_);
}

Refresher::Copy Refresher::judge(const Pointer& pointer, Received received) {
  Copy copy;
  copy.received = std::move(received);
  auto policy = options_.policy;
  policy.keep = read::Keep::scheme_and_pointers;
  policy.last_sequence =
      memory_.least_sequence(pointer.territory.value_or(""), pointer.list_type.value_or(""));
  copy.verdict =
      read::verify_list(copy.received.bytes, pointer.location,
                        read::SignerSet::announced_by(pointer), options_.at, policy, budget_);
  copy.reasons = blocking(copy.verdict.findings);
  if (const auto* list = copy.verdict.list()) {
    memory_.check_issue({list->territory, list->type, list->sequence, list->issued,
                         sha256_of(copy.received.bytes), pointer.location},
                        pointer.location, copy.reasons);
  }
  copy.can_be_taken = copy.verdict.verified.has_value() && copy.reasons.empty();
  copy.only_expired = is_only_expired(copy.verdict, copy.reasons);
  return copy;
}

void Refresher::take_list(const Pointer& pointer, Copy copy, State state) {
  const auto* old = before_of(pointer);
  auto findings = std::move(copy.reasons);
  auto file = describe(copy.verdict, copy.received, Role::list, pointer.location);
  memory_.remember(issue_of(file), findings);
  alert_change(old, file, copy.verdict.signer ? &*copy.verdict.signer : nullptr, findings);
  if (old != nullptr && old->url != pointer.location) {
    result_.alerts.insert(Alert::location_moved);
    findings.add(FindingId::list_location_moved, {pointer.location, 0, {}},
                 {{"territory", file.territory}, {"old", old->url}, {"new", pointer.location}});
  }
  if (old != nullptr && old->sha256 == file.sha256) file.fetched = old->fetched;
  put(std::move(file), state, std::move(findings), std::move(copy.received.bytes));
}

void Refresher::keep_list(const Pointer& pointer, const KeptFile& old, Copy old_copy,
                          const outcome::Findings& reasons) {
  outcome::Findings findings = reasons;
  auto file = old;
  file.verdict = old_copy.verdict.verdict;
  const bool counts = old_copy.can_be_taken;
  for (const auto& finding : old_copy.reasons.all()) {
    const auto& all = findings.all();
    if (std::find(all.begin(), all.end(), finding) == all.end()) findings.add(finding);
  }
  findings.add(
      FindingId::trust_copy_kept, {pointer.location, 0, {}},
      {{"sequence", std::to_string(old.sequence)}, {"issued", time::to_string(old.issued)}});
  put(std::move(file), counts ? State::kept : State::doubtful, std::move(findings), {});
}

void Refresher::refresh_list(const Pointer& pointer, outcome::Result<Received> received) {
  const auto* old = before_of(pointer);
  outcome::Findings reasons;
  std::optional<Copy> copy;
  auto old_bytes =
      old == nullptr ? outcome::Result<std::string>(std::string()) : kept_.bytes_of(*old);
  if (!received) {
    reasons.add(received.error());
  } else {
    if (received->not_modified && old != nullptr && old_bytes) {
      received->bytes = *old_bytes;
      received->etag = old->etag;
      received->last_modified = old->last_modified;
    }
    copy = judge(pointer, std::move(*received));
    if (copy->can_be_taken) return take_list(pointer, std::move(*copy), State::fresh);
    reasons = copy->reasons;
  }
  if (old != nullptr && old_bytes) {
    auto old_copy = judge(pointer, Received{false, *old_bytes, old->etag, old->last_modified});
    // Of two that are out of date the newer one is worth more to somebody who looks back.
    const bool newer = copy && copy->only_expired && !old_copy.can_be_taken &&
                       copy->verdict.list()->sequence >= old->sequence;
    if (newer) return take_list(pointer, std::move(*copy), State::doubtful);
    return keep_list(pointer, *old, std::move(old_copy), reasons);
  }
  if (!old_bytes) reasons.add(old_bytes.error());
  if (copy && copy->only_expired) return take_list(pointer, std::move(*copy), State::doubtful);
  KeptFile file;
  file.url = pointer.location;
  file.territory = pointer.territory.value_or("");
  file.type = pointer.list_type.value_or("");
  reasons.add(FindingId::trust_list_missing, {pointer.location, 0, {}},
              {{"territory", file.territory}, {"url", file.url}});
  put(std::move(file), State::missing, std::move(reasons), {});
}

void Refresher::refresh_lists(const TrustedList& root) {
  std::vector<const Pointer*> pointers;
  for (const auto& pointer : root.pointers) {
    const bool to_itself = pointer.territory == root.territory && pointer.list_type == root.type;
    const bool is_told_already =
        std::any_of(pointers.begin(), pointers.end(), [&](const Pointer* one) {
          return one->location == pointer.location && one->territory == pointer.territory &&
                 one->list_type == pointer.list_type;
        });
    if (to_itself || is_told_already || !pointer.leads_to_xml()) continue;
    if (auto spent = budget_.spend(outcome::Cost::lists, 1, {pointer.location, 0, {}}); !spent) {
      result_.findings.add(spent.error());
      break;
    }
    pointers.push_back(&pointer);
  }
  std::vector<Wanted> all;
  all.reserve(pointers.size());
  for (const auto* pointer : pointers)
    all.push_back(wanted(pointer->location, before_of(*pointer)));
  auto got = downloads_.get(all);
  for (std::size_t i = 0; i < pointers.size(); ++i) refresh_list(*pointers[i], std::move(got[i]));
}

// Two pointers may lead to two issues of one list: which of them is the newest is known when all
// were looked at.
void Refresher::settle_issues() {
  for (auto& report : result_.reports) {
    if (report.file.role != Role::list || report.state == State::missing) continue;
    outcome::Findings reasons;
    memory_.check_issue(issue_of(report.file), report.file.url, reasons);
    if (reasons.empty() || report.state == State::doubtful) continue;
    auto& files = result_.generation.files;
    const auto kept = std::find(files.begin(), files.end(), report.file);
    report.state = State::doubtful;
    report.file.fresh = false;
    report.file.verdict = std::max(report.file.verdict, read::verdict_of(reasons));
    for (const auto& reason : reasons.all()) {
      report.file.reasons.push_back(outcome::message(reason));
    }
    report.findings.add(reasons);
    if (kept != files.end()) *kept = report.file;
  }
}

// Without a list of lists that counts nobody says who may sign the others: they stay as they are,
// and nothing rests on them.
void Refresher::keep_lists_unseen() {
  if (before_ == nullptr) return;
  for (const auto& old : before_->files) {
    if (old.role != Role::list) continue;
    auto file = old;
    file.verdict = read::Verdict::indeterminate;
    outcome::Findings findings;
    findings.add(FindingId::tree_not_followed, {file.url, 0, {}});
    findings.add(
        FindingId::trust_copy_kept, {file.url, 0, {}},
        {{"sequence", std::to_string(file.sequence)}, {"issued", time::to_string(file.issued)}});
    put(std::move(file), State::doubtful, std::move(findings), {});
  }
}

void Refresher::tell_dropped() {
  if (before_ == nullptr) return;
  for (const auto& old : before_->files) {
    if (old.role != Role::list) continue;
    const bool stays =
        std::any_of(result_.reports.begin(), result_.reports.end(), [&](const Report& report) {
          return report.file.role == Role::list && report.file.territory == old.territory &&
                 (report.file.type == old.type || report.file.url == old.url);
        });
    if (stays) continue;
    result_.findings.add(FindingId::trust_list_dropped, {old.url, 0, {}},
                         {{"territory", old.territory}, {"url", old.url}});
  }
}

}  // namespace accord::trustlist::follow
