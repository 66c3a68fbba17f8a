#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "verifier/path/material.h"

namespace accord::path {

/// A path that may lead from an anchor to the target. In RFC 5280's order: the first certificate is
/// issued by the anchor, the last one is the target.
struct Candidate {
  TrustAnchor anchor;
  std::vector<x509::Certificate> certificates;

  [[nodiscard]] const x509::Certificate& target() const noexcept { return certificates.back(); }
};

/// Finds candidate paths one at a time, the best first: shorter before longer ones, and of one
/// length at every step issuers whose key identifier is the one that the certificate names before
/// those that have none, and those before issuers with another; anchors before other certificates,
/// and alone where both have one name and key. No name comes twice with the same key on one path,
/// so there are no loops.
///
/// Apart from them are paths that cannot hold whatever else is so: an issuer's key did not sign the
/// certificate, the issuer is not an authority, was not valid at the moment asked about, or has
/// more authorities below it than it may. They can explain, and do not keep good ones from being
/// found.
class Candidates {
 public:
  /// The material must outlive the object.
  Candidates(const x509::Certificate& target, const Material& material,
             std::uint32_t max_intermediates, time::Instant at);
  // The steps point into the object.
  Candidates(const Candidates&) = delete;
  Candidates& operator=(const Candidates&) = delete;

  /// The next path that may hold; nothing when there are no more. Every step costs `Cost::paths`,
  /// every name compared `Cost::name_comparisons`. Errors: `budget_exhausted`.
  [[nodiscard]] outcome::Result<std::optional<Candidate>> next(outcome::Budget& budget);
  /// The next path that cannot hold. To be asked for when `next` has no more. Errors: as `next`.
  [[nodiscard]] outcome::Result<std::optional<Candidate>> next_hopeless(outcome::Budget& budget);

  /// Some path was left out because it has more than `max_intermediates`.
  [[nodiscard]] bool cut_short() const noexcept { return cut_short_; }

 private:
  // One way on from a certificate: an anchor, or an untrusted certificate.
  struct Link {
    int rank{};
    const TrustAnchor* anchor = nullptr;
    const x509::Certificate* certificate = nullptr;
    bool hopeless{};
  };
  struct Step {
    const x509::Certificate* certificate = nullptr;
    const std::vector<Link>* links = nullptr;
    std::size_t position = 0;
    std::uint32_t counted = 0;  // authorities up to this one that path lengths count
    bool hopeless{};
  };
  enum class Kind : std::uint8_t { may_hold, hopeless };

  [[nodiscard]] outcome::Result<std::optional<Candidate>> search(Kind kind,
                                                                 outcome::Budget& budget);
  [[nodiscard]] outcome::Result<std::optional<Candidate>> next_of_length(Kind kind,
                                                                         outcome::Budget& budget);
  [[nodiscard]] outcome::Result<void> begin(outcome::Budget& budget);
  [[nodiscard]] outcome::Result<void> step_to(const Link& link, Kind kind, outcome::Budget& budget);
  [[nodiscard]] outcome::Result<const std::vector<Link>*> issuers_of(
      const x509::Certificate& certificate, outcome::Budget& budget);
  [[nodiscard]] outcome::Result<bool> is_hopeless(const Link& link,
                                                  const x509::Certificate& certificate,
                                                  outcome::Budget& budget) const;
  [[nodiscard]] bool is_anchor(const x509::Certificate& certificate) const;
  [[nodiscard]] bool on_path(const Link& link) const;
  [[nodiscard]] Candidate path_to(const TrustAnchor& anchor) const;

  const x509::Certificate target_;
  const Material& material_;
  const std::uint32_t max_intermediates_;
  const time::Instant at_;
  std::unordered_map<const x509::Certificate*, std::vector<Link>> issuers_;
  std::vector<Step> steps_;
  std::uint32_t length_ = 0;  // intermediates of the paths looked for now
  bool longer_ones_ = false;  // a path of this length goes on
  bool exhausted_ = false;
  bool cut_short_ = false;
  Kind kind_ = Kind::may_hold;
};

/// The same name and the same key: the same entity as far as paths are concerned.
[[nodiscard]] bool same_entity(const x509::Certificate& a, const x509::Certificate& b);

}  // namespace accord::path
