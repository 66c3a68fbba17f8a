#pragma once

#include "ca/authority.h"

namespace accord::ca {

/// A certificate that was issued and recorded.
struct Issued {
  std::int64_t record{};  ///< its row in the registry
  x509::Certificate certificate;
};

/// Issues a certificate, in the order that never loses one:
///  1 checks the request and the time;
///  2 draws a serial number, builds what is to be signed, lints it: a token that can be signed
///  once; 3 in ONE transaction reserves the serial number (the registry's UNIQUE constraint is the
///  judge, nothing is read first) and records
///    the to-be-signed bytes, the status "intended" and the event; a serial number that was taken
///    leads back to 2;
///  4 signs with the token;
///  5 compares what was signed with what was linted, and checks the signature;
///  6 records the certificate, the status "issued" and the event.
/// Nothing is signed before 3 is on the disk, and nothing is handed out before 6 is: a crash at any
/// place leaves a record of everything that may exist. `unfinished` (unfinished.h) lists what
/// stopped between 3 and 6.
///
/// Errors: those of `check_request` and `lint_certificate`; `ca_signer_mismatch` (another key),
/// `ca_authority_revoked`, `ca_time_not_now`, `ca_time_backwards`, `ca_serial_collisions`,
/// `signing_failed`, `ca_signed_bytes_differ`, `signature_wrong`, the store's.
[[nodiscard]] Answer<Issued> issue(Registry& registry, const Authority& authority,
                                   crypto::Signer& signer, const IssueRequest& request,
                                   const Act& act);

/// A self-signed certificate that belongs to no authority: a scheme operator's list signer (profile
/// list-signer). The same checks and lint, no records. Errors: as above.
[[nodiscard]] Answer<x509::Certificate> issue_self_signed(const IssueRequest& request,
                                                          crypto::Signer& signer, time::Instant at);

}  // namespace accord::ca
