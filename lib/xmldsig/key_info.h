#pragma once

#include <optional>
#include <vector>

#include "lib/x509/certificate.h"
#include "lib/xmldsig/properties.h"

namespace accord::xmldsig {

/// Reads the certificates in a KeyInfo ("no element" when absent), the one that the signed
/// properties name first. KeyInfo itself is not signed: only that digest ties a certificate to the
/// signature (ETSI EN 319 102-1, 5.2.3), so no certificate that it does not name is ever used.
/// KeyInfo may hold X509Data, and a KeyValue that must be the certificate's own key; anything else
/// is refused. The names and numbers beside a certificate are not read. Findings:
/// `signature_certificate_missing`, `signature_certificate_digest_wrong`,
/// `signature_certificate_unreadable`, `signature_key_value_differs`, `signature_structure`,
/// `base64_malformed`, those of the signing certificate and its key.
[[nodiscard]] std::vector<x509::Certificate> read_certificates(const xml::Element& signature,
                                                               const xml::Element& key_info,
                                                               const CertificateReference& signing,
                                                               outcome::Findings& findings);

/// Compares the issuer and serial number that the signed properties give with the certificate's
/// (ETSI EN 319 132-1, 5.2.2). They bind nothing: the digest does. Finding:
/// `signature_certificate_name_differs`.
void compare_issuer_serial(const CertificateReference& signing,
                           const x509::Certificate& certificate, outcome::Findings& findings);

}  // namespace accord::xmldsig
