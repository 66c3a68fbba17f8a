#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "lib/crypto/algorithm_policy.h"
#include "verifier/revocation/distrust.h"
#include "verifier/revocation/signature_memory.h"

namespace accord::revocation {

// Is a certificate revoked at a moment, as far as the evidence given says (RFC 5280, 6.3; RFC
// 6960)? No evidence is fetched, no clock is read.
//
// Different from RFC 5280 6.3.3, on purpose:
//   - The moment asked about is a parameter. A statement made after it can prove that a certificate
//   had been revoked by then; and that it had not, as long as the certificate was still spoken of
//   when it was made (see freshness.h). Who made it must then still have been good: it is judged as
//   of the later of the two moments.
//   - A revocation found in any authentic statement stands, however old that is, and whatever
//   others say; only a hold can be lifted by a later CRL, a delta CRL or an OCSP response.
//   - Delta CRLs count whether or not somebody points to them (freshestCRL).
//   - A genuine CRL that lists the certificate and must not be used (5.2, 5.3) leaves the question
//   open, and so does evidence that was not looked at for want of work: nothing is good then.

/// How much revocation evidence is wanted.
enum class Rule : std::uint8_t {
  require,  ///< "not known" is indeterminate
  prefer,   ///< "not known" is a warning
  off       ///< not looked at
};

/// The evidence at hand.
struct Sources {
  std::vector<x509::Crl> crls;
  std::vector<x509::OcspResponse> ocsp;
  /// Of those who may have signed evidence, and of authorities above them; not trusted by
  /// themselves.
  std::vector<x509::Certificate> certificates;
  /// Which signatures hold; copies share it.
  std::shared_ptr<SignatureMemory> signatures = std::make_shared<SignatureMemory>();
};

/// Who issued the certificate asked about, or signs evidence about it.
struct Issuer {
  x509::Name name;
  crypto::PublicKey key;
  std::optional<x509::KeyUsage> key_usage;  ///< of its certificate, when it has one that says
  /// When its certificate, or one above it, expired or was revoked: what it makes later does not
  /// count. None: not known to end.
  std::optional<time::Instant> ends{};
};

/// Finds who signs evidence besides a certificate's own issuer.
class Signers {
 public:
  Signers() = default;
  Signers(const Signers&) = delete;
  Signers& operator=(const Signers&) = delete;
  virtual ~Signers() = default;
  /// The authorities of that name that may sign CRLs about `certificate`, which `issuer` issued, by
  /// a path from the anchor of the certificate's own path that holds at `at` (RFC 5280, 6.3.3 (f)),
  /// or as long as `Issuer::ends` says. Those that the key identifier means first.
  [[nodiscard]] virtual std::vector<Issuer> of(
      const x509::Name& name, const x509::Certificate& certificate, const Issuer& issuer,
      const std::optional<x509::AuthorityKeyIdentifier>& key_identifier, time::Instant at) = 0;
};

/// A CRL or an OCSP response that the answer rests on.
struct Statement {
  std::variant<x509::Crl, x509::OcspResponse> source;
  time::Instant this_update{};
  std::optional<time::Instant> next_update;
};
/// "the CRL of 2026-07-31T00:00:00Z", "the OCSP response of …".
[[nodiscard]] std::string describe(const Statement& statement);

/// By statements that show it for the moment asked about, and that together cover every reason for
/// a revocation, the certificate was not revoked.
struct Good {
  Statement by;                          ///< the newest of them
  std::optional<time::Instant> until{};  ///< it is known to be revoked, or on hold, from then on
};
/// The certificate was revoked, or on hold, at the moment asked about.
struct Revoked {
  Statement by;
  x509::RevokedEntry entry;
};
/// There is no evidence that could be used. Never to be taken for "good".
struct Unknown {
  std::optional<time::Instant> until{};  ///< it is known to be revoked, or on hold, from then on
};
using Status = std::variant<Unknown, Good, Revoked>;

struct Terms {
  time::Instant at{};
  Rule rule = Rule::require;
  crypto::AlgorithmPolicy algorithms = crypto::AlgorithmPolicy::strict();
  const Distrust* distrust = nullptr;  ///< none: nothing is distrusted
  std::optional<time::Instant> now{};  ///< the present; none: any date is believed
};

/// The revocation status of `certificate` at `terms.at`. Findings are about the certificate:
/// `certificate_revoked`, `certificate_on_hold`, `revocation_unknown`, `revocation_some_reasons`
/// and, for each CRL about this certificate that was set aside, `revocation_stale`,
/// `revocation_no_next_update`, `revocation_made_later`, `revocation_not_yet_made`,
/// `revocation_crl_scope`, `revocation_crl_unsupported`, `revocation_crl_critical_extension`,
/// `revocation_crl_signature_wrong`, `revocation_crl_signer_not_allowed`,
/// `revocation_crl_signer_unknown`, `revocation_signer_ended`, `algorithm_weak`, `key_weak`,
/// `budget_exhausted`. What set a CRL aside is of weight "info" when another CRL gave the answer.
/// `certificate_revoked_later` (info) and `certificate_invalid_before_revocation` when an entry
/// says so. Without `signers`, CRLs signed by the issuer's own key are the only ones that count.
[[nodiscard]] Status check(const x509::Certificate& certificate, const Issuer& issuer,
                           const Sources& sources, const Terms& terms, Signers* signers,
                           outcome::Budget& budget, outcome::Findings& findings);

}  // namespace accord::revocation
