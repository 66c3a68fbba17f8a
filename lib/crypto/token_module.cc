#include "lib/crypto/token_module.h"

#include <cstdio>

#include <dlfcn.h>

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Result;

std::string words(CK_RV code) {
  switch (code) {
    case CKR_PIN_INCORRECT:
      return "it is not the right one";
    case CKR_PIN_LOCKED:
      return "the token is locked after too many wrong ones";
    case CKR_PIN_LEN_RANGE:
      return "it is too short or too long";
    case CKR_PIN_EXPIRED:
      return "it has expired";
    case CKR_DEVICE_REMOVED:
    case CKR_TOKEN_NOT_PRESENT:
      return "the token was taken away";
    case CKR_MECHANISM_INVALID:
      return "the token has no such mechanism";
    case CKR_KEY_FUNCTION_NOT_PERMITTED:
      return "the key may not do that";
    default: {
      char text[32];
      (void)std::snprintf(text, sizeof text, "code 0x%08lX", static_cast<unsigned long>(code));
      return text;
    }
  }
}

// Fixed fields of PKCS #11 are padded with blanks.
std::string field(const unsigned char* text, std::size_t size) {
  std::string value(reinterpret_cast<const char*>(text), size);
  const auto end = value.find_last_not_of(' ');
  return value.substr(0, end == std::string::npos ? 0 : end + 1);
}

bool fits(const std::optional<std::string>& wanted, const unsigned char* text, std::size_t size) {
  return !wanted || *wanted == field(text, size);
}

CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const void* value, std::size_t size) {
  return {type, const_cast<void*>(value), static_cast<CK_ULONG>(size)};
}

// PKCS #11 takes what it only reads by a pointer that could be written through.
CK_BYTE_PTR input_pointer(const void* bytes) {
  return static_cast<CK_BYTE_PTR>(const_cast<void*>(bytes));
}

tl::unexpected<outcome::Finding> unusable(const std::string& path, std::string reason) {
  return outcome::fail(FindingId::token_module_unusable, {path, 0, {}},
                       {{"reason", std::move(reason)}});
}

}  // namespace

tl::unexpected<outcome::Finding> token_failure(std::string_view step, CK_RV code) {
  switch (code) {
    case CKR_PIN_INCORRECT:
    case CKR_PIN_LOCKED:
    case CKR_PIN_LEN_RANGE:
    case CKR_PIN_EXPIRED:
      return outcome::fail(FindingId::token_pin_wrong, {}, {{"reason", words(code)}});
    default:
      return outcome::fail(FindingId::token_failed, {},
                           {{"step", std::string(step)}, {"reason", words(code)}});
  }
}

Result<std::unique_ptr<TokenModule>> TokenModule::load(const std::string& path) {
  std::unique_ptr<TokenModule> module(new TokenModule);
  module->library_ = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (module->library_ == nullptr) {
    const char* reason = ::dlerror();
    return unusable(path, reason == nullptr ? "it cannot be loaded" : reason);
  }
  // POSIX has a function's address come as that of an object.
  const auto get =
      reinterpret_cast<CK_C_GetFunctionList>(::dlsym(module->library_, "C_GetFunctionList"));
  if (get == nullptr) return unusable(path, "it is no PKCS#11 module: it has no C_GetFunctionList");
  if (get(&module->functions_) != CKR_OK || module->functions_ == nullptr) {
    return unusable(path, "it gives no list of functions");
  }
  CK_C_INITIALIZE_ARGS how{};
  how.flags = CKF_OS_LOCKING_OK;
  const auto code = module->call().C_Initialize(&how);
  module->initialised_ = code == CKR_OK;
  if (code != CKR_OK && code != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
    return unusable(path, "it cannot be initialised: " + words(code));
  }
  return module;
}

TokenModule::~TokenModule() {
  if (initialised_) (void)functions_->C_Finalize(nullptr);
  if (library_ != nullptr) (void)::dlclose(library_);
}

Result<std::vector<CK_SLOT_ID>> TokenModule::slots_for(const TokenUri& uri) const {
  CK_ULONG count = 0;
  auto code = call().C_GetSlotList(CK_TRUE, nullptr, &count);
  std::vector<CK_SLOT_ID> slots(count);
  if (code == CKR_OK) code = call().C_GetSlotList(CK_TRUE, slots.data(), &count);
  if (code != CKR_OK) return token_failure("the listing of its slots", code);
  slots.resize(count);
  std::vector<CK_SLOT_ID> fitting;
  for (const auto slot : slots) {
    CK_TOKEN_INFO info{};
    if (call().C_GetTokenInfo(slot, &info) != CKR_OK) continue;
    const bool fit = fits(uri.token, info.label, sizeof info.label) &&
                     fits(uri.manufacturer, info.manufacturerID, sizeof info.manufacturerID) &&
                     fits(uri.model, info.model, sizeof info.model) &&
                     fits(uri.serial, info.serialNumber, sizeof info.serialNumber);
    if (fit && (info.flags & CKF_TOKEN_INITIALIZED) != 0) fitting.push_back(slot);
  }
  return fitting;
}

Result<TokenSession> TokenSession::open(std::unique_ptr<TokenModule> module, CK_SLOT_ID slot) {
  CK_SESSION_HANDLE session = 0;
  const auto code =
      module->call().C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
  if (code != CKR_OK) return token_failure("the opening of a session", code);
  return TokenSession(std::move(module), session);
}

TokenSession::TokenSession(TokenSession&& other) noexcept
    : module_(std::move(other.module_)), session_(other.session_) {}

TokenSession::~TokenSession() {
  if (module_) (void)module_->call().C_CloseSession(session_);
}

Result<void> TokenSession::log_in(CK_USER_TYPE user, const Passphrase& pin) {
  const auto text = pin.reveal();
  const auto code = module_->call().C_Login(session_, user, input_pointer(text.data()),
                                            static_cast<CK_ULONG>(text.size()));
  if (code == CKR_OK || code == CKR_USER_ALREADY_LOGGED_IN) return {};
  return token_failure("the login", code);
}

Result<std::vector<CK_OBJECT_HANDLE>> TokenSession::private_keys(const TokenUri& uri,
                                                                 std::size_t most) {
  const CK_OBJECT_CLASS kind = CKO_PRIVATE_KEY;
  const CK_BBOOL yes = CK_TRUE;
  std::vector<CK_ATTRIBUTE> wanted{attribute(CKA_CLASS, &kind, sizeof kind),
                                   attribute(CKA_SIGN, &yes, sizeof yes)};
  if (uri.object) {
    wanted.push_back(attribute(CKA_LABEL, uri.object->data(), uri.object->size()));
  }
  if (uri.id) wanted.push_back(attribute(CKA_ID, uri.id->data(), uri.id->size()));
  auto code = module_->call().C_FindObjectsInit(session_, wanted.data(),
                                                static_cast<CK_ULONG>(wanted.size()));
  std::vector<CK_OBJECT_HANDLE> keys(most);
  CK_ULONG found = 0;
  if (code == CKR_OK) {
    code =
        module_->call().C_FindObjects(session_, keys.data(), static_cast<CK_ULONG>(most), &found);
    (void)module_->call().C_FindObjectsFinal(session_);
  }
  if (code != CKR_OK) return token_failure("the search for the key", code);
  keys.resize(found);
  return keys;
}

bool TokenSession::asks_each_time(CK_OBJECT_HANDLE key) {
  CK_BBOOL asks = CK_FALSE;
  auto one = attribute(CKA_ALWAYS_AUTHENTICATE, &asks, sizeof asks);
  return module_->call().C_GetAttributeValue(session_, key, &one, 1) == CKR_OK && asks == CK_TRUE;
}

Result<der::Bytes> TokenSession::sign(CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE mechanism,
                                      der::ByteView input, const Passphrase* pin) {
  CK_MECHANISM how{mechanism, nullptr, 0};
  auto code = module_->call().C_SignInit(session_, &how, key);
  if (code != CKR_OK) return token_failure("the beginning of a signature", code);
  if (pin != nullptr) {
    if (auto again = log_in(CKU_CONTEXT_SPECIFIC, *pin); !again) {
      return tl::unexpected(again.error());
    }
  }
  constexpr std::size_t longest = 4096;  // a key of 32768 bits
  der::Bytes signature(longest);
  CK_ULONG size = longest;
  code = module_->call().C_Sign(session_, input_pointer(input.data()),
                                static_cast<CK_ULONG>(input.size()), signature.data(), &size);
  if (code != CKR_OK) return token_failure("a signature", code);
  signature.resize(size);
  return signature;
}

}  // namespace accord::crypto
