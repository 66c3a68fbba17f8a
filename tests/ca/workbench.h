#pragma once

#include <optional>

#include "ca/crl.h"
#include "ca/issue.h"
#include "ca/revoke.h"
#include "lib/time/instant.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::ca {

/// A clock that shows what it was set to.
class SetClock final : public time::Clock {
 public:
  explicit SetClock(time::Instant now) : now_(now) {}
  [[nodiscard]] time::Instant now() const override { return now_; }
  void set(time::Instant now) { now_ = now; }

 private:
  time::Instant now_;
};

/// Midnight at the start of a day.
[[nodiscard]] constexpr time::Instant on(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) /
                               static_cast<int>(day)};
}

/// Requires success and returns the value; what was found is shown otherwise.
template <typename T>
T require_answer(Answer<T> answer) {
  if (!answer) tests::require_no_failure(&answer.error().all().front());
  return std::move(*answer);
}

/// Requires that the answer is refused for exactly that reason.
template <typename T>
const outcome::Finding& require_refusal(const Answer<T>& answer, outcome::FindingId id,
                                        std::string_view where = {}) {
  static const outcome::Findings none;
  return tests::require_only_blocking(answer ? none : answer.error(), id, where);
}

/// A signer that does what a test wants in place of signing.
class OddSigner final : public crypto::Signer {
 public:
  OddSigner(crypto::Signer& inner,
            std::function<outcome::Result<der::Bytes>(der::ByteView)> behaviour)
      : inner_(inner), behaviour_(std::move(behaviour)) {}
  [[nodiscard]] const crypto::PublicKey& public_key() const override { return inner_.public_key(); }
  [[nodiscard]] const crypto::SignatureAlgorithm& algorithm() const override {
    return inner_.algorithm();
  }
  [[nodiscard]] outcome::Result<der::Bytes> sign(der::ByteView message,
                                                 crypto::SignatureForm) override {
    return behaviour_(message);
  }

 private:
  crypto::Signer& inner_;
  std::function<outcome::Result<der::Bytes>(der::ByteView)> behaviour_;
};

/// A folder with a registry, and keys. Rehearsal authorities unless a test says otherwise; the
/// clock stands at 2026-11-21.
class Workbench {
 public:
  Workbench();

  [[nodiscard]] std::string uri() const { return "sqlite:" + (folder_.path() / "ca.db").string(); }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  [[nodiscard]] Registry open() const;
  void write(const std::string& name, std::string_view bytes) const;
  /// Founds the root on 2026-05-10 and the issuing authority the day after.
  void found(bool rehearsal = true);

  [[nodiscard]] Authority root() { return tests::require_value(open_authority(registry, "root")); }
  [[nodiscard]] Authority issuing() {
    return tests::require_value(open_authority(registry, "issuing"));
  }
  [[nodiscard]] Answer<Issued> issue_seal(time::Instant at);
  void revoke_seal(const Issued& seal, x509::RevocationReason reason, time::Instant at);

 private:
  tests::TemporaryFolder folder_;

 public:
  SetClock clock{on(2026, 11, 21)};
  Registry registry;
  crypto::SoftwareKey root_key;
  crypto::SoftwareKey issuing_key;
  crypto::SoftwareKey seal_key;
};

[[nodiscard]] NewAuthority root_wanted();
[[nodiscard]] NewAuthority issuing_wanted();
/// An e-seal for a hospital in Japan.
[[nodiscard]] IssueRequest seal_request(const crypto::PublicKey& key);
/// A list signer for the European Union.
[[nodiscard]] IssueRequest list_signer_request(const crypto::PublicKey& key);

}  // namespace accord::ca
