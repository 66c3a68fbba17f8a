#pragma once

#include <botan/secmem.h>

#include "lib/crypto/signer.h"

namespace accord::crypto {

// EncryptedPrivateKeyInfo (RFC 5958, 3) with PBES2 (RFC 8018, 6.2). Only sources of this folder
// include this header.

/// The DER of PrivateKeyInfo in a PEM text. Errors: those of SoftwareKey::decrypt.
[[nodiscard]] outcome::Result<Botan::secure_vector<std::uint8_t>> decrypt_key_file(
    std::string_view pem, const Passphrase& passphrase);

/// The PEM text of a PrivateKeyInfo. Throws Botan's exceptions.
[[nodiscard]] std::string encrypt_key_file(const Botan::secure_vector<std::uint8_t>& key_info,
                                           const Passphrase& passphrase);

}  // namespace accord::crypto
