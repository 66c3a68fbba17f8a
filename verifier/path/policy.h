#pragma once

#include <string_view>
#include <vector>

#include "verifier/revocation/revocation.h"

namespace accord::path {

/// What the end entity's key is to be used for, as data.
struct Purpose {
  std::string_view name;                         ///< "signature": for messages
  std::vector<x509::KeyUsageBit> key_usage_any;  ///< one of these bits must be there when key usage
                                                 ///< is; empty: any usage will do
};

namespace purpose {
[[nodiscard]] const Purpose& any();
/// An electronic signature or seal over a document (ETSI EN 319 412-2, 4.3.2): contentCommitment or
/// digitalSignature.
[[nodiscard]] const Purpose& signature();
[[nodiscard]] const Purpose& seal();
}  // namespace purpose

/// What a path must satisfy besides what RFC 5280 asks of every path.
struct Policy {
  Purpose purpose = purpose::signature();
  crypto::AlgorithmPolicy algorithms = crypto::AlgorithmPolicy::strict();
  revocation::Rule revocation = revocation::Rule::require;
  std::uint32_t max_intermediates = 8;  ///< longer candidate paths are not looked at
};

}  // namespace accord::path
