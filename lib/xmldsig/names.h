#pragma once

#include <string_view>

#include "lib/xml/document.h"

namespace accord::xmldsig {

/// XML Signature Syntax and Processing, namespace and elements.
namespace ds {
inline constexpr std::string_view ns = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr xml::QName signature{ns, "Signature"};
inline constexpr xml::QName signed_info{ns, "SignedInfo"};
inline constexpr xml::QName canonicalization_method{ns, "CanonicalizationMethod"};
inline constexpr xml::QName signature_method{ns, "SignatureMethod"};
inline constexpr xml::QName signature_value{ns, "SignatureValue"};
inline constexpr xml::QName reference{ns, "Reference"};
inline constexpr xml::QName transforms{ns, "Transforms"};
inline constexpr xml::QName transform{ns, "Transform"};
inline constexpr xml::QName digest_method{ns, "DigestMethod"};
inline constexpr xml::QName digest_value{ns, "DigestValue"};
inline constexpr xml::QName key_info{ns, "KeyInfo"};
inline constexpr xml::QName key_value{ns, "KeyValue"};
inline constexpr xml::QName rsa_key_value{ns, "RSAKeyValue"};
inline constexpr xml::QName modulus{ns, "Modulus"};
inline constexpr xml::QName exponent{ns, "Exponent"};
inline constexpr xml::QName x509_data{ns, "X509Data"};
inline constexpr xml::QName x509_certificate{ns, "X509Certificate"};
inline constexpr xml::QName x509_issuer_serial{ns, "X509IssuerSerial"};
inline constexpr xml::QName x509_issuer_name{ns, "X509IssuerName"};
inline constexpr xml::QName x509_serial_number{ns, "X509SerialNumber"};
inline constexpr xml::QName x509_subject_name{ns, "X509SubjectName"};
inline constexpr xml::QName x509_ski{ns, "X509SKI"};
inline constexpr xml::QName object{ns, "Object"};
inline constexpr std::string_view enveloped_signature =
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
}  // namespace ds

/// XML Signature 1.1: elliptic-curve keys.
namespace ds11 {
inline constexpr std::string_view ns = "http://www.w3.org/2009/xmldsig11#";
inline constexpr xml::QName ec_key_value{ns, "ECKeyValue"};
inline constexpr xml::QName named_curve{ns, "NamedCurve"};
inline constexpr xml::QName public_key{ns, "PublicKey"};
}  // namespace ds11

/// Exclusive XML Canonicalization's parameter.
namespace exclusive {
inline constexpr std::string_view ns = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr xml::QName inclusive_namespaces{ns, "InclusiveNamespaces"};
}  // namespace exclusive

/// XAdES 1.3.2 (ETSI TS 101 903, ETSI EN 319 132-1): both standards use this namespace.
namespace xades {
inline constexpr std::string_view ns = "http://uri.etsi.org/01903/v1.3.2#";
inline constexpr std::string_view ns_v141 = "http://uri.etsi.org/01903/v1.4.1#";
inline constexpr std::string_view signed_properties_type =
    "http://uri.etsi.org/01903#SignedProperties";
inline constexpr xml::QName qualifying_properties{ns, "QualifyingProperties"};
inline constexpr xml::QName signed_properties{ns, "SignedProperties"};
inline constexpr xml::QName unsigned_properties{ns, "UnsignedProperties"};
inline constexpr xml::QName signed_signature_properties{ns, "SignedSignatureProperties"};
inline constexpr xml::QName signed_data_object_properties{ns, "SignedDataObjectProperties"};
inline constexpr xml::QName unsigned_signature_properties{ns, "UnsignedSignatureProperties"};
inline constexpr xml::QName signing_time{ns, "SigningTime"};
inline constexpr xml::QName signing_certificate{ns, "SigningCertificate"};
inline constexpr xml::QName signing_certificate_v2{ns, "SigningCertificateV2"};
inline constexpr xml::QName cert{ns, "Cert"};
inline constexpr xml::QName cert_digest{ns, "CertDigest"};
inline constexpr xml::QName issuer_serial{ns, "IssuerSerial"};
inline constexpr xml::QName issuer_serial_v2{ns, "IssuerSerialV2"};
inline constexpr xml::QName signature_policy_identifier{ns, "SignaturePolicyIdentifier"};
inline constexpr xml::QName signature_policy_implied{ns, "SignaturePolicyImplied"};
inline constexpr xml::QName signature_policy_id{ns, "SignaturePolicyId"};
inline constexpr xml::QName sig_policy_id{ns, "SigPolicyId"};
inline constexpr xml::QName identifier{ns, "Identifier"};
inline constexpr xml::QName signature_production_place{ns, "SignatureProductionPlace"};
inline constexpr xml::QName signature_production_place_v2{ns, "SignatureProductionPlaceV2"};
inline constexpr xml::QName signer_role{ns, "SignerRole"};
inline constexpr xml::QName signer_role_v2{ns, "SignerRoleV2"};
inline constexpr xml::QName data_object_format{ns, "DataObjectFormat"};
inline constexpr xml::QName mime_type{ns, "MimeType"};
inline constexpr xml::QName commitment_type_indication{ns, "CommitmentTypeIndication"};
inline constexpr xml::QName all_data_objects_time_stamp{ns, "AllDataObjectsTimeStamp"};
inline constexpr xml::QName individual_data_objects_time_stamp{ns,
                                                               "IndividualDataObjectsTimeStamp"};
}  // namespace xades

}  // namespace accord::xmldsig
