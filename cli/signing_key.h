#pragma once

#include <memory>

#include "cli/session.h"
#include "lib/crypto/signer.h"

namespace accord::cli {

/// Opens the key that a word on the command line names: a file, or a key in a token by its PKCS#11
/// URI ("pkcs11:token=Lists;object=list-signer"), which makes signatures for `public_key`, that of
/// the signer's certificate. The passphrase of the file or the PIN of the token comes from
/// `read_passphrase`. Throws Refusal.
[[nodiscard]] std::shared_ptr<crypto::Signer> open_signing_key(const Session& session,
                                                               const Arguments& arguments,
                                                               const std::string& key,
                                                               const crypto::PublicKey& public_key);

inline constexpr Option option_token_module{
    "pkcs11-module", "PATH",
    "the library that leads to the token, when --key is a PKCS#11 URI (default: the module-path in "
    "the URI)"};

}  // namespace accord::cli
