#pragma once

#include "lib/crypto/signer.h"
#include "lib/x509/crl.h"

namespace accord::x509 {

/// An extension to be written: `value` is the DER inside the OCTET STRING.
struct NewExtension {
  der::Oid id;
  bool critical{};
  der::Bytes value;
};

// Encoders of extension values.
[[nodiscard]] der::Bytes write_basic_constraints(const BasicConstraints& value);
[[nodiscard]] der::Bytes write_key_usage(KeyUsage value);
[[nodiscard]] der::Bytes write_extended_key_usage(const std::vector<der::Oid>& purposes);
[[nodiscard]] der::Bytes write_key_identifier(der::ByteView identifier);
[[nodiscard]] der::Bytes write_authority_key_identifier(der::ByteView key_identifier);
[[nodiscard]] der::Bytes write_certificate_policies(const std::vector<der::Oid>& policies);
[[nodiscard]] der::Bytes write_crl_distribution_points(const std::vector<std::string>& uris);
[[nodiscard]] der::Bytes write_authority_information_access(
    const std::vector<std::string>& ca_issuers, const std::vector<std::string>& ocsp);
/// QcCompliance, QcSSCD, QcType, QcPDS, QcCClegislation, retention as set in `value` (the member
/// `all` is ignored).
[[nodiscard]] der::Bytes write_qc_statements(const QcStatements& value);

/// Everything in a to-be-signed certificate (version 3).
struct CertificateContent {
  der::SerialNumber serial;
  crypto::SignatureAlgorithm algorithm;
  Name issuer, subject;
  time::Instant not_before, not_after;
  der::Bytes spki;
  std::vector<NewExtension> extensions;
};
[[nodiscard]] der::Bytes write_tbs_certificate(const CertificateContent& content);

/// Everything in a to-be-signed CRL (version 2); entries are written in the order given.
struct CrlContent {
  crypto::SignatureAlgorithm algorithm;
  Name issuer;
  time::Instant this_update, next_update;
  std::vector<RevokedEntry> entries;
  std::vector<NewExtension> extensions;
};
[[nodiscard]] der::Bytes write_tbs_crl(const CrlContent& content);
[[nodiscard]] der::Bytes write_crl_number(std::uint64_t number);

/// SEQUENCE { tbs, algorithm, signature }: what X.509 calls SIGNED. Errors: the signer's.
[[nodiscard]] outcome::Result<der::Bytes> sign_tbs(der::ByteView tbs, crypto::Signer& signer);

/// A PKCS#10 request (RFC 2986), signature checked when read: proof of possession of the key.
struct CertificationRequest {
  Name subject;
  der::Bytes spki;
};
/// DER or PEM ("CERTIFICATE REQUEST"). Errors: `request_malformed`, `request_signature_wrong`, DER
/// errors.
[[nodiscard]] outcome::Result<CertificationRequest> read_request(der::ByteView file);
[[nodiscard]] outcome::Result<der::Bytes> write_request(const Name& subject,
                                                        crypto::Signer& signer);

}  // namespace accord::x509
