#include <catch2/catch_test_macros.hpp>

#include "tests/verifier/revocation/revocation_case.h"

namespace accord::tests {
namespace {

// What a check costs: nothing when its answer is remembered.
struct Checks {
  explicit Checks(std::size_t most) : memory(most) {}

  std::uint64_t cost(const x509::Certificate& certificate, Identity& issuer, bool holds) {
    outcome::Budget budget;
    const auto checked = memory.check(certificate, issuer.key.public_key(), budget, certificate);
    CHECK(checked.has_value() == holds);
    if (!checked) CHECK(checked.error().id == FindingId::signature_wrong);
    return budget.spent(outcome::Cost::signatures);
  }

  revocation::SignatureMemory memory;
};

}  // namespace

TEST_CASE("a signature is checked once for each key, and the answer stays what it was") {
  Checks checks(8);
  const auto certificate = make_issued({}, authority()).certificate;
  CHECK(checks.cost(certificate, authority(), true) == 1);
  CHECK(checks.cost(certificate, authority(), true) == 0);
  CHECK(checks.cost(certificate, stranger(), false) == 1);
  CHECK(checks.cost(certificate, stranger(), false) == 0);
  CHECK(checks.cost(certificate, authority(), true) == 0);
}

TEST_CASE("what is not asked for is forgotten, what is asked for stays") {
  Checks checks(2);
  const auto asked_for = make_issued({}, authority()).certificate;
  const auto once = make_issued({}, authority()).certificate;
  CHECK(checks.cost(asked_for, authority(), true) == 1);
  CHECK(checks.cost(once, authority(), true) == 1);
  for (int i = 0; i < 6; ++i) {
    CHECK(checks.cost(make_issued({}, authority()).certificate, authority(), true) == 1);
    CHECK(checks.cost(asked_for, authority(), true) == 0);
  }
  CHECK(checks.cost(once, authority(), true) == 1);
}

TEST_CASE("evidence dated after the present does not show that a certificate is good") {
  Case one;
  one.now = asked;
  one.content.this_update = asked + std::chrono::minutes(5);
  CHECK(is_good(one.ask()));  // clocks differ a little

  Case later;
  later.now = asked;
  later.content.this_update = asked + std::chrono::minutes(5) + second;
  CHECK(is_unknown(later.ask()));
  const auto& finding =
      require_finding(later.findings, FindingId::revocation_not_yet_made, "certificate 42");
  CHECK(finding.severity == Severity::indeterminate);
  CHECK(finding.params.front().second == "The CRL of 2026-08-01T00:05:01Z");

  Case revoked_later;
  revoked_later.now = asked;
  revoked_later.content.this_update = asked + std::chrono::hours(5);
  revoked_later.content.entries = {revoked(asked - second)};
  CHECK(std::holds_alternative<revocation::Revoked>(revoked_later.ask()));
}

}  // namespace accord::tests
