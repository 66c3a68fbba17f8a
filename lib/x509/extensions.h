#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/x509/name.h"

namespace accord::x509 {

/// One extension as it stands (RFC 5280, 4.2).
struct Extension {
  der::Oid id;
  bool critical{};
  der::ByteView value;  ///< content of the OCTET STRING; a view into the certificate
};

/// Extension identifiers.
namespace extension {
extern const der::Oid basic_constraints, key_usage, extended_key_usage, subject_key_identifier,
    authority_key_identifier, subject_alternative_name, issuer_alternative_name,
    certificate_policies, policy_mappings, policy_constraints, inhibit_any_policy, name_constraints,
    crl_distribution_points, freshest_crl, authority_information_access, qc_statements, crl_number,
    delta_crl_indicator, issuing_distribution_point, reason_code, invalidity_date,
    certificate_issuer, ocsp_no_check, private_key_usage_period, expired_certs_on_crl;

/// "keyUsage": the name that the standards and the findings use; dotted numbers for an extension
/// that is not in the list above.
[[nodiscard]] std::string name_of(const der::Oid& id);
}  // namespace extension

struct BasicConstraints {
  bool ca{};
  std::optional<std::uint32_t> path_length;
};

/// Bits of KeyUsage (RFC 5280, 4.2.1.3); bit n is 1 << n.
enum class KeyUsageBit : std::uint8_t {
  digital_signature,
  content_commitment,
  key_encipherment,
  data_encipherment,
  key_agreement,
  key_cert_sign,
  crl_sign,
  encipher_only,
  decipher_only
};
class KeyUsage {
 public:
  constexpr KeyUsage() = default;
  constexpr explicit KeyUsage(std::uint16_t bits) noexcept : bits_(bits) {}
  [[nodiscard]] constexpr bool has(KeyUsageBit bit) const noexcept {
    return ((bits_ >> static_cast<unsigned>(bit)) & 1U) != 0;
  }
  [[nodiscard]] constexpr KeyUsage with(KeyUsageBit bit) const noexcept {
    return KeyUsage(static_cast<std::uint16_t>(bits_ | (1U << static_cast<unsigned>(bit))));
  }
  [[nodiscard]] constexpr std::uint16_t bits() const noexcept { return bits_; }

 private:
  std::uint16_t bits_ = 0;
};

struct AuthorityKeyIdentifier {
  std::optional<der::Bytes> key_identifier;
  std::optional<Name> issuer;  ///< the first directoryName
  std::optional<der::SerialNumber> serial;
};

/// GeneralName kinds (RFC 5280, 4.2.1.6) by their tag number.
enum class GeneralNameKind : std::uint8_t {
  other,
  email,
  dns,
  x400,
  directory,
  edi,
  uri,
  ip,
  registered_id
};
struct GeneralName {
  GeneralNameKind kind{};
  std::string text;          ///< e-mail, DNS, URI
  der::Bytes der;            ///< content octets for the other kinds (IP: address octets)
  std::optional<Name> name;  ///< directory
};

struct PolicyInformation {
  der::Oid policy;
  der::Bytes qualifiers;  ///< DER of the SEQUENCE of qualifiers; empty when there are none
};

struct DistributionPoint {
  std::vector<GeneralName> full_name;
  std::optional<der::Bytes>
      relative_name;                     ///< DER of the RelativeDistinguishedName, with the tag SET
  std::optional<std::uint16_t> reasons;  ///< ReasonFlags, bit n is 1 << n
  std::vector<GeneralName> crl_issuer;
};

/// NameConstraints (RFC 5280, 4.2.1.10): the bases of the subtrees. An IP address is the address
/// and the mask behind it, 8 or 32 octets in all.
struct NameConstraints {
  std::vector<GeneralName> permitted, excluded;
  /// Some subtree has a minimum over 0 or a maximum, which RFC 5280 does not use and which nobody
  /// has given a meaning: whoever obeys the constraints must refuse.
  bool has_distances = false;
};

struct PolicyMapping {
  der::Oid issuer_domain, subject_domain;
};

/// PolicyConstraints (RFC 5280, 4.2.1.11), in certificates to skip.
struct PolicyConstraints {
  std::optional<std::uint32_t> require_explicit_policy, inhibit_policy_mapping;
};

struct AccessDescription {
  der::Oid method;
  GeneralName location;
};

/// One QCStatement (RFC 3739, 3.2.6; ETSI EN 319 412-5).
struct QcStatement {
  der::Oid id;
  std::optional<der::Bytes> info;  ///< DER of statementInfo
};
struct QcPds {
  std::string url, language;
};

/// The QC statements, with those of EN 319 412-5 read out.
struct QcStatements {
  std::vector<QcStatement> all;
  bool compliance{};                             ///< QcCompliance 0.4.0.1862.1.1
  bool sscd{};                                   ///< QcSSCD .4
  std::vector<der::Oid> types;                   ///< QcType .6
  std::vector<std::string> legislation;          ///< QcCClegislation .7, ISO 3166-1 alpha-2
  std::optional<std::uint32_t> retention_years;  ///< .3
  std::vector<QcPds> pds;                        ///< .5
};
namespace qc {
extern const der::Oid compliance, limit_value, retention_period, sscd, pds, type, legislation,
    type_esign, type_eseal, type_web;
}

// Decoders of extension values: the whole value is read, strictly. Errors: `extension_malformed`
// with the extension's name, what is wrong and where in the value ("keyUsage, byte 0").
//
// Stricter than most readers, as RFC 5280 has it: lists that must not be empty are not, a policy
// stands once, at least one key usage bit is set, a distribution point has a name or an issuer,
// issuer and serial number of an authority key identifier stand together, an IP address has 4 or 16
// octets. Different from it: counts over 2^32-1 are read as that; URIs, DNS names and e-mail
// addresses are any ASCII text (what they are good for is decided where they are used); policy
// qualifiers are kept as they are.
[[nodiscard]] outcome::Result<BasicConstraints> read_basic_constraints(der::ByteView value);
[[nodiscard]] outcome::Result<KeyUsage> read_key_usage(der::ByteView value);
[[nodiscard]] outcome::Result<std::vector<der::Oid>> read_extended_key_usage(der::ByteView value);
[[nodiscard]] outcome::Result<der::Bytes> read_key_identifier(der::ByteView value);
[[nodiscard]] outcome::Result<AuthorityKeyIdentifier> read_authority_key_identifier(
    der::ByteView value);
[[nodiscard]] outcome::Result<std::vector<GeneralName>> read_general_names(der::ByteView value);
[[nodiscard]] outcome::Result<std::vector<PolicyInformation>> read_certificate_policies(
    der::ByteView value);
[[nodiscard]] outcome::Result<std::vector<DistributionPoint>> read_distribution_points(
    der::ByteView value);
[[nodiscard]] outcome::Result<std::vector<DistributionPoint>> read_freshest_crl(
    der::ByteView value);
[[nodiscard]] outcome::Result<std::vector<AccessDescription>> read_authority_information_access(
    der::ByteView value);
[[nodiscard]] outcome::Result<QcStatements> read_qc_statements(der::ByteView value);
[[nodiscard]] outcome::Result<NameConstraints> read_name_constraints(der::ByteView value);
[[nodiscard]] outcome::Result<std::vector<PolicyMapping>> read_policy_mappings(der::ByteView value);
[[nodiscard]] outcome::Result<PolicyConstraints> read_policy_constraints(der::ByteView value);
[[nodiscard]] outcome::Result<std::uint32_t> read_inhibit_any_policy(der::ByteView value);

}  // namespace accord::x509
