#include "verifier/revocation/revocation.h"

#include <algorithm>
#include <set>

#include "verifier/revocation/crl_use.h"
#include "verifier/revocation/holds.h"
#include "verifier/revocation/ocsp_use.h"
#include "verifier/revocation/set_aside.h"
#include "verifier/revocation/subject.h"

namespace accord::revocation {
namespace {

using outcome::Finding;
using outcome::FindingId;
using outcome::Findings;
using x509::RevocationReason;

std::string reason_of(const x509::RevokedEntry& entry) {
  return std::string(x509::to_string(entry.reason.value_or(RevocationReason::unspecified)));
}

Finding entry_finding(FindingId id, const x509::Certificate& certificate,
                      const x509::RevokedEntry& entry, time::Instant at) {
  outcome::Params params{{"since", time::to_string(entry.revocation_date)},
                         {"reason", reason_of(entry)},
                         {"at", time::to_string(at)}};
  if (entry.invalidity_date.has_value()) {
    params.emplace_back("invalid", time::to_string(*entry.invalidity_date));
  }
  return outcome::make_finding(id, about(certificate), std::move(params));
}

// A hold may be lifted again; removeFromCRL stands in delta CRLs only (5.3.1), where it lifts a
// hold: in a full one it lifts nothing.
bool is_final(const x509::RevokedEntry& entry, bool of_delta) noexcept {
  if (entry.reason == RevocationReason::certificate_hold) return false;
  return entry.reason != RevocationReason::remove_from_crl || !of_delta;
}

Statement statement_of(const x509::Crl& crl) { return {crl, crl.this_update(), crl.next_update()}; }

/// A statement that shows that the certificate was not revoked at the moment asked about.
struct Evidence {
  Statement statement;
  Reasons reasons;  ///< it would have told a revocation for these
};

// What the statements about one certificate, looked at one after the other, say of it.
class Search {
 public:
  Search(const Question& question, const Sources& sources)
      : question_(question),
        certificate_(question.certificate),
        sources_(sources),
        issuer_(question.issuer.name, question.issuer.key),
        refusals_before_(question.budget.refusals()) {}

  void look() {
    std::vector<const x509::Crl*> full;
    const auto statements = sources_.crls.size() + sources_.ocsp.size();
    if (!question_.budget.spend(outcome::Cost::name_comparisons, statements)) return;
    for (const auto& crl : sources_.crls) {
      if (!examine(crl)) continue;
      (crl.is_delta() ? deltas_ : full).push_back(&crl);
    }
    choose_deltas();
    for (const auto* crl : full) take(*crl);
    for (const auto* delta : deltas_) report_unused(*delta);
    for (const auto& response : sources_.ocsp) examine(response);
  }

  Status conclude(Findings& findings) {
    if (revoked_.has_value()) {
      findings.add(entry_finding(FindingId::certificate_revoked, certificate_, revoked_->entry,
                                 question_.terms.at));
      set_aside_.report(findings, SetAside::Weight::info);
      return *revoked_;
    }
    findings.add(later_);
    if (listed_.has_value() || question_.budget.refusals() != refusals_before_) {
      report_unexamined(findings);
      return Unknown{until_};
    }
    const auto at = question_.terms.at;
    const auto then =
        covered_by([&](const Evidence& one) { return one.statement.this_update <= at; });
    const auto ever = covered_by([](const Evidence&) { return true; });
    if (const auto* held = holds_.standing(at)) {
      findings.add(entry_finding(FindingId::certificate_on_hold, certificate_, *held->hold, at));
      set_aside_.report(findings, SetAside::Weight::info);
      return Revoked{held->statement, *held->hold};
    }
    if (ever.reasons != all_reasons) {
      report_unknown(ever.newest != nullptr, findings);
      return Unknown{until_};
    }
    set_aside_.report(findings, SetAside::Weight::info);
    if (then.reasons == all_reasons) return Good{then.newest->statement, until_};
    findings.add(FindingId::revocation_shown_later, about(certificate_),
                 {{"statement", describe(ever.newest->statement)}, {"at", time::to_string(at)}});
    return Good{ever.newest->statement, until_};
  }

 private:
  struct Covered {
    Reasons reasons = 0;
    const Evidence* newest = nullptr;
  };

  static bool is_newer(const Evidence& one, const Evidence& than) {
    return one.statement.this_update > than.statement.this_update;
  }

  /// What the statements that count say together.
  template <typename Counts>
  Covered covered_by(const Counts& counts) const {
    Covered covered;
    for (const auto& one : evidence_) {
      if (!counts(one)) continue;
      covered.reasons |= one.reasons;
      if (covered.newest == nullptr || is_newer(one, *covered.newest)) covered.newest = &one;
    }
    return covered;
  }

  /// Whether the CRL is to be used further: genuine, about this certificate, and without a
  /// revocation that already gives the answer.
  bool examine(const x509::Crl& crl) {
    const bool of_issuer = crl.issuer().matches(question_.issuer.name);
    if (!of_issuer && !crl.is_indirect()) return false;
    auto scope = scope_of(crl, certificate_);
    if (scope.reasons == 0) {
      if (!of_issuer) return false;
      set_aside_.add(set_aside(FindingId::revocation_crl_scope, crl, certificate_,
                               {{"reason", std::move(scope.outside)}}));
      note_unusable(crl);
      return false;
    }
    if (auto why = authenticate(crl, question_)) {
      set_aside_.add(std::move(*why));
      note_unusable(crl);
      return false;
    }
    const auto entry = entry_in(crl);
    if (entry.has_value() && is_final(*entry, crl.is_delta())) {
      return !note_revocation(*entry, statement_of(crl));
    }
    // That a delta CRL does not list a certificate says nothing of a hold, nor does a CRL for other
    // reasons.
    const bool speaks = crl.is_delta() ? entry.has_value() : (scope.reasons & hold_reason) != 0;
    if (is_hold(entry)) note_end(as_told_by(statement_of(crl), *entry));
    if (is_hold(entry) || speaks) holds_.note(statement_of(crl), entry, question_.terms.at);
    return true;
  }

  // It must not be used (5.2, 5.3), but what the authority signed is not nothing.
  void note_unusable(const x509::Crl& crl) {
    if (listed_.has_value() || !is_genuine(crl, question_)) return;
    const auto entry = entry_in(crl);
    if (!entry.has_value() || entry->reason == RevocationReason::remove_from_crl) return;
    const auto told = as_told_by(statement_of(crl), *entry);
    if (told.revocation_date > question_.terms.at) return;
    listed_ =
        set_aside(FindingId::revocation_listed_unusable, crl, certificate_,
                  {{"since", time::to_string(told.revocation_date)}, {"reason", reason_of(told)}});
  }

  std::optional<x509::RevokedEntry> entry_in(const x509::Crl& crl) const {
    return crl.find(certificate_.issuer(), certificate_.serial());
  }

  /// True when it proves that the certificate was revoked for good at the moment asked about. The
  /// first one found is enough; of several, the earliest date is the one that counts.
  bool note_revocation(const x509::RevokedEntry& listed, Statement by) {
    const auto entry = as_told_by(by, listed);
    if (entry.revocation_date > question_.terms.at) {
      note_end(entry);
      note_later(entry);
      return false;
    }
    if (!revoked_.has_value() || entry.revocation_date < revoked_->entry.revocation_date) {
      revoked_ = Revoked{std::move(by), entry};
    }
    return true;
  }

  void take(const x509::Crl& crl) {
    const auto* delta = best_delta(crl);
    const auto& newer = delta != nullptr ? *delta : crl;
    if (auto why = out_of_date(newer, certificate_, question_.terms.at)) {
      set_aside_.add(std::move(*why));
      return;
    }
    if (!was_made(statement_of(newer), newer.this_update())) return;
    const auto change = delta != nullptr ? entry_in(*delta) : std::nullopt;
    const bool held = change.has_value() ? is_hold(change) : is_hold(entry_in(crl));
    if (!held) evidence_.push_back({statement_of(newer), scope_of(crl, certificate_).reasons});
  }

  void examine(const x509::OcspResponse& response) {
    if (response.status() != x509::OcspStatus::successful) {
      set_aside_.add(
          outcome::make_finding(FindingId::revocation_ocsp_unsuccessful, about(certificate_),
                                {{"status", std::string(x509::to_string(response.status()))}}));
      return;
    }
    bool genuine = false;
    for (const auto& single : response.responses()) {
      if (single.id.serial != certificate_.serial() || !issuer_.is_of(single.id)) continue;
      if (!genuine) {
        if (auto why = authenticate(response, sources_, question_)) {
          if (!note_unusable(single, response, *why)) set_aside_.add(std::move(*why));
          return;
        }
      }
      genuine = true;
      take(single, response);
    }
  }

  void take(const x509::OcspSingleResponse& single, const x509::OcspResponse& response) {
    if (!single.unknown_critical.empty()) {
      set_aside_.add(set_aside(FindingId::revocation_ocsp_critical_extension, response,
                               certificate_,
                               {{"oid", single.unknown_critical.front().to_string()}}));
      return;
    }
    if (single.status == x509::OcspCertStatus::unknown) {
      set_aside_.add(set_aside(FindingId::revocation_ocsp_says_unknown, response, certificate_));
      return;
    }
    const Statement statement{response, stated_at(single, response), single.next_update};
    std::optional<x509::RevokedEntry> entry;
    if (single.status == x509::OcspCertStatus::revoked) entry = entry_of(single);
    if (entry.has_value() && is_final(*entry, false)) {
      if (note_revocation(*entry, statement)) return;
    } else {
      if (entry.has_value()) note_end(as_told_by(statement, *entry));
      holds_.note(statement, entry, question_.terms.at);
    }
    if (auto why = out_of_date(single, response, certificate_, question_.terms.at)) {
      set_aside_.add(std::move(*why));
      return;
    }
    // The response's own date may be earlier: what counts here is what it claims to speak of.
    const auto dated = std::max(single.this_update, response.produced_at());
    if (!is_hold(entry) && was_made(statement, dated)) {
      evidence_.push_back({statement, all_reasons});
    }
  }

  // Clocks differ a little. That a certificate is revoked is believed whatever the date.
  bool was_made(const Statement& statement, time::Instant dated) {
    constexpr auto tolerance = std::chrono::minutes(5);
    const auto& now = question_.terms.now;
    if (!now.has_value() || dated <= *now + tolerance) return true;
    auto text = describe(statement);
    text.front() = 'T';
    set_aside_.add(
        outcome::make_finding(FindingId::revocation_not_yet_made, about(certificate_),
                              {{"statement", std::move(text)}, {"now", time::to_string(*now)}}));
    return false;
  }

  // Those in force at the moment, or made later, the newest first.
  void choose_deltas() {
    std::vector<const x509::Crl*> chosen;
    for (const auto* delta : deltas_) {
      if (auto why = out_of_date(*delta, certificate_, question_.terms.at)) {
        set_aside_.add(std::move(*why));
      } else {
        chosen.push_back(delta);
      }
    }
    std::stable_sort(chosen.begin(), chosen.end(), [](const x509::Crl* a, const x509::Crl* b) {
      return a->this_update() > b->this_update();
    });
    deltas_ = std::move(chosen);
  }

  // The newest delta CRL that changes this full one.
  const x509::Crl* best_delta(const x509::Crl& full) {
    for (const auto* delta : deltas_) {
      const auto paid = question_.budget.spend(outcome::Cost::name_comparisons);
      if (!paid) {
        set_aside_.add(paid.error());
        return nullptr;
      }
      if (!continues(*delta, full)) continue;
      used_.insert(delta);
      return delta;
    }
    return nullptr;
  }

  void report_unused(const x509::Crl& delta) {
    const bool another_was = std::any_of(used_.begin(), used_.end(), [&](const x509::Crl* used) {
      return used->issuer().matches(delta.issuer());
    });
    if (another_was) return;
    set_aside_.add(set_aside(
        FindingId::revocation_crl_unsupported, delta, certificate_,
        {{"reason",
          "it lists only changes (a delta CRL), and the full CRL that it changes is not there"}}));
  }

  // From when on the certificate itself speaks for nobody.
  void note_end(const x509::RevokedEntry& entry) {
    if (entry.revocation_date <= question_.terms.at) return;
    if (!until_.has_value() || entry.revocation_date < *until_) until_ = entry.revocation_date;
  }

  // What a signer said that had ended by then does not show anything; but that it said "revoked" is
  // not passed over.
  bool note_unusable(const x509::OcspSingleResponse& single, const x509::OcspResponse& response,
                     const Finding& why) {
    if (listed_.has_value() || why.id != FindingId::revocation_signer_ended) return false;
    if (single.status != x509::OcspCertStatus::revoked) return false;
    const Statement statement{response, stated_at(single, response), single.next_update};
    if (as_told_by(statement, entry_of(single)).revocation_date > question_.terms.at) return false;
    listed_ = why;
    return true;
  }

  void note_later(const x509::RevokedEntry& entry) {
    if (later_.has(FindingId::certificate_revoked_later) ||
        later_.has(FindingId::certificate_invalid_before_revocation)) {
      return;
    }
    const auto at = question_.terms.at;
    const bool suspect = entry.invalidity_date.has_value() && *entry.invalidity_date <= at;
    later_.add(entry_finding(suspect ? FindingId::certificate_invalid_before_revocation
                                     : FindingId::certificate_revoked_later,
                             certificate_, entry, at));
  }

  /// What was not looked at, or must not be used, might have said that it is revoked.
  void report_unexamined(Findings& findings) const {
    set_aside_.report(findings, SetAside::Weight::info);
    if (listed_.has_value()) findings.add(*listed_);
    if (question_.budget.refusals() != refusals_before_) {
      findings.add(question_.budget.last_refusal(about(certificate_)));
    }
    findings.add(unknown(FindingId::revocation_unknown));
  }

  [[nodiscard]] Finding unknown(FindingId id) const {
    auto finding = outcome::make_finding(
        id, about(certificate_),
        {{"issuer", shown(question_.issuer.name)}, {"at", time::to_string(question_.terms.at)}});
    if (question_.terms.rule != Rule::require) finding.severity = outcome::Severity::warning;
    return finding;
  }

  void report_unknown(bool some_reasons, Findings& findings) const {
    // What was wrong with each CRL comes first: it is what the reader can mend.
    set_aside_.report(findings, question_.terms.rule == Rule::require ? SetAside::Weight::full
                                                                      : SetAside::Weight::info);
    findings.add(
        unknown(some_reasons ? FindingId::revocation_some_reasons : FindingId::revocation_unknown));
  }

  const Question& question_;
  const x509::Certificate& certificate_;
  const Sources& sources_;
  x509::OcspIssuer issuer_;
  std::optional<Revoked> revoked_;
  std::vector<const x509::Crl*> deltas_;
  std::set<const x509::Crl*> used_;  // deltas that change a full CRL
  Holds holds_;
  std::vector<Evidence> evidence_;
  Findings later_;
  SetAside set_aside_;
  std::optional<time::Instant> until_;  // it is revoked, or on hold, from then on
  std::optional<Finding> listed_;       // by a genuine CRL that must not be used
  const std::uint64_t refusals_before_;
};

}  // namespace

std::string describe(const Statement& statement) {
  const bool is_crl = std::holds_alternative<x509::Crl>(statement.source);
  return (is_crl ? "the CRL of " : "the OCSP response of ") +
         time::to_string(statement.this_update);
}

Status check(const x509::Certificate& certificate, const Issuer& issuer, const Sources& sources,
             const Terms& terms, Signers* signers, outcome::Budget& budget, Findings& findings) {
  if (terms.rule == Rule::off) return Unknown{};
  const Question question{certificate, issuer, terms, signers, budget, *sources.signatures};
  Search search(question, sources);
  search.look();
  return search.conclude(findings);
}

}  // namespace accord::revocation
