#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "lib/crypto/signer.h"

namespace accord::cli {

/// Private keys that stay open between the commands of one process, so that a key is decrypted
/// once. They are found by their file's content and the passphrase together: whoever has not both
/// gets none.
class KeyRing {
 public:
  using Key = std::shared_ptr<crypto::SoftwareKey>;

  /// None when it is not on the ring.
  [[nodiscard]] Key find(std::string_view pem, const crypto::Passphrase& passphrase) const;
  void keep(std::string_view pem, const crypto::Passphrase& passphrase, Key key);

 private:
  std::map<std::string, Key> keys_;  // by a digest of both
};

}  // namespace accord::cli
