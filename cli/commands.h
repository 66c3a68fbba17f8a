#pragma once

#include <span>
#include <vector>

#include "cli/command.h"

namespace accord::cli {

/// All commands of the program, in the order in which the overview lists them.
[[nodiscard]] const std::vector<Command>& commands();

// The commands of each noun, in the file of that name.
[[nodiscard]] std::span<const Command> explain_commands() noexcept;
[[nodiscard]] std::span<const Command> about_commands() noexcept;  ///< help and version

}  // namespace accord::cli
