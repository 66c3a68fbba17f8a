#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "lib/outcome/finding.h"
#include "lib/outcome/result.h"

namespace accord::tests {

/// Notes for the final test of the run that this finding was seen to be raised (ACCORD_RAISED_DIR
/// names the folder).
void note_raised(std::string_view id);

/// Requires that the findings hold `id` with `about.where` containing `where` (empty: anywhere) and
/// notes it as raised. Returns it.
const outcome::Finding& require_finding(const outcome::Findings& findings, outcome::FindingId id,
                                        std::string_view where = {});
/// The same, and that no OTHER finding blocks: the refusal has exactly this reason.
const outcome::Finding& require_only_blocking(const outcome::Findings& findings,
                                              outcome::FindingId id, std::string_view where = {});
/// Requires that this is that finding, and notes it as raised.
const outcome::Finding& require_finding(const outcome::Finding& finding, outcome::FindingId id,
                                        std::string_view where = {});

/// Requires a failed result with that finding.
template <typename T>
outcome::Finding require_failure(const outcome::Result<T>& result, outcome::FindingId id,
                                 std::string_view where = {}) {
  if (result.has_value()) {
    return require_finding(outcome::Findings{}, id, where);  // fails with the id in its message
  }
  return require_finding(result.error(), id, where);
}

/// Requires success and returns the value; the finding's text is shown otherwise.
void require_no_failure(const outcome::Finding* finding);
template <typename T>
T require_value(outcome::Result<T> result) {
  require_no_failure(result.has_value() ? nullptr : &result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace accord::tests
