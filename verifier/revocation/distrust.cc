#include "verifier/revocation/distrust.h"

namespace accord::revocation {
namespace {

der::Bytes bytes_of(const crypto::Digest& digest) {
  const auto view = digest.bytes();
  return {view.begin(), view.end()};
}

}  // namespace

void Distrust::add(const x509::Certificate& certificate) {
  certificates_.insert(bytes_of(certificate.fingerprint()));
}

void Distrust::add(const crypto::PublicKey& key) { keys_.insert(bytes_of(key.identity())); }

bool Distrust::contains(const x509::Certificate& certificate) const {
  return !certificates_.empty() && certificates_.contains(bytes_of(certificate.fingerprint()));
}

bool Distrust::contains(const crypto::PublicKey& key) const {
  return !keys_.empty() && keys_.contains(bytes_of(key.identity()));
}

}  // namespace accord::revocation
