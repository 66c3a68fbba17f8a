#pragma once

#include <string>
#include <vector>

#include "lib/x509/crl.h"

namespace accord::fetch {

/// Addresses of one thing: any one will do.
using Alternatives = std::vector<std::string>;

/// Where certificates of the issuer are (RFC 5280, 4.2.2.1: id-ad-caIssuers). Each may have others.
[[nodiscard]] std::vector<std::string> issuers_of(const x509::Certificate& certificate);
/// The same of a CRL's issuer (5.2.7).
[[nodiscard]] std::vector<std::string> issuers_of(const x509::Crl& crl);

/// OCSP responders for the certificate (4.2.2.1: id-ad-ocsp).
[[nodiscard]] Alternatives responders_of(const x509::Certificate& certificate);

/// CRLs that cover the certificate, delta CRLs among them (4.2.1.13, 4.2.1.15), one for each
/// distribution point: "each name describes a different mechanism to obtain the same CRL".
[[nodiscard]] std::vector<Alternatives> lists_of(const x509::Certificate& certificate);
/// Delta CRLs of a full CRL (5.2.6).
[[nodiscard]] std::vector<Alternatives> deltas_of(const x509::Crl& crl);

}  // namespace accord::fetch
