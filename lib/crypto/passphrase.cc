#include <botan/secmem.h>

#include "lib/crypto/signer.h"

namespace accord::crypto {

struct Passphrase::Secret {
  Botan::secure_vector<char> text;
};

Passphrase::Passphrase(std::string_view text)
    : secret_(std::make_unique<Secret>(Secret{{text.begin(), text.end()}})) {}
Passphrase::~Passphrase() = default;
Passphrase::Passphrase(Passphrase&&) noexcept = default;
Passphrase& Passphrase::operator=(Passphrase&&) noexcept = default;

std::string_view Passphrase::reveal() const noexcept {
  if (!secret_) return {};
  return {secret_->text.data(), secret_->text.size()};
}

}  // namespace accord::crypto
