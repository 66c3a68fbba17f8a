#include <algorithm>

#include "trustlist/follow/refresher.h"

namespace accord::trustlist::follow {
namespace {

using outcome::FindingId;

/// Pivot lists that are kept, and otherwise those that can be got.
class KeptOrGot final : public PivotSource {
 public:
  KeptOrGot(const Generation* before, KeptBytes& kept, Downloads* downloads)
      : before_(before), kept_(kept), downloads_(downloads) {}

  std::vector<Pivot> pivots(const std::vector<std::string>& uris) override {
    std::vector<Pivot> result;
    std::vector<Wanted> missing;
    std::vector<std::size_t> places;
    for (const auto& uri : uris) {
      auto bytes = kept(uri);
      if (bytes.empty()) {
        missing.push_back({uri});
        places.push_back(result.size());
        result.emplace_back(std::nullopt);
      } else {
        result.emplace_back(File{uri, std::move(bytes)});
      }
    }
    if (downloads_ == nullptr || missing.empty()) return result;
    auto got = downloads_->get(missing);
    for (std::size_t i = 0; i < got.size() && i < places.size(); ++i) {
      if (got[i]) {
        result[places[i]] = Pivot(File{missing[i].url, std::move(got[i]->bytes)});
      } else {
        result[places[i]] = tl::unexpected(got[i].error());
      }
    }
    return result;
  }

 private:
  std::string kept(const std::string& uri) {
    if (before_ == nullptr) return {};
    for (const auto& file : before_->files) {
      if (file.role != Role::pivot || file.url != uri) continue;
      if (auto bytes = kept_.bytes_of(file)) return std::move(*bytes);
    }
    return {};
  }

  const Generation* before_;
  KeptBytes& kept_;
  Downloads* downloads_;
};

}  // namespace

void Refresher::judge_root(Root& root) {
  KeptOrGot pivots(before_, kept_, &downloads_);
  auto policy = options_.policy;
  const auto* old = before_ == nullptr ? nullptr : before_->list_of_lists();
  if (old != nullptr) policy.last_sequence = memory_.least_sequence(old->territory, old->type);
  // The place that it was found in is the one that it may have moved from.
  Anchor anchor = anchor_;
  anchor.location = root.url;
  root.followed =
      follow({root.url, root.received.bytes}, anchor, pivots, options_.at, policy, budget_);
  root.reasons = blocking(root.followed.verdict.findings);
  if (const auto* list = root.followed.verdict.list()) {
    memory_.check_issue({list->territory, list->type, list->sequence, list->issued,
                         sha256_of(root.received.bytes), root.url},
                        root.url, root.reasons);
    memory_.check_signer(root.followed, root.url, root.reasons);
    if (old != nullptr && (old->territory != list->territory || old->type != list->type)) {
      root.reasons.add(FindingId::list_not_the_one_pointed_to, {root.url, 0, {}},
                       {{"found", list->territory}, {"expected", old->territory}});
    }
  }
  root.can_be_taken = root.followed.verdict.verified.has_value() && root.reasons.empty();
}

Refresher::Root Refresher::get_root(const std::string& url) {
  Root root;
  root.url = url;
  const auto* old = before_ == nullptr ? nullptr : before_->list_of_lists();
  auto got = downloads_.get({wanted(url, old)});
  if (got.size() != 1 || !got.front()) {
    if (!got.empty()) root.reasons.add(got.front().error());
    return root;
  }
  root.received = std::move(*got.front());
  if (root.received.not_modified && old != nullptr) {
    auto bytes = kept_.bytes_of(*old);
    if (bytes) root.received.bytes = std::move(*bytes);
    root.received.etag = old->etag;
    root.received.last_modified = old->last_modified;
  }
  judge_root(root);
  return root;
}

void Refresher::add_pivots(const Followed& followed) {
  for (const auto& step : followed.pivots) {
    if (!step.counts) continue;
    Received received;
    received.bytes = step.bytes;
    KeptFile file;
    file.role = Role::pivot;
    file.url = step.uri;
    file.sequence = step.sequence;
    file.issued = step.issued.value_or(time::Instant{});
    file.signer = step.signer_sha256;
    file.territory = followed.verdict.list()->territory;
    file.type = followed.verdict.list()->type;
    file.verdict = read::Verdict::valid;
    file.fresh = true;
    file.fetched = options_.at;
    file.sha256 = sha256_of(step.bytes);
    file.file = "pivot-" + std::to_string(step.sequence) + "-" + file.sha256.substr(0, 12) + ".xml";
    result_.files[file.file] = step.bytes;
    result_.generation.files.push_back(std::move(file));
  }
}

std::optional<TrustedList> Refresher::take_root(Root root) {
  const auto* old = before_ == nullptr ? nullptr : before_->list_of_lists();
  auto& verdict = root.followed.verdict;
  const auto& list = verdict.verified->list();
  auto file = describe(verdict, root.received, Role::list_of_lists, root.url);
  outcome::Findings findings;
  memory_.remember(issue_of(file), findings);
  memory_.remember_signers(root.followed);
  alert_change(old, file, &*verdict.signer, findings);
  result_.findings.add(root.followed.findings);
  if (old != nullptr && old->sha256 == file.sha256) file.fetched = old->fetched;
  put(std::move(file), State::fresh, std::move(findings), std::move(root.received.bytes));
  add_pivots(root.followed);
  return list;
}

std::optional<TrustedList> Refresher::keep_root(Root refused) {
  outcome::Findings findings = refused.reasons;
  // What the refused one says of pivots and notices explains why it was refused.
  findings.add(refused.followed.findings);
  const auto* old = before_ == nullptr ? nullptr : before_->list_of_lists();
  auto bytes = old == nullptr ? outcome::Result<std::string>(std::string()) : kept_.bytes_of(*old);
  if (!bytes) findings.add(bytes.error());
  if (old == nullptr || !bytes) {
    KeptFile file;
    if (old != nullptr) file = *old;
    file.role = Role::list_of_lists;
    file.url = refused.url;
    findings.add(FindingId::trust_list_missing, {refused.url, 0, {}},
                 {{"territory", file.territory}, {"url", refused.url}});
    file.verdict = read::Verdict::invalid;
    // A damaged copy stays written down, so that it is seen and can be got anew.
    put(std::move(file), old == nullptr ? State::missing : State::doubtful, std::move(findings),
        {});
    return std::nullopt;
  }
  KeptOrGot pivots(before_, kept_, nullptr);
  const auto followed =
      follow({old->url, *bytes}, anchor_, pivots, options_.at, options_.policy, budget_);
  for (const auto& finding : followed.findings.all()) {
    if (finding.id != FindingId::list_location_moved) result_.findings.add(finding);
  }
  findings.add(blocking(followed.verdict.findings));
  findings.add(
      FindingId::trust_copy_kept, {old->url, 0, {}},
      {{"sequence", std::to_string(old->sequence)}, {"issued", time::to_string(old->issued)}});
  auto file = *old;
  file.verdict = followed.verdict.verdict;
  const bool counts = followed.verdict.verified.has_value();
  put(std::move(file), counts ? State::kept : State::doubtful, std::move(findings), {});
  for (const auto& kept : before_->files) {
    if (kept.role == Role::pivot) result_.generation.files.push_back(kept);
  }
  if (!counts) return std::nullopt;
  return followed.verdict.verified->list();
}

std::optional<TrustedList> Refresher::refresh_root() {
  const auto* old = before_ == nullptr ? nullptr : before_->list_of_lists();
  auto root = get_root(old == nullptr ? anchor_.location : old->url);
  // The old place may go on with an old copy, or with none that holds; a pivot list that counts
  // says where to look then, too.
  const auto place = root.followed.location;
  if (!place.empty() && place != root.url) {
    auto moved = get_root(place);
    const bool is_better =
        moved.can_be_taken &&
        (!root.can_be_taken || moved.followed.verdict.verified->list().sequence >=
                                   root.followed.verdict.verified->list().sequence);
    if (is_better) {
      // That it has moved is told by the copy in the old place.
      for (const auto& finding : root.followed.findings.all()) {
        if (finding.id == FindingId::list_location_moved) moved.followed.findings.add(finding);
      }
      return take_root(std::move(moved));
    }
    result_.findings.add(moved.reasons);
  }
  if (!root.can_be_taken) return keep_root(std::move(root));
  return take_root(std::move(root));
}

}  // namespace accord::trustlist::follow
