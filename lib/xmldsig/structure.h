#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lib/xml/document.h"

namespace accord::xmldsig {

/// A signature taken apart: every element is where it must be, nothing stands where nothing may be.
/// What the elements say is not judged yet.
struct SignatureParts {
  xml::Element signature;
  xml::Element signed_info;
  xml::Element canonicalization_method;
  xml::Element signature_method;
  std::vector<xml::Element> references;
  xml::Element signature_value;
  xml::Element key_info;  ///< none when absent
  xml::Element signed_properties;
};

/// Finds the one signature of a document and takes it apart (XML Signature, 4; ETSI EN 319
/// 132-1, 4.3). In this order, stopping at the first step that fails: one signature
/// (`signature_none`, `signature_several`), below the root (`signature_not_child_of_root`), no
/// identifier that it uses is doubled (`signature_duplicate_id`), one set of properties in its
/// place that names this signature (`signature_properties_missing`, `signature_properties_several`,
/// `signature_properties_misplaced`, `signature_properties_target`), the schema's structure
/// (`signature_structure`).
[[nodiscard]] std::optional<SignatureParts> take_apart(const xml::Document& document,
                                                       outcome::Findings& findings);

}  // namespace accord::xmldsig
