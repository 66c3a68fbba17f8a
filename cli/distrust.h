#pragma once

#include <string>
#include <vector>

#include "verifier/revocation/distrust.h"

namespace accord::cli {

/// What the files name as not to be trusted: certificates, and public keys (PEM "PUBLIC KEY", or
/// SubjectPublicKeyInfo in DER). Everything in them must be readable: what is left out would be
/// trusted. Throws Refusal (bad input) that names the file.
[[nodiscard]] revocation::Distrust read_distrust(const std::vector<std::string>& files);

}  // namespace accord::cli
