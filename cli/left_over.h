#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "lib/outcome/finding.h"

namespace accord::cli {

/// A run that is killed leaves what it was writing under the name that it had before it took its
/// place: ".list.xml.aB3xYz" beside "list.xml". Other programs draw such names, too (rsync), so
/// these files are named to people and never removed.

/// The file of that kind for `place` that has this SHA-256 (lower-case hexadecimal).
[[nodiscard]] std::optional<std::filesystem::path> unplaced_file(const std::filesystem::path& place,
                                                                 const std::string& sha256);

/// `list_left_over` for each such file in a folder that says it is a list.
[[nodiscard]] outcome::Findings left_over_lists(const std::filesystem::path& folder);

}  // namespace accord::cli
