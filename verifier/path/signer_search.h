#pragma once

#include <map>
#include <tuple>

#include "verifier/path/validate.h"
#include "verifier/revocation/revocation.h"

namespace accord::path {

/// What searches for those who sign evidence share, so that they end: the certificate of such a
/// signer needs evidence of its own, signed by somebody again.
struct SignerMemory {
  /// Signers that are being looked into. None vouches for another on the way to itself; that it is
  /// not revoked may stand in its own CRL, where whoever made it a signer has left it to that.
  std::vector<x509::Certificate> under_way;
  /// What was found out, for an anchor, a moment and the fingerprints of a path: its last one as a
  /// signer, or none.
  using Identity = std::tuple<const void*, time::Instant, der::Bytes>;
  std::map<Identity, std::optional<revocation::Issuer>> known;
};

/// Finds signers of evidence by path validation (RFC 5280, 6.3.3 (f)): from the anchor of the path
/// that is validated, under the same policy, but for signing CRLs, and as of the moment asked about
/// or that at which the evidence was made, whichever is later.
///
/// Narrower than RFC 5280, which takes any path from that anchor: a signer is an authority of the
/// path itself, or one that an authority of the path issued directly. Else an authority anywhere
/// under the anchor could make itself a signer by issuing a certificate in the right name.
class SignerSearch : public revocation::Signers {
 public:
  /// Everything must outlive the object.
  SignerSearch(const Candidate& path, const std::vector<x509::Certificate>& untrusted,
               const Policy& policy, const revocation::Sources& sources, SignerMemory& memory,
               outcome::Budget& budget)
      : path_(path),
        untrusted_(untrusted),
        policy_(policy),
        sources_(sources),
        memory_(memory),
        budget_(budget) {}

  [[nodiscard]] std::vector<revocation::Issuer> of(
      const x509::Name& name, const x509::Certificate& certificate,
      const revocation::Issuer& issuer,
      const std::optional<x509::AuthorityKeyIdentifier>& key_identifier, time::Instant at) override;

  /// When the next of those who issued certificates of the path ends, the anchor first; none: not
  /// known to end.
  void add_end(std::optional<time::Instant> end) { ends_.push_back(end); }

 private:
  struct Found {
    x509::Certificate certificate;
    revocation::Issuer issuer;
  };
  /// Whoever issued a certificate of the path, the anchor first.
  struct Authority {
    const x509::Name* name = nullptr;
    crypto::PublicKey key;
    const x509::Certificate* certificate = nullptr;  ///< none: the anchor
  };

  [[nodiscard]] const std::vector<Authority>& authorities();
  [[nodiscard]] std::optional<std::size_t> place_of(const revocation::Issuer& issuer);
  [[nodiscard]] std::optional<std::size_t> issuer_of(const x509::Certificate& signer);
  [[nodiscard]] bool is_of_same_authority(const x509::Certificate& signer, std::size_t issued_by,
                                          std::size_t authority);
  /// What is looked for: signers of that name, of CRLs about that certificate.
  struct Wanted {
    const x509::Name& name;
    const x509::Certificate& certificate;
    std::optional<std::size_t> authority;  ///< its issuer's place on the path
    time::Instant at;
  };
  [[nodiscard]] std::optional<time::Instant> end_of(std::size_t authority) const;
  [[nodiscard]] std::optional<revocation::Issuer> consider(const x509::Certificate& signer,
                                                           const Wanted& wanted);
  [[nodiscard]] const std::vector<Found>& found_for(const Wanted& wanted);
  [[nodiscard]] std::optional<revocation::Issuer> examine(const x509::Certificate& signer,
                                                          std::size_t issued_by, time::Instant at);

  const Candidate& path_;
  const std::vector<x509::Certificate>& untrusted_;
  const Policy& policy_;
  const revocation::Sources& sources_;
  SignerMemory& memory_;
  outcome::Budget& budget_;
  std::vector<Authority> authorities_;
  std::vector<std::optional<time::Instant>> ends_;  // of the first authorities
  // By the signer's name, the moment, and the certificate's issuer: its name and place on the path.
  std::map<std::string, std::vector<Found>> found_;
};

}  // namespace accord::path
