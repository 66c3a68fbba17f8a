#include "verifier/path/policy_graph.h"

#include <catch2/catch_test_macros.hpp>

namespace accord::path {
namespace {

using der::Oid;

Oid policy(unsigned number) { return Oid::literal("1.2." + std::to_string(number)); }

std::vector<x509::PolicyInformation> policies(std::initializer_list<Oid> ids) {
  std::vector<x509::PolicyInformation> all;
  for (const auto& id : ids) all.push_back({id, {}});
  return all;
}

using Set = std::vector<Oid>;

}  // namespace

TEST_CASE("a policy holds when every certificate names it") {
  PolicyGraph graph;
  graph.add_certificate(policies({policy(1), policy(2)}), true);
  graph.add_certificate(policies({policy(2), policy(3)}), true);
  CHECK(graph.authority_constrained_policies() == Set{policy(2)});
  graph.add_certificate_without_policies();
  CHECK(graph.is_null());
  CHECK(graph.authority_constrained_policies().empty());
}

TEST_CASE("anyPolicy stands for every policy as long as it counts") {
  PolicyGraph graph;
  graph.add_certificate(policies({any_policy()}), true);
  graph.add_certificate(policies({any_policy(), policy(1)}), true);
  CHECK(graph.authority_constrained_policies() == Set{policy(1), any_policy()});
  graph.add_certificate(policies({any_policy()}), false);
  CHECK(graph.is_null());
}

TEST_CASE("a mapped policy is the issuer's at the top and the subject's below") {
  PolicyGraph graph;
  graph.add_certificate(policies({policy(1)}), true);
  graph.map({{policy(1), policy(7)}, {policy(1), policy(8)}}, true);
  graph.add_certificate(policies({policy(8), policy(1)}), true);
  CHECK(graph.authority_constrained_policies() == Set{policy(1)});

  PolicyGraph inhibited;
  inhibited.add_certificate(policies({policy(1)}), true);
  inhibited.map({{policy(1), policy(7)}}, false);
  CHECK(inhibited.is_null());
}

TEST_CASE("a policy that anyPolicy stands for can be mapped") {
  PolicyGraph graph;
  graph.add_certificate(policies({any_policy()}), true);
  graph.map({{policy(1), policy(7)}}, true);
  graph.add_certificate(policies({policy(7)}), true);
  CHECK(graph.authority_constrained_policies() == Set{policy(1)});
}

TEST_CASE("the relying party's policies are those that it asked for") {
  const Set authority{policy(1), policy(2)};
  CHECK(user_constrained_policies(authority, {any_policy()}) == authority);
  CHECK(user_constrained_policies(authority, {policy(3), policy(2)}) == Set{policy(2)});
  CHECK(user_constrained_policies({policy(1), any_policy()}, {policy(3)}) == Set{policy(3)});
}

TEST_CASE("a graph that a tree would make exponential stays small") {
  // RFC 9618, 3: each level maps every policy to every other one.
  constexpr unsigned width = 40;
  std::vector<x509::PolicyInformation> named;
  std::vector<x509::PolicyMapping> mappings;
  for (unsigned i = 0; i < width; ++i) {
    named.push_back({policy(i), {}});
    for (unsigned j = 0; j < width; ++j) mappings.push_back({policy(i), policy(j)});
  }
  PolicyGraph graph;
  for (int level = 0; level < 60; ++level) {
    graph.add_certificate(named, true);
    graph.map(mappings, true);
  }
  CHECK(graph.authority_constrained_policies().size() == width);
}

}  // namespace accord::path
