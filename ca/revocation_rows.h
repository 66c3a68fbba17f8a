#pragma once

#include "ca/event.h"
#include "lib/x509/crl.h"

namespace accord::ca {

/// What is written of a revocation. Only sources of this folder include this header.
struct NewRevocation {
  std::int64_t authority{};
  std::int64_t record{};  ///< the certificate's row
  der::SerialNumber serial;
  x509::RevocationReason reason{};
  std::optional<time::Instant> invalidity_date{};
};

/// Writes the revocation, the certificate's status and the event; part of the transaction that is
/// open. Errors: the store's.
[[nodiscard]] outcome::Result<void> add_revocation(Registry& registry,
                                                   const NewRevocation& revocation, EventKind kind,
                                                   const Act& act);

}  // namespace accord::ca
