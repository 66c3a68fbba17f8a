#pragma once

#include <string>
#include <vector>

#include "cli/json.h"
#include "cli/screen.h"
#include "verifier/path/find.h"

namespace accord::cli {

/// The answer about a certificate's path for people: the anchor and the certificates from it to the
/// end, each with what is known of its revocation, and the policies that hold. Of several paths
/// that do not hold, the one to look at first.
[[nodiscard]] std::string text_of(const path::Answer& answer, const Style& style);

/// What is to be told beside that answer: that revocation was not looked at, that none of the
/// policies that were accepted holds.
[[nodiscard]] std::vector<std::string> notes_on(const path::Answer& answer,
                                                const path::Policy& policy);

/// {"anchor", "path", "policies"} of a path that holds; {"candidates"} otherwise, each with its
/// findings.
[[nodiscard]] Json json_of(const path::Answer& answer);

}  // namespace accord::cli
