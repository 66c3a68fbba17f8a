#pragma once

#include <optional>

#include "lib/x509/certificate.h"

namespace accord::path {

/// A key that is trusted to issue, by its certificate, with the period in which it is (RFC
/// 5280, 6.1.1 (d)). What the certificate itself says of being a CA, of path length and key usage
/// is applied too (RFC 5937), its validity period and signature are not.
class TrustAnchor {
 public:
  explicit TrustAnchor(x509::Certificate certificate,
                       std::optional<time::Interval> trusted = std::nullopt)
      : certificate_(std::move(certificate)), trusted_(trusted) {}

  [[nodiscard]] const x509::Name& name() const noexcept { return certificate_.subject(); }
  [[nodiscard]] const outcome::Result<crypto::PublicKey>& public_key() const {
    return certificate_.public_key();
  }
  [[nodiscard]] const x509::Certificate& certificate() const noexcept { return certificate_; }
  /// When it is trusted; always, when there is none.
  [[nodiscard]] const std::optional<time::Interval>& trusted() const noexcept { return trusted_; }

 private:
  x509::Certificate certificate_;
  std::optional<time::Interval> trusted_;
};

}  // namespace accord::path
