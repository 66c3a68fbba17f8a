#include "verifier/path/validate.h"

#include <algorithm>

#include "verifier/path/validation.h"
#include "verifier/revocation/subject.h"

// The four procedures of RFC 5280, 6.1; what they check of a single certificate is in
// certificate_checks.cc.
namespace accord::path {

using outcome::FindingId;
using revocation::about;

std::variant<Valid, Refused> Validation::run() {
  initialize();
  const auto& certificates = path_.certificates;
  for (std::size_t i = 0; i < certificates.size(); ++i) {
    const bool last = i + 1 == certificates.size();
    process_certificate(certificates[i], last);
    if (!last) prepare_for_next(certificates[i]);
  }
  if (!certificates.empty()) wrap_up(certificates.back());
  // An empty path proves nothing of any target.
  if (findings_.blocking() || certificates.empty() || !working_public_key_.has_value()) {
    return Refused{path_, std::move(findings_)};
  }
  return Valid(path_, *working_public_key_, std::move(statuses_), std::move(policies_),
               std::move(findings_), at_);
}

// 6.1.2 Initialization, from the trust anchor (6.1.1 (d)).
void Validation::initialize() {
  const auto& anchor = path_.anchor;
  const auto n_plus_1 = static_cast<std::uint32_t>(path_.certificates.size()) + 1;
  explicit_policy_ = policy_.initial_explicit_policy ? 0 : n_plus_1;        // (d)
  inhibit_any_policy_ = policy_.initial_any_policy_inhibit ? 0 : n_plus_1;  // (e)
  policy_mapping_ = policy_.initial_policy_mapping_inhibit ? 0 : n_plus_1;  // (f)
  user_initial_policies_ = policy_.user_initial_policies;
  working_issuer_name_ = &anchor.name();
  const auto& trusted = anchor.trusted();
  if (trusted.has_value() && !trusted->contains(at_)) {
    findings_.add(FindingId::path_anchor_period, anchor.about(),
                  {{"from", time::to_string(trusted->from)},
                   {"until", trusted->until.has_value() ? time::to_string(*trusted->until)
                                                        : std::string("now")},
                   {"at", time::to_string(at_)}});
  }
  take_key(anchor.public_key());
  check_key(anchor.public_key(), nullptr);
  if (const auto* certificate = anchor.certificate()) {
    constrain_by(*certificate);
  } else {
    constrain_by(anchor.constraints());
  }
  signers_.add_end(working_end_);
}

// RFC 5937, 3.2: the anchor's own constraints. Its validity is the period of trust where nobody
// says another one.
void Validation::constrain_by(const x509::Certificate& anchor) {
  if (!path_.anchor.trusted().has_value()) {
    check_validity(anchor);
    end_at(anchor.not_after());
  }
  check_distrust(anchor);
  working_key_usage_ = anchor.key_usage();
  const auto& constraints = anchor.basic_constraints();
  if (constraints.has_value() && !constraints->ca) {
    findings_.add(FindingId::path_not_a_ca, about(anchor));
  }
  if (anchor.key_usage().has_value() &&
      !anchor.key_usage()->has(x509::KeyUsageBit::key_cert_sign)) {
    findings_.add(FindingId::path_key_usage_no_cert_sign, about(anchor));
  }
  std::vector<der::Oid> own;
  for (const auto& policy : anchor.policies()) own.push_back(policy.policy);
  constrain_policies(std::move(own));
  apply_constraints(anchor);
  check_critical_extensions(anchor);
  check_profile(anchor, Position::anchor);
}

void Validation::constrain_by(const AnchorConstraints& anchor) {
  constrain_policies(anchor.policies);
  if (anchor.name_constraints.has_value()) {
    name_constraints_.add(*anchor.name_constraints, path_.anchor.name());
  }
  lower(explicit_policy_, anchor.policy_constraints.require_explicit_policy);
  lower(policy_mapping_, anchor.policy_constraints.inhibit_policy_mapping);
  lower(inhibit_any_policy_, anchor.inhibit_any_policy);
  lower(max_path_length_, anchor.path_length);
}

void Validation::constrain_policies(std::vector<der::Oid> own) {
  if (own.empty()) return;
  std::sort(own.begin(), own.end());
  user_initial_policies_ = user_constrained_policies(own, policy_.user_initial_policies);
}

// 6.1.3 Basic Certificate Processing.
void Validation::process_certificate(const x509::Certificate& certificate, bool last) {
  // (a)(4)
  if (!certificate.issuer().matches(*working_issuer_name_)) {
    findings_.add(FindingId::path_name_mismatch, about(certificate),
                  {{"issuer", revocation::shown(certificate.issuer())},
                   {"expected", revocation::shown(*working_issuer_name_)}});
  }
  check_distrust(certificate);
  const bool signature_holds = check_signature(certificate);  // (a)(1)
  check_validity(certificate);                                // (a)(2)
  check_revocation(certificate, signature_holds);             // (a)(3)
  // (b), (c): "If certificate i is self-issued and it is not the final certificate in the path,
  // skip this step".
  if (last || !certificate.is_self_issued()) {
    name_constraints_.check(certificate, budget_, findings_);
  }
  process_policies(certificate, last);     // (d), (e), (f)
  check_critical_extensions(certificate);  // 6.1.4 (o), 6.1.5 (f)
  check_profile(certificate, last ? Position::end_entity : Position::authority);
}

// 6.1.4 Preparation for Certificate i+1.
void Validation::prepare_for_next(const x509::Certificate& certificate) {
  map_policies(certificate);                        // (a), (b)
  check_ca(certificate);                            // (k), (l), (n)
  if (!certificate.is_self_issued()) count_down();  // (h), (l)
  apply_constraints(certificate);                   // (g), (i), (j), (m)
  check_extended_key_usage(certificate, false);
  // (c) to (f): the next certificate's issuer.
  working_issuer_name_ = &certificate.subject();
  take_key_of(certificate);
  check_key(certificate.public_key(), &certificate);
  end_at(certificate.not_after());
  signers_.add_end(working_end_);
}

// 6.1.5 Wrap-Up Procedure, and what the purpose asks of the end entity.
void Validation::wrap_up(const x509::Certificate& certificate) {
  if (explicit_policy_ > 0) --explicit_policy_;                          // (a)
  if (certificate.policy_constraints().require_explicit_policy == 0U) {  // (b)
    explicit_policy_ = 0;
  }
  take_key_of(certificate);  // (c) to (e)
  check_key(certificate.public_key(), &certificate);
  // (g)
  policies_.authority_constrained = valid_policy_graph_.authority_constrained_policies();
  policies_.user_constrained =
      user_constrained_policies(policies_.authority_constrained, user_initial_policies_);
  if (explicit_policy_ == 0 && policies_.user_constrained.empty()) require_policy(certificate);
  check_purpose(certificate);
  check_extended_key_usage(certificate, true);
  check_names(certificate);
}

// 6.1.3 (d) to (f).
void Validation::process_policies(const x509::Certificate& certificate, bool last) {
  if (certificate.policies().empty()) {
    valid_policy_graph_.add_certificate_without_policies();
  } else {
    const bool any_counts = inhibit_any_policy_ > 0 || (!last && certificate.is_self_issued());
    valid_policy_graph_.add_certificate(certificate.policies(), any_counts);
  }
  if (explicit_policy_ == 0 && valid_policy_graph_.is_null()) require_policy(certificate);
}

// What lacks at one certificate lacks at all below it: it is said once.
void Validation::require_policy(const x509::Certificate& certificate) {
  if (policy_reported_) return;
  policy_reported_ = true;
  findings_.add(FindingId::path_policy_none, about(certificate));
}

// 6.1.4 (a), (b).
void Validation::map_policies(const x509::Certificate& certificate) {
  const auto& mappings = certificate.policy_mappings();
  if (mappings.empty()) return;
  const bool maps_any =
      std::any_of(mappings.begin(), mappings.end(), [](const x509::PolicyMapping& mapping) {
        return mapping.issuer_domain == any_policy() || mapping.subject_domain == any_policy();
      });
  if (maps_any) findings_.add(FindingId::path_policy_mapping_any, about(certificate));
  valid_policy_graph_.map(mappings, policy_mapping_ > 0);
}

// 6.1.4 (h), and the counting of (l).
void Validation::count_down() {
  for (auto* counter :
       {&explicit_policy_, &policy_mapping_, &inhibit_any_policy_, &max_path_length_}) {
    if (*counter > 0) --*counter;
  }
}

void Validation::lower(std::uint32_t& counter, const std::optional<std::uint32_t>& limit) {
  if (limit.has_value()) counter = std::min(counter, *limit);
}

// 6.1.4 (g), (i), (j), (m); for an anchor RFC 5937, 3.2.
void Validation::apply_constraints(const x509::Certificate& ca) {
  if (ca.name_constraints().has_value()) {
    name_constraints_.add(*ca.name_constraints(), ca.subject());
  }
  lower(explicit_policy_, ca.policy_constraints().require_explicit_policy);
  lower(policy_mapping_, ca.policy_constraints().inhibit_policy_mapping);
  lower(inhibit_any_policy_, ca.inhibit_any_policy());
  if (ca.basic_constraints().has_value()) {
    lower(max_path_length_, ca.basic_constraints()->path_length);
  }
}

// 6.1.4 (d) to (f). The parameters of a DSA key may be its issuer's.
void Validation::take_key_of(const x509::Certificate& certificate) {
  working_key_usage_ = certificate.key_usage();
  const auto& own = certificate.public_key();
  if (!own && working_public_key_.has_value()) {
    take_key(crypto::PublicKey::from_spki(certificate.spki(), *working_public_key_));
  } else {
    take_key(own);
  }
}

void Validation::take_key(const outcome::Result<crypto::PublicKey>& key) {
  if (key) {
    working_public_key_ = *key;
  } else {
    working_public_key_.reset();
  }
}

std::variant<Valid, Refused> validate(const Candidate& candidate, const Policy& policy,
                                      time::Instant at, const revocation::Sources& revocation,
                                      outcome::Budget& budget) {
  SignerMemory memory;
  return Validation(candidate, {}, policy, at, revocation, memory, budget).run();
}

}  // namespace accord::path
