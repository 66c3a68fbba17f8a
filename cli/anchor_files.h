#pragma once

#include <string>
#include <vector>

#include "verifier/path/anchor.h"

namespace accord::cli {

/// The trust anchors of all these files: certificates (PEM with any number, DER, or a message with
/// certificates only), or a TrustAnchorList (RFC 5914, DER); of a folder those of its files. What
/// is in them must be readable, but for certificates in a message: one that cannot be read is left
/// out (`evidence_left_out`). Throws Refusal (bad input, io) that names the file.
[[nodiscard]] std::vector<path::TrustAnchor> read_anchor_files(
    const std::vector<std::string>& paths, outcome::Findings& findings);

}  // namespace accord::cli
