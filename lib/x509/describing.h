#pragma once

#include "lib/x509/decoding.h"
#include "lib/x509/description.h"
#include "lib/x509/extensions.h"

// What the describers of the parts of certificates, CRLs, responses and time-stamps share. Not for
// use outside this module.
namespace accord::x509 {

/// Takes the values of a list that must not be empty, one after the other.
template <typename Read>
[[nodiscard]] outcome::Result<Description> describe_list(der::Reader list, const Read& read) {
  Description all{Description::List{}};
  do {
    outcome::Result<Description> one = read(list);
    if (!one) return one;
    all.push(std::move(*one));
  } while (!list.at_end());
  return all;
}
/// The same of a SEQUENCE OF or SET OF that makes up a whole value.
template <typename Read>
[[nodiscard]] outcome::Result<Description> describe_whole_list(der::ByteView value,
                                                               const Read& read) {
  auto reader = enter_whole(value);
  if (!reader) return outcome::pass_on(reader);
  return describe_list(*reader, read);
}
/// One value that makes up a whole extension value.
template <typename Read>
[[nodiscard]] outcome::Result<Description> describe_single(der::ByteView value, const Read& read) {
  der::Reader reader(value);
  outcome::Result<Description> one = read(reader);
  if (!one) return one;
  if (auto ended = reader.finish(); !ended) return outcome::pass_on(ended);
  return one;
}
/// A value of the reader, as a description.
template <typename T>
[[nodiscard]] outcome::Result<Description> described(outcome::Result<T> result) {
  if (!result) return outcome::pass_on(std::move(result));
  return Description(std::move(*result));
}

/// An INTEGER's content: a number where it is one of 63 bits, else its octets.
[[nodiscard]] Description describe_integer(der::ByteView content);
[[nodiscard]] outcome::Result<Description> read_described_integer(der::Reader& reader,
                                                                  der::Tag tag = der::tag::integer);
/// Strings, identifiers, numbers, truth values and times as what they are; the DER of any other.
[[nodiscard]] Description describe_value(const der::Element& value);
[[nodiscard]] outcome::Result<Description> read_described_value(der::Reader& reader);
/// A value of one of the string types.
[[nodiscard]] outcome::Result<Description> read_described_text(der::Reader& reader);
/// The words of the bits that are set, bit n as 1 << n.
[[nodiscard]] Description describe_bits(std::uint16_t bits,
                                        std::initializer_list<std::string_view> words);

/// {"dns": "x.example"}: one member, whose name says the kind.
[[nodiscard]] Description describe(const GeneralName& name);
[[nodiscard]] Description describe(const std::vector<GeneralName>& names);
[[nodiscard]] outcome::Result<Description> read_described_name(der::Reader& reader);
/// The RelativeDistinguishedName of a distribution point.
[[nodiscard]] Description describe_relative_name(const std::optional<der::Bytes>& rdn);
/// The qualifiers that RFC 5280, 4.2.1.4, defines.
namespace policy_qualifier {
[[nodiscard]] const der::Oid& cps();
[[nodiscard]] const der::Oid& user_notice();
}  // namespace policy_qualifier
/// UserNotice (RFC 5280, 4.2.1.4): each member is optional.
[[nodiscard]] outcome::Result<Description> read_user_notice(der::Reader& reader);
/// ReasonFlags (RFC 5280, 4.2.1.13).
[[nodiscard]] Description describe_reasons(const std::optional<std::uint16_t>& flags);

/// An AlgorithmIdentifier: "algorithm", and "parameters" when there are some beside NULL.
[[nodiscard]] Description describe_algorithm(der::ByteView algorithm);
/// The AlgorithmIdentifier that stands next.
[[nodiscard]] outcome::Result<Description> read_described_algorithm(der::Reader& reader);
/// A SubjectPublicKeyInfo.
[[nodiscard]] Description describe_key(der::ByteView spki);
/// {"algorithm", "parameters", "value"}.
[[nodiscard]] Description describe_signature(der::ByteView algorithm, der::ByteView value);
/// Certificates inside another structure: "subject", "issuer", "serial", "not_before", "not_after",
/// "extensions", "sha256"; or why one cannot be read.
[[nodiscard]] Description describe_inner_certificates(const std::vector<der::ByteView>& encodings);

/// "reason" and "where" of a finding.
[[nodiscard]] Description describe_failure(const outcome::Finding& finding);
/// Every extension: see `describe_extension` (describe.h).
[[nodiscard]] Description describe_extensions(const std::vector<Extension>& extensions);
/// Adds "extensions", the first `most` of them, and how many more there are as
/// "extensions_left_out".
void add_extensions(Description& all, const std::vector<Extension>& extensions, std::size_t most);
/// Adds the octets as "serial"; of a number below zero also what it is as "serial_value".
void add_serial(Description& all, const der::SerialNumber& serial);

// Extension values; errors: `extension_malformed`, whether completed or not, and DER errors.
[[nodiscard]] outcome::Result<Description> describe_policies(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_policy_mappings(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_policy_constraints(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_name_constraints(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_distribution_points(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_freshest_crl(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_issuing_point(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_access(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_authority_key(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_qc_statements(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_sct_list(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_directory_attributes(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_key_period(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_netscape_type(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_template(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_tls_features(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_proxy(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_organization(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_address_blocks(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_system_numbers(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_admission(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_zones(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_ocsp_crl_id(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_service_locator(der::ByteView value);
[[nodiscard]] outcome::Result<Description> describe_cert_hash(der::ByteView value);

/// The Attribute that stands next (RFC 5280, 4.2.1.8): {"type", "values"}, the values in any order.
[[nodiscard]] outcome::Result<Description> describe_attribute(der::Reader& list);

}  // namespace accord::x509
