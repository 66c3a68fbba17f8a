#pragma once

#include "ca/issue.h"

namespace accord::ca {

/// A certificate that was recorded, and may have been signed, but was not stored: the program
/// stopped in between.
struct Intent {
  std::int64_t record{};
  std::string authority;
  der::SerialNumber serial;
  std::string profile;
  std::string subject;
  time::Instant not_before;
  std::string founds{};  ///< the authority that was being founded by it; empty for any other
};

/// Every intent, oldest first; to be asked when a program starts that issues. Each is to be
/// finished or abandoned. Errors: the store's.
[[nodiscard]] outcome::Result<std::vector<Intent>> unfinished(Registry& registry);

/// Signs what was recorded, after it is linted again, and stores it: steps 4 to 6 of `issue`.
/// `act.at` is the time of finishing; the certificate's own times stay as they were recorded.
/// Errors: `ca_intent_unknown`, those of `issue`.
[[nodiscard]] Answer<Issued> finish(Registry& registry, std::int64_t record, crypto::Signer& signer,
                                    const Act& act);

/// Gives it up, without the key: a signature may have been made and seen, so it is revoked, stands
/// on every CRL from now on, and the record says that it was never finished. An authority that was
/// being founded stays without a certificate, and gives its name back: in the records it is called
/// "NAME (abandoned N)". Errors: `ca_intent_unknown`, the
/// rule of time, the store's.
[[nodiscard]] outcome::Result<void> abandon(Registry& registry, std::int64_t record,
                                            const Act& act);

}  // namespace accord::ca
