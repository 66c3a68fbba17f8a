#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ca/answer.h"
#include "ca/registry.h"
#include "ca/request.h"
#include "lib/crypto/signer.h"

namespace accord::ca {

/// A certification authority that has its certificate, as it stands in the registry. Its name, key,
/// place below a root and whether it is a rehearsal are set when it is founded and never change.
class Authority {
 public:
  [[nodiscard]] std::int64_t id() const noexcept { return id_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] bool is_root() const noexcept { return is_root_; }
  /// Only for practice: it may act at times that are not now.
  [[nodiscard]] bool rehearsal() const noexcept { return rehearsal_; }
  [[nodiscard]] const x509::Certificate& certificate() const noexcept { return certificate_; }
  [[nodiscard]] const crypto::PublicKey& key() const noexcept { return key_; }
  /// Where it publishes its certificate and CRL.
  [[nodiscard]] const Urls& urls() const noexcept { return urls_; }
  /// Since when its own certificate is revoked; it issues nothing from then on but CRLs.
  [[nodiscard]] const std::optional<time::Instant>& revoked() const noexcept { return revoked_; }

 private:
  friend outcome::Result<Authority> open_authority(Registry& registry, std::string_view name);
  Authority(x509::Certificate certificate, crypto::PublicKey key) noexcept
      : certificate_(std::move(certificate)), key_(std::move(key)) {}

  std::int64_t id_{};
  std::string name_;
  bool is_root_{};
  bool rehearsal_{};
  x509::Certificate certificate_;
  crypto::PublicKey key_;
  Urls urls_;
  std::optional<time::Instant> revoked_;
};

/// The authority of that name. Errors: `ca_authority_unknown`, `ca_authority_unfinished` (its
/// certificate was never signed), the store's.
[[nodiscard]] outcome::Result<Authority> open_authority(Registry& registry, std::string_view name);

/// One line of a list of authorities.
struct AuthorityLine {
  std::string name;
  bool is_root{};
  bool rehearsal{};
  bool has_certificate{};
  time::Instant founded;
  std::optional<time::Instant> revoked{};  ///< since when its own certificate is
};
/// All authorities in order of founding. Errors: the store's.
[[nodiscard]] outcome::Result<std::vector<AuthorityLine>> list_authorities(Registry& registry);

/// An authority to be founded.
struct NewAuthority {
  std::string name;       ///< letters, digits, '-', '_' and '.', at most 64; unique in the registry
  SubjectFields subject;  ///< of its certificate: country, organization, commonName;
                          ///< organizationIdentifier when it has one
  Urls urls;
  Days validity{};
};

/// Founds a root: records it, issues its self-signed certificate (profile root-ca). A rehearsal
/// root may act at times that are not now, and so may everything below it; this never changes.
/// Errors: `ca_name_malformed`, `ca_authority_exists`, `ca_key_in_use`, the rule of time, those of
/// `issue`.
[[nodiscard]] Answer<Authority> found_root(Registry& registry, const NewAuthority& wanted,
                                           bool rehearsal, crypto::Signer& key, const Act& act);

/// Founds an issuing authority below a root, whose key signs its certificate (profile issuing-ca).
/// It is a rehearsal when the root is. `key` is the new authority's own. Errors: as above.
[[nodiscard]] Answer<Authority> found_issuing(Registry& registry, const Authority& root,
                                              crypto::Signer& root_key, const NewAuthority& wanted,
                                              const crypto::PublicKey& key, const Act& act);

}  // namespace accord::ca
