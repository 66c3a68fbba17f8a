#include "lib/crypto/public_key.h"

#include <cstdlib>

// A SubjectPublicKeyInfo, then an AlgorithmIdentifier, then signature bytes, each up to 64 KiB with
// its length before it.
namespace {

using namespace accord;

der::ByteView take(der::ByteView& input) {
  if (input.size() < 2) return {};
  const std::size_t length = (std::size_t{input[0]} << 8U) | input[1];
  input = input.subspan(2);
  const auto part = input.first(std::min(length, input.size()));
  input = input.subspan(part.size());
  return part;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  der::ByteView input(data, size);
  const auto spki = take(input);
  const auto identifier = take(input);
  const auto key = crypto::PublicKey::from_spki(spki);
  const auto algorithm = crypto::read_signature_algorithm(identifier);
  if (algorithm) {
    const auto again =
        crypto::read_signature_algorithm(crypto::write_signature_algorithm(*algorithm));
    if (!again || *again != *algorithm) std::abort();
  }
  if (!key || !algorithm) return 0;
  // Whether it is right is not the question here, only that checking it is safe.
  for (const auto form : {crypto::SignatureForm::der, crypto::SignatureForm::concatenated}) {
    (void)key->verify(*algorithm, spki, input, form);
  }
  return 0;
}
