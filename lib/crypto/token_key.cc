#include "lib/crypto/token_key.h"

#include <array>

#include "lib/crypto/token_module.h"
#include "lib/crypto/two_numbers.h"
#include "lib/crypto/usual_algorithm.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Result;

// PKCS #11 3.0; not in every header.
constexpr CK_MECHANISM_TYPE mechanism_eddsa = 0x00001057UL;

// RFC 8017, 9.2, note 1: the DER of DigestInfo up to the digest.
constexpr std::array<std::uint8_t, 19> info_sha256{0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                   0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                   0x01, 0x05, 0x00, 0x04, 0x20};
constexpr std::array<std::uint8_t, 19> info_sha384{0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                   0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                   0x02, 0x05, 0x00, 0x04, 0x30};
constexpr std::array<std::uint8_t, 19> info_sha512{0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                   0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                   0x03, 0x05, 0x00, 0x04, 0x40};

der::ByteView digest_info(DigestAlgorithm digest) {
  if (digest == DigestAlgorithm::sha384) return info_sha384;
  if (digest == DigestAlgorithm::sha512) return info_sha512;
  return info_sha256;
}

struct Input {
  CK_MECHANISM_TYPE mechanism{};
  der::Bytes bytes;
};

// The digest is made here: every token signs digests, not all of them digest.
Input input_for(const SignatureAlgorithm& algorithm, der::ByteView message) {
  if (algorithm.family == SignatureFamily::ed25519 || algorithm.family == SignatureFamily::ed448) {
    return {mechanism_eddsa, der::Bytes(message.begin(), message.end())};
  }
  const auto hash = digest(algorithm.digest, message);
  const auto bytes = hash.bytes();
  if (algorithm.family == SignatureFamily::ecdsa) {
    return {CKM_ECDSA, der::Bytes(bytes.begin(), bytes.end())};
  }
  const auto info = digest_info(algorithm.digest);
  der::Bytes input(info.begin(), info.end());
  input.insert(input.end(), bytes.begin(), bytes.end());
  return {CKM_RSA_PKCS, std::move(input)};
}

tl::unexpected<outcome::Finding> missing(FindingId id, const TokenUri& uri, std::size_t count) {
  return outcome::fail(id, {},
                       {{"uri", uri.text},
                        {"count", count == 0   ? "no"
                                  : count == 1 ? "1"
                                               : "several"}});
}

}  // namespace

struct TokenKey::State {
  TokenSession session;
  CK_OBJECT_HANDLE key;
  PublicKey public_key;
  SignatureAlgorithm algorithm;
  std::optional<Passphrase> pin;  // where every signature asks for it again
};

TokenKey::TokenKey(std::unique_ptr<State> state) : state_(std::move(state)) {}
TokenKey::~TokenKey() = default;
TokenKey::TokenKey(TokenKey&&) noexcept = default;
TokenKey& TokenKey::operator=(TokenKey&&) noexcept = default;

Result<TokenKey> TokenKey::open(const TokenUri& uri, const std::string& module, Passphrase pin,
                                const PublicKey& public_key) {
  const auto algorithm = usual_algorithm(public_key.facts());
  if (!algorithm) {
    return outcome::fail(FindingId::key_unknown_algorithm, {},
                         {{"algorithm", to_string(public_key.facts())}});
  }
  auto loaded = TokenModule::load(module);
  if (!loaded) return pass_on(loaded);
  const auto slots = (*loaded)->slots_for(uri);
  if (!slots) return pass_on(slots);
  if (slots->size() != 1) return missing(FindingId::token_missing, uri, slots->size());
  auto session = TokenSession::open(std::move(*loaded), slots->front());
  if (!session) return pass_on(session);
  if (auto in = session->log_in(CKU_USER, pin); !in) return tl::unexpected(in.error());
  const auto keys = session->private_keys(uri, 2);
  if (!keys) return pass_on(keys);
  if (keys->size() != 1) return missing(FindingId::token_key_missing, uri, keys->size());
  const auto key = keys->front();
  std::optional<Passphrase> again;
  if (session->asks_each_time(key)) again = std::move(pin);
  return TokenKey(std::make_unique<State>(
      State{std::move(*session), key, public_key, *algorithm, std::move(again)}));
}

const PublicKey& TokenKey::public_key() const { return state_->public_key; }
const SignatureAlgorithm& TokenKey::algorithm() const { return state_->algorithm; }

Result<der::Bytes> TokenKey::sign(der::ByteView message, SignatureForm form) {
  const auto failed = [](std::string reason) {
    return outcome::fail(FindingId::signing_failed, {}, {{"reason", std::move(reason)}});
  };
  if (!state_) return failed("the key was moved away");
  auto& state = *state_;
  const auto input = input_for(state.algorithm, message);
  auto signature = state.session.sign(state.key, input.mechanism, input.bytes,
                                      state.pin ? &*state.pin : nullptr);
  if (!signature) return signature;
  if (!state.public_key.verify(state.algorithm, message, *signature, SignatureForm::concatenated)) {
    return failed("the token's key is not the one of the certificate");
  }
  const bool two_numbers = state.algorithm.family == SignatureFamily::ecdsa;
  if (two_numbers && form == SignatureForm::der) return to_der_sequence(*signature);
  return signature;
}

}  // namespace accord::crypto
