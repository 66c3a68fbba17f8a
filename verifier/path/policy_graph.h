#pragma once

#include <cstdint>
#include <vector>

#include "lib/x509/extensions.h"

namespace accord::path {

/// The policy anyPolicy, 2.5.29.32.0 (RFC 5280, 4.2.1.4).
[[nodiscard]] const der::Oid& any_policy();

/// The valid_policy_graph of RFC 9618, 5, which takes the place of RFC 5280's valid_policy_tree:
/// one node for each policy at each depth, so that its size is at most that of the certificates.
///
/// Nodes without children are not taken out as the path grows; what does not lead to the last depth
/// is left aside when the policies are asked for, which comes to the same.
class PolicyGraph {
 public:
  /// 6.1.2 (a): one node of depth 0, anyPolicy.
  PolicyGraph();

  /// Whether no policy is left: the RFC's NULL.
  [[nodiscard]] bool is_null() const noexcept { return levels_.back().empty(); }

  /// 6.1.3 (d): the certificate policies of the next certificate. `any_counts`: whether its
  /// anyPolicy does (inhibit_anyPolicy over 0, or self-issued and not the last).
  void add_certificate(const std::vector<x509::PolicyInformation>& policies, bool any_counts);
  /// 6.1.3 (e): it has none.
  void add_certificate_without_policies() { levels_.emplace_back(); }

  /// 6.1.4 (b): its policy mappings, which hold (`allowed`: policy_mapping over 0) or take the
  /// mapped policies away.
  void map(const std::vector<x509::PolicyMapping>& mappings, bool allowed);

  /// 6.1.5 (g): the authority-constrained-policy-set, sorted. It holds anyPolicy when every policy
  /// is good.
  [[nodiscard]] std::vector<der::Oid> authority_constrained_policies() const;

 private:
  struct Node {
    der::Oid valid_policy;
    std::vector<der::Oid> expected_policies;
    std::vector<std::uint32_t> parents;  // places in the level above, ascending
  };
  using Level = std::vector<Node>;  // sorted by valid_policy

  [[nodiscard]] static const Node* find(const Level& level, const der::Oid& policy);

  std::vector<Level> levels_;
};

/// 6.1.5 (g): the user-constrained-policy-set, sorted: what of `authority` the relying party's own
/// set lets stand. Either may hold anyPolicy.
[[nodiscard]] std::vector<der::Oid> user_constrained_policies(
    const std::vector<der::Oid>& authority, const std::vector<der::Oid>& user_initial);

}  // namespace accord::path
