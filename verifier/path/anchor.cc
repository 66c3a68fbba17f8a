#include "verifier/path/anchor.h"

#include "lib/crypto/key_spelling.h"
#include "verifier/revocation/subject.h"

namespace accord::path {

struct TrustAnchor::State {
  std::optional<x509::Certificate> certificate;
  std::optional<x509::Name> name;
  std::optional<outcome::Result<crypto::PublicKey>> key;
  AnchorConstraints constraints;
  std::optional<time::Interval> trusted;
};

TrustAnchor::TrustAnchor(x509::Certificate certificate, std::optional<time::Interval> trusted)
    : state_(std::make_shared<State>(State{std::move(certificate), {}, {}, {}, trusted})) {}

TrustAnchor::TrustAnchor(x509::Name name, crypto::PublicKey key, AnchorConstraints constraints,
                         std::optional<time::Interval> trusted)
    : state_(std::make_shared<State>(
          State{{}, std::move(name), std::move(key), std::move(constraints), trusted})) {}

const x509::Name& TrustAnchor::name() const noexcept {
  return state_->certificate.has_value() ? state_->certificate->subject() : *state_->name;
}

const outcome::Result<crypto::PublicKey>& TrustAnchor::public_key() const {
  return state_->certificate.has_value() ? state_->certificate->public_key() : *state_->key;
}

der::ByteView TrustAnchor::spki() const noexcept {
  return state_->certificate.has_value() ? state_->certificate->spki() : (*state_->key)->spki();
}

const x509::Certificate* TrustAnchor::certificate() const noexcept {
  return state_->certificate.has_value() ? &*state_->certificate : nullptr;
}

const AnchorConstraints& TrustAnchor::constraints() const noexcept { return state_->constraints; }

std::optional<der::Bytes> TrustAnchor::key_identifier() const {
  if (state_->certificate.has_value()) return state_->certificate->subject_key_identifier();
  const auto digest = (*state_->key)->key_identifier();
  return der::Bytes(digest.bytes().begin(), digest.bytes().end());
}

const std::optional<time::Interval>& TrustAnchor::trusted() const noexcept {
  return state_->trusted;
}

outcome::About TrustAnchor::about() const {
  if (state_->certificate.has_value()) return revocation::about(*state_->certificate);
  return {.what = revocation::shown(name()), .where = "trust anchor"};
}

bool TrustAnchor::is(const x509::Certificate& certificate) const {
  return name().matches(certificate.subject()) && crypto::same_key(spki(), certificate.spki());
}

}  // namespace accord::path
