#pragma once

#include <optional>
#include <string>

#include "lib/crypto/digest.h"
#include "lib/time/instant.h"
#include "lib/xmldsig/structure.h"

namespace accord::xmldsig {

/// SigningCertificate or SigningCertificateV2: which certificate the signer names.
struct CertificateReference {
  xml::Element element;
  bool v2{};
  crypto::DigestAlgorithm digest_algorithm{};
  der::Bytes digest;                         ///< of the certificate's DER
  std::optional<std::string> issuer_name;    ///< v1: text in some RFC 4514 spelling
  std::optional<std::string> serial_number;  ///< v1: decimal
  std::optional<der::Bytes> issuer_serial;   ///< v2: DER of IssuerSerial
};

/// What the signed properties say.
struct SignedProperties {
  xml::Element signing_time_element;
  time::Instant signing_time{};
  CertificateReference certificate;
};

/// Reads the signed properties (ETSI EN 319 132-1, 4.3.4, 4.3.5, 5.2; baseline B: 6.3). Findings:
/// `signature_structure`, `signature_time_missing`, `time_malformed`, `time_without_zone`,
/// `signature_certificate_not_bound`, `signature_algorithm_unknown`, `base64_malformed`,
/// `signature_property_unknown`, `signature_policy_not_processed`, `signature_data_object_format`.
/// `document_reference` is the reference to the document: DataObjectFormat must name it.
[[nodiscard]] std::optional<SignedProperties> read_signed_properties(
    const SignatureParts& parts, const xml::Element& document_reference,
    outcome::Findings& findings);

}  // namespace accord::xmldsig
