#include "tests/lib/xmldsig/forge.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/xml/canonical.h"
#include "lib/xmldsig/names.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

namespace ds = xmldsig::ds;

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

void replace_first(std::string& text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

xml::Document parse(const std::string& text) {
  outcome::Budget budget;
  return require_value(xml::Document::parse(text, budget));
}

xml::CanonicalMethod method_of(const xml::Element& element) {
  auto method = xml::canonical_method_from_uri(element.attribute("Algorithm").value_or(""));
  REQUIRE(method.has_value());
  const auto inclusive = element.child(xmldsig::exclusive::inclusive_namespaces);
  if (inclusive) {
    method->inclusive_prefixes = {std::string(inclusive.attribute("PrefixList").value_or(""))};
  }
  return *method;
}

std::string digest_of(const xml::Document& document, const xml::Element& signature,
                      const xml::Element& reference) {
  xml::CanonicalInput input;
  const auto uri = reference.attribute("URI").value_or("");
  if (uri.empty()) {
    input.apex = document.root();
    input.whole_document = true;
  } else {
    const auto found = document.elements_with_id(uri.substr(1));
    // What leads nowhere has no digest; such a reference is refused before its digest is looked at.
    if (found.empty()) return "AAAA";
    input.apex = found.front();
  }
  xml::CanonicalMethod method;
  for (const auto& transforms : reference.children(ds::transforms)) {
    for (const auto& transform : transforms.children()) {
      const auto algorithm = transform.attribute("Algorithm").value_or("");
      if (algorithm == ds::enveloped_signature) input.without = signature;
      if (xml::canonical_method_from_uri(algorithm)) method = method_of(transform);
    }
  }
  const auto digest = crypto::digest_from_uri(
      reference.child(ds::digest_method).attribute("Algorithm").value_or(""));
  outcome::Budget budget;
  const auto text = require_value(xml::canonical_text(input, method, budget));
  return der::to_base64(
      crypto::digest(digest.value_or(crypto::DigestAlgorithm::sha256), der::as_bytes(text))
          .bytes());
}

void fill_digests(std::string& text) {
  const auto document = parse(text);
  const auto signature = document.descendants(ds::signature).front();
  const auto references = signature.child(ds::signed_info).children(ds::reference);
  for (const auto& reference : references) {
    if (reference.child(ds::digest_value).trimmed_text() != "@digest@") continue;
    replace_first(text, "@digest@", digest_of(document, signature, reference));
  }
}

void fill_value(std::string& text, Identity& signer) {
  if (text.find("@value@") == std::string::npos) return;
  const auto document = parse(text);
  const auto info = document.descendants(ds::signature).front().child(ds::signed_info);
  const auto uri = info.child(ds::canonicalization_method).attribute("Algorithm").value_or("");
  outcome::Budget budget;
  const auto method = xml::canonical_method_from_uri(uri)
                          ? method_of(info.child(ds::canonicalization_method))
                          : xml::CanonicalMethod{};
  const auto message = require_value(xml::canonical_text({info, false, {}}, method, budget));
  const auto value =
      require_value(signer.key.sign(der::as_bytes(message), crypto::SignatureForm::concatenated));
  replace_all(text, "@value@", der::to_base64(value));
}

}  // namespace

std::string forge(std::string text, Identity& signer) {
  using crypto::DigestAlgorithm;
  const auto der = signer.certificate.der();
  const auto digest = [&](DigestAlgorithm algorithm) {
    return der::to_base64(crypto::digest(algorithm, der).bytes());
  };
  replace_all(text, "@certificate@", der::to_base64(der));
  replace_all(text, "@certificate-sha256@", digest(DigestAlgorithm::sha256));
  replace_all(text, "@certificate-sha1@", digest(DigestAlgorithm::sha1));
  replace_all(text, "@signature-method@", crypto::signature_uri(signer.key.algorithm()));
  fill_digests(text);
  fill_value(text, signer);
  return text;
}

std::string right_template() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<list xmlns="urn:example:list" Id="root"><part Id="part"><name>genuine</name></part><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="sig"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="@signature-method@"/><ds:Reference Id="ref" URI=""><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>@digest@</ds:DigestValue></ds:Reference><ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#props"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>@digest@</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>@value@</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>@certificate@</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#sig"><xades:SignedProperties Id="props"><xades:SignedSignatureProperties><xades:SigningTime>2024-05-01T12:00:00Z</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>@certificate-sha256@</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties><xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#ref"><xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object></ds:Signature></list>
)";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  INFO("looking for " << from);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.find(from, at + 1) == std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string cut(const std::string& text, std::string_view begin, std::string_view end) {
  const auto from = text.find(begin);
  INFO("looking for " << begin);
  REQUIRE(from != std::string::npos);
  const auto to = text.find(end, from);
  REQUIRE(to != std::string::npos);
  return text.substr(from, to + end.size() - from);
}

Identity& usual_signer() {
  static Identity identity = make_self_signed({.common_name = "Usual signer"});
  return identity;
}

Identity& other_signer() {
  static Identity identity = make_self_signed({.common_name = "Other signer"});
  return identity;
}

time::Instant signing_moment() {
  return require_value(time::parse_rfc3339("2024-05-01T12:00:00Z"));
}

Verification verify(std::string text, outcome::Budget& budget) {
  Verification result;
  result.document = require_value(xml::Document::parse(std::move(text), budget));
  xmldsig::VerifyOptions options;
  options.at = signing_moment();
  result.intact = xmldsig::verify_enveloped(*result.document, options, budget, result.findings);
  return result;
}

Verification verify(std::string text) {
  outcome::Budget budget;
  return verify(std::move(text), budget);
}

void require_refused(std::string text, outcome::FindingId id, std::string_view where) {
  const auto result = verify(std::move(text));
  CHECK_FALSE(result.intact.has_value());
  require_only_blocking(result.findings, id, where);
}

outcome::Findings require_intact(std::string text) {
  auto result = verify(std::move(text));
  for (const auto& finding : result.findings.all()) {
    INFO(outcome::entry(finding.id).name << " " << outcome::message(finding));
    CHECK(finding.severity < outcome::Severity::indeterminate);
  }
  REQUIRE(result.intact.has_value());
  return result.findings;
}

}  // namespace accord::tests
