#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/outcome/finding.h"

namespace accord::signature {

/// The status of a signature (ETSI EN 319 102-1, 5.1.3, table 3).
enum class Indication : std::uint8_t { indeterminate, total_failed, total_passed };
/// "TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE".
[[nodiscard]] std::string_view to_string(Indication indication) noexcept;

/// Why (ETSI EN 319 102-1, 5.1.3, tables 4 and 5): those that occur here.
enum class SubIndication : std::uint8_t {
  format_failure,
  hash_failure,
  sig_crypto_failure,
  sig_constraints_failure,
  chain_constraints_failure,
  certificate_chain_general_failure,
  crypto_constraints_failure_no_poe,
  no_signing_certificate_found,
  no_certificate_chain_found,
  revoked_no_poe,
  out_of_bounds_no_poe,
  try_later,
  signature_policy_not_available,
  generic
};
/// "HASH_FAILURE".
[[nodiscard]] std::string_view to_string(SubIndication sub) noexcept;

struct Conclusion {
  Indication indication = Indication::indeterminate;
  std::optional<SubIndication> sub;  ///< none for TOTAL-PASSED

  friend bool operator==(const Conclusion&, const Conclusion&) = default;
};

/// The status that the findings about a signature and the path to its certificate leave: the first
/// one that blocks decides; none: TOTAL-PASSED. Without a proof of when the signature existed, what
/// happened to the certificate since (revoked, expired) is INDETERMINATE in the standard's words,
/// even though Accord's verdict on relying on it is "invalid".
[[nodiscard]] Conclusion conclude(const outcome::Findings& findings);

}  // namespace accord::signature
