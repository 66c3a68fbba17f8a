#include "verifier/path/validate.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "verifier/path/extensions.h"
#include "verifier/revocation/subject.h"

namespace accord::path {

using outcome::FindingId;
using revocation::about;

// RFC 5280, 6.1, with the names that it gives to its steps and its state.
class Validation {
 public:
  Validation(const Candidate& candidate, const Policy& policy, time::Instant at,
             const revocation::Sources& sources, outcome::Budget& budget)
      : path_(candidate), policy_(policy), at_(at), sources_(sources), budget_(budget) {}

  std::variant<Valid, Refused> run() {
    initialize();
    const auto& certificates = path_.certificates;
    for (std::size_t i = 0; i < certificates.size(); ++i) {
      process_certificate(certificates[i]);
      if (i + 1 < certificates.size()) prepare_for_next(certificates[i]);
    }
    if (!certificates.empty()) wrap_up(certificates.back());
    // An empty path proves nothing of any target.
    if (findings_.blocking() || certificates.empty()) return Refused{path_, std::move(findings_)};
    return Valid(path_, std::move(statuses_), std::move(findings_), at_);
  }

 private:
  void initialize();
  void process_certificate(const x509::Certificate& certificate);
  void prepare_for_next(const x509::Certificate& certificate);
  void wrap_up(const x509::Certificate& certificate);
  void check_for_documents(const x509::Certificate& certificate);
  void unfit(const x509::Certificate& certificate, outcome::Severity severity,
             std::string_view why);

  bool check_signature(const x509::Certificate& certificate);
  void check_validity(const x509::Certificate& certificate);
  void check_revocation(const x509::Certificate& certificate, bool signature_holds);
  void check_critical_extensions(const x509::Certificate& certificate);
  void check_key(const x509::Certificate& certificate);
  void take_key_of(const x509::Certificate& certificate);

  const Candidate& path_;
  const Policy& policy_;
  time::Instant at_;
  const revocation::Sources& sources_;
  outcome::Budget& budget_;

  // 6.1.2: the state variables. A key that could not be read is null; everything that needs it then
  // fails.
  const crypto::PublicKey* working_public_key_ = nullptr;
  const x509::Name* working_issuer_name_ = nullptr;
  std::optional<x509::KeyUsage> working_key_usage_;
  std::uint32_t max_path_length_ = std::numeric_limits<std::uint32_t>::max();

  std::vector<revocation::Status> statuses_;
  outcome::Findings findings_;
};

namespace {

// `what` and `where` of the certificate, put into a finding that does not say what it is about.
outcome::Finding on(const x509::Certificate& certificate, outcome::Finding finding) {
  finding.about = about(certificate);
  return finding;
}

bool forbids_issuing(const x509::Certificate& certificate) {
  const auto& usage = certificate.key_usage();
  return usage.has_value() && !usage->has(x509::KeyUsageBit::key_cert_sign);
}

}  // namespace

// 6.1.2 Initialization, from the trust anchor (6.1.1 (d)).
void Validation::initialize() {
  const auto& anchor = path_.anchor.certificate();
  working_issuer_name_ = &path_.anchor.name();
  const auto& trusted = path_.anchor.trusted();
  if (trusted.has_value() && !trusted->contains(at_)) {
    findings_.add(FindingId::path_anchor_period, about(anchor),
                  {{"from", time::to_string(trusted->from)},
                   {"until", trusted->until.has_value() ? time::to_string(*trusted->until)
                                                        : std::string("now")},
                   {"at", time::to_string(at_)}});
  }
  take_key_of(anchor);
  check_key(anchor);
  // RFC 5937: the anchor's own constraints.
  const auto& constraints = anchor.basic_constraints();
  if (constraints.has_value() && !constraints->ca) {
    findings_.add(FindingId::path_not_a_ca, about(anchor));
  }
  if (constraints.has_value() && constraints->path_length.has_value()) {
    max_path_length_ = *constraints->path_length;
  }
  if (forbids_issuing(anchor)) {
    findings_.add(FindingId::path_key_usage_no_cert_sign, about(anchor));
  }
  check_critical_extensions(anchor);
}

// 6.1.3 Basic Certificate Processing.
void Validation::process_certificate(const x509::Certificate& certificate) {
  // (a)(4)
  if (!certificate.issuer().matches(*working_issuer_name_)) {
    findings_.add(FindingId::path_name_mismatch, about(certificate),
                  {{"issuer", certificate.issuer().to_string()},
                   {"expected", working_issuer_name_->to_string()}});
  }
  const bool signature_holds = check_signature(certificate);  // (a)(1)
  check_validity(certificate);                                // (a)(2)
  check_revocation(certificate, signature_holds);             // (a)(3)
  check_critical_extensions(certificate);                     // 6.1.4 (o), 6.1.5 (f)
}

// 6.1.4 Preparation for Certificate i+1.
void Validation::prepare_for_next(const x509::Certificate& certificate) {
  // (k)
  const auto& constraints = certificate.basic_constraints();
  if (certificate.version() != 3 || !constraints.has_value() || !constraints->ca) {
    findings_.add(FindingId::path_not_a_ca, about(certificate));
  }
  // (l)
  if (!certificate.is_self_issued()) {
    if (max_path_length_ == 0) {
      findings_.add(FindingId::path_length_exceeded, about(certificate));
    } else {
      --max_path_length_;
    }
  }
  // (m)
  if (constraints.has_value() && constraints->path_length.has_value()) {
    max_path_length_ = std::min(max_path_length_, *constraints->path_length);
  }
  // (n)
  if (forbids_issuing(certificate)) {
    findings_.add(FindingId::path_key_usage_no_cert_sign, about(certificate));
  }
  // (a) to (d): the next certificate's issuer.
  working_issuer_name_ = &certificate.subject();
  take_key_of(certificate);
  check_key(certificate);
}

// 6.1.5 Wrap-Up Procedure, and what the purpose asks of the end entity.
void Validation::wrap_up(const x509::Certificate& certificate) {
  check_key(certificate);
  const auto& usage = certificate.key_usage();
  const auto& wanted = policy_.purpose.key_usage_any;
  const bool fits =
      wanted.empty() || !usage.has_value() ||
      std::any_of(wanted.begin(), wanted.end(), [&](auto bit) { return usage->has(bit); });
  if (!fits) unfit(certificate, outcome::Severity::invalid, {});
  if (policy_.purpose.documents) check_for_documents(certificate);
}

// 4.2.1.12: "the certificate MUST only be used for one of the purposes indicated".
void Validation::check_for_documents(const x509::Certificate& certificate) {
  const auto& constraints = certificate.basic_constraints();
  if (constraints.has_value() && constraints->ca) {
    unfit(certificate, outcome::Severity::invalid, ": it is a certification authority's");
  }
  const auto& purposes = certificate.extended_key_usage();
  if (!purposes.has_value()) return;
  switch (fits_documents(*purposes)) {
    case PurposeFit::yes:
      return;
    case PurposeFit::no:
      unfit(certificate, outcome::Severity::invalid,
            ": its extended key usage names other purposes");
      return;
    case PurposeFit::unknown:
      unfit(certificate, outcome::Severity::indeterminate,
            ": its extended key usage names a purpose that is not known and none that fits");
      return;
  }
}

void Validation::unfit(const x509::Certificate& certificate, outcome::Severity severity,
                       std::string_view why) {
  auto finding =
      outcome::make_finding(FindingId::path_end_entity_key_usage, about(certificate),
                            {{"purpose", std::string(policy_.purpose.name).append(why)}});
  finding.severity = severity;
  findings_.add(std::move(finding));
}

bool Validation::check_signature(const x509::Certificate& certificate) {
  const auto algorithm = crypto::read_signature_algorithm(certificate.signature_algorithm_der());
  if (!algorithm) {
    findings_.add(on(certificate, algorithm.error()));
    return false;
  }
  if (auto weak = policy_.algorithms.check(*algorithm, at_)) {
    findings_.add(on(certificate, std::move(*weak)));
  }
  if (working_public_key_ == nullptr) return false;
  if (auto spent = budget_.spend(outcome::Cost::signatures, 1, about(certificate)); !spent) {
    findings_.add(spent.error());
    return false;
  }
  const auto checked = certificate.check_signature(*working_public_key_);
  if (checked) return true;
  if (checked.error().id == FindingId::signature_wrong ||
      checked.error().id == FindingId::signature_key_mismatch) {
    findings_.add(FindingId::path_signature_wrong, about(certificate),
                  {{"issuer", working_issuer_name_->to_string()}});
  } else {
    findings_.add(on(certificate, checked.error()));
  }
  return false;
}

void Validation::check_validity(const x509::Certificate& certificate) {
  if (at_ < certificate.not_before()) {
    findings_.add(
        FindingId::certificate_not_yet_valid, about(certificate),
        {{"not_before", time::to_string(certificate.not_before())}, {"at", time::to_string(at_)}});
  }
  if (at_ > certificate.not_after()) {
    findings_.add(
        FindingId::certificate_expired, about(certificate),
        {{"not_after", time::to_string(certificate.not_after())}, {"at", time::to_string(at_)}});
  }
}

// Revocation is asked of the issuer's key; a certificate that this key did not sign says nothing of
// its revocation.
void Validation::check_revocation(const x509::Certificate& certificate, bool signature_holds) {
  if (!signature_holds || !certificate.issuer().matches(*working_issuer_name_)) {
    statuses_.emplace_back(revocation::Unknown{});
    return;
  }
  const revocation::Issuer issuer{*working_issuer_name_, *working_public_key_, working_key_usage_};
  const revocation::Terms terms{at_, policy_.revocation, policy_.algorithms};
  statuses_.push_back(revocation::check(certificate, issuer, sources_, terms, budget_, findings_));
}

void Validation::check_critical_extensions(const x509::Certificate& certificate) {
  for (const auto& extension : certificate.extensions()) {
    if (!must_refuse(extension)) continue;
    findings_.add(FindingId::path_critical_extension, about(certificate),
                  {{"extension", describe(extension.id)}});
  }
}

void Validation::check_key(const x509::Certificate& certificate) {
  const auto& key = certificate.public_key();
  if (!key) {
    findings_.add(on(certificate, key.error()));
    return;
  }
  if (auto weak = policy_.algorithms.check(key->facts(), at_)) {
    findings_.add(on(certificate, std::move(*weak)));
  }
}

void Validation::take_key_of(const x509::Certificate& certificate) {
  const auto& key = certificate.public_key();
  working_public_key_ = key ? &*key : nullptr;
  working_key_usage_ = certificate.key_usage();
}

std::variant<Valid, Refused> validate(const Candidate& candidate, const Policy& policy,
                                      time::Instant at, const revocation::Sources& revocation,
                                      outcome::Budget& budget) {
  return Validation(candidate, policy, at, revocation, budget).run();
}

}  // namespace accord::path
