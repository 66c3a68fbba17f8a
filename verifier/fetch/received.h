#pragma once

#include "verifier/fetch/planner.h"

namespace accord::fetch {

/// What was got from one address, read. It is material and nothing more: nothing of it is trusted.
struct Received {
  std::vector<x509::Certificate> certificates;
  std::vector<x509::Crl> crls;
  std::vector<x509::OcspResponse> ocsp;
};

/// Reads what was got as the kind of thing that was asked for, whatever the server called it.
/// Certificates: one in DER, any number in PEM, or a "certs-only" CMS message in either (RFC 5280,
/// 4.2.2.1, which knows DER only; PEM is in use). CRLs: DER or PEM. OCSP response: DER. Errors:
/// those of the readers.
[[nodiscard]] outcome::Result<Received> read(Kind kind, der::ByteView bytes);

/// Adds it, without what is there already.
void add(Received received, path::Material& material);

}  // namespace accord::fetch
