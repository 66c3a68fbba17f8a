#pragma once

#include "trustlist/read/reading.h"

namespace accord::trustlist::read {

/// CriteriaList, or an element of that type (TS 119 612, 5.5.9.2.2; the agreement's declarations).
/// What cannot be read or is not known stays in the result as such, so that `is_decidable` is
/// false; each has a finding.
[[nodiscard]] CriteriaList read_criteria(Reading& reading, const xml::Element& element);

/// Qualifications (5.5.9.2).
[[nodiscard]] Qualifications read_qualifications(Reading& reading, const xml::Element& element);

}  // namespace accord::trustlist::read
