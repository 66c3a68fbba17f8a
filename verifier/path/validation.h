#pragma once

#include <limits>

#include "verifier/path/name_constraints.h"
#include "verifier/path/profile.h"
#include "verifier/path/signer_search.h"
#include "verifier/path/validate.h"

namespace accord::path {

/// The validation of one path: RFC 5280, 6.1, with the names that it gives to its steps and its
/// state, and RFC 9618 for policies. Not for use outside this module.
class Validation {
 public:
  /// `untrusted` are further certificates of those who may have signed evidence.
  Validation(const Candidate& candidate, const std::vector<x509::Certificate>& untrusted,
             const Policy& policy, time::Instant at, const revocation::Sources& sources,
             SignerMemory& memory, outcome::Budget& budget)
      : path_(candidate),
        policy_(policy),
        at_(at),
        sources_(sources),
        budget_(budget),
        signers_(candidate, untrusted, policy, sources, memory, budget) {}

  std::variant<Valid, Refused> run();

 private:
  // 6.1.2 to 6.1.5.
  void initialize();
  void constrain_by(const x509::Certificate& anchor);
  void constrain_by(const AnchorConstraints& anchor);
  void constrain_policies(std::vector<der::Oid> own);
  void process_certificate(const x509::Certificate& certificate, bool last);
  void prepare_for_next(const x509::Certificate& certificate);
  void wrap_up(const x509::Certificate& certificate);

  // 6.1.3 (a)
  bool check_signature(const x509::Certificate& certificate);
  void check_distrust(const x509::Certificate& certificate);
  void check_validity(const x509::Certificate& certificate);
  void check_revocation(const x509::Certificate& certificate, bool signature_holds);
  // 6.1.3 (d) to (f)
  void process_policies(const x509::Certificate& certificate, bool last);
  void require_policy(const x509::Certificate& certificate);
  // 6.1.4
  void map_policies(const x509::Certificate& certificate);  // (a), (b)
  void take_key_of(const x509::Certificate& certificate);   // (d) to (f)
  void take_key(const outcome::Result<crypto::PublicKey>& key);
  void end_at(const std::optional<time::Instant>& end);
  void count_down();                                                     // (h)
  void apply_constraints(const x509::Certificate& ca);                   // (g), (i), (j), (m)
  void check_ca(const x509::Certificate& certificate);                   // (k), (l), (n)
  void check_critical_extensions(const x509::Certificate& certificate);  // (o), 6.1.5 (f)

  // What the purpose and the names ask of the end entity, and of the authorities above it.
  void check_key(const outcome::Result<crypto::PublicKey>& own,
                 const x509::Certificate* certificate);
  void check_profile(const x509::Certificate& certificate, Position position);
  void check_purpose(const x509::Certificate& certificate);
  void check_extended_key_usage(const x509::Certificate& certificate, bool last);
  void check_names(const x509::Certificate& certificate);
  void unfit(const x509::Certificate& certificate, outcome::Severity severity,
             std::string_view why);
  void lower(std::uint32_t& counter, const std::optional<std::uint32_t>& limit);

  const Candidate& path_;
  const Policy& policy_;
  time::Instant at_;
  const revocation::Sources& sources_;
  outcome::Budget& budget_;
  SignerSearch signers_;

  // 6.1.2: the state variables. A key that could not be read is none; everything that needs it then
  // fails.
  std::vector<der::Oid> user_initial_policies_;
  PolicyGraph valid_policy_graph_;
  NameConstraints name_constraints_;
  std::uint32_t explicit_policy_ = 0;
  std::uint32_t inhibit_any_policy_ = 0;
  std::uint32_t policy_mapping_ = 0;
  std::optional<crypto::PublicKey> working_public_key_;
  const x509::Name* working_issuer_name_ = nullptr;
  std::optional<x509::KeyUsage> working_key_usage_;
  std::uint32_t max_path_length_ = std::numeric_limits<std::uint32_t>::max();
  // When the first of the authorities down to this one expires, or was revoked after the moment
  // asked about: evidence that it made later counts for nothing.
  std::optional<time::Instant> working_end_;

  bool policy_reported_ = false;
  Policies policies_;
  std::vector<revocation::Status> statuses_;
  outcome::Findings findings_;
};

}  // namespace accord::path
