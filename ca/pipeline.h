#pragma once

#include "ca/event.h"
#include "ca/issue.h"
#include "ca/lint.h"

namespace accord::ca {

// The steps of issuing, for issue.cc, authority.cc and unfinished.cc; see issue.h for their order.
// Later, many certificates will share the transactions of steps 3 and 6. Only sources of this
// folder include this header.

/// A certificate that is linted and not yet recorded.
struct Prepared {
  Linted token;
  der::SerialNumber serial;
  std::string profile;
  x509::Name subject;
  time::Instant not_before, not_after;
};

/// The row of an authority that is founded together with its certificate.
struct Founding {
  const NewAuthority* wanted;
  bool rehearsal;
  std::optional<std::int64_t> parent;
  const crypto::PublicKey* key;
};

/// Who issues, for the records. While a root is founded it has no row yet.
struct Signatory {
  std::int64_t authority{};
  bool rehearsal{};
  Issuer issuer;
};
[[nodiscard]] Signatory signatory_of(const Authority& authority, const crypto::Signer& signer);

/// A serial number of 16 bytes with 126 random bits, positive and never shorter (ETSI EN 319
/// 412-2, 4.2.1; CA/Browser Forum 7.1).
[[nodiscard]] der::SerialNumber draw_serial(const Hooks& hooks = {});

/// Step 2.
[[nodiscard]] Answer<Prepared> prepare(const der::SerialNumber& serial, const IssueRequest& request,
                                       const Issuer& issuer, time::Instant at);

/// Step 3; the row of the certificate. Errors: `store_conflict` when the serial number is taken,
/// the rule of time, the store's.
[[nodiscard]] outcome::Result<std::int64_t> record_intent(Registry& registry,
                                                          const Prepared& prepared,
                                                          const Signatory& signatory,
                                                          const Act& act, const Founding* founding);

/// Steps 2 and 3, again with another serial number when one is taken. Errors: as above,
/// `ca_serial_collisions`.
struct Intended {
  std::int64_t record;
  Linted token;
};
[[nodiscard]] Answer<Intended> intend(Registry& registry, const IssueRequest& request,
                                      const Signatory& signatory, const Act& act,
                                      const Founding* founding);

/// Steps 4 to 6. Errors: those of signing and comparing, the store's.
[[nodiscard]] Answer<Issued> complete(Registry& registry, std::int64_t record, Linted token,
                                      crypto::Signer& signer, const Act& act);

/// Whether this is the authority's key: `ca_signer_mismatch`.
[[nodiscard]] outcome::Result<void> check_signer(const crypto::PublicKey& expected,
                                                 const crypto::Signer& signer);

}  // namespace accord::ca
