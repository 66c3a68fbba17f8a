#include "verifier/revocation/signature_memory.h"

#include <algorithm>

#include "verifier/revocation/signature_cost.h"
#include "verifier/revocation/subject.h"

namespace accord::revocation {

SignatureMemory::Identity SignatureMemory::identity_of(const crypto::Digest& fingerprint,
                                                       const crypto::PublicKey& key) {
  Identity identity{};
  const auto of_what = fingerprint.bytes();
  const auto of_key = key.fingerprint().bytes();
  std::copy(of_what.begin(), of_what.end(), identity.begin());
  std::copy(of_key.begin(), of_key.end(), identity.begin() + of_what.size());
  return identity;
}

outcome::Result<void> SignatureMemory::pay(const crypto::PublicKey& key, outcome::Budget& budget,
                                           const x509::Certificate& about) {
  return spend(budget, outcome::Cost::signatures, verification_cost(key), about);
}

std::optional<outcome::Result<void>> SignatureMemory::recall(const Identity& identity) {
  const std::lock_guard lock(mutex_);
  if (const auto found = recent_.find(identity); found != recent_.end()) return found->second;
  const auto found = older_.find(identity);
  if (found == older_.end()) return std::nullopt;
  // What is still asked for outlives what is not.
  return recent_.insert(older_.extract(found)).position->second;
}

void SignatureMemory::keep(const Identity& identity, const outcome::Result<void>& answer) {
  const std::lock_guard lock(mutex_);
  if (recent_.size() >= most_) {
    older_ = std::move(recent_);
    recent_.clear();
  }
  recent_.emplace(identity, answer);
}

}  // namespace accord::revocation
