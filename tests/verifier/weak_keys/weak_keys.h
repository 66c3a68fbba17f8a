#pragma once

#include <memory>

#include "lib/crypto/signer.h"

namespace accord::tests {

/// Signs with ECDSA and SHA-1, which no key of Accord's own does any more.
[[nodiscard]] crypto::Signer& sha1_signer();

/// A public key of RSA with 1024 bits. Nobody has the private one.
[[nodiscard]] crypto::PublicKey short_rsa_key();

}  // namespace accord::tests
