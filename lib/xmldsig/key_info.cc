#include "lib/xmldsig/key_info.h"

#include <fmt/format.h>

#include "lib/xmldsig/issuer_serial.h"
#include "lib/xmldsig/key_value.h"
#include "lib/xmldsig/names.h"
#include "lib/xmldsig/shape.h"

namespace accord::xmldsig {
namespace {

using outcome::FindingId;
using outcome::Findings;

/// Signatures in use carry at most a path of about six; more than this many is work without a
/// purpose.
constexpr std::size_t most_certificates = 100;

struct Encoded {
  xml::Element element;
  der::Bytes der;
};

/// Every X509Certificate of every X509Data, as bytes.
std::optional<std::vector<Encoded>> collect_certificates(const xml::Element& key_info,
                                                         Findings& findings) {
  std::vector<Encoded> all;
  for (const auto& data : key_info.children(ds::x509_data)) {
    if (!has_only(
            data,
            {ds::x509_certificate, ds::x509_issuer_serial, ds::x509_subject_name, ds::x509_ski}, {},
            findings)) {
      return std::nullopt;
    }
    for (const auto& element : data.children(ds::x509_certificate)) {
      if (all.size() == most_certificates) {
        report_structure(
            key_info, fmt::format("it has more than {} certificates", most_certificates), findings);
        return std::nullopt;
      }
      auto der = leaf_bytes(element, {}, findings);
      if (!der) return std::nullopt;
      all.push_back({element, std::move(*der)});
    }
  }
  return all;
}

bool is_named(const CertificateReference& signing, const Encoded& certificate) {
  return crypto::digest(signing.digest_algorithm, certificate.der).matches(signing.digest);
}

/// The one that the signed digest names, first; then the others that can be read.
std::vector<x509::Certificate> parse_all(const std::vector<Encoded>& encoded,
                                         const CertificateReference& signing, Findings& findings) {
  std::vector<x509::Certificate> certificates, others;
  for (const auto& one : encoded) {
    const bool is_signing = certificates.empty() && is_named(signing, one);
    auto parsed = x509::Certificate::parse(one.der);
    if (parsed) {
      (is_signing ? certificates : others).push_back(std::move(*parsed));
    } else if (is_signing) {
      add_at(parsed.error(), one.element, findings);
      return {};
    } else {
      findings.add(FindingId::signature_certificate_unreadable, one.element.about(),
                   {{"reason", outcome::message(parsed.error())}});
    }
  }
  if (certificates.empty()) {
    findings.add(FindingId::signature_certificate_digest_wrong, signing.element.about());
    return {};
  }
  certificates.insert(certificates.end(), others.begin(), others.end());
  return certificates;
}

void report_difference(const xml::Element& element, std::string part, std::string given,
                       std::string actual, Findings& findings) {
  findings.add(
      FindingId::signature_certificate_name_differs, element.about(),
      {{"part", std::move(part)}, {"given", std::move(given)}, {"actual", std::move(actual)}});
}

}  // namespace

std::vector<x509::Certificate> read_certificates(const xml::Element& signature,
                                                 const xml::Element& key_info,
                                                 const CertificateReference& signing,
                                                 Findings& findings) {
  if (key_info && !has_only(key_info, {ds::x509_data, ds::key_value}, {"Id"}, findings)) return {};
  const auto encoded = key_info ? collect_certificates(key_info, findings) : std::vector<Encoded>{};
  if (!encoded) return {};
  if (encoded->empty()) {
    findings.add(FindingId::signature_certificate_missing, signature.about());
    return {};
  }
  auto certificates = parse_all(*encoded, signing, findings);
  if (certificates.empty()) return {};
  for (const auto& value : key_info.children(ds::key_value)) {
    Findings unreadable;
    if (key_value_matches(value, certificates.front().spki(), unreadable)) continue;
    if (unreadable.empty()) {
      unreadable.add(FindingId::signature_key_value_differs, value.about());
    }
    findings.add(unreadable);
    return {};
  }
  return certificates;
}

void compare_issuer_serial(const CertificateReference& signing,
                           const x509::Certificate& certificate, Findings& findings) {
  const auto& issuer = certificate.issuer();
  if (signing.issuer_name && !text_has_values_of(*signing.issuer_name, issuer)) {
    report_difference(signing.element, "issuer", *signing.issuer_name, issuer.to_string(),
                      findings);
  }
  const auto serial = to_decimal(certificate.serial());
  if (signing.serial_number && *signing.serial_number != serial) {
    report_difference(signing.element, "serial number", *signing.serial_number, serial, findings);
  }
  if (!signing.issuer_serial) return;
  const auto given = read_issuer_serial(*signing.issuer_serial);
  if (!given) {
    report_difference(signing.element, "issuer and serial number",
                      "(unreadable: " + outcome::message(given.error()) + ")",
                      issuer.to_string() + ", " + serial, findings);
    return;
  }
  if (!given->issuer.matches(issuer)) {
    report_difference(signing.element, "issuer", given->issuer.to_string(), issuer.to_string(),
                      findings);
  }
  if (!(given->serial == certificate.serial())) {
    report_difference(signing.element, "serial number", to_decimal(given->serial), serial,
                      findings);
  }
}

}  // namespace accord::xmldsig
