#pragma once

#include "cli/scheme_group.h"
#include "cli/session.h"

namespace accord::cli {

// What `tl build` and `tl sign` do when they are given a folder of several schemes.

/// Builds each list whose source says something else than the list published last (`--renew`: each
/// one). Throws Refusal with what is wrong in any of the sources; then nothing is written.
[[nodiscard]] Answer build_group(const SchemeGroup& found, const Arguments& arguments,
                                 Session& session);
/// Signs each list that was built, national lists first, or shows what that would change
/// (`--dry-run`). Throws Refusal with what stands against any of them; then nothing is signed.
[[nodiscard]] Answer sign_group(const SchemeGroup& found, const Arguments& arguments,
                                Session& session);

inline constexpr Operand group_operands[] = {
    {"DIR", "the scheme's folder, or its scheme.xml; or a folder with several schemes"},
    {"SCHEME", "which of these, by their folders' names (default: all)", Count::many}};

}  // namespace accord::cli
