#pragma once

#include "trustlist/read/reading.h"

namespace accord::trustlist::read {

/// ServiceDigitalIdentity (TS 119 612, 5.5.3). A DigitalId that cannot be read is reported and left
/// out.
[[nodiscard]] Identity read_identity(Reading& reading, const xml::Element& element);

}  // namespace accord::trustlist::read
