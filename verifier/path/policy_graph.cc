#include "verifier/path/policy_graph.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace accord::path {
namespace {

using der::Oid;

/// Which node of a level expects a policy.
struct Expectation {
  Oid policy;
  std::uint32_t node{};
};

bool by_policy(const Expectation& a, const Expectation& b) {
  return a.policy != b.policy ? a.policy < b.policy : a.node < b.node;
}

bool contains(const std::vector<Oid>& sorted, const Oid& policy) {
  return std::binary_search(sorted.begin(), sorted.end(), policy);
}

std::vector<Oid> sorted_set(std::vector<Oid> policies) {
  std::sort(policies.begin(), policies.end());
  policies.erase(std::unique(policies.begin(), policies.end()), policies.end());
  return policies;
}

std::vector<Oid> ids_of(const std::vector<x509::PolicyInformation>& policies) {
  std::vector<Oid> ids;
  ids.reserve(policies.size());
  for (const auto& policy : policies) ids.push_back(policy.policy);
  return sorted_set(std::move(ids));
}

}  // namespace

const Oid& any_policy() {
  static const Oid id = Oid::literal("2.5.29.32.0");
  return id;
}

PolicyGraph::PolicyGraph() : levels_{{Node{any_policy(), {any_policy()}, {}}}} {}

const PolicyGraph::Node* PolicyGraph::find(const Level& level, const Oid& policy) {
  const auto found =
      std::lower_bound(level.begin(), level.end(), policy,
                       [](const Node& node, const Oid& id) { return node.valid_policy < id; });
  return found != level.end() && found->valid_policy == policy ? &*found : nullptr;
}

void PolicyGraph::add_certificate(const std::vector<x509::PolicyInformation>& policies,
                                  bool any_counts) {
  const auto& above = levels_.back();
  std::vector<Expectation> expected;
  for (std::uint32_t i = 0; i < above.size(); ++i) {
    for (const auto& policy : above[i].expected_policies) expected.push_back({policy, i});
  }
  std::sort(expected.begin(), expected.end(), by_policy);
  const auto expecting = [&](const Oid& policy) {
    std::vector<std::uint32_t> nodes;
    auto at = std::lower_bound(expected.begin(), expected.end(), Expectation{policy, 0}, by_policy);
    for (; at != expected.end() && at->policy == policy; ++at) nodes.push_back(at->node);
    return nodes;
  };
  const auto* any_above = find(above, any_policy());
  const auto ids = ids_of(policies);
  Level level;
  // (d)(1)
  for (const auto& policy : ids) {
    if (policy == any_policy()) continue;
    auto parents = expecting(policy);
    if (parents.empty() && any_above != nullptr) {
      parents.push_back(static_cast<std::uint32_t>(any_above - above.data()));
    }
    if (!parents.empty()) level.push_back({policy, {policy}, std::move(parents)});
  }
  // (d)(2): what is expected and was not named, anyPolicy itself included.
  if (any_counts && contains(ids, any_policy())) {
    for (auto at = expected.begin(); at != expected.end();) {
      const auto& policy = at->policy;
      if (policy == any_policy() || !contains(ids, policy)) {
        level.push_back({policy, {policy}, expecting(policy)});
      }
      at = std::find_if(at, expected.end(),
                        [&](const Expectation& other) { return other.policy != policy; });
    }
    std::sort(level.begin(), level.end(),
              [](const Node& a, const Node& b) { return a.valid_policy < b.valid_policy; });
  }
  levels_.push_back(std::move(level));
}

void PolicyGraph::map(const std::vector<x509::PolicyMapping>& mappings, bool allowed) {
  auto& level = levels_.back();
  std::vector<std::pair<Oid, Oid>> pairs;
  pairs.reserve(mappings.size());
  for (const auto& mapping : mappings) {
    pairs.emplace_back(mapping.issuer_domain, mapping.subject_domain);
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  const auto is_mapped = [&](const Oid& policy) {
    const auto at =
        std::lower_bound(pairs.begin(), pairs.end(), policy,
                         [](const auto& pair, const Oid& id) { return pair.first < id; });
    return at != pairs.end() && at->first == policy;
  };
  if (!allowed) {  // (b)(2)
    std::erase_if(level, [&](const Node& node) { return is_mapped(node.valid_policy); });
    return;
  }
  // (b)(1)
  const auto* any = find(level, any_policy());
  Level added;
  for (auto at = pairs.begin(); at != pairs.end();) {
    const auto end =
        std::find_if(at, pairs.end(), [&](const auto& other) { return other.first != at->first; });
    std::vector<Oid> expected;
    std::transform(at, end, std::back_inserter(expected),
                   [](const auto& pair) { return pair.second; });
    const auto place =
        std::lower_bound(level.begin(), level.end(), at->first,
                         [](const Node& node, const Oid& id) { return node.valid_policy < id; });
    if (place != level.end() && place->valid_policy == at->first) {
      place->expected_policies = std::move(expected);
    } else if (any != nullptr) {
      // A child of the anyPolicy above, as the anyPolicy here is.
      added.push_back({at->first, std::move(expected), any->parents});
    }
    at = end;
  }
  std::move(added.begin(), added.end(), std::back_inserter(level));
  std::sort(level.begin(), level.end(),
            [](const Node& a, const Node& b) { return a.valid_policy < b.valid_policy; });
}

// The valid_policy_node_set: nodes whose parent is anyPolicy, and the last depth's anyPolicy. From
// the last depth upwards, for what has no way down to it is no part of the graph.
std::vector<Oid> PolicyGraph::authority_constrained_policies() const {
  std::vector<Oid> policies;
  if (is_null()) return policies;
  if (find(levels_.back(), any_policy()) != nullptr) policies.push_back(any_policy());
  std::vector<char> reached(levels_.back().size(), 1);
  for (auto depth = levels_.size() - 1; depth > 0; --depth) {
    const auto& above = levels_[depth - 1];
    std::vector<char> reached_above(above.size(), 0);
    for (std::size_t i = 0; i < levels_[depth].size(); ++i) {
      if (reached[i] == 0) continue;
      const auto& node = levels_[depth][i];
      for (const auto parent : node.parents) {
        reached_above[parent] = 1;
        const bool below_any = above[parent].valid_policy == any_policy();
        if (below_any && node.valid_policy != any_policy()) policies.push_back(node.valid_policy);
      }
    }
    reached = std::move(reached_above);
  }
  return sorted_set(std::move(policies));
}

std::vector<Oid> user_constrained_policies(const std::vector<Oid>& authority,
                                           const std::vector<Oid>& user_initial) {
  const auto own = sorted_set(user_initial);
  if (contains(own, any_policy())) return authority;
  if (contains(authority, any_policy())) return own;
  std::vector<Oid> both;
  std::set_intersection(authority.begin(), authority.end(), own.begin(), own.end(),
                        std::back_inserter(both));
  return both;
}

}  // namespace accord::path
