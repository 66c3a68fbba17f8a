#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/verifier/path/chain_maker.h"

// Whom a path may begin with, and who must not be on it.
namespace accord::tests {
namespace {

using outcome::FindingId;

path::Answer find_from(Chain& chain, path::TrustAnchor anchor) {
  auto material = chain.material();
  material.anchors = {std::move(anchor)};
  return path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget);
}

path::TrustAnchor named_root(const Chain& chain, path::AnchorConstraints constraints = {},
                             std::optional<time::Interval> trusted = std::nullopt) {
  return {subject_name(chain.root), root_identity().key.public_key(), std::move(constraints),
          trusted};
}

TEST_CASE("a path may begin with a name and a key instead of a certificate") {
  Chain chain;
  const auto answer = find_from(chain, named_root(chain));
  REQUIRE(std::holds_alternative<path::Valid>(answer));
  const auto& valid = std::get<path::Valid>(answer);
  CHECK(valid.anchor().certificate() == nullptr);
  CHECK(valid.certificates().size() == 3);
  CHECK(path::findings_of(answer).empty());
}

TEST_CASE("a name with another key is no anchor of the path") {
  Chain chain;
  const auto answer = find_from(chain, {subject_name(chain.root), outsider().key.public_key(), {}});
  REQUIRE(std::holds_alternative<path::Invalid>(answer));
  CHECK(path::findings_of(answer).has(FindingId::path_signature_wrong));
}

TEST_CASE("what an anchor by name and key limits holds along the path") {
  Chain chain;
  SECTION("path length") {
    const auto answer = find_from(chain, named_root(chain, {.path_length = 1}));
    require_only_blocking(path::findings_of(answer), FindingId::path_length_exceeded, "CN=Lower");
  }
  SECTION("names") {
    path::AnchorConstraints constraints;
    constraints.name_constraints.emplace();
    constraints.name_constraints->excluded.push_back(
        {x509::GeneralNameKind::directory, {}, {}, subject_name(chain.leaf)});
    const auto answer = find_from(chain, named_root(chain, constraints));
    require_only_blocking(path::findings_of(answer), FindingId::path_name_excluded, "CN=Leaf");
  }
  SECTION("policies") {
    path::AnchorConstraints constraints;
    constraints.policies = {der::Oid::literal("1.2.3.4")};
    constraints.policy_constraints.require_explicit_policy = 0;
    constraints.policy_constraints.inhibit_policy_mapping = 0;
    constraints.inhibit_any_policy = 0;
    const auto answer = find_from(chain, named_root(chain, constraints));
    CHECK(path::findings_of(answer).has(FindingId::path_policy_none));
  }
  SECTION("the period of trust") {
    const auto answer = find_from(
        chain, named_root(chain, {}, time::Interval{moment("2020-01-01T00:00:00Z"), chain.at}));
    const auto findings = path::findings_of(answer);
    require_only_blocking(findings, FindingId::path_anchor_period, "CN=Root");
    CHECK(require_finding(findings, FindingId::path_anchor_period).about.where == "trust anchor");
  }
}

TEST_CASE("an anchor by name and key is no path to its own certificate") {
  Chain chain;
  path::Material material;
  material.anchors = {named_root(chain)};
  const auto answer =
      path::find(chain.root_certificate(), material, chain.policy, chain.at, chain.budget);
  require_only_blocking(path::findings_of(answer), FindingId::path_target_is_anchor, "CN=Root");
}

TEST_CASE("a certificate that is not to be trusted refuses every path that it is on") {
  struct Row {
    std::string_view what;
    x509::Certificate (Chain::*certificate)() const;
    std::string_view subject;
  };
  constexpr Row rows[] = {{"the anchor", &Chain::root_certificate, "CN=Root"},
                          {"an authority", &Chain::upper_certificate, "CN=Upper"},
                          {"the end entity", &Chain::leaf_certificate, "CN=Leaf"}};
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Chain chain;
      // Serial numbers are given anew each time, so that the path is made of these.
      const auto candidate = chain.candidate();
      const auto& named = row.subject == "CN=Root"    ? *candidate.anchor.certificate()
                          : row.subject == "CN=Upper" ? candidate.certificates[0]
                                                      : candidate.certificates[2];
      chain.policy.distrust.add(named);
      const auto examined = path::validate(candidate, chain.policy, chain.at,
                                           chain.material().revocation, chain.budget);
      require_refused(examined, FindingId::path_distrusted, row.subject);
    }
  }
}

TEST_CASE("a key that is not to be trusted refuses every certificate that has it") {
  Chain chain;
  chain.policy.distrust.add(lower_identity().key.public_key());
  const auto answer = chain.find();
  REQUIRE(std::holds_alternative<path::Invalid>(answer));
  const auto findings = path::findings_of(answer);
  require_only_blocking(findings, FindingId::path_distrusted, "CN=Lower");
  CHECK(require_finding(findings, FindingId::path_distrusted).params.front().second == "key");
}

TEST_CASE("a key that is not to be trusted is not, as an anchor without a certificate either") {
  Chain chain;
  auto material = chain.material();
  material.anchors = {
      path::TrustAnchor(subject_name(chain.root), root_identity().key.public_key())};
  chain.policy.distrust.add(root_identity().key.public_key());
  const auto answer =
      path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget);
  REQUIRE(std::holds_alternative<path::Invalid>(answer));
  require_only_blocking(path::findings_of(answer), FindingId::path_distrusted, "CN=Root");
}

TEST_CASE("a certificate that is not to be trusted stays so with its signature written anew") {
  Chain chain;
  const auto leaf = chain.leaf_certificate();
  // Other bits at the end, where the signature is; with ECDSA some of those hold as well.
  der::Bytes bytes(leaf.der().begin(), leaf.der().end());
  bytes.back() ^= 1U;
  const auto again = require_value(x509::Certificate::parse(bytes));
  REQUIRE_FALSE(again == leaf);
  chain.policy.distrust.add(leaf);
  CHECK(chain.policy.distrust.contains(again));
  CHECK_FALSE(chain.policy.distrust.contains(chain.lower_certificate()));
}

TEST_CASE("an authority cannot make itself a signer of another's CRLs") {
  Chain chain;
  auto material = chain.material();
  // Some authority under the same anchor issues a certificate in the anchor's name.
  auto evil = chain.upper;
  evil.common_name = "Evil";
  material.untrusted.push_back(make_certificate(evil, outsider().key.public_key(),
                                                root_identity().key, subject_name(chain.root)));
  auto in_its_name = chain.root;
  auto other = make_self_signed(chain.root);
  material.untrusted.push_back(
      make_certificate(in_its_name, other.key.public_key(), outsider().key, subject_name(evil)));
  // And that one a second, which is self-issued.
  auto second = make_self_signed(chain.root);
  material.untrusted.push_back(
      make_certificate(in_its_name, second.key.public_key(), other.key, subject_name(chain.root)));
  const auto genuine = material.revocation.crls.front();
  for (auto* signer : {&other, &second}) {
    material.revocation.crls.front() = fresh_crl(chain.root, signer->key, chain.at);
    const auto answer =
        path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget);
    REQUIRE(std::holds_alternative<path::Indeterminate>(answer));
    require_finding(path::findings_of(answer), FindingId::revocation_unknown, "CN=Upper");
  }
  material.revocation.crls.front() = genuine;
  CHECK(std::holds_alternative<path::Valid>(
      path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget)));
}

TEST_CASE("an authority's new key signs its CRLs when its old key, or its issuer, certified it") {
  for (const bool by_itself : {true, false}) {
    INFO(by_itself);
    Chain chain;
    auto material = chain.material();
    auto fresh = make_self_signed(chain.lower);
    material.untrusted.push_back(
        by_itself ? make_certificate(chain.lower, fresh.key.public_key(), lower_identity().key,
                                     subject_name(chain.lower))
                  : make_certificate(chain.lower, fresh.key.public_key(), upper_identity().key,
                                     subject_name(chain.upper)));
    material.revocation.crls.back() = fresh_crl(chain.lower, fresh.key, chain.at);
    CHECK(std::holds_alternative<path::Valid>(
        path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget)));
  }
}

TEST_CASE("an end entity that has its issuer's name does not vouch for itself") {
  Chain chain;
  chain.leaf.common_name = chain.lower.common_name;
  chain.leaf.organization = chain.lower.organization;
  chain.leaf.country = chain.lower.country;
  chain.leaf.key_usage = x509::KeyUsage{};
  chain.policy.purpose = path::purpose::any();
  auto material = chain.material();
  const auto leaf = chain.leaf_certificate();
  material.revocation.crls.back() = fresh_crl(chain.lower, leaf_identity().key, chain.at);
  auto answer = path::find(leaf, material, chain.policy, chain.at, chain.budget);
  REQUIRE(std::holds_alternative<path::Indeterminate>(answer));
  CHECK(path::findings_of(answer).has(FindingId::revocation_unknown));
  // By its issuer's own word it is good.
  material.revocation.crls.back() = fresh_crl(chain.lower, lower_identity().key, chain.at);
  answer = path::find(leaf, material, chain.policy, chain.at, chain.budget);
  CHECK(std::holds_alternative<path::Valid>(answer));
}

}  // namespace
}  // namespace accord::tests
