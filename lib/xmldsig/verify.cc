#include "lib/xmldsig/verify.h"

#include <utility>

#include "lib/xmldsig/key_info.h"
#include "lib/xmldsig/names.h"
#include "lib/xmldsig/properties.h"
#include "lib/xmldsig/references.h"
#include "lib/xmldsig/shape.h"
#include "lib/xmldsig/structure.h"
#include "lib/xmldsig/transforms.h"

namespace accord::xmldsig {

using outcome::FindingId;
using outcome::Findings;

namespace {

/// What SignedInfo says of itself.
struct Methods {
  xml::CanonicalMethod canonical;
  crypto::SignatureAlgorithm signature;
};

/// Everything that the signature says, read and in its place, nothing computed yet.
struct Statement {
  SignatureParts parts;
  References references;
  SignedProperties properties;
  Methods methods;
  der::Bytes value;
  std::vector<x509::Certificate> certificates;
};

/// CanonicalizationMethod and SignatureMethod (XML Signature, 4.3.1, 4.3.2). A SignatureMethod has
/// no parameters: HMACOutputLength cuts signatures short, and the RSA-PSS methods that are known
/// (RFC 9231, 2.3.9) fix theirs.
std::optional<Methods> read_methods(const SignatureParts& parts, Findings& findings) {
  const auto canonical = read_canonical_method(parts.canonicalization_method);
  if (!canonical) {
    const auto uri = parts.canonicalization_method.attribute("Algorithm").value_or("(none)");
    findings.add(FindingId::signature_canonicalisation, parts.canonicalization_method.about(),
                 {{"method", std::string(uri)}});
  }
  if (!has_shape(parts.signature_method, {}, {"Algorithm"}, findings)) return std::nullopt;
  const auto uri = algorithm_of(parts.signature_method, findings);
  if (!uri) return std::nullopt;
  const auto signature = crypto::signature_from_uri(*uri);
  if (!signature) {
    findings.add(FindingId::signature_algorithm_unknown, parts.signature_method.about(),
                 {{"algorithm", std::string(*uri)}});
  }
  if (!canonical || !signature) return std::nullopt;
  return Methods{*canonical, *signature};
}

std::optional<Statement> read_statement(const xml::Document& document, Findings& findings) {
  auto parts = take_apart(document, findings);
  if (!parts) return std::nullopt;
  auto references = read_references(*parts, document, findings);
  auto methods = read_methods(*parts, findings);
  auto value = leaf_bytes(parts->signature_value, {"Id"}, findings);
  if (!references || !methods || !value) return std::nullopt;
  auto properties = read_signed_properties(*parts, references->document.reference, findings);
  if (!properties) return std::nullopt;
  auto certificates =
      read_certificates(parts->signature, parts->key_info, properties->certificate, findings);
  if (certificates.empty()) return std::nullopt;
  return Statement{std::move(*parts),   std::move(*references), std::move(*properties),
                   std::move(*methods), std::move(*value),      std::move(certificates)};
}

void add_if(const std::optional<outcome::Finding>& finding, const xml::Element& element,
            Findings& findings) {
  if (finding) add_at(*finding, element, findings);
}

/// The algorithms that the signature's strength rests on, at the moment asked about (ETSI TS 119
/// 312).
void check_algorithms(const Statement& statement, const crypto::PublicKey& key,
                      const VerifyOptions& options, Findings& findings) {
  const auto& policy = options.algorithms;
  const auto& references = statement.references;
  add_if(policy.check(statement.methods.signature, options.at), statement.parts.signature_method,
         findings);
  for (const auto* covered : {&references.document, &references.properties}) {
    add_if(policy.check(covered->digest, options.at), covered->reference, findings);
  }
  add_if(policy.check(key.facts(), options.at), statement.parts.key_info, findings);
  // Two of three published lists name the signer's certificate by SHA-1. To exchange that
  // certificate takes a second preimage, which SHA-1 still resists, with a key under which the same
  // signature holds: so this weighs less than a weak reference.
  const auto& named = statement.properties.certificate;
  if (policy.check(named.digest_algorithm, options.at)) {
    findings.add(FindingId::signature_certificate_digest_weak, named.element.about(),
                 {{"algorithm", std::string(to_string(named.digest_algorithm))}});
  }
}

/// Core validation's second half (XML Signature, 3.2.2): the value over the canonical SignedInfo.
void check_value(const Statement& statement, const crypto::PublicKey& key, outcome::Budget& budget,
                 Findings& findings) {
  const auto& parts = statement.parts;
  if (const auto allowed = budget.spend(outcome::Cost::signatures); !allowed) {
    add_at(allowed.error(), parts.signature, findings);
    return;
  }
  const auto message =
      xml::canonical_text({parts.signed_info, false, {}}, statement.methods.canonical, budget);
  if (!message) {
    add_at(message.error(), parts.signed_info, findings);
    return;
  }
  const auto right = key.verify(statement.methods.signature, der::as_bytes(*message),
                                statement.value, crypto::SignatureForm::concatenated);
  if (right) return;
  if (right.error().id == FindingId::signature_wrong) {
    findings.add(FindingId::signature_value_wrong, parts.signature_value.about());
  } else {
    add_at(right.error(), parts.signature_method, findings);
  }
}

/// SigningTime inside the certificate's validity, both ends included (RFC 5280, 4.1.2.5).
void check_time(const Statement& statement, Findings& findings) {
  const auto& certificate = statement.certificates.front();
  const auto time = statement.properties.signing_time;
  if (time >= certificate.not_before() && time <= certificate.not_after()) return;
  findings.add(FindingId::signature_time_outside_certificate,
               statement.properties.signing_time_element.about(),
               {{"time", time::to_string(time)},
                {"from", time::to_string(certificate.not_before())},
                {"to", time::to_string(certificate.not_after())}});
}

void check_statement(const Statement& statement, const VerifyOptions& options,
                     outcome::Budget& budget, Findings& findings) {
  const auto& certificate = statement.certificates.front();
  compare_issuer_serial(statement.properties.certificate, certificate, findings);
  check_time(statement, findings);
  check_digest(statement.references.document, budget, findings);
  check_digest(statement.references.properties, budget, findings);
  const auto& key = certificate.public_key();
  if (!key) {
    add_at(key.error(), statement.parts.key_info, findings);
    return;
  }
  check_algorithms(statement, *key, options, findings);
  check_value(statement, *key, budget, findings);
}

}  // namespace

/// The only maker of an IntactSignature.
struct Maker {
  static IntactSignature make(const xml::Document& document, Statement statement) {
    IntactSignature intact;
    intact.signed_root_ = document.root();
    intact.signature_ = statement.parts.signature;
    intact.certificates_ = std::move(statement.certificates);
    intact.signing_time_ = statement.properties.signing_time;
    intact.algorithm_ = statement.methods.signature;
    intact.uses_v2_ = statement.properties.certificate.v2;
    return intact;
  }
};

std::optional<IntactSignature> verify_enveloped(const xml::Document& document,
                                                const VerifyOptions& options,
                                                outcome::Budget& budget, Findings& findings) {
  Findings own;  // what was found before must not decide, nor be lost
  auto statement = read_statement(document, own);
  if (statement) check_statement(*statement, options, budget, own);
  findings.add(own);
  if (!statement || own.blocking()) return std::nullopt;
  return Maker::make(document, std::move(*statement));
}

}  // namespace accord::xmldsig
