#pragma once

#include <span>
#include <vector>

#include "cli/command.h"

namespace accord::cli {

/// All commands of the program, in the order in which the overview lists them.
[[nodiscard]] const std::vector<Command>& commands();

// The commands of each noun or verb, from the file of that name.
[[nodiscard]] std::span<const Command> demo_commands() noexcept;
[[nodiscard]] std::span<const Command> scheme_commands() noexcept;
[[nodiscard]] std::span<const Command> ca_authority_commands() noexcept;
[[nodiscard]] std::span<const Command> ca_issue_commands() noexcept;
[[nodiscard]] std::span<const Command> ca_list_commands() noexcept;
[[nodiscard]] std::span<const Command> ca_unfinished_commands() noexcept;
[[nodiscard]] std::span<const Command> key_commands() noexcept;
[[nodiscard]] std::span<const Command> cert_commands() noexcept;
[[nodiscard]] std::span<const Command> cert_verify_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_new_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_service_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_information_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_pointer_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_build_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_sign_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_lint_commands() noexcept;
[[nodiscard]] std::span<const Command> mra_commands() noexcept;
[[nodiscard]] std::span<const Command> sign_commands() noexcept;
[[nodiscard]] std::span<const Command> verify_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_verify_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_tree_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_show_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_find_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_diff_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_publish_commands() noexcept;
[[nodiscard]] std::span<const Command> tl_snapshot_commands() noexcept;
[[nodiscard]] std::span<const Command> trust_commands() noexcept;
[[nodiscard]] std::span<const Command> trust_list_commands() noexcept;
[[nodiscard]] std::span<const Command> explain_commands() noexcept;
[[nodiscard]] std::span<const Command> about_commands() noexcept;  ///< help and version

}  // namespace accord::cli
