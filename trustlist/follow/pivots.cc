#include "trustlist/follow/pivots.h"

#include <algorithm>

namespace accord::trustlist::follow {
namespace {

using outcome::FindingId;
using read::ListVerdict;
using read::SignatureState;
using read::SignerSet;
using read::Verdict;

bool leads_to_list(std::string_view uri) {
  constexpr std::string_view ending = ".xml";
  const auto path = uri.substr(0, uri.find_first_of("?#"));
  if (path.size() < ending.size()) return false;
  const auto end = path.substr(path.size() - ending.size());
  return std::equal(end.begin(), end.end(), ending.begin(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

std::vector<const Pointer*> pointers_to_itself(const TrustedList& list) {
  auto pointers = pointers_to(list, list.territory);
  pointers.erase(std::remove_if(pointers.begin(), pointers.end(),
                                [&](const Pointer* one) { return one->list_type != list.type; }),
                 pointers.end());
  return pointers;
}

std::string own_location(const TrustedList& list) {
  const auto pointers = pointers_to_itself(list);
  return pointers.empty() ? std::string() : pointers.front()->location;
}

std::vector<x509::Certificate> own_signers(const TrustedList& list) {
  std::vector<x509::Certificate> signers;
  for (const auto* pointer : pointers_to_itself(list)) {
    for (auto& certificate : pointer->signer_certificates()) {
      if (std::find(signers.begin(), signers.end(), certificate) == signers.end()) {
        signers.push_back(std::move(certificate));
      }
    }
  }
  return signers;
}

/// Why a pivot list does not count; empty when it does. That it is past its next update is no
/// reason: pivot lists are kept as they were issued.
std::string fault_of(const ListVerdict& verdict, const TrustedList& root) {
  for (const auto& finding : verdict.findings.all()) {
    const bool blocks = finding.severity >= outcome::Severity::indeterminate;
    if (blocks && finding.id != FindingId::list_expired) return outcome::message(finding);
  }
  const auto* list = verdict.list();
  if (list == nullptr || verdict.signature != SignatureState::valid) return "it is not verified";
  if (list->territory != root.territory || list->type != root.type) {
    return "it is no list of lists of \"" + root.territory + "\"";
  }
  return {};
}

/// Walks the pivot lists of one list of lists.
class Walk {
 public:
  Walk(const Anchor& anchor, time::Instant at, const read::ListPolicy& policy,
       outcome::Budget& budget)
      : anchor_(anchor), at_(at), policy_(policy), budget_(budget) {
    result_.signers = anchor.signers;
  }

  Followed run(const read::ListSource::File& file, PivotSource& source);

 private:
  ListVerdict verify_root(const read::ListSource::File& file);
  void walk(const Route& route, PivotSource& source, const TrustedList& root);
  void step(const std::string& uri, PivotSource::Pivot pivot, const TrustedList& root);
  void take(PivotStep& one, const TrustedList& list, const TrustedList& root);
  void judge_journal(const TrustedList& list);
  void judge_location(const TrustedList& list);

  const Anchor& anchor_;
  time::Instant at_;
  const read::ListPolicy& policy_;
  outcome::Budget& budget_;
  Followed result_;
  std::uint64_t last_sequence_ = 0;
};

ListVerdict Walk::verify_root(const read::ListSource::File& file) {
  auto verdict =
      verify_list(file.bytes, file.name, SignerSet::given(result_.signers), at_, policy_, budget_);
  const auto* list = verdict.list();
  if (list == nullptr || list->is_list_of_lists()) return verdict;
  verdict.findings.add(FindingId::tree_root_not_list_of_lists, {file.name, 0, {}},
                       {{"type", list->type}});
  verdict.verdict = std::max(verdict.verdict, Verdict::indeterminate);
  if (verdict.verified.has_value()) {
    verdict.unverified = verdict.verified->list();
    verdict.verified.reset();
  }
  return verdict;
}

void Walk::take(PivotStep& one, const TrustedList& list, const TrustedList& root) {
  auto& findings = result_.findings;
  // The newest pivot list may be the list of lists itself.
  if (list.sequence <= last_sequence_ || list.sequence > root.sequence) {
    findings.add(FindingId::pivot_out_of_order, {one.uri, 0, {}},
                 {{"uri", one.uri},
                  {"sequence", std::to_string(list.sequence)},
                  {"before", std::to_string(last_sequence_)},
                  {"after", std::to_string(root.sequence)}});
    return;
  }
  auto signers = own_signers(list);
  if (signers.empty()) {
    findings.add(FindingId::pivot_without_own_pointer, {one.uri, 0, {}}, {{"uri", one.uri}});
    return;
  }
  one.counts = true;
  one.signers = signers.size();
  last_sequence_ = list.sequence;
  result_.location = own_location(list);
  result_.signers = std::move(signers);
  findings.add(FindingId::pivot_replaced_signers, {one.uri, 0, {}},
               {{"sequence", std::to_string(list.sequence)},
                {"issued", time::to_string(list.issued)},
                {"count", std::to_string(one.signers)}});
}

void Walk::step(const std::string& uri, PivotSource::Pivot pivot, const TrustedList& root) {
  auto& one = result_.pivots.emplace_back();
  one.uri = uri;
  if (auto spent = budget_.spend(outcome::Cost::lists, 1, {uri, 0, {}}); !spent) {
    result_.findings.add(FindingId::pivot_refused, {uri, 0, {}},
                         {{"uri", uri}, {"reason", outcome::message(spent.error())}});
    return;
  }
  if (!pivot || !pivot->has_value()) {
    if (!pivot) result_.findings.add(pivot.error());
    result_.findings.add(FindingId::pivot_not_at_hand, {uri, 0, {}}, {{"uri", uri}});
    return;
  }
  auto& file = **pivot;
  auto policy = policy_;
  policy.last_sequence.reset();
  policy.keep = read::Keep::scheme_and_pointers;
  const auto verdict =
      verify_list(file.bytes, file.name, SignerSet::given(result_.signers), at_, policy, budget_);
  one.bytes = std::move(file.bytes);
  one.findings = verdict.findings;
  if (verdict.signer) one.signer_sha256 = der::to_hex(verdict.signer->fingerprint().bytes());
  const auto* list = verdict.list();
  if (list != nullptr) {
    one.sequence = list->sequence;
    one.issued = list->issued;
  }
  if (const auto fault = fault_of(verdict, root); !fault.empty()) {
    result_.findings.add(FindingId::pivot_refused, {uri, 0, {}}, {{"uri", uri}, {"reason", fault}});
    return;
  }
  take(one, *list, root);
}

void Walk::walk(const Route& route, PivotSource& source, const TrustedList& root) {
  if (route.pivots.size() > most_pivots) {
    result_.findings.add(
        FindingId::pivot_refused, {route.pivots.front(), 0, {}},
        {{"uri", route.pivots.front()},
         {"reason", "the list of lists names more than " + std::to_string(most_pivots)}});
    return;
  }
  std::vector<std::string> oldest_first(route.pivots.rbegin(), route.pivots.rend());
  auto pivots = source.pivots(oldest_first);
  for (std::size_t i = 0; i < oldest_first.size(); ++i) {
    step(oldest_first[i],
         i < pivots.size() ? std::move(pivots[i]) : PivotSource::Pivot(std::nullopt), root);
  }
}

void Walk::judge_journal(const TrustedList& list) {
  if (anchor_.journal.empty() || result_.journal == anchor_.journal) return;
  if (result_.journal.empty()) {
    result_.findings.add(FindingId::journal_notice_missing, {"list of lists", 0, {}},
                         {{"expected", anchor_.journal}});
    return;
  }
  result_.findings.add(FindingId::journal_notice_new,
                       {"list of lists of " + list.territory, 0, result_.journal},
                       {{"found", result_.journal}, {"expected", anchor_.journal}});
}

void Walk::judge_location(const TrustedList& list) {
  if (result_.verdict.verified.has_value()) {
    if (auto own = own_location(list); !own.empty()) result_.location = std::move(own);
  }
  if (anchor_.location.empty() || result_.location.empty() ||
      result_.location == anchor_.location) {
    return;
  }
  result_.findings.add(
      FindingId::list_location_moved, {"list of lists of " + list.territory, 0, {}},
      {{"territory", list.territory}, {"old", anchor_.location}, {"new", result_.location}});
}

Followed Walk::run(const read::ListSource::File& file, PivotSource& source) {
  result_.verdict = verify_root(file);
  const auto* list = result_.verdict.list();
  if (list == nullptr) return std::move(result_);
  const auto route = route_of(*list, anchor_.journal);
  result_.journal = route.journal;
  // What a stranger wrote is not asked after: with no intact signature no pivot list can help.
  if (!route.pivots.empty() && result_.verdict.signature != SignatureState::invalid) {
    walk(route, source, *list);
    result_.verdict = verify_root(file);
    list = result_.verdict.list();
    if (list == nullptr) return std::move(result_);
  }
  judge_journal(*list);
  judge_location(*list);
  return std::move(result_);
}

}  // namespace

Route route_of(const TrustedList& list, std::string_view journal) {
  const auto& uris = list.information_uris;
  Route route;
  const auto add = [&](const std::string& uri) {
    auto& all = route.pivots;
    if (std::find(all.begin(), all.end(), uri) == all.end()) all.push_back(uri);
  };
  const auto named = std::find_if(uris.begin(), uris.end(), [&](const Localised& uri) {
    return !journal.empty() && uri.text == journal;
  });
  if (named != uris.end()) {
    for (auto uri = uris.begin(); uri != named; ++uri) {
      if (leads_to_list(uri->text)) add(uri->text);
    }
    route.journal = named->text;
    return route;
  }
  auto uri = uris.begin();
  for (; uri != uris.end() && leads_to_list(uri->text); ++uri) add(uri->text);
  if (uri != uris.end()) route.journal = uri->text;
  return route;
}

Followed follow(const read::ListSource::File& list_of_lists, const Anchor& anchor,
                PivotSource& source, time::Instant at, const read::ListPolicy& policy,
                outcome::Budget& budget) {
  return Walk(anchor, at, policy, budget).run(list_of_lists, source);
}

}  // namespace accord::trustlist::follow
