#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace accord::cli {

/// The candidate that a mistyped word most likely stands for: the fewest letters put in, left out,
/// changed or swapped, at most a third of the word. Empty when none is near.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       const std::vector<std::string_view>& candidates);

/// "Did you mean X?" with the nearest candidate; empty when none is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string_view>& candidates,
                                       std::string_view prefix = {});

}  // namespace accord::cli
