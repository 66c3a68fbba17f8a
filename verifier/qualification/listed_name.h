#pragma once

#include "verifier/qualification/facts.h"

namespace accord::qualification {

/// Step 8 of TS 119 615, 4.4: whether the issuing CA's organisation, common name or organisational
/// unit is the name of the listed provider or service. The finding `service_name_differs` when none
/// is.
[[nodiscard]] std::optional<outcome::Finding> name_difference(const x509::Certificate& issuer,
                                                              const ServiceFacts& service);

}  // namespace accord::qualification
