#pragma once

#include <string>

#include "trustlist/model/list.h"

namespace accord::trustlist::build {

/// The list as an unsigned XML document in its form (TS 119 612, annex B, version 5 or 6; TS 119
/// 602, 6, version 1), indented. Reading it gives the same model; it is read to make sure. A list
/// that was read comes out with the content that it had, its signature aside (docs/formats.md says
/// what counts as content): what the model does not hold, damage included, is written as it stood.
/// Where it was changed beside such a part, or parts of it are not kept, it is refused. Errors:
/// `list_cannot_be_written` with the place of what is missing or impossible (no operator name,
/// unknown version, a typed supply point in version 5, an extension that only the other form has,
/// …), `budget_exhausted`.
[[nodiscard]] outcome::Result<std::string> write_list(const TrustedList& list,
                                                      outcome::Budget& budget);
/// The same within the usual limits.
[[nodiscard]] outcome::Result<std::string> write_list(const TrustedList& list);

/// The agreement as a document of its own. Errors: `list_cannot_be_written`.
[[nodiscard]] outcome::Result<std::string> write_agreement(const RecognitionAgreement& agreement);

}  // namespace accord::trustlist::build
