#include "verifier/recognition/legal_effect.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using qualification::SignatureKind;
using recognition::legal_effect;

const std::string regulation = "Regulation (EU) No 910/2014, ";

TEST_CASE("the effect of each kind in the European Union") {
  struct Row {
    SignatureKind kind;
    const char* rule;
  };
  const Row rows[] = {
      {SignatureKind::qesig, "Article 25(2)"},      {SignatureKind::adesig_qc, "Article 25(1)"},
      {SignatureKind::adesig, "Article 25(1)"},     {SignatureKind::qeseal, "Article 35(2)"},
      {SignatureKind::adeseal_qc, "Article 35(1)"}, {SignatureKind::adeseal, "Article 35(1)"},
  };
  for (const auto& row : rows) {
    outcome::Findings findings;
    const auto effect = legal_effect("EU", row.kind, std::nullopt, findings);
    REQUIRE(effect.has_value());
    CHECK(effect->scheme == "EU");
    CHECK(effect->kind == row.kind);
    CHECK(effect->references.front() == regulation + row.rule);
    CHECK_FALSE(effect->effect.empty());
    CHECK_FALSE(effect->equivalence.has_value());
    CHECK(findings.empty());
  }
}

TEST_CASE("recognition by agreement is part of the reference") {
  outcome::Findings findings;
  const recognition::ByAgreement agreement{"JP", "QCForESeal", "urn:eu", "urn:jp", false};
  const auto effect = legal_effect("EU", SignatureKind::qeseal, agreement, findings);
  REQUIRE(effect.has_value());
  CHECK(effect->kind == SignatureKind::qeseal);
  CHECK(effect->equivalence == "QCForESeal, recognised from JP");
  CHECK(effect->references.back() == regulation + "Article 14 (recognition by agreement)");
  CHECK(findings.empty());
}

TEST_CASE("a list of lists for advanced signatures makes nothing qualified") {
  const recognition::ByAgreement agreement{"JP", "QCForESeal", "urn:eu", "urn:jp", true};
  struct Row {
    SignatureKind kind, counts_as;
  };
  const Row rows[] = {{SignatureKind::qeseal, SignatureKind::adeseal},
                      {SignatureKind::adeseal_qc, SignatureKind::adeseal},
                      {SignatureKind::adeseal, SignatureKind::adeseal},
                      {SignatureKind::qesig, SignatureKind::adesig},
                      {SignatureKind::adesig_qc, SignatureKind::adesig},
                      {SignatureKind::adesig, SignatureKind::adesig}};
  for (const auto& row : rows) {
    outcome::Findings findings;
    const auto effect = legal_effect("EU", row.kind, agreement, findings);
    REQUIRE(effect.has_value());
    CHECK(effect->kind == row.counts_as);
    CHECK(effect->references.back().find("Article 14") == std::string::npos);
    require_finding(findings, FindingId::recognition_advanced_only, "list of lists of EU");
    CHECK_FALSE(findings.blocking());
  }
}

TEST_CASE("what is not in the table is said to be unknown") {
  outcome::Findings elsewhere;
  CHECK_FALSE(legal_effect("JP", SignatureKind::qeseal, std::nullopt, elsewhere).has_value());
  require_finding(elsewhere, FindingId::recognition_legal_effect_unknown, "list of lists of JP");
  CHECK_FALSE(elsewhere.blocking());

  outcome::Findings unknown;
  CHECK_FALSE(legal_effect("EU", SignatureKind::unknown, std::nullopt, unknown).has_value());
  require_finding(unknown, FindingId::recognition_legal_effect_unknown);
}

}  // namespace
}  // namespace accord::tests
