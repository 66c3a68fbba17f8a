#include "cli/key_ring.h"

#include "lib/crypto/digest.h"

namespace accord::cli {
namespace {

std::string name_of(std::string_view pem, const crypto::Passphrase& passphrase) {
  crypto::Hasher hasher(crypto::DigestAlgorithm::sha256);
  hasher.update(der::as_bytes(pem));
  hasher.update(der::as_bytes(passphrase.reveal()));
  return der::to_hex(hasher.finish().bytes());
}

}  // namespace

KeyRing::Key KeyRing::find(std::string_view pem, const crypto::Passphrase& passphrase) const {
  const auto found = keys_.find(name_of(pem, passphrase));
  return found == keys_.end() ? nullptr : found->second;
}

void KeyRing::keep(std::string_view pem, const crypto::Passphrase& passphrase, Key key) {
  keys_[name_of(pem, passphrase)] = std::move(key);
}

}  // namespace accord::cli
