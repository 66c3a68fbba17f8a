#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/crypto/algorithm.h"
#include "lib/xml/canonical.h"
#include "lib/xmldsig/structure.h"

namespace accord::xmldsig {

/// One reference: what it covers, and the digest that this is signed to have.
struct Covered {
  xml::Element reference;
  std::string_view uri;
  xml::CanonicalInput input;
  xml::CanonicalMethod method;
  crypto::DigestAlgorithm digest{};
  der::Bytes expected;
};

/// The two references of a XAdES baseline signature over a whole document.
struct References {
  Covered document;
  Covered properties;
};

/// Reads both references (XML Signature, 4.3.3; ETSI TS 119 612, Annex B.1; ETSI EN 319
/// 132-1, 4.4.2) and finds out that the one covers the whole document less the signature, the other
/// the signed properties inside this signature. Digests are not computed yet. Findings:
/// `signature_reference_count`, `signature_reference_not_whole`, `signature_properties_misplaced`,
/// `signature_transform`, `signature_algorithm_unknown`, `signature_structure`, `base64_malformed`.
[[nodiscard]] std::optional<References> read_references(const SignatureParts& parts,
                                                        const xml::Document& document,
                                                        outcome::Findings& findings);

/// Canonicalises what the reference covers straight into the digest and compares. Findings:
/// `signature_digest_wrong`, `budget_exhausted`.
void check_digest(const Covered& covered, outcome::Budget& budget, outcome::Findings& findings);

/// The digest algorithm of a DigestMethod element without parameters. Findings:
/// `signature_structure`, `signature_algorithm_unknown`.
[[nodiscard]] std::optional<crypto::DigestAlgorithm> read_digest_method(
    const xml::Element& element, outcome::Findings& findings);

}  // namespace accord::xmldsig
