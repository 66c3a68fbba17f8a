#pragma once

#include <memory>
#include <optional>

#include "lib/x509/certificate.h"

namespace accord::path {

/// What a trust anchor without a certificate limits (RFC 5914, 2.4 and 2.5; RFC 5937, 3.2).
struct AnchorConstraints {
  std::vector<der::Oid> policies{};  ///< none: any
  x509::PolicyConstraints policy_constraints{};
  std::optional<std::uint32_t> inhibit_any_policy{};
  std::optional<x509::NameConstraints> name_constraints{};
  std::optional<std::uint32_t> path_length{};
};

/// A key that is trusted to issue (RFC 5280, 6.1.1 (d)): by its certificate, or by a name and a
/// key; with the period in which it is trusted: without one, the certificate's validity. What the
/// certificate says of being a CA, of path length, key usage, names and policies is applied too
/// (RFC 5937); its signature is not checked. Immutable; copies share it.
class TrustAnchor {
 public:
  explicit TrustAnchor(x509::Certificate certificate,
                       std::optional<time::Interval> trusted = std::nullopt);
  TrustAnchor(x509::Name name, crypto::PublicKey key, AnchorConstraints constraints = {},
              std::optional<time::Interval> trusted = std::nullopt);

  [[nodiscard]] const x509::Name& name() const noexcept;
  [[nodiscard]] const outcome::Result<crypto::PublicKey>& public_key() const;
  [[nodiscard]] der::ByteView spki() const noexcept;
  /// Null when it is known by name and key.
  [[nodiscard]] const x509::Certificate* certificate() const noexcept;
  /// Of an anchor known by name and key; one with a certificate has those of the certificate.
  [[nodiscard]] const AnchorConstraints& constraints() const noexcept;
  /// What the key identifiers of those that it issued are compared with: its certificate's; of a
  /// key alone the usual one (RFC 5280, 4.2.1.2, method 1).
  [[nodiscard]] std::optional<der::Bytes> key_identifier() const;
  /// When it is trusted. Without it: as long as its certificate is valid; a name and a key, always.
  [[nodiscard]] const std::optional<time::Interval>& trusted() const noexcept;
  /// As the thing that a finding is about.
  [[nodiscard]] outcome::About about() const;
  /// The same for copies only.
  [[nodiscard]] const void* identity() const noexcept { return state_.get(); }
  /// The same name and the same key: the same entity as far as paths are concerned.
  [[nodiscard]] bool is(const x509::Certificate& certificate) const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

}  // namespace accord::path
