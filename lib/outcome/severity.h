#pragma once

#include <string_view>

namespace accord::outcome {

/// How much a finding weighs. The order is the order of weight: the heaviest finding decides a
/// verdict.
enum class Severity {
  info,           ///< worth knowing; changes nothing
  warning,        ///< a rule was bent; the verdict stands
  indeterminate,  ///< a fact needed for the verdict is missing: the verdict cannot be "valid"
  invalid,        ///< a fact contradicts the claim: the verdict is "invalid"
};

/// The word used in JSON and on the screen: "info", "warning", "indeterminate" or "invalid".
[[nodiscard]] std::string_view to_string(Severity severity) noexcept;

}  // namespace accord::outcome
