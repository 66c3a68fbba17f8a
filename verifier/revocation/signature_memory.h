#pragma once

#include <array>
#include <cstring>
#include <mutex>
#include <unordered_map>

#include "lib/outcome/budget.h"
#include "lib/x509/ocsp.h"

namespace accord::revocation {

/// Which signatures hold. A key signed given bytes or it did not, whatever the moment, the policy
/// and the question, so what was found out once stays true; nothing else is remembered. Bounded:
/// what was not asked for a while is forgotten and checked anew. Safe to use from several threads.
class SignatureMemory {
 public:
  /// Remembers at least `most` answers, and at most twice as many.
  explicit SignatureMemory(std::size_t most = 2048) : most_(most) {}

  /// Checks the signature of a certificate, CRL or OCSP response with a key. A check that is not
  /// remembered costs `Cost::signatures` by the kind of key (signature_cost.h). `about` is the
  /// certificate that is asked about. Errors: those of `check_signature`, `budget_exhausted`.
  template <typename Signed>
  [[nodiscard]] outcome::Result<void> check(const Signed& what, const crypto::PublicKey& key,
                                            outcome::Budget& budget,
                                            const x509::Certificate& about) {
    const auto identity = identity_of(what.fingerprint(), key);
    if (auto known = recall(identity)) return std::move(*known);
    if (auto paid = pay(key, budget, about); !paid) return paid;
    auto checked = what.check_signature(key);
    keep(identity, checked);
    return checked;
  }

 private:
  // The digests of what is signed, and of the key.
  using Identity = std::array<std::uint8_t, 64>;
  struct Hash {
    std::size_t operator()(const Identity& identity) const noexcept {
      std::size_t value = 0;
      std::size_t of_key = 0;
      std::memcpy(&value, identity.data(), sizeof value);
      std::memcpy(&of_key, identity.data() + identity.size() / 2, sizeof of_key);
      return value ^ of_key;
    }
  };
  using Answers = std::unordered_map<Identity, outcome::Result<void>, Hash>;

  [[nodiscard]] static Identity identity_of(const crypto::Digest& fingerprint,
                                            const crypto::PublicKey& key);
  [[nodiscard]] static outcome::Result<void> pay(const crypto::PublicKey& key,
                                                 outcome::Budget& budget,
                                                 const x509::Certificate& about);
  [[nodiscard]] std::optional<outcome::Result<void>> recall(const Identity& identity);
  void keep(const Identity& identity, const outcome::Result<void>& answer);

  const std::size_t most_;
  std::mutex mutex_;
  Answers recent_, older_;
};

}  // namespace accord::revocation
