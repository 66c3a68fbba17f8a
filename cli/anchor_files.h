#pragma once

#include <string>
#include <vector>

#include "verifier/path/anchor.h"

namespace accord::cli {

/// The trust anchors of all these files: certificates (PEM with any number, or DER), or a
/// TrustAnchorList (RFC 5914, DER). Everything in them must be readable. Throws Refusal (bad input)
/// that names the file.
[[nodiscard]] std::vector<path::TrustAnchor> read_anchor_files(
    const std::vector<std::string>& files);

}  // namespace accord::cli
