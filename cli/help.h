#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/screen.h"

namespace accord::cli {

/// What `accord` alone says: what it is, the commands, where to begin.
[[nodiscard]] std::string overview(std::span<const Command> table, const Style& style);
/// The commands whose words begin with those given ("tl", "tl service").
[[nodiscard]] std::string help_of_noun(std::span<const Command> table, std::string_view noun,
                                       const Style& style);
/// One command: worked examples first, then operands and options.
[[nodiscard]] std::string help_of(const Command& command, const Style& style);
/// "accord tl verify LIST [--signer CERT]… [--at TIME]".
[[nodiscard]] std::string usage_of(const Command& command);

}  // namespace accord::cli
