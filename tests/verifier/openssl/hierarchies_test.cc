#include <iostream>
#include <map>

#include <catch2/catch_test_macros.hpp>

#include "tests/verifier/openssl/openssl_verify.h"

namespace accord::tests {
namespace {

path::Answer ours(const Hierarchy& hierarchy) {
  path::Material material;
  material.anchors.emplace_back(hierarchy.root);
  material.untrusted = hierarchy.untrusted;
  material.revocation.crls = hierarchy.crls;
  outcome::Budget budget;
  return path::find(hierarchy.leaf, material, hierarchy.policy, hierarchy.at, budget);
}

TEST_CASE("20,000 hierarchies are judged as OpenSSL does, but where a rule says why not") {
  std::map<std::string, std::pair<int, std::uint32_t>> differences;
  int valid = 0;
  for (std::uint32_t seed = 0; seed < 20'000; ++seed) {
    const auto hierarchy = make_hierarchy(seed);
    const auto answer = ours(hierarchy);
    const bool is_valid = std::holds_alternative<path::Valid>(answer);
    const auto other = openssl_verify(hierarchy);
    valid += is_valid && other.valid ? 1 : 0;
    if (is_valid == other.valid) continue;
    std::string why = is_valid ? "only ours: " + other.text : "only OpenSSL:";
    if (!is_valid) {
      const auto findings = path::findings_of(answer);
      for (const auto& finding : findings.all()) {
        if (finding.severity >= outcome::Severity::indeterminate) {
          why += " " + std::string(outcome::entry(finding.id).name);
        }
      }
    }
    auto& place = differences[why];
    if (place.first++ == 0) place.second = seed;
  }
  for (const auto& [why, count] : differences) {
    std::cerr << count.first << " (first seed " << count.second << ") " << why << '\n';
  }
  std::cerr << valid << " valid\n";
  CHECK(differences.empty());
}

}  // namespace
}  // namespace accord::tests
