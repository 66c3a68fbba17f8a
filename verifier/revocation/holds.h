#pragma once

#include "verifier/revocation/revocation.h"

namespace accord::revocation {

/// The entry as of the moment at which it was known at the latest: what a statement lists was
/// revoked by the time that it was made, whatever date it names.
[[nodiscard]] x509::RevokedEntry as_told_by(const Statement& statement, x509::RevokedEntry entry);

[[nodiscard]] bool is_hold(const std::optional<x509::RevokedEntry>& entry) noexcept;

/// What authentic statements say of a hold (RFC 5280, 5.3.1), however old they are.
class Holds {
 public:
  struct Word {
    Statement statement;
    std::optional<x509::RevokedEntry> hold;  ///< none: it says that there is none
    [[nodiscard]] bool is_ocsp() const noexcept {
      return std::holds_alternative<x509::OcspResponse>(statement.source);
    }
    /// "The certificate was never issued" (RFC 6960, 2.2): a hold since 1970-01-01.
    [[nodiscard]] bool is_never_issued() const noexcept {
      return is_ocsp() && hold.has_value() && hold->revocation_date == time::Instant{};
    }
  };

  /// A statement that speaks of holds, and its entry for the certificate. A hold that begins after
  /// `at` was not there then.
  void note(Statement statement, const std::optional<x509::RevokedEntry>& entry, time::Instant at);

  /// The newest word on a hold that tells it, with no newer one, made by `at`, that does not; null
  /// when none stands. That a certificate was never issued is taken back by a newer OCSP response
  /// only: a CRL does not list what it does not know. What was lifted after that moment held then
  /// (Regulation (EU) No 910/2014, Article 28(5)).
  [[nodiscard]] const Word* standing(time::Instant at) const noexcept;

 private:
  std::vector<Word> words_;
};

}  // namespace accord::revocation
