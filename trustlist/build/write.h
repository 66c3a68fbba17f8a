#pragma once

#include <string>

#include "trustlist/model/list.h"

namespace accord::trustlist::build {

/// The list as an unsigned XML document (TS 119 612, annex B), version 5 or 6, indented. Reading it
/// gives the same model. Errors: `list_cannot_be_written` with the place of what is missing or
/// impossible (no operator name, unknown version, a typed supply point in version 5, …).
[[nodiscard]] outcome::Result<std::string> write_list(const TrustedList& list);

/// The agreement as a document of its own. Errors: `list_cannot_be_written`.
[[nodiscard]] outcome::Result<std::string> write_agreement(const RecognitionAgreement& agreement);

}  // namespace accord::trustlist::build
