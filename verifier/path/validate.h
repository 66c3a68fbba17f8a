#pragma once

#include <variant>

#include "verifier/path/candidates.h"
#include "verifier/path/policy.h"

namespace accord::path {

/// What certificate policies hold along a path (RFC 9618, 5; RFC 5280, 6.1.5 (g)), sorted. Either
/// may hold anyPolicy.
struct Policies {
  std::vector<der::Oid> authority_constrained;  ///< what the authorities let stand
  std::vector<der::Oid> user_constrained;       ///< of those, what the relying party asked for
};

/// A path that holds. Only `validate` makes one, so whoever has one has the proof.
class Valid {
 public:
  [[nodiscard]] const TrustAnchor& anchor() const noexcept { return candidate_.anchor; }
  /// In RFC 5280's order: the first one is issued by the anchor, the last one is the target.
  [[nodiscard]] const std::vector<x509::Certificate>& certificates() const noexcept {
    return candidate_.certificates;
  }
  [[nodiscard]] const x509::Certificate& target() const noexcept { return candidate_.target(); }
  /// The target's key, with the parameters that a DSA key has from its issuer.
  [[nodiscard]] const crypto::PublicKey& target_key() const noexcept { return target_key_; }
  /// What is known of each certificate's revocation, in the same order. `Unknown` only where the
  /// policy does not require it.
  [[nodiscard]] const std::vector<revocation::Status>& revocation() const noexcept {
    return revocation_;
  }
  [[nodiscard]] const Policies& policies() const noexcept { return policies_; }
  /// Notes and warnings; none of them blocks.
  [[nodiscard]] const outcome::Findings& findings() const noexcept { return findings_; }
  /// The moment for which it holds.
  [[nodiscard]] time::Instant at() const noexcept { return at_; }

 private:
  friend class Validation;
  Valid(Candidate candidate, crypto::PublicKey target_key,
        std::vector<revocation::Status> revocation, Policies policies, outcome::Findings findings,
        time::Instant at)
      : candidate_(std::move(candidate)),
        target_key_(std::move(target_key)),
        revocation_(std::move(revocation)),
        policies_(std::move(policies)),
        findings_(std::move(findings)),
        at_(at) {}

  Candidate candidate_;
  crypto::PublicKey target_key_;
  std::vector<revocation::Status> revocation_;
  Policies policies_;
  outcome::Findings findings_;
  time::Instant at_;
};

/// A candidate path that was not shown to hold, and why: at least one of the findings blocks.
struct Refused {
  Candidate candidate;
  outcome::Findings findings;
};

/// Validates ONE path at a moment (RFC 5280, 6.1). Pure: no clock, no file, no network. Every
/// reason is reported, not the first one only.
///
/// Different from RFC 5280, on purpose:
///   - Policies are processed as RFC 9618 has it, which gives the same answers in bounded time.
///   - What an anchor's certificate says of basic constraints, path length, key usage, name and
///   policy constraints is applied to the path (RFC 5937).
///   - Version 1 and 2 certificates are never accepted as intermediate CAs (6.1.4 (k) allows other
///   means to know a CA).
///   - The extended key usages of the end entity and of every authority between have to go with the
///   purpose (see purpose.h); a constraint on a form of names that is not known refuses the
///   certificates that have such names, critical or not.
///   - Algorithms and key sizes are judged by the policy, the anchor's key included.
///   - Rules for issuers that no step of validation looks at are notes, or refuse the certificate
///   when the purpose is strict about them (see profile.h).
///
/// Findings, each about the certificate: `path_signature_wrong`, `certificate_not_yet_valid`,
/// `certificate_expired`, `path_name_mismatch`, `path_not_a_ca`, `path_length_exceeded`,
/// `path_key_usage_no_cert_sign`, `path_critical_extension`, `path_end_entity_key_usage`,
/// `path_extended_key_usage`, `path_target_is_authority`, `path_distrusted`,
/// `certificate_for_another_name`, `path_policy_none`, `path_policy_mapping_any`, those of
/// NameConstraints::check, `path_anchor_period`, `algorithm_weak`, `key_weak`, those of keys and
/// algorithms that cannot be read, those of revocation::check, `budget_exhausted`.
[[nodiscard]] std::variant<Valid, Refused> validate(const Candidate& candidate,
                                                    const Policy& policy, time::Instant at,
                                                    const revocation::Sources& revocation,
                                                    outcome::Budget& budget);

}  // namespace accord::path
