#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace accord::cli {

/// Reads a command's options and operands from the words that follow its name; options may stand
/// anywhere, `--` ends them. Words after an option that may be given several times belong to it as
/// long as the operands are there without them, so that both
/// `--signer A --signer B LIST` and `LIST --signer A B` say what they look like. Throws Refusal
/// (usage).
[[nodiscard]] Arguments read_arguments(const Command& command,
                                       const std::vector<std::string>& words);

/// Adds what the INI text says for options that the command line did not give. `known` are the
/// options of all commands: one file serves every command, and a name that none of them has is
/// refused with its line. Throws Refusal (usage).
void add_configuration(Arguments& arguments, const std::string& text, const std::string& file,
                       std::span<const Option> known);

/// Refuses when an option that must be given is not there, or a word that is given is empty. Throws
/// Refusal (usage).
void check_complete(const Command& command, const Arguments& arguments);

}  // namespace accord::cli
