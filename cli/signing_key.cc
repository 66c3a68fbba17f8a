#include "cli/signing_key.h"

#include "cli/made.h"
#include "cli/passphrase.h"
#include "cli/refusal.h"
#include "lib/crypto/token_key.h"

namespace accord::cli {

std::shared_ptr<crypto::Signer> open_signing_key(const Session& session, const Arguments& arguments,
                                                 const std::string& key,
                                                 const crypto::PublicKey& public_key) {
  if (!crypto::is_token_uri(key)) {
    const auto passphrase = read_passphrase(session, arguments, PassphraseUse::open, key);
    return read_key(session, key, passphrase);
  }
  const auto uri = need(crypto::TokenUri::parse(key), "--key", Exit::usage);
  const auto module = arguments.value_or("pkcs11-module", uri.module_path);
  if (module.empty()) {
    refuse(Exit::usage, outcome::FindingId::token_module_missing, {.what = "the command line"});
  }
  auto pin = read_passphrase(session, arguments, PassphraseUse::open, "the token of " + key);
  return std::make_shared<crypto::TokenKey>(
      need(crypto::TokenKey::open(uri, module, std::move(pin), public_key), module));
}

}  // namespace accord::cli
