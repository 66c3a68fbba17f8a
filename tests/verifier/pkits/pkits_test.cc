// NIST's path validation suite (PKITS), every case of it with its settings.
#include <algorithm>
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "verifier/path/find.h"

namespace accord::tests {
namespace {

using nlohmann::json;

der::Bytes bytes_of(const std::string& relative) {
  const auto text = read_file(reference_file(relative));
  return {text.begin(), text.end()};
}

x509::Certificate certificate(const std::string& name) {
  return require_value(x509::Certificate::parse(bytes_of("pkits/certs/" + name)));
}

std::vector<der::Oid> oids(const json& list) {
  std::vector<der::Oid> all;
  for (const auto& one : list)
    all.push_back(require_value(der::Oid::from_text(one.get<std::string>())));
  std::sort(all.begin(), all.end());
  return all;
}

/// What the suite uses besides: RSA with SHA-256, P-256, and DSA with SHA-1 in its own section.
crypto::AlgorithmPolicy algorithms() {
  auto tables = crypto::AlgorithmPolicy::strict().tables();
  tables.digests.push_back({crypto::DigestAlgorithm::sha1, {}});
  tables.families.push_back({crypto::SignatureFamily::dsa, {}});
  tables.keys.push_back({crypto::KeyKind::dsa, 1024, {}});
  return crypto::AlgorithmPolicy(std::move(tables));
}

path::Policy policy_of(const json& test) {
  path::Policy policy;
  policy.purpose = path::purpose::any();
  policy.algorithms = algorithms();
  policy.user_initial_policies = oids(test["initial_policy_set"]);
  policy.initial_explicit_policy = test["initial_explicit_policy"].get<bool>();
  policy.initial_policy_mapping_inhibit = test["initial_policy_mapping_inhibit"].get<bool>();
  policy.initial_any_policy_inhibit = test["initial_any_policy_inhibit"].get<bool>();
  return policy;
}

path::Material material_of(const json& test) {
  path::Material material;
  material.anchors.emplace_back(certificate(test["trust_anchor"].get<std::string>()));
  for (const auto& name : test["certs"])
    material.untrusted.push_back(certificate(name.get<std::string>()));
  for (const auto& name : test["crls"]) {
    material.revocation.crls.push_back(
        require_value(x509::Crl::parse(bytes_of("pkits/crls/" + name.get<std::string>()))));
  }
  return material;
}

std::string text_of(const outcome::Findings& findings) {
  std::string text;
  for (const auto& finding : findings.all()) {
    text += "\n  " + std::string(outcome::entry(finding.id).name) + " " +
            outcome::to_string(finding.about) + ": " + outcome::message(finding);
  }
  return text;
}

}  // namespace

TEST_CASE("every case of PKITS has the expected result and policies") {
  const auto tests = json::parse(read_file(reference_file("pkits/pkits_tests.json")));
  REQUIRE(tests.size() == 249);
  for (const auto& test : tests) {
    const auto name = test["test"].get<std::string>() + " " + test["name"].get<std::string>();
    const auto material = material_of(test);
    const auto target = certificate(test["target"].get<std::string>());
    const auto at = time::parse_rfc3339(test["time"].get<std::string>());
    outcome::Budget budget;
    const auto answer = path::find(target, material, policy_of(test), require_value(at), budget);
    INFO(name << text_of(path::findings_of(answer)));
    const auto* valid = std::get_if<path::Valid>(&answer);
    CHECK((valid != nullptr) == (test["expected"] == "valid"));
    if (valid == nullptr || test["user_constrained_policy_set"].is_null()) continue;
    CHECK(valid->policies().user_constrained == oids(test["user_constrained_policy_set"]));
  }
}

}  // namespace accord::tests
