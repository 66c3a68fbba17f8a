#pragma once

#include "ca/authority.h"

namespace accord::ca {

/// An authority as its row says, with or without its certificate. Only sources of this folder
/// include this header.
struct AuthorityRow {
  std::int64_t id{};
  std::string name;
  bool is_root{};
  bool rehearsal{};
  der::Bytes spki;
  der::Bytes certificate;                ///< DER; empty while it has none
  std::optional<time::Instant> revoked;  ///< since when its certificate is
  Urls urls;
};

/// Errors: `ca_authority_unknown`, the store's.
[[nodiscard]] outcome::Result<AuthorityRow> find_authority(Registry& registry,
                                                           std::string_view name);
[[nodiscard]] outcome::Result<AuthorityRow> find_authority(Registry& registry, std::int64_t id);

}  // namespace accord::ca
