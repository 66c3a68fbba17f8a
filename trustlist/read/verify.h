#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/xmldsig/verify.h"
#include "trustlist/read/read.h"

namespace accord::trustlist::read {

/// What the signature alone is worth.
enum class SignatureState : std::uint8_t {
  invalid,    ///< none, broken, or it does not cover the document
  untrusted,  ///< intact, but the signer is not announced for this list (or nobody said who is)
  valid,      ///< intact, by a signer announced for this list
};
[[nodiscard]] std::string_view to_string(SignatureState state) noexcept;

enum class Verdict : std::uint8_t { valid, indeterminate, invalid };
[[nodiscard]] std::string_view to_string(Verdict verdict) noexcept;
/// The verdict that the heaviest finding leaves.
[[nodiscard]] Verdict verdict_of(const outcome::Findings& findings) noexcept;

class VerifiedList;

/// Who may sign a list, and why we think so.
class SignerSet {
 public:
  /// Nobody said: every signature stays untrusted (`list_signers_unknown`).
  [[nodiscard]] static SignerSet unknown() { return {}; }
  /// Certificates that the relying party trusts for this list.
  [[nodiscard]] static SignerSet given(std::vector<x509::Certificate> certificates);
  /// Those that this pointer of a parent list announces. The list read must then be the one pointed
  /// to: same territory, else `list_not_the_one_pointed_to`.
  [[nodiscard]] static SignerSet announced_by(const Pointer& pointer);
  /// Those that the parent's pointers to this territory (machine-readable form) announce; pointers
  /// to other territories do not count, nor do those to a list of another form than the one asked
  /// about. Where some name the type asked about, those that name another do not count: who may
  /// sign one list of a territory may not sign all. Of pointers to lists of trusted entities, of
  /// which a territory has several, those never count.
  [[nodiscard]] static SignerSet announced_for(const TrustedList& parent,
                                               std::string_view territory,
                                               std::optional<Form> form = std::nullopt,
                                               std::string_view type = {});

  [[nodiscard]] bool known() const noexcept { return known_; }
  [[nodiscard]] const std::vector<x509::Certificate>& certificates() const noexcept {
    return certificates_;
  }
  [[nodiscard]] const std::optional<std::string>& territory() const noexcept { return territory_; }
  [[nodiscard]] const std::optional<std::string>& list_type() const noexcept { return list_type_; }
  [[nodiscard]] bool contains(const x509::Certificate& certificate) const noexcept;

 private:
  bool known_ = false;
  std::vector<x509::Certificate> certificates_;
  std::optional<std::string> territory_, list_type_;
};

struct ListPolicy {
  crypto::AlgorithmPolicy algorithms = crypto::AlgorithmPolicy::strict();
  /// The highest sequence number seen before for this list: a lower one is a rollback
  /// (`list_rolled_back`).
  std::optional<std::uint64_t> last_sequence;
  Keep keep = Keep::everything;
  bool digest_file = true;  ///< compute `sha256` of the file's bytes
};

/// A list that may be relied on at a moment: signature intact and covering the whole, signer
/// announced, not past its next update, nothing that puts it in doubt. Only `verify_list` makes
/// one.
class VerifiedList {
 public:
  [[nodiscard]] const TrustedList& list() const noexcept { return list_; }
  [[nodiscard]] const x509::Certificate& signer() const noexcept { return signer_; }
  [[nodiscard]] time::Instant signing_time() const noexcept { return signing_time_; }
  /// SHA-256 of the file's bytes; empty when the policy does not ask for it.
  [[nodiscard]] const crypto::Digest& sha256() const noexcept { return sha256_; }
  /// The moment for which it was verified.
  [[nodiscard]] time::Instant at() const noexcept { return at_; }
  /// Warnings and notes; nothing that blocks.
  [[nodiscard]] const outcome::Findings& findings() const noexcept { return findings_; }

 private:
  friend struct ListMaker;
  VerifiedList(TrustedList list, x509::Certificate signer)
      : list_(std::move(list)), signer_(std::move(signer)) {}
  TrustedList list_;
  x509::Certificate signer_;
  time::Instant signing_time_{}, at_{};
  crypto::Digest sha256_;
  outcome::Findings findings_;
};

/// The answer about one list. The facts are there even when it may not be relied on, to be shown;
/// what may be relied on is `verified`.
struct ListVerdict {
  Verdict verdict = Verdict::invalid;
  SignatureState signature = SignatureState::invalid;
  std::optional<VerifiedList> verified;  ///< only with Verdict::valid
  std::optional<TrustedList>
      unverified;  ///< what the document claims, when it could be read and `verified` is empty
  std::optional<x509::Certificate> signer;  ///< of the intact signature
  std::optional<time::Instant> signing_time;
  crypto::Digest sha256;  ///< of the file's bytes
  std::size_t providers{}, services{};
  outcome::Findings findings;

  /// The list, verified or not; nullptr when it could not be read.
  [[nodiscard]] const TrustedList* list() const noexcept {
    if (verified) return &verified->list();
    return unverified ? &*unverified : nullptr;
  }
};

/// Whether the signature of a list has the properties of EN 319 132-1 (SigningCertificateV2) and
/// not those of TS 101 903.
[[nodiscard]] bool uses_v2_properties(const TrustedList& list) noexcept;

/// Reads and verifies a list as it stood at `at` (TS 119 612, 5.7 and annex B; TS 119 615, 4.1):
/// strict XML, one enveloped XAdES B signature over the whole, signer announced (by certificate,
/// not by name), issue date, next update, sequence. What is read is what was signed. Findings:
/// those of lib/xml, lib/xmldsig and `read_list`; `list_signers_unknown`,
/// `list_signer_not_announced`, `list_not_the_one_pointed_to`, `list_type_not_as_pointed_to`,
/// `list_form_not_as_pointed_to` (by the type that the pointer names; of a list of trusted entities
/// another type is invalid too),
/// `list_expired`, `list_closed`, `list_not_yet_issued`, `list_rolled_back`,
/// `list_next_update_late`, `list_version_outdated` (warnings; of trusted lists only),
/// `list_signed_before_issue_date`, `list_signature_form` (v1 properties in version 6, V2 in 5),
/// and on the signer's own certificate (TS 119 612, 5.7.1) `list_signer_country`,
/// `list_signer_operator`, `list_signer_key_usage`, `list_signer_purpose`, `list_signer_is_ca`,
/// `list_signer_key_identifier`, `list_signer_critical_extension`.
[[nodiscard]] ListVerdict verify_list(std::string bytes, const SignerSet& signers, time::Instant at,
                                      const ListPolicy& policy, outcome::Budget& budget);

/// The same for a list already known to the caller under a name ("LU.xml"): the name is put into
/// the findings.
[[nodiscard]] ListVerdict verify_list(std::string bytes, std::string_view name,
                                      const SignerSet& signers, time::Instant at,
                                      const ListPolicy& policy, outcome::Budget& budget);

}  // namespace accord::trustlist::read
