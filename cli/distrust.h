#pragma once

#include <string>
#include <vector>

#include "verifier/revocation/distrust.h"

namespace accord::cli {

/// What the files name as not to be trusted: certificates (also in a message with certificates
/// only), and public keys (PEM "PUBLIC KEY", or SubjectPublicKeyInfo in DER). A file that is named
/// must hold nothing else, and all of it must be readable: what is left out would be trusted.
///
/// A folder stands for the files in it. There, what is plainly something else (a text, a CRL, a
/// private key, a folder) is passed over and told as `folder_entry_passed_over`; a certificate or
/// public key that cannot be read is refused all the same, and so is a folder without any.
///
/// Throws Refusal (bad input, io) that names the file.
[[nodiscard]] revocation::Distrust read_distrust(const std::vector<std::string>& paths,
                                                 outcome::Findings& findings);

}  // namespace accord::cli
