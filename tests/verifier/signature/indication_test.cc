#include "verifier/signature/indication.h"

#include <catch2/catch_test_macros.hpp>

namespace accord::tests {
namespace {

using outcome::FindingId;
using signature::Indication;
using signature::SubIndication;

TEST_CASE("findings give the indications of EN 319 102-1") {
  struct Row {
    FindingId id;
    Indication indication;
    SubIndication sub;
    const char* words;
  };
  constexpr auto failed = Indication::total_failed;
  constexpr auto open = Indication::indeterminate;
  const Row rows[] = {
      {FindingId::signature_digest_wrong, failed, SubIndication::hash_failure, "HASH_FAILURE"},
      {FindingId::signature_value_wrong, failed, SubIndication::sig_crypto_failure,
       "SIG_CRYPTO_FAILURE"},
      {FindingId::xml_doctype, failed, SubIndication::format_failure, "FORMAT_FAILURE"},
      {FindingId::signature_several, failed, SubIndication::format_failure, "FORMAT_FAILURE"},
      {FindingId::signature_certificate_missing, open, SubIndication::no_signing_certificate_found,
       "NO_SIGNING_CERTIFICATE_FOUND"},
      {FindingId::signature_time_missing, open, SubIndication::sig_constraints_failure,
       "SIG_CONSTRAINTS_FAILURE"},
      {FindingId::signature_policy_not_processed, open,
       SubIndication::signature_policy_not_available, "SIGNATURE_POLICY_NOT_AVAILABLE"},
      {FindingId::algorithm_weak, open, SubIndication::crypto_constraints_failure_no_poe,
       "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"},
      {FindingId::certificate_revoked, open, SubIndication::revoked_no_poe, "REVOKED_NO_POE"},
      {FindingId::certificate_expired, open, SubIndication::out_of_bounds_no_poe,
       "OUT_OF_BOUNDS_NO_POE"},
      {FindingId::certificate_on_hold, open, SubIndication::try_later, "TRY_LATER"},
      {FindingId::revocation_stale, open, SubIndication::try_later, "TRY_LATER"},
      {FindingId::path_none, open, SubIndication::no_certificate_chain_found,
       "NO_CERTIFICATE_CHAIN_FOUND"},
      {FindingId::path_length_exceeded, open, SubIndication::chain_constraints_failure,
       "CHAIN_CONSTRAINTS_FAILURE"},
      {FindingId::path_signature_wrong, open, SubIndication::certificate_chain_general_failure,
       "CERTIFICATE_CHAIN_GENERAL_FAILURE"},
      {FindingId::budget_exhausted, open, SubIndication::generic, "GENERIC"},
      {FindingId::name_malformed, open, SubIndication::generic, "GENERIC"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(outcome::entry(row.id).name) {
      outcome::Findings findings;
      findings.add(row.id);
      const auto conclusion = signature::conclude(findings);
      CHECK(conclusion == signature::Conclusion{row.indication, row.sub});
      CHECK(signature::to_string(row.sub) == row.words);
    }
  }
}

TEST_CASE("only what blocks keeps a signature from TOTAL-PASSED, the first of it decides") {
  outcome::Findings findings;
  CHECK(signature::to_string(signature::conclude(findings).indication) == "TOTAL-PASSED");
  findings.add(FindingId::certificate_revoked_later);
  CHECK_FALSE(signature::conclude(findings).sub.has_value());
  findings.add(FindingId::certificate_on_hold);
  findings.add(FindingId::signature_digest_wrong);
  CHECK(signature::conclude(findings).sub == SubIndication::try_later);
  CHECK(signature::to_string(Indication::total_failed) == "TOTAL-FAILED");
  CHECK(signature::to_string(Indication::indeterminate) == "INDETERMINATE");
}

}  // namespace
}  // namespace accord::tests
