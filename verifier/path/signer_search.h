#pragma once

#include <map>

#include "verifier/path/find.h"

namespace accord::path {

/// What searches for those who sign evidence share, so that they end: the certificate of such a
/// signer needs evidence of its own, signed by somebody again.
struct SignerMemory {
  /// Signers that are being looked into. None vouches for another on the way to itself; that it is
  /// not revoked may stand in its own CRL, where whoever made it a signer has left it to that.
  std::vector<x509::Certificate> under_way;
  /// What was found out, for an anchor and the fingerprint of a certificate: the signer, or none.
  std::map<std::pair<const void*, der::Bytes>, std::optional<revocation::Issuer>> known;
};

/// Finds signers of evidence by path validation (RFC 5280, 6.3.3 (f)): from the anchor of the path
/// that is validated, as of the same moment and under the same policy, but for signing CRLs.
class SignerSearch : public revocation::Signers {
 public:
  /// Everything must outlive the object.
  SignerSearch(const Candidate& path, const std::vector<x509::Certificate>& untrusted,
               const Policy& policy, time::Instant at, const revocation::Sources& sources,
               SignerMemory& memory, outcome::Budget& budget)
      : path_(path),
        untrusted_(untrusted),
        policy_(policy),
        at_(at),
        sources_(sources),
        memory_(memory),
        budget_(budget) {}

  [[nodiscard]] std::vector<revocation::Issuer> of(
      const x509::Name& name, const x509::Certificate& certificate,
      const std::optional<x509::AuthorityKeyIdentifier>& key_identifier) override;

 private:
  struct Found {
    x509::Certificate certificate;
    revocation::Issuer issuer;
  };

  [[nodiscard]] bool may_sign_for(const x509::Certificate& signer, const x509::Name& name,
                                  const x509::Certificate& certificate) const;
  [[nodiscard]] const std::vector<Found>& found_for(const x509::Name& name,
                                                    const x509::Certificate& certificate);
  [[nodiscard]] std::optional<revocation::Issuer> examine(const x509::Certificate& signer);

  const Candidate& path_;
  const std::vector<x509::Certificate>& untrusted_;
  const Policy& policy_;
  time::Instant at_;
  const revocation::Sources& sources_;
  SignerMemory& memory_;
  outcome::Budget& budget_;
  std::map<std::string, std::vector<Found>>
      found_;  // by the signer's name and the certificate's issuer's
};

/// `find` inside a search for signers.
[[nodiscard]] Answer find_within(const x509::Certificate& target, const Material& material,
                                 const Policy& policy, time::Instant at, SignerMemory& memory,
                                 outcome::Budget& budget);

}  // namespace accord::path
