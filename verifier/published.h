#pragma once

#include <accord/finding.h>

#include "lib/outcome/finding.h"

// What the installed headers have types of their own for.
namespace accord {

[[nodiscard]] Finding published(const outcome::Finding& finding);
[[nodiscard]] std::vector<Finding> published(const outcome::Findings& findings);

}  // namespace accord
