#pragma once

#include <set>

#include "lib/x509/certificate.h"

namespace accord::revocation {

/// Certificates and keys that are not to be trusted, whoever vouches for them: as anchors, on a
/// path, or as signers of evidence.
class Distrust {
 public:
  /// That certificate, whatever its signature is written like, and no other one of the same key.
  void add(const x509::Certificate& certificate);
  /// Every certificate of that key, however the key is written in it.
  void add(const crypto::PublicKey& key);

  [[nodiscard]] bool empty() const noexcept { return certificates_.empty() && keys_.empty(); }
  [[nodiscard]] bool contains(const x509::Certificate& certificate) const;
  [[nodiscard]] bool contains(const crypto::PublicKey& key) const;

 private:
  std::set<der::Bytes> certificates_;  // SHA-256 of what is signed
  std::set<der::Bytes> keys_;          // PublicKey::identity
};

}  // namespace accord::revocation
