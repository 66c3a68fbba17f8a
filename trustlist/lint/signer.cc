#include <array>

#include "lib/der/base64.h"
#include "trustlist/lint/rule.h"
#include "trustlist/lint/spelling.h"
#include "trustlist/lint/walk.h"
#include "trustlist/read/signer_rules.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

constexpr std::string_view exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
constexpr std::string_view enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// The element at the end of the path; none where a step is missing, or the list is not signed.
xml::Element in_signature(const Inspection& inspection,
                          std::initializer_list<std::string_view> path) {
  auto element = inspection.document().root().child(names::signature);
  for (const auto step : path) {
    if (!element) break;
    element = element.child(names::dsig(step));
  }
  return element;
}

std::vector<xml::Element> certificates_of(const xml::Element& key_info) {
  std::vector<xml::Element> result;
  if (!key_info) return result;
  for (const auto& data : key_info.children(names::dsig("X509Data"))) {
    for (const auto& one : data.children(names::dsig("X509Certificate"))) result.push_back(one);
  }
  return result;
}

std::vector<xml::Element> certificates_of(const Inspection& inspection) {
  return certificates_of(in_signature(inspection, {"KeyInfo"}));
}

void carries_certificate(Inspection& inspection) {
  const auto signature = in_signature(inspection, {});
  if (!signature || !certificates_of(inspection).empty()) return;
  inspection.report(FindingId::lint_signature_no_certificate, signature);
}

void carries_no_chain(Inspection& inspection) {
  const auto count = certificates_of(inspection).size();
  if (count < 2) return;
  inspection.report(FindingId::lint_signature_chain, in_signature(inspection, {"KeyInfo"}),
                    {{"count", std::to_string(count)}});
}

void canonicalised_exclusively(Inspection& inspection) {
  const auto method = in_signature(inspection, {"SignedInfo", "CanonicalizationMethod"});
  if (!method || method.attribute("Algorithm") == exclusive) return;
  inspection.report(
      FindingId::lint_signature_canonicalization, method,
      {{"found", std::string(method.attribute("Algorithm").value_or(std::string_view{}))}});
}

/// The reference to the list itself: "" or the root's id.
xml::Element reference_to_list(const Inspection& inspection) {
  const auto info = in_signature(inspection, {"SignedInfo"});
  if (!info) return {};
  for (const auto& reference : info.children(names::dsig("Reference"))) {
    const auto uri = reference.attribute("URI");
    if (uri == std::string_view{} || uri == "#" + inspection.list().id) return reference;
  }
  return {};
}

void transformed_as_asked(Inspection& inspection) {
  const auto reference = reference_to_list(inspection);
  if (!reference) return;
  std::vector<std::string_view> algorithms;
  if (const auto transforms = reference.child(names::dsig("Transforms"))) {
    for (const auto& one : transforms.children(names::dsig("Transform"))) {
      algorithms.push_back(one.attribute("Algorithm").value_or(std::string_view{}));
    }
  }
  if (algorithms == std::vector{enveloped, exclusive}) return;
  inspection.report(FindingId::lint_signature_transforms, reference);
}

/// Whether the policy refuses it at that moment; of names that are not known, those that speak of
/// broken digests.
bool is_weak(std::string_view algorithm, const crypto::AlgorithmPolicy& policy, time::Instant at) {
  const auto refused = [](const std::optional<outcome::Finding>& finding) {
    return finding && finding->severity >= outcome::Severity::indeterminate;
  };
  if (const auto signature = crypto::signature_from_uri(algorithm)) {
    return refused(policy.check(*signature, at));
  }
  if (const auto digest = crypto::digest_from_uri(algorithm)) {
    return refused(policy.check(*digest, at));
  }
  constexpr std::array<std::string_view, 3> weak{"sha1", "md5", "ripemd160"};
  for (const auto word : weak) {
    if (algorithm.find(word) != std::string_view::npos) return true;
  }
  return false;
}

void strong_algorithms(Inspection& inspection) {
  const auto issued = inspection.list().issued;
  const auto check = [&](const xml::Element& method) {
    if (!method) return;
    const auto algorithm = method.attribute("Algorithm").value_or(std::string_view{});
    if (!is_weak(algorithm, inspection.algorithms(), issued)) return;
    inspection.report(FindingId::lint_signature_algorithm, method,
                      {{"algorithm", std::string(algorithm)}});
  };
  check(in_signature(inspection, {"SignedInfo", "SignatureMethod"}));
  const auto info = in_signature(inspection, {"SignedInfo"});
  if (!info) return;
  for (const auto& reference : info.children(names::dsig("Reference"))) {
    check(reference.child(names::dsig("DigestMethod")));
  }
}

/// 5.7.1, as verification holds it: `list_signer_…`.
void signer_certificate(Inspection& inspection) {
  const auto all = certificates_of(inspection);
  if (all.empty()) return;
  const auto& element = all.front();
  const auto der = der::from_base64(element.text());
  const auto certificate = der ? x509::Certificate::parse(*der)
                               : outcome::Result<x509::Certificate>(outcome::pass_on(der));
  if (!certificate) {
    inspection.report(FindingId::list_certificate_unreadable, element,
                      {{"reason", outcome::message(certificate.error())}});
    return;
  }
  outcome::Findings findings;
  read::check_signer_certificate(inspection.list(), *certificate, findings);
  for (const auto& one : findings.all()) inspection.report(one.id, element, one.params);
}

constexpr Rule rules[] = {
    {FindingId::lint_signature_no_certificate, holds_in::both_forms,
     "The signature carries its signer's certificate.", carries_certificate},
    {FindingId::lint_signature_chain, holds_in::every,
     "The signature carries no other certificate.", carries_no_chain},
    {FindingId::lint_signature_canonicalization, holds_in::both_forms,
     "The signature is canonicalised exclusively.", canonicalised_exclusively},
    {FindingId::lint_signature_transforms, holds_in::both_forms,
     "The list is transformed by enveloped-signature and exclusive canonicalisation alone.",
     transformed_as_asked},
    {FindingId::lint_signature_algorithm, holds_in::both_forms,
     "The signature's algorithms are safe for years.", strong_algorithms},
    // The first of these looks at all.
    {FindingId::list_signer_country, holds_in::both_forms,
     "The country of the signer's certificate is the territory.", signer_certificate},
    {FindingId::list_signer_operator, holds_in::both_forms,
     "The organisation of the signer's certificate is the operator.", nullptr},
    {FindingId::list_signer_key_usage, holds_in::both_forms,
     "The signer's certificate is for digital signature or content commitment alone.", nullptr},
    {FindingId::list_signer_purpose, holds_in::every,
     "The signer's certificate is for signing lists.", nullptr},
    {FindingId::list_signer_is_ca, holds_in::every,
     "The signer's certificate is not that of an authority.", nullptr},
    {FindingId::list_signer_key_identifier, holds_in::every,
     "The signer's certificate has a SubjectKeyIdentifier.", nullptr},
};

}  // namespace

std::span<const Rule> signature_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
