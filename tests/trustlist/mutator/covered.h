#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace accord::tests::mutants {

/// What the signature of a list covers, in exclusive canonical form, computed by libxml2 alone: no
/// code of Accord's has a part in it.
struct Covered {
  std::string document;  ///< less the signature
  std::string properties;
  std::string info;
  friend bool operator==(const Covered&, const Covered&) = default;
};

/// Nothing when libxml2 does not take the text, or when it has not exactly one ds:Signature, one
/// ds:SignedInfo and one SignedProperties. With `root_only` what stands beside the root is left
/// out, as a reference to its identifier does.
[[nodiscard]] std::optional<Covered> covered_by_libxml2(std::string_view text, bool root_only);

}  // namespace accord::tests::mutants
