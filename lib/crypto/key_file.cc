#include "lib/crypto/key_file.h"

#include <botan/cipher_mode.h>
#include <botan/exceptn.h>
#include <botan/pwdhash.h>
#include <fmt/format.h>

#include "lib/crypto/botan_names.h"
#include "lib/crypto/key_envelope.h"
#include "lib/der/base64.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Result;
using SecureBytes = Botan::secure_vector<std::uint8_t>;

// OWASP's figure for PBKDF2-HMAC-SHA-256.
constexpr std::uint64_t rounds_written = 600'000;
constexpr std::size_t salt_written = 16;
constexpr std::string_view encrypted_label = "ENCRYPTED PRIVATE KEY";

tl::unexpected<outcome::Finding> malformed(std::string reason) {
  return outcome::fail(FindingId::key_file_malformed, {}, {{"reason", std::move(reason)}});
}

SecureBytes derive_key(const KeyEnvelope& envelope, const Passphrase& passphrase) {
  const auto family = Botan::PasswordHashFamily::create_or_throw(
      fmt::format("PBKDF2({})", botan_name(envelope.digest)));
  const auto hash = family->from_iterations(static_cast<std::size_t>(envelope.rounds));
  SecureBytes key(envelope.cipher->key_length);
  const auto text = passphrase.reveal();
  hash->derive_key(key.data(), key.size(), text.data(), text.size(), envelope.salt.data(),
                   envelope.salt.size());
  return key;
}

SecureBytes apply_cipher(const KeyEnvelope& envelope, const Passphrase& passphrase,
                         Botan::Cipher_Dir direction, SecureBytes text) {
  const auto cipher = Botan::Cipher_Mode::create_or_throw(envelope.cipher->botan_name, direction);
  cipher->set_key(derive_key(envelope, passphrase));
  cipher->start(envelope.iv);
  cipher->finish(text);
  return text;
}

}  // namespace

Result<SecureBytes> decrypt_key_file(std::string_view pem, const Passphrase& passphrase) {
  const auto blocks = der::parse_pem(pem);
  if (!blocks) return pass_on(blocks);
  if (blocks->size() != 1) return malformed("it holds more than one PEM block");
  const auto& block = blocks->front();
  if (block.label == "PRIVATE KEY" || block.label == "RSA PRIVATE KEY" ||
      block.label == "EC PRIVATE KEY") {
    return outcome::fail(FindingId::key_not_encrypted);
  }
  if (block.label != encrypted_label) {
    return malformed(fmt::format("it holds \"{}\"", outcome::printable(block.label)));
  }
  const auto envelope = read_key_envelope(block.content);
  if (!envelope) return pass_on(envelope);
  try {
    return apply_cipher(*envelope, passphrase, Botan::Cipher_Dir::Decryption,
                        {envelope->ciphertext.begin(), envelope->ciphertext.end()});
  } catch (const Botan::Exception&) {
    return outcome::fail(FindingId::key_wrong_passphrase);  // the padding came out wrong
  }
}

std::string encrypt_key_file(const SecureBytes& key_info, const Passphrase& passphrase) {
  const auto salt = random_bytes(salt_written);
  const auto iv = random_bytes(key_cipher_block);
  KeyEnvelope envelope;
  envelope.digest = DigestAlgorithm::sha256;
  envelope.rounds = rounds_written;
  envelope.salt = salt;
  envelope.cipher = &strongest_key_cipher();
  envelope.iv = iv;
  const auto ciphertext =
      apply_cipher(envelope, passphrase, Botan::Cipher_Dir::Encryption, key_info);

  envelope.ciphertext = {ciphertext.data(), ciphertext.size()};
  return der::to_pem(encrypted_label, write_key_envelope(envelope));
}

}  // namespace accord::crypto
