#pragma once

#include <string_view>
#include <vector>

#include "verifier/qualification/facts.h"

namespace accord::qualification {

/// The rules of ETSI TS 119 615, 4.4.4 ("service consistency"), that a service's facts break at a
/// moment after eIDAS applies, in words. None: it is consistent. Pure.
[[nodiscard]] std::vector<std::string_view> inconsistencies(const ServiceFacts& service);

}  // namespace accord::qualification
