#include "verifier/revocation/revocation.h"

#include <algorithm>
#include <set>

#include "verifier/revocation/crl_use.h"
#include "verifier/revocation/ocsp_use.h"
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

// What a statement lists was revoked by the time that it was made, whatever date it names.
x509::RevokedEntry as_told_by(const Statement& statement, x509::RevokedEntry entry) {
  entry.revocation_date = std::min(entry.revocation_date, statement.this_update);
  return entry;
}

Statement statement_of(const x509::Crl& crl) { return {crl, crl.this_update(), crl.next_update()}; }

/// A statement that shows that the certificate was not revoked at the moment asked about.
struct Evidence {
  Statement statement;
  Reasons reasons;  ///< it would have told a revocation for these
};

/// What an authentic statement says of a hold, however old it is.
struct HoldWord {
  Statement statement;
  std::optional<x509::RevokedEntry> hold;  ///< none: it says that there is none
};

/// What an OCSP response says of a revocation, as a CRL would.
x509::RevokedEntry entry_of(const x509::OcspSingleResponse& single) {
  return {single.id.serial, single.revocation_time.value_or(single.this_update), single.reason, {}};
}

// What the statements about one certificate, looked at one after the other, say of it.
class Search {
 public:
  Search(const Question& question, const Sources& sources)
      : question_(question),
        certificate_(question.certificate),
        sources_(sources),
        issuer_(question.issuer.name, question.issuer.key) {}

  void look() {
    std::vector<const x509::Crl*> full;
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
      report_set_aside(false, findings);
      return *revoked_;
    }
    findings.add(later_);
    const auto at = question_.terms.at;
    const auto then =
        covered_by([&](const Evidence& one) { return one.statement.this_update <= at; });
    const auto ever = covered_by([](const Evidence&) { return true; });
    if (const auto* held = standing_hold()) {
      findings.add(entry_finding(FindingId::certificate_on_hold, certificate_, *held->hold, at));
      report_set_aside(false, findings);
      return Revoked{held->statement, *held->hold};
    }
    if (ever.reasons != all_reasons) {
      report_unknown(ever.newest != nullptr, findings);
      return Unknown{};
    }
    report_set_aside(false, findings);
    if (then.reasons == all_reasons) return Good{then.newest->statement};
    findings.add(FindingId::revocation_shown_later, about(certificate_),
                 {{"statement", describe(ever.newest->statement)}, {"at", time::to_string(at)}});
    return Good{ever.newest->statement};
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
      return false;
    }
    if (auto why = authenticate(crl, question_)) {
      set_aside_.add(std::move(*why));
      return false;
    }
    const auto entry = entry_in(crl);
    if (entry.has_value() && is_final(*entry, crl.is_delta())) {
      return !note_revocation(*entry, statement_of(crl));
    }
    // That a delta CRL does not list a certificate says nothing of a hold, nor does a CRL for other
    // reasons.
    const bool speaks = crl.is_delta() ? entry.has_value() : (scope.reasons & hold_reason) != 0;
    if (is_hold(entry) || speaks) note_hold(statement_of(crl), entry);
    return true;
  }

  static bool is_hold(const std::optional<x509::RevokedEntry>& entry) {
    return entry.has_value() && entry->reason == RevocationReason::certificate_hold;
  }

  // One that begins later was not there at the moment.
  void note_hold(Statement statement, const std::optional<x509::RevokedEntry>& entry) {
    std::optional<x509::RevokedEntry> hold;
    if (is_hold(entry)) hold = as_told_by(statement, *entry);
    if (hold.has_value() && hold->revocation_date > question_.terms.at) hold.reset();
    hold_words_.push_back({std::move(statement), std::move(hold)});
  }

  std::optional<x509::RevokedEntry> entry_in(const x509::Crl& crl) const {
    return crl.find(certificate_.issuer(), certificate_.serial());
  }

  /// True when it proves that the certificate was revoked for good at the moment asked about. The
  /// first one found is enough; of several, the earliest date is the one that counts.
  bool note_revocation(const x509::RevokedEntry& listed, Statement by) {
    const auto entry = as_told_by(by, listed);
    if (entry.revocation_date > question_.terms.at) {
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
    if (!was_made(statement_of(newer))) return;
    const auto change = delta != nullptr ? entry_in(*delta) : std::nullopt;
    const bool held = change.has_value() ? is_hold(change) : is_hold(entry_in(crl));
    if (!held) evidence_.push_back({statement_of(newer), scope_of(crl, certificate_).reasons});
  }

  void examine(const x509::OcspResponse& response) {
    if (response.status() != x509::OcspStatus::successful) {
      set_aside_.add(FindingId::revocation_ocsp_unsuccessful, about(certificate_),
                     {{"status", std::string(x509::to_string(response.status()))}});
      return;
    }
    bool genuine = false;
    for (const auto& single : response.responses()) {
      if (single.id.serial != certificate_.serial() || !issuer_.is_of(single.id)) continue;
      if (!genuine) {
        if (auto why = authenticate(response, sources_, question_)) {
          set_aside_.add(std::move(*why));
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
      note_hold(statement, entry);
    }
    if (auto why = out_of_date(single, response, certificate_, question_.terms.at)) {
      set_aside_.add(std::move(*why));
      return;
    }
    if (!is_hold(entry) && was_made(statement)) evidence_.push_back({statement, all_reasons});
  }

  // Clocks differ a little. That a certificate is revoked is believed whatever the date.
  bool was_made(const Statement& statement) {
    constexpr auto tolerance = std::chrono::minutes(5);
    const auto& now = question_.terms.now;
    if (!now.has_value() || statement.this_update <= *now + tolerance) return true;
    auto text = describe(statement);
    text.front() = 'T';
    set_aside_.add(FindingId::revocation_not_yet_made, about(certificate_),
                   {{"statement", std::move(text)}, {"now", time::to_string(*now)}});
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
    set_aside_.add(
        set_aside(FindingId::revocation_crl_unsupported, delta, certificate_,
                  {{"reason",
                    "it lists only changes (a delta CRL), and the full CRL that it changes is not "
                    "there"}}));
  }

  // The newest word on a hold: one that tells it, with no newer one, made by the moment asked
  // about, that does not. What was lifted after that moment held then (Regulation (EU) No 910/2014,
  // Article 28(5)).
  const HoldWord* standing_hold() const {
    const HoldWord* held = nullptr;
    std::optional<time::Instant> lifted;
    for (const auto& one : hold_words_) {
      const auto stated = one.statement.this_update;
      if (one.hold.has_value()) {
        if (held == nullptr || stated > held->statement.this_update) held = &one;
      } else if (stated <= question_.terms.at && (!lifted.has_value() || stated > *lifted)) {
        lifted = stated;
      }
    }
    const bool stands =
        held != nullptr && (!lifted.has_value() || *lifted <= held->statement.this_update);
    return stands ? held : nullptr;
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
        // A statement that cannot be used leaves the question open; it does not show the
        // certificate to be bad.
        finding.severity = outcome::Severity::indeterminate;
      }
      findings.add(std::move(finding));
    }
  }

  const Question& question_;
  const x509::Certificate& certificate_;
  const Sources& sources_;
  x509::OcspIssuer issuer_;
  std::optional<Revoked> revoked_;
  std::vector<const x509::Crl*> deltas_;
  std::set<const x509::Crl*> used_;  // deltas that change a full CRL
  std::vector<HoldWord> hold_words_;
  std::vector<Evidence> evidence_;
  Findings later_;
  Findings set_aside_;
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
