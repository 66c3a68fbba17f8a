#include "lib/policy/algorithm_policy_file.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

namespace accord::policy {
namespace {

using crypto::AlgorithmPolicy;
using crypto::DigestAlgorithm;
using outcome::FindingId;
using outcome::Severity;

auto read(const std::string& rows, const std::string& attributes = "") {
  outcome::Budget budget;
  return read_algorithm_policy("<algorithm-policy xmlns='urn:accord:algorithm-policy:1'" +
                                   attributes + ">" + rows + "</algorithm-policy>",
                               budget);
}

AlgorithmPolicy good(const std::string& rows, const std::string& attributes = "") {
  auto policy = read(rows, attributes);
  REQUIRE(policy.has_value());
  return *policy;
}

time::Instant year(int number) { return std::chrono::sys_days{std::chrono::year{number} / 1 / 1}; }

}  // namespace

TEST_CASE("rows are added to those of the base") {
  const auto policy = good(
      "<digest algorithm='sha-1' until='2017-01-01T00:00:00Z'/>"
      "<signature family='dsa'/><key kind='dsa' least-bits='1024'/>");
  CHECK_FALSE(policy.check(DigestAlgorithm::sha256, year(2026)).has_value());
  CHECK_FALSE(policy.check(DigestAlgorithm::sha1, year(2016)).has_value());
  const auto weak = policy.check(DigestAlgorithm::sha1, year(2017));
  REQUIRE(weak.has_value());
  CHECK(outcome::message(*weak) ==
        "SHA-1 may not be relied on at that time: the policy accepts it only until "
        "2017-01-01T00:00:00Z.");
  CHECK_FALSE(policy.check(crypto::KeyFacts{crypto::KeyKind::dsa, 1024}, year(2026)).has_value());
  CHECK(policy.check(crypto::KeyFacts{crypto::KeyKind::dsa, 1023}, year(2026)).has_value());
}

TEST_CASE("a policy that is written says the same without a base") {
  for (const auto& policy :
       {AlgorithmPolicy::strict(), AlgorithmPolicy::old_lists(),
        good("<key kind='dsa' least-bits='1024' until='2030-01-01T00:00:00Z' warning='true'/>")}) {
    const auto text = write_algorithm_policy(policy);
    CHECK(text.find("base=\"none\"") != std::string::npos);
    outcome::Budget budget;
    const auto again = read_algorithm_policy(text, budget);
    REQUIRE(again.has_value());
    CHECK(write_algorithm_policy(*again) == text);
    CHECK(again->tables().digests.size() == policy.tables().digests.size());
    CHECK(again->tables().families.size() == policy.tables().families.size());
    REQUIRE(again->tables().keys.size() == policy.tables().keys.size());
    for (std::size_t i = 0; i < policy.tables().keys.size(); ++i) {
      const auto& before = policy.tables().keys[i];
      const auto& after = again->tables().keys[i];
      CHECK(after.kind == before.kind);
      CHECK(after.least_bits == before.least_bits);
      CHECK(after.term.until == before.term.until);
      CHECK(after.term.with_warning == before.term.with_warning);
    }
  }
}

TEST_CASE("a row with a warning lets pass and tells") {
  const auto policy = good("<digest algorithm='sha-1' warning='true'/>");
  const auto told = policy.check(DigestAlgorithm::sha1, year(2026));
  REQUIRE(told.has_value());
  CHECK(told->severity == Severity::warning);
}

TEST_CASE("without a base nothing is accepted but the rows") {
  const auto policy =
      good("<digest algorithm='sha3-512'/><signature family='ecdsa'/>", " base='none'");
  using crypto::SignatureFamily;
  CHECK(policy.check(DigestAlgorithm::sha256, year(2026))->severity == Severity::indeterminate);
  CHECK_FALSE(policy.check({SignatureFamily::ecdsa, DigestAlgorithm::sha3_512}, year(2026)));
  CHECK(policy.check({SignatureFamily::ecdsa, DigestAlgorithm::sha512}, year(2026)));
  CHECK(policy.check({SignatureFamily::ed25519, {}}, year(2026)));
  CHECK(policy.check(crypto::KeyFacts{crypto::KeyKind::rsa, 4096}, year(2026)));
}

TEST_CASE("each size of ML-DSA has rows of its own") {
  using crypto::SignatureFamily;
  const auto policy = good(
      "<signature family='ml-dsa-44' until='2030-01-01T00:00:00Z'/><signature "
      "family='ml-dsa-65'/><key kind='ml-dsa-65'/><key kind='ml-dsa-87' "
      "warning='true'/>",
      " base='none'");
  CHECK_FALSE(policy.check({SignatureFamily::ml_dsa_44, {}}, year(2029)));
  const auto late = policy.check({SignatureFamily::ml_dsa_44, {}}, year(2030));
  REQUIRE(late.has_value());
  CHECK(outcome::message(*late) ==
        "ML-DSA-44 may not be relied on at that time: the policy accepts it only until "
        "2030-01-01T00:00:00Z.");
  CHECK_FALSE(policy.check({SignatureFamily::ml_dsa_65, {}}, year(2040)));
  CHECK(policy.check({SignatureFamily::ml_dsa_87, {}}, year(2026))->id ==
        FindingId::algorithm_weak);
  CHECK(policy.check(crypto::KeyFacts{crypto::KeyKind::ml_dsa_44}, year(2026))->id ==
        FindingId::key_weak);
  CHECK_FALSE(policy.check(crypto::KeyFacts{crypto::KeyKind::ml_dsa_65}, year(2026)));
  CHECK(policy.check(crypto::KeyFacts{crypto::KeyKind::ml_dsa_87}, year(2026))->severity ==
        Severity::warning);
}

TEST_CASE("a policy with anything that is not understood is none") {
  const auto refused = [](const std::string& rows, FindingId id,
                          const std::string& attributes = "") {
    INFO(rows << attributes);
    const auto policy = read(rows, attributes);
    REQUIRE_FALSE(policy.has_value());
    tests::require_finding(policy.error(), id, "/algorithm-policy");
  };
  refused("<digest algorithm='md5'/>", FindingId::policy_value_wrong);
  refused("<digest algorithm='sha-1' until='2017'/>", FindingId::policy_value_wrong);
  refused("<digest algorithm='sha-1' warning='maybe'/>", FindingId::policy_value_wrong);
  refused("<digest algorithm='sha-1' from='2010-01-01T00:00:00Z'/>",
          FindingId::policy_element_wrong);
  refused("<signature family='RSA'/>", FindingId::policy_value_wrong);
  refused("<key kind='rsa' least-bits='-1'/>", FindingId::policy_value_wrong);
  refused("<key kind='rsa' least-bits='2048 '/>", FindingId::policy_value_wrong);
  refused("<curve name='p256'/>", FindingId::policy_element_wrong);
  refused("<digest xmlns='' algorithm='sha-1'/>", FindingId::policy_element_wrong);
  refused("", FindingId::policy_value_wrong, " base='lenient'");
  refused("", FindingId::policy_element_wrong, " version='2'");
  outcome::Budget budget;
  const auto other = read_algorithm_policy("<algorithm-policy/>", budget);
  REQUIRE_FALSE(other.has_value());
  tests::require_finding(other.error(), FindingId::policy_element_wrong, "/algorithm-policy");
  CHECK_FALSE(read_algorithm_policy("<a", budget).has_value());
}

}  // namespace accord::policy
