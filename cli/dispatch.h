#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/session.h"

namespace accord::cli {

/// What came of one command line, before it is shown.
struct Reply {
  Answer answer;
  bool json = false;
  bool colour = true;
};

/// Finds the command that the words name, reads its arguments and the configuration, and runs it.
/// Every refusal, and every exception that is a mistake of the program, becomes an answer with a
/// finding.
[[nodiscard]] Reply perform(std::span<const Command> table, const std::vector<std::string>& words,
                            const Outside& outside);

/// Shows an answer: JSON on standard output, or text; what was refused, and what is worth knowing
/// besides an answer, on standard error.
void show(const Reply& reply, const Outside& outside);

/// Both; the exit code of the process.
[[nodiscard]] Exit run(std::span<const Command> table, const std::vector<std::string>& words,
                       const Outside& outside);

}  // namespace accord::cli
