#include <array>

#include <botan/data_src.h>
#include <botan/ec_group.h>
#include <botan/ecdsa.h>
#include <botan/ed25519.h>
#include <botan/ed448.h>
#include <botan/exceptn.h>
#include <botan/pkcs8.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>
#include <botan/system_rng.h>

#include "lib/crypto/botan_names.h"
#include "lib/crypto/key_file.h"
#include "lib/crypto/ml_dsa.h"
#include "lib/crypto/signer.h"
#include "lib/crypto/two_numbers.h"
#include "lib/crypto/usual_algorithm.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Result;

struct SpecRow {
  KeySpec spec;
  std::string_view word;
};
constexpr std::array<SpecRow, 14> specs{{
    {KeySpec::ec_p256, "p256"},
    {KeySpec::ec_p384, "p384"},
    {KeySpec::ec_p521, "p521"},
    {KeySpec::rsa_2048, "rsa2048"},
    {KeySpec::rsa_3072, "rsa3072"},
    {KeySpec::rsa_4096, "rsa4096"},
    {KeySpec::ed25519, "ed25519"},
    {KeySpec::ed448, "ed448"},
    {KeySpec::brainpool256r1, "brainpool256"},
    {KeySpec::brainpool384r1, "brainpool384"},
    {KeySpec::brainpool512r1, "brainpool512"},
    {KeySpec::ml_dsa_44, "mldsa44"},
    {KeySpec::ml_dsa_65, "mldsa65"},
    {KeySpec::ml_dsa_87, "mldsa87"},
}};

std::unique_ptr<Botan::Private_Key> make_ec(Curve curve) {
  return std::make_unique<Botan::ECDSA_PrivateKey>(Botan::system_rng(),
                                                   Botan::EC_Group::from_name(botan_name(curve)));
}

std::unique_ptr<Botan::Private_Key> make_rsa(std::size_t bits) {
  return std::make_unique<Botan::RSA_PrivateKey>(Botan::system_rng(), bits);
}

std::unique_ptr<Botan::Private_Key> make_key(KeySpec spec) {
  switch (spec) {
    case KeySpec::ec_p256:
      return make_ec(Curve::p256);
    case KeySpec::ec_p384:
      return make_ec(Curve::p384);
    case KeySpec::ec_p521:
      return make_ec(Curve::p521);
    case KeySpec::rsa_2048:
      return make_rsa(2048);
    case KeySpec::rsa_3072:
      return make_rsa(3072);
    case KeySpec::rsa_4096:
      return make_rsa(4096);
    case KeySpec::ed25519:
      return std::make_unique<Botan::Ed25519_PrivateKey>(Botan::system_rng());
    case KeySpec::ed448:
      return std::make_unique<Botan::Ed448_PrivateKey>(Botan::system_rng());
    case KeySpec::brainpool256r1:
      return make_ec(Curve::brainpool256r1);
    case KeySpec::brainpool384r1:
      return make_ec(Curve::brainpool384r1);
    case KeySpec::brainpool512r1:
      return make_ec(Curve::brainpool512r1);
    case KeySpec::ml_dsa_44:
      return make_ml_dsa_private_key(KeyKind::ml_dsa_44);
    case KeySpec::ml_dsa_65:
      return make_ml_dsa_private_key(KeyKind::ml_dsa_65);
    case KeySpec::ml_dsa_87:
      return make_ml_dsa_private_key(KeyKind::ml_dsa_87);
  }
  return nullptr;
}

// The two numbers of an ECDSA signature in the form asked for; other signatures as they are.
der::Bytes in_form(der::Bytes signature, SignatureFamily family, SignatureForm form) {
  const bool two_numbers = family == SignatureFamily::ecdsa || family == SignatureFamily::dsa;
  if (two_numbers && form == SignatureForm::der) return to_der_sequence(signature);
  return signature;
}

tl::unexpected<outcome::Finding> failed(std::string reason) {
  return outcome::fail(FindingId::signing_failed, {}, {{"reason", std::move(reason)}});
}

}  // namespace

std::string_view to_string(KeySpec spec) noexcept {
  return specs[static_cast<std::size_t>(spec)].word;
}

std::optional<KeySpec> key_spec_from(std::string_view word) noexcept {
  for (const auto& row : specs) {
    if (row.word == word) return row.spec;
  }
  return std::nullopt;
}

struct SoftwareKey::State {
  std::unique_ptr<Botan::Private_Key> key;
  PublicKey public_key;
  SignatureAlgorithm algorithm;
  std::unique_ptr<Botan::PK_Signer> signer;  // made at the first signature: for RSA it costs one

  [[nodiscard]] static Result<std::unique_ptr<State>> make(
      std::unique_ptr<Botan::Private_Key> key) {
    auto public_key = PublicKey::from_spki(key->subject_public_key());
    if (!public_key) return pass_on(public_key);
    const auto algorithm = usual_algorithm(public_key->facts());
    if (!algorithm.has_value()) {
      return outcome::fail(FindingId::key_unknown_algorithm, {},
                           {{"algorithm", to_string(public_key->facts())}});
    }
    return std::make_unique<State>(
        State{std::move(key), std::move(*public_key), *algorithm, nullptr});
  }
};

SoftwareKey::SoftwareKey(std::unique_ptr<State> state) : state_(std::move(state)) {}
SoftwareKey::~SoftwareKey() = default;
SoftwareKey::SoftwareKey(SoftwareKey&&) noexcept = default;
SoftwareKey& SoftwareKey::operator=(SoftwareKey&&) noexcept = default;

Result<SoftwareKey> SoftwareKey::generate(KeySpec spec) {
  try {
    auto key = make_key(spec);
    if (!key) {
      return outcome::fail(
          FindingId::key_unknown_algorithm, {},
          {{"algorithm", std::string(to_string(spec)) + ", which Botan has not been built with"}});
    }
    auto state = State::make(std::move(key));
    if (!state) return pass_on(state);
    return SoftwareKey(std::move(*state));
  } catch (const Botan::Exception& error) {
    return failed(error.what());
  }
}

Result<SoftwareKey> SoftwareKey::decrypt(std::string_view pem, const Passphrase& passphrase) {
  const auto key_info = decrypt_key_file(pem, passphrase);
  if (!key_info) return pass_on(key_info);
  // Wrong keys leave right padding once in 256 times: what comes out is noise then, not a SEQUENCE.
  if (!der::read_single({key_info->data(), key_info->size()}, der::tag::sequence)) {
    return outcome::fail(FindingId::key_wrong_passphrase);
  }
  try {
    const der::ByteView info{key_info->data(), key_info->size()};
    if (is_ml_dsa_key_info(info)) {
      auto key = read_ml_dsa_key_info(info);
      if (!key) return pass_on(key);
      auto state = State::make(std::move(*key));
      if (!state) return pass_on(state);
      return SoftwareKey(std::move(*state));
    }
    Botan::DataSource_Memory source(*key_info);
    auto key = Botan::PKCS8::load_key(source);
    if (!key->check_key(Botan::system_rng(), false)) {
      return outcome::fail(FindingId::key_file_malformed, {},
                           {{"reason", "its numbers do not belong together"}});
    }
    auto state = State::make(std::move(key));
    if (!state) return pass_on(state);
    return SoftwareKey(std::move(*state));
  } catch (const Botan::Exception& error) {
    return outcome::fail(FindingId::key_file_malformed, {}, {{"reason", error.what()}});
  }
}

Result<std::string> SoftwareKey::encrypt(const Passphrase& passphrase) const {
  if (!state_) return failed("the key was moved away");
  try {
    const auto kind = state_->public_key.facts().kind;
    return encrypt_key_file(
        is_ml_dsa(kind) ? ml_dsa_key_info(kind, *state_->key) : state_->key->private_key_info(),
        passphrase);
  } catch (const Botan::Exception& error) {
    return failed(error.what());
  }
}

Result<void> SoftwareKey::use(const SignatureAlgorithm& algorithm) {
  if (!state_) return failed("the key was moved away");
  if (!state_->public_key.fits(algorithm)) {
    return outcome::fail(
        FindingId::signature_key_mismatch, {},
        {{"algorithm", to_string(algorithm)}, {"key", to_string(state_->public_key.facts())}});
  }
  state_->algorithm = algorithm;
  state_->signer.reset();
  return {};
}

const PublicKey& SoftwareKey::public_key() const { return state_->public_key; }
const SignatureAlgorithm& SoftwareKey::algorithm() const { return state_->algorithm; }

Result<der::Bytes> SoftwareKey::sign(der::ByteView message, SignatureForm form) {
  if (!state_) return failed("the key was moved away");
  try {
    auto& rng = Botan::system_rng();
    if (!state_->signer) {
      state_->signer =
          std::make_unique<Botan::PK_Signer>(*state_->key, rng, botan_padding(state_->algorithm));
    }
    return in_form(state_->signer->sign_message(message.data(), message.size(), rng),
                   state_->algorithm.family, form);
  } catch (const Botan::Exception& error) {
    return failed(error.what());
  }
}

}  // namespace accord::crypto
