#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/xml/document.h"

namespace accord::xml {

/// A canonicalisation algorithm: Canonical XML 1.0 (REC-xml-c14n-20010315) or Exclusive XML
/// Canonicalization 1.0.
struct CanonicalMethod {
  bool exclusive{};
  bool with_comments{};
  std::vector<std::string>
      inclusive_prefixes;  ///< InclusiveNamespaces PrefixList; "#default" for the default namespace

  friend bool operator==(const CanonicalMethod&, const CanonicalMethod&) = default;
};

/// The method of an Algorithm URI (without prefix list); nothing when it is none of the four.
[[nodiscard]] std::optional<CanonicalMethod> canonical_method_from_uri(std::string_view uri);
[[nodiscard]] std::string_view canonical_method_uri(const CanonicalMethod& method) noexcept;

/// What is canonicalised: the whole document (root and the processing instructions and comments
/// beside it) or one element with its content; less one element with its content (the
/// enveloped-signature transform takes the signature out). Nothing is written without an apex, or
/// when the apex is or stands in what is taken out. Node-sets of other shapes are not supported.
struct CanonicalInput {
  Element apex;           ///< the root for the whole document
  bool whole_document{};  ///< what stands beside the root is part of it
  Element without;        ///< none: nothing is taken out
};

/// Receives canonical bytes piece by piece.
using Sink = std::function<void(std::string_view)>;

/// Writes the canonical form as UTF-8. Pieces reach the sink in blocks of some kilobytes; on an
/// error some may have reached it. Errors: `xml_relative_namespace` (such a document has none:
/// Canonical XML 1.0, 1.3), `budget_exhausted` (canonical_bytes). Different from libxml2 2.9 on
/// purpose: '&', '<' and '"' in a namespace name are escaped as in an attribute (Canonical
/// XML 1.0, 2.3), which libxml2 leaves out.
[[nodiscard]] outcome::Result<void> canonicalise(const CanonicalInput& input,
                                                 const CanonicalMethod& method,
                                                 outcome::Budget& budget, const Sink& sink);
[[nodiscard]] outcome::Result<std::string> canonical_text(const CanonicalInput& input,
                                                          const CanonicalMethod& method,
                                                          outcome::Budget& budget);

}  // namespace accord::xml
