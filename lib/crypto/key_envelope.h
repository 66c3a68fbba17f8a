#pragma once

#include "lib/crypto/digest.h"
#include "lib/der/reader.h"

namespace accord::crypto {

/// A block cipher of PBES2 in CBC mode (RFC 8018, B.2.5).
struct KeyCipher {
  std::string_view botan_name;
  std::size_t key_length;
  std::string_view oid;
};

/// What an EncryptedPrivateKeyInfo (RFC 5958, 3) with PBES2 and PBKDF2 (RFC 8018, 6.2, 5.2) says.
/// Views into the input. Only sources of this folder and the fuzz target include this header.
struct KeyEnvelope {
  DigestAlgorithm digest =
      DigestAlgorithm::sha1;  ///< of the HMAC; RFC 8018, A.2: the prf's DEFAULT
  std::uint64_t rounds{};     ///< 1 to 10,000,000
  der::ByteView salt;
  const KeyCipher* cipher{};
  der::ByteView iv;
  der::ByteView ciphertext;
};

/// Errors: `key_file_malformed`, `key_encryption_unknown`, `key_rounds_excessive`, DER errors.
[[nodiscard]] outcome::Result<KeyEnvelope> read_key_envelope(der::ByteView input);

/// The DER of an envelope.
[[nodiscard]] der::Bytes write_key_envelope(const KeyEnvelope& envelope);

/// AES-256 in CBC mode.
[[nodiscard]] const KeyCipher& strongest_key_cipher() noexcept;

inline constexpr std::size_t key_cipher_block = 16;

}  // namespace accord::crypto
