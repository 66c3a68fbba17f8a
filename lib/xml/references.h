#pragma once

#include <string>
#include <string_view>

namespace accord::xml {

/// The value of an attribute from what stands between its quotes (XML 1.0, 3.3.3, for CDATA,
/// after 2.11): references replaced, tab and line ends made spaces. `raw` must have passed the
/// strict check.
[[nodiscard]] std::string normalised_value(std::string_view raw);

}  // namespace accord::xml
