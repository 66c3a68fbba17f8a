#pragma once

#include <functional>

#include "tests/support/certificate_maker.h"
#include "tests/trustlist/list_maker.h"
#include "verifier/document.h"

namespace accord::tests {

/// Two schemes and one sealed document, everything in order: asked at 2026-08-01, the answer is
/// "valid". A test changes one thing and asks again.
///
///     list of lists of the EU (issued 2026-06-10)
///       -> agreement with JP (enacted 2026-07-01)
///       -> list of JP (issued 2026-06-01): CA/QC for seals, granted 2026-05-20
///       -> the service's certificate -> e-seal certificate (issued 2026-07-10)
///       -> document (sealed 2026-07-15); CRL of 2026-07-31T12:00:00Z
class World {
 public:
  World();

  // What the certificates say. Keys are the same in every world: making them takes time.
  CertificateSpec authority, seal;
  std::optional<CertificateSpec> intermediate;  ///< between authority and seal

  // What the lists say. The certificates of `authority` and of the list's signer are put in when
  // asking, at the places where this world has them.
  trustlist::TrustedList list, list_of_lists;
  std::vector<trustlist::TrustedList> further_lists;  ///< signed like `list`
  [[nodiscard]] trustlist::ServiceEntry& service();
  [[nodiscard]] trustlist::RecognitionAgreement& agreement();
  [[nodiscard]] trustlist::EquivalenceTerms& terms();

  // Who signs what.
  Identity* list_signer;
  Identity* list_of_lists_signer;
  Identity* trusted_signer;  ///< whom the relying party trusts for the list of lists

  // The CRL of the authority; of the intermediate too, with the same times, when there is one.
  std::optional<x509::CrlContent> crl;
  crypto::Signer* crl_signer;  ///< the authority's key
  std::vector<x509::Crl> further_crls;

  time::Instant sealed, at;
  std::string text = "<agreement xmlns=\"urn:test\"><party>Hospital</party></agreement>";
  std::function<std::string(std::string)> change_document, change_list, change_list_of_lists;
  /// Services keep the identities that a test gave them; else each has that of the authority.
  bool keeps_identities = false;
  /// Before they are signed.
  std::function<std::string(std::string)> change_unsigned_list, change_unsigned_list_of_lists;
  path::Policy policy;
  outcome::Budget budget;

  // The parts as they are now; each call makes them anew.
  [[nodiscard]] x509::Certificate authority_certificate() const;
  [[nodiscard]] x509::Certificate intermediate_certificate() const;
  [[nodiscard]] x509::Certificate seal_certificate() const;
  [[nodiscard]] std::string document() const;
  [[nodiscard]] std::string list_text() const;
  [[nodiscard]] std::string list_of_lists_text() const;
  [[nodiscard]] verifier::TrustSources sources() const;
  [[nodiscard]] verifier::Evidence evidence() const;

  [[nodiscard]] verifier::Answer ask();
  /// An entry of the CRL for the e-seal certificate, whose serial number is then fixed.
  [[nodiscard]] x509::RevokedEntry revocation(time::Instant since, x509::RevocationReason reason);

 private:
  [[nodiscard]] std::string signed_list(
      trustlist::TrustedList model, Identity& signer,
      const std::function<std::string(std::string)>& change = {}) const;
  [[nodiscard]] x509::Crl made_crl(const x509::CrlContent& content, crypto::Signer& signer) const;
};

/// Keys that every world uses.
[[nodiscard]] Identity& authority_identity();
[[nodiscard]] Identity& intermediate_identity();
[[nodiscard]] Identity& seal_identity();
[[nodiscard]] Identity& list_of_lists_signer_identity();
/// A key that has nothing to do with any of it.
[[nodiscard]] Identity& stranger();

/// The QC statements of an e-seal certificate under Japanese law.
[[nodiscard]] x509::QcStatements seal_statements();
[[nodiscard]] x509::NewExtension qc_extension(const x509::QcStatements& statements);

/// Requires "valid", and that nothing blocks.
const verifier::Valid& require_valid(const verifier::Answer& answer);
/// Requires a verdict that is not "valid", whose first finding is this one, and that nothing else
/// blocks but findings of this id.
const outcome::Finding& require_refused(const verifier::Answer& answer, outcome::FindingId id,
                                        std::string_view where = {});
/// Requires that this finding blocks, among others.
const outcome::Finding& require_among(const verifier::Answer& answer, outcome::FindingId id,
                                      std::string_view where = {});

}  // namespace accord::tests
