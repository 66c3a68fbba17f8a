#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/path/chain_maker.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

const path::Valid& require_valid(const path::Answer& answer) {
  REQUIRE(std::holds_alternative<path::Valid>(answer));
  return std::get<path::Valid>(answer);
}

const path::Indeterminate& require_open(const path::Answer& answer) {
  REQUIRE(std::holds_alternative<path::Indeterminate>(answer));
  return std::get<path::Indeterminate>(answer);
}

TEST_CASE("a path is found through untrusted certificates in any order") {
  Chain chain;
  const auto answer = chain.find();
  const auto& valid = require_valid(answer);
  REQUIRE(valid.certificates().size() == 3);
  CHECK(valid.certificates().front().subject().matches(subject_name(chain.upper)));
  CHECK(path::findings_of(answer).empty());
}

TEST_CASE("without the certificates between there is no path") {
  Chain chain;
  auto material = chain.material();
  material.untrusted.clear();
  const auto answer =
      path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget);
  CHECK(require_open(answer).candidates.empty());
  require_only_blocking(path::findings_of(answer), FindingId::path_none, "CN=Leaf");
}

// Its status in the list is what counts, not that of an authority above it.
TEST_CASE("no path goes on above an anchor by another certificate of the same authority") {
  Chain chain;
  auto material = chain.material();
  auto listed = chain.lower;
  listed.key_usage = x509::KeyUsage{}.with(x509::KeyUsageBit::crl_sign);
  material.anchors.emplace_back(make_certificate(listed, lower_identity().key.public_key(),
                                                 upper_identity().key, subject_name(chain.upper)));
  const auto answer =
      path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget);
  REQUIRE(std::holds_alternative<path::Invalid>(answer));
  require_only_blocking(path::findings_of(answer), FindingId::path_key_usage_no_cert_sign);
}

TEST_CASE("without anchors that is what is said, not that the issuer is unknown") {
  Chain chain;
  auto material = chain.material();
  material.anchors.clear();
  const auto answer =
      path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget);
  require_only_blocking(path::findings_of(answer), FindingId::path_no_anchors, "CN=Leaf");
}

TEST_CASE("a certificate that is itself an anchor has no path") {
  Chain chain;
  auto material = chain.material();
  const auto root = chain.root_certificate();
  auto answer = path::find(root, material, chain.policy, chain.at, chain.budget);
  require_only_blocking(path::findings_of(answer), FindingId::path_target_is_anchor, "CN=Root");
  // The same name and key in another certificate is the same authority.
  chain.root.not_after = moment("2040-01-01T00:00:00Z");
  answer = path::find(chain.root_certificate(), material, chain.policy, chain.at, chain.budget);
  require_only_blocking(path::findings_of(answer), FindingId::path_target_is_anchor, "CN=Root");
}

TEST_CASE("chains longer than the policy allows are not looked at") {
  for (const bool enough : {true, false}) {
    Chain chain;
    chain.policy.max_intermediates = enough ? 2 : 1;
    const auto answer = chain.find();
    CHECK(std::holds_alternative<path::Valid>(answer) == enough);
    if (!enough) {
      require_only_blocking(path::findings_of(answer), FindingId::path_too_long, "CN=Leaf");
    }
  }
}

TEST_CASE("a search that a limit ended does not show that nothing holds") {
  Chain chain;
  // A second anchor of the name of the upper authority, which did not sign what names it.
  auto material = chain.material();
  chain.upper.ca = true;
  material.anchors.emplace_back(make_certificate(chain.upper, outsider().key.public_key(),
                                                 outsider().key, subject_name(chain.upper)));
  chain.policy.max_intermediates = 1;
  const auto answer =
      path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget);
  REQUIRE(std::holds_alternative<path::Indeterminate>(answer));
  const auto& open = std::get<path::Indeterminate>(answer);
  require_only_blocking(open.search, FindingId::path_too_long, "CN=Leaf");
  REQUIRE_FALSE(open.candidates.empty());
  require_finding(open.candidates.front().findings, FindingId::path_signature_wrong, "CN=Lower");
}

TEST_CASE("of two issuers with one name the one whose key identifier is named comes first") {
  Chain chain;
  auto material = chain.material();
  const auto other = make_certificate(chain.lower, outsider().key.public_key(),
                                      upper_identity().key, subject_name(chain.upper));
  material.untrusted.insert(material.untrusted.begin(), other);
  const auto target = chain.leaf_certificate();
  path::Candidates candidates(target, material, 8, chain.at);
  auto first = require_value(candidates.next(chain.budget));
  REQUIRE(first.has_value());
  CHECK(first->certificates[1] == material.untrusted[1]);
  // The other one did not sign the certificate.
  CHECK_FALSE(require_value(candidates.next(chain.budget)).has_value());
  const auto second = require_value(candidates.next_hopeless(chain.budget));
  REQUIRE(second.has_value());
  CHECK(second->certificates[1] == other);
  CHECK_FALSE(require_value(candidates.next_hopeless(chain.budget)).has_value());
}

TEST_CASE("a wrong issuer of the same name does not hide the right one") {
  Chain chain;
  auto material = chain.material();
  // No key identifiers to go by: the enumerator tries both.
  const auto other = make_certificate(chain.lower, outsider().key.public_key(),
                                      upper_identity().key, subject_name(chain.upper));
  material.untrusted.insert(material.untrusted.begin(), other);
  require_valid(
      path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget));
}

TEST_CASE("certificates that issue each other make no loop") {
  Chain chain;
  auto material = chain.material();
  material.untrusted.push_back(make_certificate(chain.upper, upper_identity().key.public_key(),
                                                lower_identity().key, subject_name(chain.lower)));
  material.untrusted.push_back(make_certificate(chain.lower, lower_identity().key.public_key(),
                                                lower_identity().key, subject_name(chain.lower)));
  const auto target = chain.leaf_certificate();
  path::Candidates candidates(target, material, 8, chain.at);
  std::size_t count = 0;
  for (;;) {
    const auto next = require_value(candidates.next(chain.budget));
    if (!next.has_value()) break;
    CHECK(next->certificates.size() == 3);
    ++count;
  }
  CHECK(count == 1);
}

TEST_CASE("the refused candidates are ordered by what a person would look at") {
  Chain chain;
  auto material = chain.material();
  // A candidate whose signature is wrong comes first in the search, the one that is merely
  // expired is the one to look at.
  chain.leaf.not_after = chain.at - std::chrono::hours(1);
  const auto other = make_certificate(chain.lower, outsider().key.public_key(),
                                      upper_identity().key, subject_name(chain.upper));
  material.untrusted = {other, chain.lower_certificate(), chain.upper_certificate()};
  const auto answer =
      path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget);
  REQUIRE(std::holds_alternative<path::Invalid>(answer));
  const auto& candidates = std::get<path::Invalid>(answer).candidates;
  REQUIRE(candidates.size() == 2);
  require_only_blocking(path::findings_of(answer), FindingId::certificate_expired, "CN=Leaf");
  CHECK(candidates.back().findings.has(FindingId::path_signature_wrong));
}

TEST_CASE("a path that is undecided keeps the answer from being invalid") {
  Chain chain;
  chain.with_crls = false;
  const auto answer = chain.find();
  require_open(answer);
  require_only_blocking(path::findings_of(answer), FindingId::revocation_unknown);
}

TEST_CASE("a graph of cross-certificates ends within the budget, with the budget's finding") {
  Chain chain;
  // Ten authorities that all certify each other, none of them by the anchor.
  std::vector<Identity> authorities;
  for (int i = 0; i < 10; ++i) {
    CertificateSpec spec;
    spec.common_name = "Authority " + std::to_string(i);
    spec.ca = true;
    authorities.push_back(make_self_signed(spec));
  }
  path::Material material;
  material.anchors.emplace_back(chain.root_certificate());
  for (int i = 0; i < 10; ++i) {
    for (int j = 0; j < 10; ++j) {
      CertificateSpec spec;
      spec.common_name = "Authority " + std::to_string(i);
      spec.ca = true;
      auto& issuer = authorities[static_cast<std::size_t>(j)];
      material.untrusted.push_back(
          make_certificate(spec, authorities[static_cast<std::size_t>(i)].key.public_key(),
                           issuer.key, issuer.certificate.subject()));
    }
  }
  const auto leaf = make_certificate(chain.leaf, leaf_identity().key.public_key(),
                                     authorities[0].key, authorities[0].certificate.subject());
  const auto answer = path::find(leaf, material, chain.policy, chain.at, chain.budget);
  CHECK(require_open(answer).candidates.empty());
  require_only_blocking(path::findings_of(answer), FindingId::budget_exhausted, "CN=Leaf");
  // Each certificate at most once with each key of its issuer's name.
  CHECK(chain.budget.spent(outcome::Cost::signatures) <= 100);
}

TEST_CASE("issuers of one name that did not sign do not keep the one that did from being found") {
  Chain chain;
  auto material = chain.material();
  auto old = chain.lower;
  old.not_after = chain.at - std::chrono::hours(1);
  for (int i = 0; i < 12; ++i) {
    // Self-signed roots of the authority's name, and old certificates of its own key, before it.
    const auto root = make_self_signed(chain.lower).certificate;
    const auto expired = make_certificate(old, lower_identity().key.public_key(),
                                          upper_identity().key, subject_name(chain.upper));
    material.untrusted.insert(material.untrusted.begin(), {root, expired});
  }
  const auto target = chain.leaf_certificate();
  path::Candidates candidates(target, material, 8, chain.at);
  const auto first = require_value(candidates.next(chain.budget));
  REQUIRE(first.has_value());
  CHECK(std::holds_alternative<path::Valid>(
      path::validate(*first, chain.policy, chain.at, material.revocation, chain.budget)));
}

TEST_CASE("issuers that cannot hold cost no path, however many lie beside the right one") {
  Chain chain;
  auto material = chain.material();
  auto expired = chain.lower;
  expired.not_after = chain.at - std::chrono::seconds(1);
  for (int i = 0; i < 50; ++i) {
    material.untrusted.push_back(make_certificate(expired, lower_identity().key.public_key(),
                                                  upper_identity().key, subject_name(chain.upper)));
  }
  chain.budget.set_limit(outcome::Cost::paths, 12);
  CHECK(std::holds_alternative<path::Valid>(
      path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget)));
}

TEST_CASE("the budgets for paths and names are enough at n and used up at n-1") {
  Chain measured;
  require_valid(measured.find());
  for (const auto cost : {outcome::Cost::paths, outcome::Cost::name_comparisons}) {
    const auto needed = measured.budget.spent(cost);
    CHECK(needed > 0);
    Chain enough;
    enough.budget.set_limit(cost, needed);
    require_valid(enough.find());
    Chain scarce;
    scarce.budget.set_limit(cost, needed - 1);
    const auto answer = scarce.find();
    CHECK(std::holds_alternative<path::Indeterminate>(answer));
    require_finding(path::findings_of(answer), FindingId::budget_exhausted);
  }
}

}  // namespace
}  // namespace accord::tests
