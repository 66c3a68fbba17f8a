#include "lib/xmldsig/sign.h"

#include <algorithm>
#include <utility>

#include "lib/xml/canonical.h"
#include "lib/xmldsig/names.h"
#include "lib/xmldsig/root_end.h"
#include "lib/xmldsig/signature_text.h"
#include "lib/xmldsig/verify.h"

namespace accord::xmldsig {
namespace {

using outcome::FindingId;
using outcome::Result;

const xml::CanonicalMethod exclusive_method{true, false, {}};

/// The digest that goes with a key: the one it signs with, never under SHA-256; EdDSA and
/// ML-DSA have their own inside.
crypto::DigestAlgorithm digest_for(const crypto::SignatureAlgorithm& algorithm) {
  using Family = crypto::SignatureFamily;
  switch (algorithm.family) {
    case Family::ed25519:
    case Family::ed448:
    case Family::ml_dsa_44:
    case Family::ml_dsa_65:
    case Family::ml_dsa_87:
      return crypto::DigestAlgorithm::sha512;
    case Family::rsa_pkcs1:
    case Family::rsa_pss:
    case Family::ecdsa:
    case Family::dsa:
      break;
  }
  using Digest = crypto::DigestAlgorithm;
  const bool short_one = algorithm.digest == Digest::sha1 || algorithm.digest == Digest::sha224;
  return short_one ? Digest::sha256 : algorithm.digest;
}

Result<void> check_validity(const x509::Certificate& certificate, time::Instant when) {
  if (when >= certificate.not_before() && when <= certificate.not_after()) return {};
  return outcome::fail(FindingId::signing_time_outside_certificate,
                       {certificate.subject().to_string(), 0, {}},
                       {{"time", time::to_string(when)},
                        {"from", time::to_string(certificate.not_before())},
                        {"to", time::to_string(certificate.not_after())}});
}

/// What must be right before anything is signed.
Result<void> check_signer(const crypto::Signer& signer, const x509::Certificate& certificate,
                          const SignOptions& options) {
  if (!der::equal(signer.public_key().spki(), certificate.spki())) {
    return outcome::fail(FindingId::signing_key_mismatch, {},
                         {{"subject", certificate.subject().to_string()}});
  }
  if (const auto right = check_validity(certificate, options.signing_time); !right) return right;
  if (crypto::signature_uri(signer.algorithm()).empty()) {
    return outcome::fail(FindingId::signature_algorithm_unknown, {},
                         {{"algorithm", to_string(signer.algorithm())}});
  }
  return {};
}

Result<crypto::Digest> canonical_digest(const xml::CanonicalInput& input,
                                        crypto::DigestAlgorithm algorithm,
                                        outcome::Budget& budget) {
  crypto::Hasher hasher(algorithm);
  const auto done = xml::canonicalise(input, exclusive_method, budget, [&](std::string_view piece) {
    hasher.update(der::as_bytes(piece));
  });
  if (!done) return pass_on(done);
  return hasher.finish();
}

/// The element that a piece of the signature becomes, in a document of its own: exclusive
/// canonicalisation sees no ancestors, so its canonical form is the one it will have in the signed
/// document, and the signed document need not be parsed to get it.
template <typename Use>
auto with_part(std::string signature, xml::QName name, outcome::Budget& budget, const Use& use)
    -> decltype(use(xml::Element{})) {
  budget.next_document();
  const auto document = xml::Document::parse(std::move(signature), budget);
  if (!document) return pass_on(document);
  return use(document->descendants(name).front());
}

struct Content {
  SignatureIds ids;
  crypto::Digest digest;
};

/// The unsigned document's digest: the signature goes in without white space, so taking it out
/// again leaves just that.
Result<Content> read_content(const std::string& document, crypto::DigestAlgorithm algorithm,
                             outcome::Budget& budget) {
  budget.next_document();
  const auto parsed = xml::Document::parse(document, budget);
  if (!parsed) return pass_on(parsed);
  if (const auto old = parsed->descendants(ds::signature); !old.empty()) {
    return outcome::fail(FindingId::signing_already_signed, old.front().about());
  }
  const auto digest = canonical_digest({parsed->root(), true, {}}, algorithm, budget);
  if (!digest) return pass_on(digest);
  // From the content: signing the same document again gives the same identifiers.
  auto base = "sig-" + der::to_hex(digest->bytes()).substr(0, 16);
  return Content{free_ids(*parsed, std::move(base)), *digest};
}

/// The Signature element for that content.
Result<std::string> make_signature(const Content& content, crypto::Signer& signer,
                                   const x509::Certificate& certificate, const SignOptions& options,
                                   outcome::Budget& budget) {
  const auto algorithm = digest_for(signer.algorithm());
  const auto properties = signed_properties_text(content.ids, certificate, options, algorithm);
  const auto properties_digest =
      with_part(wrap_signature(content.ids, {}, {}, {}, properties), xades::signed_properties,
                budget, [&](const xml::Element& part) {
                  return canonical_digest({part, false, {}}, algorithm, budget);
                });
  if (!properties_digest) return pass_on(properties_digest);
  const auto signed_info = signed_info_text(
      content.ids, {signer.algorithm(), algorithm, content.digest, *properties_digest});
  const auto message =
      with_part(wrap_signature(content.ids, signed_info, {}, {}, {}), ds::signed_info, budget,
                [&](const xml::Element& part) {
                  return xml::canonical_text({part, false, {}}, exclusive_method, budget);
                });
  if (!message) return pass_on(message);
  const auto value = signer.sign(der::as_bytes(*message), crypto::SignatureForm::concatenated);
  if (!value) return pass_on(value);
  return wrap_signature(content.ids, signed_info, *value, key_info_text(certificate, options.chain),
                        properties);
}

/// What leaves here is what a reader accepts: a fault in the key's hardware or a weak key shows now
/// and not at the relying party.
Result<void> check_result(const std::string& document, const SignOptions& options,
                          outcome::Budget& budget) {
  budget.next_document();
  const auto parsed = xml::Document::parse(document, budget);
  if (!parsed) return pass_on(parsed);
  outcome::Findings findings;
  VerifyOptions verify_options;
  verify_options.algorithms = options.algorithms;
  verify_options.at = options.signing_time;
  const auto intact = verify_enveloped(*parsed, verify_options, budget, findings);
  if (intact) return {};
  const auto& all = findings.all();  // holds at least the reason why there is no intact signature
  return tl::unexpected(*std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.severity < b.severity;
  }));
}

}  // namespace

Result<void> check_signing_certificate(const x509::Certificate& certificate,
                                       const SignOptions& options) {
  if (const auto right = check_validity(certificate, options.signing_time); !right) return right;
  const auto& key = certificate.public_key();
  if (!key) return pass_on(key);
  auto weak = options.algorithms.check(key->facts(), options.signing_time);
  if (weak && weak->severity >= outcome::Severity::indeterminate) {
    return tl::unexpected<outcome::Finding>(std::move(*weak));
  }
  return {};
}

Result<std::string> sign_enveloped(std::string document, crypto::Signer& signer,
                                   const x509::Certificate& certificate, const SignOptions& options,
                                   outcome::Budget& budget) {
  if (const auto right = check_signer(signer, certificate, options); !right) return pass_on(right);
  const auto content = read_content(document, digest_for(signer.algorithm()), budget);
  if (!content) return pass_on(content);
  const auto signature = make_signature(*content, signer, certificate, options, budget);
  if (!signature) return pass_on(signature);
  document = insert_before_root_end(std::move(document), *signature);
  if (const auto right = check_result(document, options, budget); !right) return pass_on(right);
  return document;
}

}  // namespace accord::xmldsig
