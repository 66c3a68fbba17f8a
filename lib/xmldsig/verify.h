#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/crypto/algorithm_policy.h"
#include "lib/x509/certificate.h"
#include "lib/xml/document.h"

namespace accord::xmldsig {

/// What an intact enveloped XAdES signature says. Only `verify_enveloped` makes one, and only when
/// the signature's value, both references, the coverage of the whole document and the
/// signing-certificate digest are right. It does NOT say that the signer is trusted.
class IntactSignature {
 public:
  /// The element whose whole content, the signature apart, is what was signed: always the
  /// document's root. Read nothing but this.
  [[nodiscard]] const xml::Element& signed_root() const noexcept { return signed_root_; }
  [[nodiscard]] const xml::Element& signature_element() const noexcept { return signature_; }
  [[nodiscard]] const x509::Certificate& signing_certificate() const noexcept {
    return certificates_.front();
  }
  /// All certificates in KeyInfo, the signing one first.
  [[nodiscard]] const std::vector<x509::Certificate>& certificates() const noexcept {
    return certificates_;
  }
  /// The claimed signing time (a claim of the signer: EN 319 102-1, 5.2.5).
  [[nodiscard]] time::Instant signing_time() const noexcept { return signing_time_; }
  [[nodiscard]] const crypto::SignatureAlgorithm& algorithm() const noexcept { return algorithm_; }
  /// True for SigningCertificateV2 (EN 319 132-1), false for SigningCertificate (TS 101 903).
  [[nodiscard]] bool uses_v2_properties() const noexcept { return uses_v2_; }

 private:
  friend struct Maker;
  IntactSignature() = default;
  xml::Element signed_root_, signature_;
  std::vector<x509::Certificate> certificates_;  // never empty
  time::Instant signing_time_{};
  crypto::SignatureAlgorithm algorithm_{};
  bool uses_v2_{};
};

struct VerifyOptions {
  crypto::AlgorithmPolicy algorithms = crypto::AlgorithmPolicy::strict();
  time::Instant at{};  ///< the moment asked about: algorithms are judged at it
};

/// Verifies the one enveloped XAdES baseline signature of a document (ETSI TS 119 612, 5.7 and
/// Annex B; EN 319 132-1): exactly one ds:Signature, a child of the root; one reference to the
/// whole document (URI="" or the root's own id) with enveloped-signature then exclusive
/// canonicalisation; one reference to SignedProperties; nothing else. Every departure is a finding
/// of its own. Returns nothing when any of its own findings says invalid or indeterminate.
///
/// Stricter than the standards, on purpose: exactly one certificate in SigningCertificate(V2), one
/// Object with nothing but the properties, nothing in KeyInfo but X509Data and the certificate's
/// own KeyValue, no canonicalisation with comments, no counter-signature, explicit signature
/// policies are not decided. Unsigned properties (time-stamps and the like) are not read.
///
/// Findings: `signature_none`, `signature_several`, `signature_not_child_of_root`,
/// `signature_duplicate_id`, `signature_properties_missing`, `signature_properties_several`,
/// `signature_properties_misplaced`, `signature_properties_target`, `signature_structure`,
/// `signature_reference_count`, `signature_reference_not_whole`, `signature_transform`,
/// `signature_canonicalisation`, `signature_algorithm_unknown`, `signature_property_unknown`,
/// `signature_policy_not_processed`, `signature_time_missing`, `signature_certificate_not_bound`,
/// `signature_certificate_missing`, `signature_certificate_digest_wrong`,
/// `signature_key_value_differs`, `signature_time_outside_certificate`, `signature_digest_wrong`,
/// `signature_value_wrong`, `signature_key_mismatch`, `algorithm_weak`, `key_weak`,
/// `base64_malformed`, `time_malformed`, `budget_exhausted` (canonical_bytes, signatures), those of
/// the signing certificate. Warnings: `signature_certificate_digest_weak`,
/// `signature_certificate_name_differs`, `signature_certificate_unreadable`,
/// `signature_data_object_format`.
[[nodiscard]] std::optional<IntactSignature> verify_enveloped(const xml::Document& document,
                                                              const VerifyOptions& options,
                                                              outcome::Budget& budget,
                                                              outcome::Findings& findings);

}  // namespace accord::xmldsig
