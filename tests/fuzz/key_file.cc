#include <cstdlib>

#include "lib/crypto/key_envelope.h"

// The structure of an encrypted private key. What is read can be written, and reads the same.
// Deriving keys is left out: up to the limit on rounds it may take seconds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace accord;
  const auto envelope = crypto::read_key_envelope({data, size});
  if (!envelope) return 0;
  const auto written = crypto::write_key_envelope(*envelope);
  const auto again = crypto::read_key_envelope(written);
  if (!again || again->rounds != envelope->rounds || again->cipher != envelope->cipher ||
      again->digest != envelope->digest || !der::equal(again->ciphertext, envelope->ciphertext)) {
    std::abort();
  }
  return 0;
}
