#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <accord/export.h>

namespace accord {

/// How much a finding weighs, in order of weight. The heaviest one decides a verdict.
enum class Severity : std::uint8_t {
  info,           ///< worth knowing; changes nothing
  warning,        ///< a rule was bent; the verdict stands
  indeterminate,  ///< a fact needed for the verdict is missing
  invalid,        ///< a fact contradicts the claim
};
/// "info", "warning", "indeterminate", "invalid".
[[nodiscard]] ACCORD_EXPORT std::string_view to_string(Severity severity) noexcept;

/// One thing that was found. `accord explain ID` says more of each id.
struct ACCORD_EXPORT Finding {
  std::string id;  ///< stable: "certificate_revoked"
  Severity severity = Severity::invalid;
  std::string what;     ///< what it is about: a file, a certificate's subject, a list; may be empty
  unsigned line = 0;    ///< 1-based line in `what`; 0 when there is none
  std::string where;    ///< an element's path, a service's name, a serial number; may be empty
  std::string message;  ///< a sentence for people
  std::string clause;   ///< the clause of the standard that asks for it
  std::string advice;   ///< what to do next
  std::vector<std::pair<std::string, std::string>> params;  ///< the values in the message
};

}  // namespace accord
