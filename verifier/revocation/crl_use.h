#pragma once

#include <algorithm>

#include "verifier/revocation/revocation.h"
#include "verifier/revocation/scope.h"

namespace accord::revocation {

/// The question that CRLs are asked: one certificate, its issuer, and the terms.
struct Question {
  const x509::Certificate& certificate;
  const Issuer& issuer;
  const Terms& terms;
  Signers* signers;  ///< none: only the issuer itself signs
  outcome::Budget& budget;
  SignatureMemory& signatures;
};

/// The moment as of which the signer of a statement that was made then is judged: it must have been
/// good when it signed, and at the moment asked about.
[[nodiscard]] inline time::Instant signer_judged_at(const Question& question, time::Instant made) {
  return std::max(question.terms.at, made);
}
/// `revocation_signer_ended` when a statement was made after its signer had ended.
[[nodiscard]] std::optional<outcome::Finding> made_after_end(const Statement& statement,
                                                             time::Instant made,
                                                             const Issuer& signer,
                                                             const Question& question);

/// A finding about a CRL that cannot be used for the question.
[[nodiscard]] outcome::Finding set_aside(outcome::FindingId id, const x509::Crl& crl,
                                         const x509::Certificate& certificate,
                                         outcome::Params further = {});

/// Whether the CRL can be obeyed and was made by who may make it (RFC 5280, 5.2, 6.3.3 (f), (g)).
/// Nothing when it may be relied on for what it says of its own time and scope; otherwise why not.
[[nodiscard]] std::optional<outcome::Finding> authenticate(const x509::Crl& crl,
                                                           const Question& question);

/// Whether the certificate's issuer, or who signs CRLs for it, signed this one, whatever keeps it
/// from being used.
[[nodiscard]] bool is_genuine(const x509::Crl& crl, const Question& question);

/// Whether the CRL shows what held at `at`: made by then, and not yet to be replaced. Nothing when
/// it does.
[[nodiscard]] std::optional<outcome::Finding> out_of_date(const x509::Crl& crl,
                                                          const x509::Certificate& certificate,
                                                          time::Instant at);

/// Whether a delta CRL changes what that full CRL says (RFC 5280, 5.2.4, 6.3.3 (c)): same issuer,
/// scope and key, its base not after the full CRL, and itself not before.
[[nodiscard]] bool continues(const x509::Crl& delta, const x509::Crl& full);

}  // namespace accord::revocation
