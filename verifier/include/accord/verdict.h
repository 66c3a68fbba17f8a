#pragma once

#include <cstdint>
#include <string_view>

#include <accord/export.h>

namespace accord {

enum class Verdict : std::uint8_t {
  valid,          ///< everything was shown to hold
  invalid,        ///< something contradicts the claim
  indeterminate,  ///< something that is needed is missing
};
/// "valid", "invalid", "indeterminate".
[[nodiscard]] ACCORD_EXPORT std::string_view to_string(Verdict verdict) noexcept;

}  // namespace accord
