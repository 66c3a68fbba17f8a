#include <algorithm>

#include "verifier/path/extensions.h"
#include "verifier/path/validation.h"
#include "verifier/revocation/subject.h"

// What a path's validation checks of one certificate.
namespace accord::path {

using outcome::FindingId;
using outcome::Severity;
using revocation::about;

namespace {

// `what` and `where` of the certificate, put into a finding that does not say what it is about.
outcome::Finding on(const x509::Certificate& certificate, outcome::Finding finding) {
  finding.about = about(certificate);
  return finding;
}

bool contains(const std::vector<der::Oid>& all, const der::Oid& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

bool Validation::check_signature(const x509::Certificate& certificate) {
  const auto algorithm = crypto::read_signature_algorithm(certificate.signature_algorithm_der());
  if (!algorithm) {
    findings_.add(on(certificate, algorithm.error()));
    return false;
  }
  if (auto weak = policy_.algorithms.check(*algorithm, at_)) {
    findings_.add(on(certificate, std::move(*weak)));
  }
  if (!working_public_key_.has_value()) return false;
  const auto checked =
      sources_.signatures->check(certificate, *working_public_key_, budget_, certificate);
  if (checked) return true;
  if (checked.error().id == FindingId::signature_wrong ||
      checked.error().id == FindingId::signature_key_mismatch) {
    findings_.add(FindingId::path_signature_wrong, about(certificate),
                  {{"issuer", revocation::shown(*working_issuer_name_)}});
  } else {
    findings_.add(on(certificate, checked.error()));
  }
  return false;
}

void Validation::check_distrust(const x509::Certificate& certificate) {
  if (!policy_.distrust.contains(certificate)) return;
  findings_.add(FindingId::path_distrusted, about(certificate), {{"what", "certificate"}});
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
  const revocation::Issuer issuer{*working_issuer_name_, *working_public_key_, working_key_usage_,
                                  working_end_};
  const revocation::Terms terms{at_, policy_.revocation, policy_.algorithms, &policy_.distrust,
                                policy_.now};
  auto status =
      revocation::check(certificate, issuer, sources_, terms, &signers_, budget_, findings_);
  if (const auto* good = std::get_if<revocation::Good>(&status)) end_at(good->until);
  if (const auto* unknown = std::get_if<revocation::Unknown>(&status)) end_at(unknown->until);
  statuses_.push_back(std::move(status));
}

void Validation::end_at(const std::optional<time::Instant>& end) {
  if (!end.has_value()) return;
  working_end_ = working_end_.has_value() ? std::min(*working_end_, *end) : *end;
}

// 6.1.4 (o), 6.1.5 (f).
void Validation::check_critical_extensions(const x509::Certificate& certificate) {
  constexpr unsigned most_reported = 8;  // one is enough to refuse
  unsigned reported = 0;
  for (const auto& extension : certificate.extensions()) {
    if (!must_refuse(extension)) continue;
    findings_.add(FindingId::path_critical_extension, about(certificate),
                  {{"extension", describe(extension)}});
    if (++reported == most_reported) return;
  }
}

// The key that was just taken.
void Validation::check_key(const outcome::Result<crypto::PublicKey>& own,
                           const x509::Certificate* certificate) {
  const auto subject = [&] {
    return certificate != nullptr ? about(*certificate) : path_.anchor.about();
  };
  std::optional<outcome::Finding> why;
  if (working_public_key_.has_value()) {
    // As it is used: with the parameters that it has from its issuer.
    if (policy_.distrust.contains(*working_public_key_)) {
      findings_.add(FindingId::path_distrusted, subject(), {{"what", "key"}});
    }
    why = policy_.algorithms.check(working_public_key_->facts(), at_);
  } else if (!own) {
    // Without parameters of its own a DSA key is unreadable by itself; here there was no issuer's
    // key to take them from either.
    why = own.error();
  }
  if (!why.has_value()) return;
  why->about = subject();
  findings_.add(std::move(*why));
}

void Validation::check_profile(const x509::Certificate& certificate, Position position) {
  const auto severity = policy_.purpose.strict_profile ? Severity::invalid : Severity::info;
  path::check_profile(certificate, position, severity, findings_);
}

// 6.1.4 (k), (l), (n).
void Validation::check_ca(const x509::Certificate& certificate) {
  const auto& constraints = certificate.basic_constraints();
  if (certificate.version() != 3 || !constraints.has_value() || !constraints->ca) {
    findings_.add(FindingId::path_not_a_ca, about(certificate));
  }
  if (!certificate.is_self_issued() && max_path_length_ == 0) {
    findings_.add(FindingId::path_length_exceeded, about(certificate));
  }
  const auto& usage = certificate.key_usage();
  if (usage.has_value() && !usage->has(x509::KeyUsageBit::key_cert_sign)) {
    findings_.add(FindingId::path_key_usage_no_cert_sign, about(certificate));
  }
}

void Validation::check_purpose(const x509::Certificate& certificate) {
  const auto& usage = certificate.key_usage();
  const auto& wanted = policy_.purpose.key_usage_any;
  const std::string purpose(policy_.purpose.name);
  const bool fits =
      wanted.empty() || !usage.has_value() ||
      std::any_of(wanted.begin(), wanted.end(), [&](auto bit) { return usage->has(bit); });
  if (!fits) {
    findings_.add(FindingId::path_end_entity_key_usage, about(certificate), {{"purpose", purpose}});
  }
  const auto& constraints = certificate.basic_constraints();
  if (policy_.purpose.end_entity_only && constraints.has_value() && constraints->ca) {
    findings_.add(FindingId::path_target_is_authority, about(certificate), {{"purpose", purpose}});
  }
}

// 4.2.1.12: "the certificate MUST only be used for one of the purposes indicated". What an
// authority's certificate names limits what it may issue for, as validators in use have it.
void Validation::check_extended_key_usage(const x509::Certificate& certificate, bool last) {
  const auto& purpose = policy_.purpose;
  const std::string below = last ? "" : ", and limits what it may issue for";
  const auto& named = certificate.extended_key_usage();
  if (!named.has_value()) {
    if (last && purpose.extended_key_usage_required) {
      unfit(certificate, Severity::invalid, "it has no extended key usage");
    }
    return;
  }
  // An authority may be for any purpose, also where the end entity must name its own.
  if (!last && contains(*named, any_extended_key_usage())) return;
  switch (fits(purpose, *named)) {
    case PurposeFit::yes:
      break;
    case PurposeFit::no:
      unfit(certificate, Severity::invalid, "its extended key usage names other purposes" + below);
      return;
    case PurposeFit::unknown:
      unfit(certificate, Severity::indeterminate,
            "its extended key usage names a purpose that is not known and none that fits" + below);
      return;
  }
  if (!last || !purpose.alone_and_critical) return;
  const auto* extension = certificate.find(x509::extension::extended_key_usage);
  if (named->size() > 1 || extension == nullptr || !extension->critical) {
    unfit(certificate, Severity::invalid,
          "its extended key usage is not critical, or names other purposes too");
  }
}

void Validation::check_names(const x509::Certificate& certificate) {
  for (const auto& name : policy_.names) {
    if (is_for(certificate, name)) continue;
    findings_.add(FindingId::certificate_for_another_name, about(certificate),
                  {{"wanted", name.text}, {"names", names_of_form(certificate, name.kind)}});
  }
}

void Validation::unfit(const x509::Certificate& certificate, Severity severity,
                       std::string_view why) {
  auto finding = outcome::make_finding(
      FindingId::path_extended_key_usage, about(certificate),
      {{"purpose", std::string(policy_.purpose.name)}, {"reason", std::string(why)}});
  finding.severity = severity;
  findings_.add(std::move(finding));
}

}  // namespace accord::path
