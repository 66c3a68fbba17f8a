#pragma once

#include <string>

#include "trustlist/scheme/source.h"

namespace accord::trustlist::scheme {

// A source document changed in its own text. What did not change stays as it was, byte for byte:
// comments, the order and spelling of attributes, white space. What is new is indented as its
// neighbours are; what is gone takes its line with it.

/// The text of scheme.xml that says what `edit` says. The result was read again and gave
/// `edit`. Errors: `source_not_editable` (elements with a prefix, or the result would be read as
/// something else), XML errors.
[[nodiscard]] outcome::Result<std::string> edited_scheme(std::string_view original,
                                                         const SchemeSource& edit,
                                                         outcome::Budget& budget);
/// The same of a provider's file.
[[nodiscard]] outcome::Result<std::string> edited_provider(std::string_view original,
                                                           const ProviderSource& edit,
                                                           outcome::Budget& budget);

}  // namespace accord::trustlist::scheme
