#include "verifier/signature/indication.h"

#include <algorithm>
#include <array>

namespace accord::signature {
namespace {

using outcome::FindingId;

constexpr std::array<std::string_view, 3> indication_words{"INDETERMINATE", "TOTAL-FAILED",
                                                           "TOTAL-PASSED"};

// In the order of SubIndication.
constexpr std::array<std::string_view, 14> sub_words{"FORMAT_FAILURE",
                                                     "HASH_FAILURE",
                                                     "SIG_CRYPTO_FAILURE",
                                                     "SIG_CONSTRAINTS_FAILURE",
                                                     "CHAIN_CONSTRAINTS_FAILURE",
                                                     "CERTIFICATE_CHAIN_GENERAL_FAILURE",
                                                     "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
                                                     "NO_SIGNING_CERTIFICATE_FOUND",
                                                     "NO_CERTIFICATE_CHAIN_FOUND",
                                                     "REVOKED_NO_POE",
                                                     "OUT_OF_BOUNDS_NO_POE",
                                                     "TRY_LATER",
                                                     "SIGNATURE_POLICY_NOT_AVAILABLE",
                                                     "GENERIC"};

struct Row {
  FindingId id;
  Indication indication;
  SubIndication sub;
};

constexpr auto failed = Indication::total_failed;
constexpr auto open = Indication::indeterminate;

// ETSI EN 319 102-1, 5.2: which step of the building blocks gives which sub-indication. Findings
// that are not here are judged by their area, see below.
constexpr std::array rows{
    Row{FindingId::signature_digest_wrong, failed, SubIndication::hash_failure},
    Row{FindingId::signature_value_wrong, failed, SubIndication::sig_crypto_failure},
    Row{FindingId::signature_key_mismatch, failed, SubIndication::sig_crypto_failure},
    Row{FindingId::signature_certificate_missing, open,
        SubIndication::no_signing_certificate_found},
    Row{FindingId::signature_certificate_digest_wrong, open,
        SubIndication::no_signing_certificate_found},
    Row{FindingId::signature_certificate_not_bound, open, SubIndication::sig_constraints_failure},
    Row{FindingId::signature_time_missing, open, SubIndication::sig_constraints_failure},
    Row{FindingId::signature_time_outside_certificate, open,
        SubIndication::sig_constraints_failure},
    Row{FindingId::signature_property_unknown, open, SubIndication::sig_constraints_failure},
    Row{FindingId::signature_policy_not_processed, open,
        SubIndication::signature_policy_not_available},
    Row{FindingId::signature_algorithm_unknown, open,
        SubIndication::crypto_constraints_failure_no_poe},
    Row{FindingId::algorithm_weak, open, SubIndication::crypto_constraints_failure_no_poe},
    Row{FindingId::algorithm_unknown, open, SubIndication::crypto_constraints_failure_no_poe},
    Row{FindingId::key_weak, open, SubIndication::crypto_constraints_failure_no_poe},
    Row{FindingId::certificate_revoked, open, SubIndication::revoked_no_poe},
    Row{FindingId::certificate_invalid_before_revocation, open, SubIndication::revoked_no_poe},
    Row{FindingId::certificate_on_hold, open, SubIndication::try_later},
    Row{FindingId::certificate_expired, open, SubIndication::out_of_bounds_no_poe},
    Row{FindingId::certificate_not_yet_valid, open, SubIndication::out_of_bounds_no_poe},
    Row{FindingId::path_none, open, SubIndication::no_certificate_chain_found},
    Row{FindingId::path_no_anchors, open, SubIndication::no_certificate_chain_found},
    Row{FindingId::path_target_is_anchor, open, SubIndication::no_certificate_chain_found},
    Row{FindingId::path_too_long, open, SubIndication::no_certificate_chain_found},
    Row{FindingId::service_not_listed, open, SubIndication::no_certificate_chain_found},
    Row{FindingId::path_signature_wrong, open, SubIndication::certificate_chain_general_failure},
    Row{FindingId::budget_exhausted, open, SubIndication::generic},
};

bool begins(std::string_view text, std::string_view start) noexcept {
  return text.substr(0, start.size()) == start;
}

Conclusion conclude_from(FindingId id) {
  const auto* const row =
      std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return one.id == id; });
  if (row != rows.end()) return {row->indication, row->sub};
  const auto name = outcome::entry(id).name;
  if (begins(name, "xml_")) return {failed, SubIndication::format_failure};
  if (begins(name, "signature_")) return {failed, SubIndication::format_failure};
  if (begins(name, "revocation_")) return {open, SubIndication::try_later};
  if (begins(name, "path_")) return {open, SubIndication::chain_constraints_failure};
  return {open, SubIndication::generic};
}

}  // namespace

std::string_view to_string(Indication indication) noexcept {
  return indication_words[static_cast<std::size_t>(indication)];
}

std::string_view to_string(SubIndication sub) noexcept {
  return sub_words[static_cast<std::size_t>(sub)];
}

Conclusion conclude(const outcome::Findings& findings) {
  for (const auto& finding : findings.all()) {
    if (finding.severity >= outcome::Severity::indeterminate) return conclude_from(finding.id);
  }
  return {Indication::total_passed, std::nullopt};
}

}  // namespace accord::signature
