#pragma once

#include "tests/support/certificate_maker.h"
#include "verifier/path/find.h"

namespace accord::tests {

/// "2026-08-01T00:00:00Z".
[[nodiscard]] time::Instant moment(std::string_view rfc3339);

/// An anchor, two intermediate authorities and an end entity, with a CRL of each issuer, all in
/// order. A test changes what the certificates say, or their keys, and validates.
struct Chain {
  Chain();

  CertificateSpec root, upper, lower, leaf;
  time::Instant at;
  path::Policy policy;
  bool with_crls = true;
  std::optional<time::Interval> trusted;  ///< of the anchor
  outcome::Budget budget;

  [[nodiscard]] x509::Certificate root_certificate() const;
  [[nodiscard]] x509::Certificate upper_certificate() const;
  [[nodiscard]] x509::Certificate lower_certificate() const;
  [[nodiscard]] x509::Certificate leaf_certificate() const;

  [[nodiscard]] path::Candidate candidate() const;
  [[nodiscard]] path::Material material() const;
  [[nodiscard]] std::variant<path::Valid, path::Refused> validate();
  [[nodiscard]] path::Answer find();
};

// Keys of every chain.
[[nodiscard]] Identity& root_identity();
[[nodiscard]] Identity& upper_identity();
[[nodiscard]] Identity& lower_identity();
[[nodiscard]] Identity& leaf_identity();
/// A key that signs nothing of the chain.
[[nodiscard]] Identity& outsider();

/// An empty CRL of that issuer, good for `at`.
[[nodiscard]] x509::Crl fresh_crl(const CertificateSpec& issuer, crypto::Signer& key,
                                  time::Instant at);

/// Requires that the path was refused and that nothing but this finding, on a certificate with that
/// subject, blocks.
void require_refused(const std::variant<path::Valid, path::Refused>& examined,
                     outcome::FindingId id, std::string_view subject);

}  // namespace accord::tests
