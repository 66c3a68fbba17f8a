#pragma once

#include "trustlist/model/list.h"

namespace accord::trustlist {

/// How many services of `left_out` are in the model, and not whole.
[[nodiscard]] std::size_t partial_count(const TrustedList& list) noexcept;

}  // namespace accord::trustlist
