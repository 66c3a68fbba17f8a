#include "trustlist/follow/refresh.h"

#include <algorithm>

#include "trustlist/follow/refresher.h"

namespace accord::trustlist::follow {
namespace {

using outcome::FindingId;

// "LU-42-0123456789ab.xml": what a person sees in the folder. The territory comes from outside.
std::string name_of(const KeptFile& file) {
  constexpr std::size_t digits = 12;
  constexpr std::size_t longest = 16;
  std::string territory;
  for (const char c : file.territory) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain && territory.size() < longest) territory += c;
  }
  auto name = file.role == Role::list ? std::string() : std::string(to_string(file.role));
  if (!name.empty() && !territory.empty()) name += '-';
  name += territory;
  if (name.empty()) name = to_string(file.role);
  return name + "-" + std::to_string(file.sequence) + "-" + file.sha256.substr(0, digits) + ".xml";
}

}  // namespace

std::string_view to_string(Alert alert) noexcept {
  switch (alert) {
    case Alert::expiring:
      return "expiring";
    case Alert::expired:
      return "expired";
    case Alert::location_moved:
      return "location_moved";
    case Alert::signer_changed:
      return "signer_changed";
    case Alert::journal_new:
      return "journal_new";
  }
  return {};
}

std::string_view to_string(State state) noexcept {
  switch (state) {
    case State::fresh:
      return "fresh";
    case State::kept:
      return "kept";
    case State::doubtful:
      return "doubtful";
    case State::missing:
      return "missing";
  }
  return {};
}

std::string sha256_of(std::string_view bytes) {
  return der::to_hex(crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(bytes)).bytes());
}

outcome::Findings blocking(const outcome::Findings& findings) {
  outcome::Findings chosen;
  for (const auto& finding : findings.all()) {
    if (finding.severity >= outcome::Severity::indeterminate) chosen.add(finding);
  }
  return chosen;
}

Wanted Refresher::wanted(const std::string& url, const KeptFile* old) {
  Wanted result{url};
  // "Still current" helps only while the copy is whole.
  if (old != nullptr && old->url == url && kept_.bytes_of(*old).has_value()) {
    result.etag = old->etag;
    result.last_modified = old->last_modified;
  }
  return result;
}

KeptFile Refresher::describe(const read::ListVerdict& verdict, const Received& received, Role role,
                             std::string url) const {
  const auto& list = *verdict.list();
  KeptFile file;
  file.role = role;
  file.url = std::move(url);
  file.sha256 = sha256_of(received.bytes);
  file.territory = list.territory;
  file.type = list.type;
  file.sequence = list.sequence;
  file.issued = list.issued;
  file.next_update = list.next_update;
  if (verdict.signer) file.signer = der::to_hex(verdict.signer->fingerprint().bytes());
  file.verdict = verdict.verdict;
  file.fetched = options_.at;
  file.etag = received.etag;
  file.last_modified = received.last_modified;
  file.file = name_of(file);
  return file;
}

void Refresher::put(KeptFile file, State state, outcome::Findings findings, std::string bytes) {
  file.fresh = state == State::fresh;
  file.reasons.clear();
  for (const auto& finding : findings.all()) {
    // These two say what became of the list; the others say why.
    const bool is_outcome =
        finding.id == FindingId::trust_copy_kept || finding.id == FindingId::trust_list_missing;
    if (state != State::fresh && !is_outcome) file.reasons.push_back(outcome::message(finding));
  }
  alert_age(file, state, findings);
  bool is_there = false;
  if (before_ != nullptr) {
    for (const auto& old : before_->files) {
      is_there = is_there || (old.file == file.file && old.sha256 == file.sha256);
    }
  }
  // A copy that has changed on the disk is written anew.
  if (!is_there || !kept_.bytes_of(file).has_value()) {
    if (!bytes.empty()) result_.files[file.file] = std::move(bytes);
  }
  if (state != State::missing) result_.generation.files.push_back(file);
  result_.reports.push_back({std::move(file), state, std::move(findings)});
}

void Refresher::alert_change(const KeptFile* old, const KeptFile& now,
                             const x509::Certificate* signer, outcome::Findings& findings) {
  if (old == nullptr || old->signer.empty() || signer == nullptr || now.signer == old->signer) {
    return;
  }
  result_.alerts.insert(Alert::signer_changed);
  findings.add(FindingId::trust_signer_changed, {now.url, 0, {}},
               {{"territory", now.territory},
                {"subject", signer->subject().to_string()},
                {"sha256", now.signer},
                {"before", old->signer}});
}

void Refresher::alert_age(const KeptFile& file, State state, outcome::Findings& findings) {
  if (!file.next_update.has_value() || state == State::missing) return;
  if (*file.next_update < options_.at) {
    result_.alerts.insert(Alert::expired);
    return;  // list_expired is among what was found
  }
  const auto left = *file.next_update - options_.at;
  if (left > std::chrono::days(options_.warn_days)) return;
  result_.alerts.insert(Alert::expiring);
  findings.add(
      FindingId::trust_list_expiring, {file.url, 0, {}},
      {{"territory", file.territory},
       {"next_update", time::to_string(*file.next_update)},
       {"days", std::to_string(std::chrono::duration_cast<std::chrono::days>(left).count())}});
}

void Refresher::conclude() {
  memory_.give(result_.generation);
  const auto& findings = result_.findings;
  if (findings.has(FindingId::journal_notice_new) ||
      findings.has(FindingId::journal_notice_missing)) {
    result_.alerts.insert(Alert::journal_new);
  }
  if (findings.has(FindingId::list_location_moved)) result_.alerts.insert(Alert::location_moved);
  const auto root_state = result_.reports.front().state;
  if (root_state == State::doubtful || root_state == State::missing) {
    result_.findings.add(FindingId::trust_nothing_usable,
                         {result_.reports.front().file.url, 0, {}});
    result_.verdict = read::Verdict::invalid;
    return;
  }
  const bool all_fresh =
      std::all_of(result_.reports.begin(), result_.reports.end(),
                  [](const Report& report) { return report.state == State::fresh; });
  result_.verdict = all_fresh ? read::Verdict::valid : read::Verdict::indeterminate;
}

Refreshed Refresher::run() {
  result_.generation.number = before_ == nullptr ? 1 : before_->number + 1;
  result_.generation.made = options_.at;
  if (const auto root = refresh_root()) {
    pointers_ = root->pointers;
    memory_.know(root->pointers);
    refresh_lists(*root);
    settle_issues();
    tell_dropped();
  } else {
    keep_lists_unseen();
  }
  conclude();
  return std::move(result_);
}

Refreshed refresh(const Anchor& anchor, const Generation* before, KeptBytes& kept,
                  Downloads& downloads, const RefreshOptions& options, outcome::Budget& budget) {
  return Refresher(anchor, before, kept, downloads, options, budget).run();
}

}  // namespace accord::trustlist::follow
