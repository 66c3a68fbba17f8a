#include "lib/crypto/public_key.h"

#include <mutex>
#include <vector>

#include <botan/exceptn.h>
#include <botan/pubkey.h>

#include "lib/crypto/botan_names.h"
#include "lib/crypto/spki.h"
#include "lib/crypto/two_numbers.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Result;

tl::unexpected<outcome::Finding> wrong() { return outcome::fail(FindingId::signature_wrong); }

// A verifier that is ready for one algorithm. Making one prepares multiples of the key's point, or
// Montgomery numbers.
struct Ready {
  SignatureAlgorithm algorithm;
  std::unique_ptr<Botan::PK_Verifier> verifier;
};

// Verifiers that no thread uses now. One verifier belongs to one thread while it works; the lock is
// held only to take and give back.
class IdleVerifiers {
 public:
  std::unique_ptr<Botan::PK_Verifier> take(const SignatureAlgorithm& algorithm) {
    const std::lock_guard lock(mutex_);
    for (auto& ready : idle_) {
      if (ready.algorithm == algorithm) {
        auto verifier = std::move(ready.verifier);
        ready = std::move(idle_.back());
        idle_.pop_back();
        return verifier;
      }
    }
    return nullptr;
  }

  void give_back(const SignatureAlgorithm& algorithm,
                 std::unique_ptr<Botan::PK_Verifier> verifier) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < most_idle) idle_.push_back({algorithm, std::move(verifier)});
  }

 private:
  static constexpr std::size_t most_idle = 8;
  std::mutex mutex_;
  std::vector<Ready> idle_;
};

}  // namespace

struct PublicKey::State {
  der::Bytes bytes;
  Spki spki;
  mutable IdleVerifiers verifiers;  // after `spki`: they refer to its key
  mutable std::once_flag fingerprint_made{}, key_identifier_made{};
  mutable Digest fingerprint{}, key_identifier{};

  [[nodiscard]] bool fits(const SignatureAlgorithm& algorithm) const noexcept {
    switch (algorithm.family) {
      case SignatureFamily::rsa_pkcs1:
        return spki.facts.kind == KeyKind::rsa && !spki.pss_only;
      case SignatureFamily::rsa_pss:
        // RFC 4055, 3.3: the key's digest has to be used, and a salt at least as long.
        return spki.facts.kind == KeyKind::rsa &&
               (!spki.pss.has_value() || (spki.pss->digest == algorithm.digest &&
                                          algorithm.salt_length >= spki.pss->salt_length));
      case SignatureFamily::ecdsa:
        return spki.facts.kind == KeyKind::ec;
      case SignatureFamily::ed25519:
        return spki.facts.kind == KeyKind::ed25519;
      case SignatureFamily::ed448:
        return spki.facts.kind == KeyKind::ed448;
      case SignatureFamily::dsa:
        return spki.facts.kind == KeyKind::dsa;
      case SignatureFamily::ml_dsa_44:
        return spki.facts.kind == KeyKind::ml_dsa_44;
      case SignatureFamily::ml_dsa_65:
        return spki.facts.kind == KeyKind::ml_dsa_65;
      case SignatureFamily::ml_dsa_87:
        return spki.facts.kind == KeyKind::ml_dsa_87;
    }
    return false;
  }

  [[nodiscard]] bool verify(const SignatureAlgorithm& algorithm, der::ByteView message,
                            der::ByteView signature) const {
    try {
      auto verifier = verifiers.take(algorithm);
      if (!verifier) {
        verifier = std::make_unique<Botan::PK_Verifier>(*spki.key, botan_padding(algorithm));
      }
      const bool right = verifier->verify_message(message.data(), message.size(), signature.data(),
                                                  signature.size());
      verifiers.give_back(algorithm, std::move(verifier));
      return right;
    } catch (const Botan::Exception&) {
      return false;  // e.g. a modulus that has no room for the digest: nothing can be right then
    }
  }
};

PublicKey::PublicKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<PublicKey> PublicKey::from_spki(der::ByteView spki) {
  auto state = std::make_shared<State>();
  state->bytes.assign(spki.begin(), spki.end());
  auto read = read_spki(state->bytes);
  if (!read) return pass_on(read);
  state->spki = std::move(*read);
  return PublicKey(std::move(state));
}

Result<PublicKey> PublicKey::from_spki(der::ByteView spki, const PublicKey& issuer) {
  if (issuer.facts().kind != KeyKind::dsa) return from_spki(spki);
  const auto completed = with_dsa_parameters_of(issuer.spki(), spki);
  return completed ? from_spki(*completed) : from_spki(spki);
}

const KeyFacts& PublicKey::facts() const noexcept { return state_->spki.facts; }

std::uint32_t PublicKey::exponent_bits() const noexcept { return state_->spki.exponent_bits; }
der::ByteView PublicKey::spki() const noexcept { return state_->bytes; }

der::ByteView PublicKey::key_bits() const noexcept { return state_->spki.key_bits; }

Digest PublicKey::key_identifier() const {
  std::call_once(state_->key_identifier_made, [&] {
    state_->key_identifier = digest(DigestAlgorithm::sha1, state_->spki.key_bits);
  });
  return state_->key_identifier;
}

const Digest& PublicKey::fingerprint() const {
  std::call_once(state_->fingerprint_made,
                 [&] { state_->fingerprint = digest(DigestAlgorithm::sha256, state_->bytes); });
  return state_->fingerprint;
}

Digest PublicKey::identity() const {
  return digest(DigestAlgorithm::sha256, state_->spki.key->subject_public_key());
}

bool PublicKey::fits(const SignatureAlgorithm& algorithm) const noexcept {
  return state_->fits(algorithm);
}

Result<void> PublicKey::verify(const SignatureAlgorithm& algorithm, der::ByteView message,
                               der::ByteView signature, SignatureForm form) const {
  if (!fits(algorithm)) {
    return outcome::fail(FindingId::signature_key_mismatch, {},
                         {{"algorithm", to_string(algorithm)}, {"key", to_string(facts())}});
  }
  switch (facts().kind) {
    case KeyKind::rsa:
      if (signature.size() != state_->spki.part_length) return wrong();
      break;
    case KeyKind::ec:
    case KeyKind::dsa: {
      const auto numbers = to_concatenated(signature, form, state_->spki.part_length);
      if (!numbers.has_value() || !state_->verify(algorithm, message, *numbers)) return wrong();
      return {};
    }
    case KeyKind::ed25519:
    case KeyKind::ed448:
    case KeyKind::ml_dsa_44:
    case KeyKind::ml_dsa_65:
    case KeyKind::ml_dsa_87:
      break;
  }
  if (!state_->verify(algorithm, message, signature)) return wrong();
  return {};
}

}  // namespace accord::crypto
