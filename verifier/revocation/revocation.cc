#include "verifier/revocation/revocation.h"

#include <algorithm>

#include "verifier/revocation/crl_use.h"
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

bool is_listed(const x509::Crl& crl, const x509::Certificate& certificate) {
  return crl.find(certificate.issuer(), certificate.serial()).has_value();
}

// A hold may be lifted again; removeFromCRL stands in delta CRLs only (5.3.1), where it lifts a
// hold: in a full one it lifts nothing.
bool is_final(const x509::RevokedEntry& entry, const x509::Crl& crl) noexcept {
  if (entry.reason == RevocationReason::certificate_hold) return false;
  return entry.reason != RevocationReason::remove_from_crl || !crl.is_delta();
}

/// A full CRL that was fresh, with the changes of a delta CRL where there is one.
struct Evidence {
  const x509::Crl* crl;  ///< the newer of the two
  std::optional<x509::RevokedEntry> hold;
  Reasons reasons;
};

// What the CRLs about one certificate, looked at one after the other, say of it.
class Search {
 public:
  Search(const Question& question, const Sources& sources)
      : question_(question), certificate_(question.certificate), sources_(sources) {}

  void look() {
    std::vector<const x509::Crl*> full;
    for (const auto& crl : sources_.crls) {
      if (!concerns(crl)) continue;
      const auto scope = scope_of(crl, certificate_);
      if (scope.reasons == 0) {
        set_aside_.add(set_aside(FindingId::revocation_crl_scope, crl, certificate_,
                                 {{"reason", scope.outside}}));
        continue;
      }
      if (auto why = authenticate(crl, question_)) {
        set_aside_.add(std::move(*why));
        continue;
      }
      if (note_revocation(crl)) continue;
      (crl.is_delta() ? deltas_ : full).push_back(&crl);
    }
    for (const auto* crl : full) take(*crl);
    for (const auto* delta : deltas_) report_unused(*delta);
  }

  Status conclude(Findings& findings) {
    if (revoked_.has_value()) {
      findings.add(entry_finding(FindingId::certificate_revoked, certificate_, revoked_->entry,
                                 question_.terms.at));
      report_set_aside(false, findings);
      return *revoked_;
    }
    findings.add(later_);
    Reasons covered = 0;
    const Evidence* newest = nullptr;
    for (const auto& one : evidence_) {
      covered |= one.reasons;
      if (newest == nullptr || one.crl->this_update() > newest->crl->this_update()) newest = &one;
    }
    if (const auto* held = standing_hold()) {
      findings.add(entry_finding(FindingId::certificate_on_hold, certificate_, *held->hold,
                                 question_.terms.at));
      report_set_aside(false, findings);
      return Revoked{*held->crl, *held->hold};
    }
    if (newest == nullptr || covered != all_reasons) {
      report_unknown(newest != nullptr, findings);
      return Unknown{};
    }
    report_set_aside(false, findings);
    return Good{*newest->crl};
  }

 private:
  // A CRL of the certificate's issuer, or of one that the certificate names.
  bool concerns(const x509::Crl& crl) const {
    if (crl.issuer().matches(question_.issuer.name)) return true;
    return crl.is_indirect() && scope_of(crl, certificate_).reasons != 0;
  }

  /// True when it proves that the certificate was revoked for good at the moment asked about.
  bool note_revocation(const x509::Crl& crl) {
    const auto entry = crl.find(certificate_.issuer(), certificate_.serial());
    if (!entry.has_value() || !is_final(*entry, crl)) return false;
    if (entry->revocation_date > question_.terms.at) {
      note_later(*entry);
      return false;
    }
    // The first one found is enough; of several, the earliest date is the one that counts.
    if (!revoked_.has_value() || entry->revocation_date < revoked_->entry.revocation_date) {
      revoked_ = Revoked{crl, *entry};
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
    auto entry = crl.find(certificate_.issuer(), certificate_.serial());
    if (delta != nullptr && is_listed(*delta, certificate_)) {
      const auto change = delta->find(certificate_.issuer(), certificate_.serial());
      if (change->reason == RevocationReason::remove_from_crl) entry.reset();  // 6.3.3 (k)
      if (change->reason == RevocationReason::certificate_hold) entry = change;
    }
    const bool held = entry.has_value() && entry->reason == RevocationReason::certificate_hold &&
                      entry->revocation_date <= question_.terms.at;
    evidence_.push_back({&newer, held ? entry : std::nullopt, scope_of(crl, certificate_).reasons});
  }

  // The newest delta CRL that changes this full one, and that was in force at the moment.
  const x509::Crl* best_delta(const x509::Crl& full) {
    const x509::Crl* best = nullptr;
    for (const auto* delta : deltas_) {
      if (!continues(*delta, full)) continue;
      used_.push_back(delta);
      if (out_of_date(*delta, certificate_, question_.terms.at).has_value()) continue;
      if (best == nullptr || delta->this_update() > best->this_update()) best = delta;
    }
    return best;
  }

  void report_unused(const x509::Crl& delta) {
    if (std::find(used_.begin(), used_.end(), &delta) != used_.end()) return;
    set_aside_.add(
        set_aside(FindingId::revocation_crl_unsupported, delta, certificate_,
                  {{"reason",
                    "it lists only changes (a delta CRL), and the full CRL that it changes is not "
                    "there"}}));
  }

  // The newest word on a hold: one that lists it, with no newer one that does not.
  const Evidence* standing_hold() const {
    const Evidence* held = nullptr;
    for (const auto& one : evidence_) {
      if (!one.hold.has_value()) continue;
      const bool lifted = std::any_of(evidence_.begin(), evidence_.end(), [&](const auto& other) {
        return !other.hold.has_value() && (other.reasons & hold_reason) != 0 &&
               other.crl->this_update() > one.crl->this_update();
      });
      if (!lifted) held = &one;
    }
    return held;
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

  void report_unknown(bool some_reasons, Findings& findings) const {
    const auto& terms = question_.terms;
    auto unknown = outcome::make_finding(
        some_reasons ? FindingId::revocation_some_reasons : FindingId::revocation_unknown,
        about(certificate_),
        {{"issuer", question_.issuer.name.to_string()}, {"at", time::to_string(terms.at)}});
    if (terms.rule != Rule::require) unknown.severity = outcome::Severity::warning;
    // What was wrong with each CRL comes first: it is what the reader can mend.
    report_set_aside(terms.rule == Rule::require, findings);
    findings.add(std::move(unknown));
  }

  void report_set_aside(bool with_full_weight, Findings& findings) const {
    for (auto finding : set_aside_.all()) {
      if (!with_full_weight) {
        finding.severity = outcome::Severity::info;
      } else if (finding.severity == outcome::Severity::invalid) {
        // A CRL that cannot be used leaves the question open; it does not show the certificate to
        // be bad.
        finding.severity = outcome::Severity::indeterminate;
      }
      findings.add(std::move(finding));
    }
  }

  const Question& question_;
  const x509::Certificate& certificate_;
  const Sources& sources_;
  std::optional<Revoked> revoked_;
  std::vector<const x509::Crl*> deltas_;
  std::vector<const x509::Crl*> used_;  // deltas that change a full CRL
  std::vector<Evidence> evidence_;
  Findings later_;
  Findings set_aside_;
};

}  // namespace

Status check(const x509::Certificate& certificate, const Issuer& issuer, const Sources& sources,
             const Terms& terms, Signers* signers, outcome::Budget& budget, Findings& findings) {
  if (terms.rule == Rule::off) return Unknown{};
  const Question question{certificate, issuer, terms, signers, budget};
  Search search(question, sources);
  search.look();
  return search.conclude(findings);
}

}  // namespace accord::revocation
