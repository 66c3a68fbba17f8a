// Whole paths with ML-DSA keys and CRLs.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/path/chain_maker.h"

namespace accord::tests {
namespace {

using crypto::KeyKind;
using crypto::KeySpec;
using crypto::SignatureFamily;
using outcome::FindingId;

/// An anchor with ML-DSA-87, an authority with ML-DSA-65 and an end entity with ML-DSA-44.
struct World {
  World()
      : root(make_self_signed(spec_of("Root", KeySpec::ml_dsa_87, true))),
        lower(make_issued(spec_of("Lower", KeySpec::ml_dsa_65, true), root)),
        leaf(make_issued(spec_of("Leaf", KeySpec::ml_dsa_44, false), lower)),
        at(moment("2026-08-01T00:00:00Z")) {
    material.anchors.emplace_back(root.certificate, std::nullopt);
    material.untrusted = {lower.certificate};
    material.revocation.crls = {crl_of("Root", root), crl_of("Lower", lower)};
  }

  static CertificateSpec spec_of(const char* name, KeySpec key, bool ca) {
    CertificateSpec spec;
    spec.common_name = name;
    spec.key = key;
    spec.ca = ca;
    return spec;
  }
  [[nodiscard]] x509::Crl crl_of(const char* name, Identity& issuer) const {
    return fresh_crl(spec_of(name, KeySpec::ml_dsa_44, true), issuer.key, at);
  }
  path::Answer find() { return path::find(leaf.certificate, material, policy, at, budget); }
  /// What stands against each path that was looked at.
  outcome::Findings require_no_path() {
    const auto answer = find();
    REQUIRE_FALSE(std::holds_alternative<path::Valid>(answer));
    return path::findings_of(answer);
  }

  Identity root, lower, leaf;
  time::Instant at;
  path::Policy policy;
  path::Material material;
  outcome::Budget budget;
};

}  // namespace

TEST_CASE("a path of ML-DSA keys with their CRLs is valid") {
  World world;
  CHECK(std::holds_alternative<path::Valid>(world.find()));
}

TEST_CASE("a path of ML-DSA keys is refused by a policy without ML-DSA") {
  World world;
  auto tables = crypto::AlgorithmPolicy::strict().tables();
  SECTION("the algorithm") {
    std::erase_if(tables.families,
                  [](const auto& row) { return row.family == SignatureFamily::ml_dsa_65; });
    world.policy.algorithms = crypto::AlgorithmPolicy(tables);
    require_finding(world.require_no_path(), FindingId::algorithm_weak, "CN=Leaf");
  }
  SECTION("the key") {
    std::erase_if(tables.keys, [](const auto& row) { return row.kind == KeyKind::ml_dsa_44; });
    world.policy.algorithms = crypto::AlgorithmPolicy(tables);
    require_finding(world.require_no_path(), FindingId::key_weak, "CN=Leaf");
  }
}

TEST_CASE("an ML-DSA certificate or CRL with a flipped bit is not relied on") {
  World world;
  SECTION("a certificate") {
    const auto der = world.leaf.certificate.der();
    der::Bytes changed(der.begin(), der.end());
    changed.back() ^= 0x01U;
    world.leaf.certificate = require_value(x509::Certificate::parse(changed));
    require_finding(world.require_no_path(), FindingId::path_signature_wrong, "CN=Leaf");
  }
  SECTION("a CRL") {
    const auto der = world.material.revocation.crls[1].der();
    der::Bytes changed(der.begin(), der.end());
    changed.back() ^= 0x01U;
    world.material.revocation.crls[1] = require_value(x509::Crl::parse(changed));
    require_finding(world.require_no_path(), FindingId::revocation_unknown, "CN=Leaf");
  }
}

}  // namespace accord::tests
