#pragma once

#include <memory>
#include <string>
#include <vector>

#include <p11-kit/pkcs11.h>

#include "lib/crypto/token_key.h"

namespace accord::crypto {

// The calls of PKCS #11 that signing takes. Only sources of this folder include this header.

[[nodiscard]] tl::unexpected<outcome::Finding> token_failure(std::string_view step, CK_RV code);

/// A module that is loaded and initialised; finalised and unloaded at the end.
class TokenModule {
 public:
  [[nodiscard]] static outcome::Result<std::unique_ptr<TokenModule>> load(const std::string& path);
  ~TokenModule();
  TokenModule(const TokenModule&) = delete;
  TokenModule& operator=(const TokenModule&) = delete;

  [[nodiscard]] const CK_FUNCTION_LIST& call() const noexcept { return *functions_; }
  /// The slots whose tokens fit the URI. Errors: `token_failed`.
  [[nodiscard]] outcome::Result<std::vector<CK_SLOT_ID>> slots_for(const TokenUri& uri) const;

 private:
  TokenModule() = default;
  void* library_ = nullptr;
  CK_FUNCTION_LIST* functions_ = nullptr;
  bool initialised_ = false;
};

/// A session with a token, closed at the end.
class TokenSession {
 public:
  [[nodiscard]] static outcome::Result<TokenSession> open(std::unique_ptr<TokenModule> module,
                                                          CK_SLOT_ID slot);
  ~TokenSession();
  TokenSession(TokenSession&& other) noexcept;
  TokenSession& operator=(TokenSession&&) = delete;

  /// Errors: `token_pin_wrong`, `token_failed`.
  [[nodiscard]] outcome::Result<void> log_in(CK_USER_TYPE user, const Passphrase& pin);
  /// Private keys that may sign and fit the URI; no more than `most`. Errors: `token_failed`.
  [[nodiscard]] outcome::Result<std::vector<CK_OBJECT_HANDLE>> private_keys(const TokenUri& uri,
                                                                            std::size_t most);
  /// Whether each signature asks for the PIN again (CKA_ALWAYS_AUTHENTICATE).
  [[nodiscard]] bool asks_each_time(CK_OBJECT_HANDLE key);
  /// One signature; `pin` is given again when it is there. Errors: `token_failed`,
  /// `token_pin_wrong`.
  [[nodiscard]] outcome::Result<der::Bytes> sign(CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE mechanism,
                                                 der::ByteView input, const Passphrase* pin);

 private:
  TokenSession(std::unique_ptr<TokenModule> module, CK_SESSION_HANDLE session)
      : module_(std::move(module)), session_(session) {}
  std::unique_ptr<TokenModule> module_;  // none: it was moved away
  CK_SESSION_HANDLE session_;
};

}  // namespace accord::crypto
