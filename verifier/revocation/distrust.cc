#include "verifier/revocation/distrust.h"

namespace accord::revocation {
namespace {

der::Bytes bytes_of(const crypto::Digest& digest) {
  const auto view = digest.bytes();
  return {view.begin(), view.end()};
}

// What is signed, not the signature: an ECDSA signature (r, s) holds as (r, n - s) too.
der::Bytes content_of(const x509::Certificate& certificate) {
  return bytes_of(crypto::digest(crypto::DigestAlgorithm::sha256, certificate.tbs()));
}

}  // namespace

void Distrust::add(const x509::Certificate& certificate) {
  certificates_.insert(content_of(certificate));
}

void Distrust::add(const crypto::PublicKey& key) { keys_.insert(bytes_of(key.identity())); }

bool Distrust::contains(const x509::Certificate& certificate) const {
  return !certificates_.empty() && certificates_.contains(content_of(certificate));
}

bool Distrust::contains(const crypto::PublicKey& key) const {
  return !keys_.empty() && keys_.contains(bytes_of(key.identity()));
}

}  // namespace accord::revocation
