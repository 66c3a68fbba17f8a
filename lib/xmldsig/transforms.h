#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/xml/canonical.h"

namespace accord::xmldsig {

/// Reads a CanonicalizationMethod, or a Transform that canonicalises: one of the methods without
/// comments, exclusive ones with an optional InclusiveNamespaces. Nothing when it is anything else:
/// other methods, with comments (a same-document reference has none: XML Signature, 4.3.3.3), a
/// child that is not known.
[[nodiscard]] std::optional<xml::CanonicalMethod> read_canonical_method(
    const xml::Element& element);

/// What the transforms of a reference do.
struct TransformChain {
  bool enveloped_signature{};  ///< the first takes the signature out
  std::optional<xml::CanonicalMethod>
      canonical;  ///< then this; nothing when no transform canonicalises
};
/// Reads a Transforms element ("no element" is an empty chain): at most enveloped-signature, then
/// at most one canonicalisation. Nothing for any other chain: XPath, XSLT, base64, order reversed,
/// repetitions.
[[nodiscard]] std::optional<TransformChain> read_transforms(const xml::Element& transforms);

/// The algorithms of a Transforms element for people: "(none)", "enveloped-signature,
/// xml-exc-c14n#".
[[nodiscard]] std::string describe_transforms(const xml::Element& transforms);

}  // namespace accord::xmldsig
