#pragma once

#include "lib/x509/crl.h"

namespace accord::x509 {

/// What a "certs-only" CMS message holds: SignedData that signs nothing (RFC 5652, 5.1; RFC 5280,
/// 4.2.2.1 has caIssuers lead to one). Nothing in it is vouched for by being in it.
struct CertificateBag {
  std::vector<Certificate> certificates;
  std::vector<Crl> crls;
};

/// Reads one in DER: version 1, no digest algorithms, no content, no signers. Every certificate and
/// CRL in it must be readable.
///
/// Different from DER: certificates and CRLs stand in any order, since programs in use do not sort
/// these SETs, and RFC 5652 asks for DER only of what is signed.
///
/// Errors: `certificate_none` when it is another kind of message, DER errors, those of the
/// certificates and CRLs.
[[nodiscard]] outcome::Result<CertificateBag> read_certificate_bag(der::ByteView der);

}  // namespace accord::x509
