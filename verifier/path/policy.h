#pragma once

#include "verifier/path/policy_graph.h"
#include "verifier/path/purpose.h"
#include "verifier/path/reference_name.h"
#include "verifier/revocation/revocation.h"

namespace accord::path {

/// What a path must satisfy besides what RFC 5280 asks of every path.
struct Policy {
  Purpose purpose = purpose::signature();
  /// Names that the end entity's certificate must be for, every one of them.
  std::vector<ReferenceName> names;
  crypto::AlgorithmPolicy algorithms = crypto::AlgorithmPolicy::strict();
  revocation::Rule revocation = revocation::Rule::require;
  revocation::Distrust distrust;
  /// The present: evidence dated after it is not believed. None: every date is.
  std::optional<time::Instant> now;
  std::uint32_t max_intermediates = 8;  ///< longer candidate paths are not looked at

  // RFC 5280, 6.1.1 (c), (e), (f), (g).
  std::vector<der::Oid> user_initial_policies{any_policy()};
  bool initial_explicit_policy = false;
  bool initial_policy_mapping_inhibit = false;
  bool initial_any_policy_inhibit = false;
};

}  // namespace accord::path
