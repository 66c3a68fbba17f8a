#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace accord::xml {

/// The value of an attribute from what stands between its quotes (XML 1.0, 3.3.3, for CDATA,
/// after 2.11): references replaced, tab and line ends made spaces. `raw` must have passed the
/// strict check.
[[nodiscard]] std::string normalised_value(std::string_view raw);

/// The same in place, as all below: what a piece of a document stands for is never longer than what
/// is written. Each returns the new size. The bytes must have passed the strict check.
[[nodiscard]] std::size_t normalise_value(char* at, std::size_t size) noexcept;
/// CR LF, and CR alone, made LF (XML 1.0, 2.11).
[[nodiscard]] std::size_t normalise_line_ends(char* at, std::size_t size) noexcept;
/// Line ends, then references replaced: a line end by reference stays what it is (4.4).
[[nodiscard]] std::size_t normalise_text(char* at, std::size_t size) noexcept;

}  // namespace accord::xml
