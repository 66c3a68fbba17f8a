#include "lib/xmldsig/properties.h"

#include <algorithm>
#include <array>

#include "lib/xmldsig/names.h"
#include "lib/xmldsig/references.h"
#include "lib/xmldsig/shape.h"

namespace accord::xmldsig {
namespace {

using outcome::FindingId;
using outcome::Findings;

/// SignedSignatureProperties, in the order of the schema (EN 319 132-1, 4.3.4).
constexpr std::array<xml::QName, 8> signature_property_names{xades::signing_time,
                                                             xades::signing_certificate,
                                                             xades::signing_certificate_v2,
                                                             xades::signature_policy_identifier,
                                                             xades::signature_production_place,
                                                             xades::signature_production_place_v2,
                                                             xades::signer_role,
                                                             xades::signer_role_v2};

/// Each known property at most once and in order; the schema allows properties of other namespaces
/// after them, and what those ask for is not known here.
bool signature_properties_fit(const xml::Element& properties, Findings& findings) {
  std::size_t next = 0;
  for (auto child = properties.first_child(); child; child = child.next_sibling()) {
    const auto* known =
        std::find(signature_property_names.begin(), signature_property_names.end(), child.name());
    if (known == signature_property_names.end()) {
      // The first one is enough to leave the verdict open.
      if (next <= signature_property_names.size()) {
        findings.add(FindingId::signature_property_unknown, child.about(),
                     {{"element", std::string(child.name().local)}});
      }
      next = signature_property_names.size() + 1;
      continue;
    }
    const auto place = static_cast<std::size_t>(known - signature_property_names.begin());
    if (place < next) {
      report_structure(
          properties,
          "the element \"" + std::string(child.name().local) + "\" is repeated or not in its place",
          findings);
      return false;
    }
    next = place + 1;
  }
  return true;
}

std::optional<CertificateReference> read_cert(const xml::Element& cert, bool v2,
                                              Findings& findings) {
  const bool fits =
      v2 ? has_shape(cert, {{xades::cert_digest}, {xades::issuer_serial_v2, 0}}, {"URI"}, findings)
         : has_shape(cert, {{xades::cert_digest}, {xades::issuer_serial}}, {"URI"}, findings);
  const auto cert_digest = cert.child(xades::cert_digest);
  if (!fits || !has_shape(cert_digest, {{ds::digest_method}, {ds::digest_value}}, {}, findings)) {
    return std::nullopt;
  }
  CertificateReference reference;
  reference.element = cert;
  reference.v2 = v2;
  const auto algorithm = read_digest_method(cert_digest.child(ds::digest_method), findings);
  auto digest = leaf_bytes(cert_digest.child(ds::digest_value), {}, findings);
  if (!algorithm || !digest) return std::nullopt;
  reference.digest_algorithm = *algorithm;
  reference.digest = std::move(*digest);
  if (const auto serial_v2 = cert.child(xades::issuer_serial_v2)) {
    reference.issuer_serial = leaf_bytes(serial_v2, {}, findings);
    if (!reference.issuer_serial) return std::nullopt;
  }
  if (const auto serial = cert.child(xades::issuer_serial)) {
    if (!has_shape(serial, {{ds::x509_issuer_name}, {ds::x509_serial_number}}, {}, findings)) {
      return std::nullopt;
    }
    reference.issuer_name = leaf_text(serial.child(ds::x509_issuer_name), {}, findings);
    reference.serial_number = leaf_text(serial.child(ds::x509_serial_number), {}, findings);
    if (!reference.issuer_name || !reference.serial_number) return std::nullopt;
  }
  return reference;
}

/// Exactly one of the two forms, with exactly one certificate: which of several the signer used is
/// not left to the reader.
std::optional<CertificateReference> read_certificate(const xml::Element& properties,
                                                     Findings& findings) {
  const auto v1 = properties.child(xades::signing_certificate);
  const auto v2 = properties.child(xades::signing_certificate_v2);
  if (!v1 && !v2) {
    findings.add(FindingId::signature_certificate_not_bound, properties.about());
    return std::nullopt;
  }
  if (v1 && v2) {
    report_structure(properties,
                     "it names the certificate twice, as SigningCertificate and as "
                     "SigningCertificateV2",
                     findings);
    return std::nullopt;
  }
  const auto used = v1 ? v1 : v2;
  if (!has_shape(used, {{xades::cert}}, {}, findings)) return std::nullopt;
  return read_cert(used.child(xades::cert), !v1, findings);
}

std::optional<time::Instant> read_time(const xml::Element& properties, Findings& findings) {
  const auto element = properties.child(xades::signing_time);
  if (!element) {
    findings.add(FindingId::signature_time_missing, properties.about());
    return std::nullopt;
  }
  const auto text = leaf_text(element, {}, findings);
  if (!text) return std::nullopt;
  const auto instant = time::parse_xs_date_time(*text);
  if (!instant) {
    add_at(instant.error(), element, findings);
    return std::nullopt;
  }
  return *instant;
}

bool read_policy(const xml::Element& properties, Findings& findings) {
  const auto policy = properties.child(xades::signature_policy_identifier);
  if (!policy) return true;
  const auto id = policy.child(xades::signature_policy_id);
  if (!id) return has_shape(policy, {{xades::signature_policy_implied}}, {}, findings);
  const auto identifier = id.child(xades::sig_policy_id).child(xades::identifier);
  findings.add(FindingId::signature_policy_not_processed, policy.about(),
               {{"policy", identifier ? identifier.trimmed_text() : "(unnamed)"}});
  return true;
}

/// Baseline B asks for the format of each signed document (EN 319 132-1, 6.3); one published list
/// in 30 leaves it out, so its absence weighs little. What the other properties promise or stamp is
/// not read.
bool read_data_object_properties(const SignatureParts& parts, const xml::Element& reference,
                                 Findings& findings) {
  const auto properties = parts.signed_properties.child(xades::signed_data_object_properties);
  if (properties && !has_shape(properties,
                               {{xades::data_object_format, 0, unbounded},
                                {xades::commitment_type_indication, 0, unbounded},
                                {xades::all_data_objects_time_stamp, 0, unbounded},
                                {xades::individual_data_objects_time_stamp, 0, unbounded}},
                               {"Id"}, findings)) {
    return false;
  }
  std::string problem = "it has no DataObjectFormat";
  const auto id = reference.attribute("Id").value_or("");
  for (auto format = properties ? properties.child(xades::data_object_format) : xml::Element{};
       format && format.is(xades::data_object_format); format = format.next_sibling()) {
    const auto object = format.attribute("ObjectReference").value_or("");
    if (id.empty() || object.substr(0, 1) != "#" || object.substr(1) != id) {
      problem = "its DataObjectFormat does not name the reference to the document";
    } else if (!format.child(xades::mime_type)) {
      problem = "its DataObjectFormat has no MimeType";
    } else {
      return true;
    }
  }
  findings.add(FindingId::signature_data_object_format, parts.signed_properties.about(),
               {{"problem", std::move(problem)}});
  return true;
}

}  // namespace

std::optional<SignedProperties> read_signed_properties(const SignatureParts& parts,
                                                       const xml::Element& document_reference,
                                                       Findings& findings) {
  if (!has_shape(parts.signed_properties,
                 {{xades::signed_signature_properties}, {xades::signed_data_object_properties, 0}},
                 {"Id"}, findings)) {
    return std::nullopt;
  }
  const auto properties = parts.signed_properties.child(xades::signed_signature_properties);
  if (!signature_properties_fit(properties, findings) || !read_policy(properties, findings) ||
      !read_data_object_properties(parts, document_reference, findings)) {
    return std::nullopt;
  }
  const auto signing_time = read_time(properties, findings);
  auto certificate = read_certificate(properties, findings);
  if (!signing_time || !certificate) return std::nullopt;
  return SignedProperties{properties.child(xades::signing_time), *signing_time,
                          std::move(*certificate)};
}

}  // namespace accord::xmldsig
