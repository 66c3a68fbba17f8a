#pragma once

#include "cli/session.h"
#include "lib/crypto/signer.h"

namespace accord::cli {

/// Whether the passphrase opens something or is to protect something new (then it is asked for
/// twice).
enum class PassphraseUse : std::uint8_t { open, protect };

/// The passphrase: the first line of the file that `--passphrase-file` or $ACCORD_PASSPHRASE_FILE
/// names, else asked for on the terminal without echo. A file that others may read is refused.
/// `purpose` names the key in the question. Throws Refusal.
[[nodiscard]] crypto::Passphrase read_passphrase(const Session& session, const Arguments& arguments,
                                                 PassphraseUse use, std::string_view purpose);

}  // namespace accord::cli
