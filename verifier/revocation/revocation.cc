#include "verifier/revocation/revocation.h"

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

// What the CRLs of one issuer, looked at one after the other, say of one certificate.
class Search {
 public:
  Search(const x509::Certificate& certificate, const Terms& terms)
      : certificate_(certificate), terms_(terms) {}

  void consider(const x509::Crl& crl, const Issuer& issuer, outcome::Budget& budget) {
    if (auto why = authenticate(crl, certificate_, issuer, terms_, budget)) {
      set_aside_.add(std::move(*why));
      return;
    }
    const auto entry = crl.find(certificate_.serial());
    if (entry.has_value() && is_final(*entry) && entry->revocation_date <= terms_.at) {
      // The first one found is enough; of several, the earliest date is the one that counts.
      if (!revoked_.has_value() || entry->revocation_date < revoked_->entry.revocation_date) {
        revoked_ = Revoked{crl, *entry};
      }
      return;
    }
    if (entry.has_value() && is_final(*entry)) note_later(*entry);
    if (auto why = out_of_date(crl, certificate_, terms_.at)) {
      set_aside_.add(std::move(*why));
      return;
    }
    if (!newest_.has_value() || crl.this_update() > newest_->this_update()) {
      newest_ = crl;
      newest_entry_ = entry;
    }
  }

  Status conclude(const Issuer& issuer, Findings& findings) {
    if (revoked_.has_value()) {
      findings.add(
          entry_finding(FindingId::certificate_revoked, certificate_, revoked_->entry, terms_.at));
      report_set_aside(false, findings);
      return *revoked_;
    }
    findings.add(later_);
    if (!newest_.has_value()) {
      report_unknown(issuer, findings);
      return Unknown{};
    }
    report_set_aside(false, findings);
    if (newest_entry_.has_value() && newest_entry_->revocation_date <= terms_.at) {
      findings.add(
          entry_finding(FindingId::certificate_on_hold, certificate_, *newest_entry_, terms_.at));
      return Revoked{*newest_, *newest_entry_};
    }
    return Good{*newest_};
  }

 private:
  // A hold may be lifted again; removeFromCRL stands in delta CRLs only (5.3.1), so in a full one
  // it lifts nothing.
  static bool is_final(const x509::RevokedEntry& entry) noexcept {
    return entry.reason != RevocationReason::certificate_hold;
  }

  void note_later(const x509::RevokedEntry& entry) {
    if (later_.has(FindingId::certificate_revoked_later) ||
        later_.has(FindingId::certificate_invalid_before_revocation)) {
      return;
    }
    const bool suspect = entry.invalidity_date.has_value() && *entry.invalidity_date <= terms_.at;
    later_.add(entry_finding(suspect ? FindingId::certificate_invalid_before_revocation
                                     : FindingId::certificate_revoked_later,
                             certificate_, entry, terms_.at));
  }

  void report_unknown(const Issuer& issuer, Findings& findings) const {
    auto unknown = outcome::make_finding(
        FindingId::revocation_unknown, about(certificate_),
        {{"issuer", issuer.name.to_string()}, {"at", time::to_string(terms_.at)}});
    if (terms_.rule != Rule::require) unknown.severity = outcome::Severity::warning;
    // What was wrong with each CRL comes first: it is what the reader can mend.
    report_set_aside(terms_.rule == Rule::require, findings);
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

  const x509::Certificate& certificate_;
  const Terms& terms_;
  std::optional<Revoked> revoked_;
  std::optional<x509::Crl> newest_;
  std::optional<x509::RevokedEntry> newest_entry_;
  Findings later_;
  Findings set_aside_;
};

}  // namespace

Status check(const x509::Certificate& certificate, const Issuer& issuer, const Sources& sources,
             const Terms& terms, outcome::Budget& budget, Findings& findings) {
  if (terms.rule == Rule::off) return Unknown{};
  Search search(certificate, terms);
  for (const auto& crl : sources.crls) {
    if (crl.issuer().matches(issuer.name)) search.consider(crl, issuer, budget);
  }
  return search.conclude(issuer, findings);
}

}  // namespace accord::revocation
