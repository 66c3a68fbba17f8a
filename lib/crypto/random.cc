#include <botan/system_rng.h>

#include "lib/crypto/signer.h"

namespace accord::crypto {

der::Bytes random_bytes(std::size_t count) {
  der::Bytes bytes(count);
  Botan::system_rng().randomize(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace accord::crypto
