#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/crypto/signer.h"

namespace accord::crypto {

/// Whether it begins as a PKCS#11 URI: "pkcs11:".
[[nodiscard]] bool is_token_uri(std::string_view text) noexcept;

/// A key in a token, by its PKCS#11 URI (RFC 7512). What is not named may be anything.
struct TokenUri {
  std::string text;                                               ///< as it was given
  std::optional<std::string> token, manufacturer, model, serial;  ///< of the token
  std::optional<std::string> object;                              ///< the key's label
  std::optional<std::string> id;                                  ///< the key's CKA_ID, bytes
  std::string module_path;                                        ///< empty: not named

  /// Errors: `token_uri_wrong` (an attribute that does not name a token or a private key, one given
  /// twice, a wrong escape, neither object nor id, a PIN in the URI: others could read it).
  [[nodiscard]] static outcome::Result<TokenUri> parse(std::string_view text);
};

/// A private key that never leaves its token (PKCS #11 2.40). It signs with the algorithms of
/// SoftwareKey: RSA PKCS#1 (CKM_RSA_PKCS), ECDSA (CKM_ECDSA) or Ed25519 (CKM_EDDSA).
class TokenKey final : public Signer {
 public:
  ~TokenKey() override;
  TokenKey(TokenKey&&) noexcept;
  TokenKey& operator=(TokenKey&&) noexcept;

  /// Loads the module (a shared library, which runs in this process), logs in and finds the key.
  /// `public_key` is the one that it belongs to, as its certificate says; every signature is held
  /// against it. Errors: `token_module_unusable`, `token_missing`, `token_pin_wrong`,
  /// `token_key_missing`, `token_failed`, `key_unknown_algorithm`.
  [[nodiscard]] static outcome::Result<TokenKey> open(const TokenUri& uri,
                                                      const std::string& module, Passphrase pin,
                                                      const PublicKey& public_key);

  [[nodiscard]] const PublicKey& public_key() const override;
  [[nodiscard]] const SignatureAlgorithm& algorithm() const override;
  /// Errors: `token_failed`, `token_pin_wrong`, `signing_failed` (the key is another one than the
  /// public key's).
  [[nodiscard]] outcome::Result<der::Bytes> sign(der::ByteView message,
                                                 SignatureForm form) override;

 private:
  struct State;
  explicit TokenKey(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace accord::crypto
