#pragma once

#include "cli/command.h"
#include "lib/crypto/algorithm_policy.h"

namespace accord::cli {

/// Which algorithms and key sizes may be relied on, of every command that checks a signature or
/// makes one over a list.
inline constexpr Option option_policy_file{
    "policy-file", "FILE",
    "algorithms and key sizes, and until when: a file, or strict (the default) or old-lists"};

/// The policy that `--policy-file` names. Throws Refusal (bad input).
[[nodiscard]] crypto::AlgorithmPolicy algorithms_of(const Arguments& arguments);

}  // namespace accord::cli
