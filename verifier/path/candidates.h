#pragma once

#include <map>
#include <optional>
#include <vector>

#include "verifier/path/anchor.h"

namespace accord::path {

/// A path that may lead from an anchor to the target. In RFC 5280's order: the first certificate is
/// issued by the anchor, the last one is the target.
struct Candidate {
  TrustAnchor anchor;
  std::vector<x509::Certificate> certificates;

  [[nodiscard]] const x509::Certificate& target() const noexcept { return certificates.back(); }
};

/// Finds candidate paths one at a time, best first: at every step issuers whose key identifier is
/// the one that the certificate names come before those that have none, and those before issuers
/// with another; anchors before other certificates, and alone where both have one name and key.
/// Where there are several, those whose key signed the certificate come first, and of them those
/// that are valid at the moment asked about: what is left out of no path is only tried later. No
/// name comes twice with the same key on one path, so there are no loops.
class Candidates {
 public:
  /// Both vectors must outlive the object.
  Candidates(const x509::Certificate& target, const std::vector<x509::Certificate>& untrusted,
             const std::vector<TrustAnchor>& anchors, std::uint32_t max_intermediates,
             time::Instant at);
  // The steps point into the object.
  Candidates(const Candidates&) = delete;
  Candidates& operator=(const Candidates&) = delete;

  /// The next path; nothing when there are no more. Every step costs `Cost::paths`, every name
  /// compared `Cost::name_comparisons`. Errors: `budget_exhausted`.
  [[nodiscard]] outcome::Result<std::optional<Candidate>> next(outcome::Budget& budget);

  /// Some path was left out because it has more than `max_intermediates`.
  [[nodiscard]] bool cut_short() const noexcept { return cut_short_; }

 private:
  // One way on from a certificate: an anchor, or an untrusted certificate.
  struct Link {
    int rank{};
    const TrustAnchor* anchor = nullptr;
    const x509::Certificate* certificate = nullptr;
  };
  struct Step {
    const x509::Certificate* certificate = nullptr;
    std::vector<Link> links;
    std::size_t position = 0;
  };

  [[nodiscard]] outcome::Result<std::vector<Link>> issuers_of(const x509::Certificate& certificate,
                                                              outcome::Budget& budget);
  [[nodiscard]] outcome::Result<void> order(std::vector<Link>& links,
                                            const x509::Certificate& certificate,
                                            outcome::Budget& budget);
  [[nodiscard]] outcome::Result<bool> is_signed_by(const x509::Certificate& certificate,
                                                   const x509::Certificate& issuer,
                                                   outcome::Budget& budget);
  [[nodiscard]] bool is_anchor(const x509::Certificate& certificate) const;
  [[nodiscard]] bool on_path(const x509::Certificate& certificate) const;
  [[nodiscard]] Candidate path_to(const TrustAnchor& anchor) const;

  x509::Certificate target_;
  const std::vector<x509::Certificate>& untrusted_;
  const std::vector<TrustAnchor>& anchors_;
  std::uint32_t max_intermediates_;
  time::Instant at_;
  std::map<std::pair<der::Bytes, der::Bytes>, bool> signed_by_;  // fingerprint and key
  std::vector<Step> steps_;
  bool started_ = false;
  bool cut_short_ = false;
};

/// The same name and the same key: the same entity as far as paths are concerned.
[[nodiscard]] bool same_entity(const x509::Certificate& a, const x509::Certificate& b);

}  // namespace accord::path
