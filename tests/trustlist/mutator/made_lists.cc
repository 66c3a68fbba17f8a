#include "tests/trustlist/mutator/made_lists.h"

#include "lib/der/base64.h"
#include "lib/xml/canonical.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"
#include "tests/trustlist/mutator/markup.h"

namespace accord::tests::mutants {
namespace {

crypto::SoftwareKey stored_key(const std::string& file) {
  return require_value(crypto::SoftwareKey::decrypt(read_file(test_vector("mutations/" + file)),
                                                    crypto::Passphrase("mutants")));
}

CertificateSpec with_serial(CertificateSpec spec, std::uint8_t serial) {
  const der::Bytes magnitude{serial};
  spec.serial = der::SerialNumber::from_magnitude(magnitude);
  return spec;
}

Identity identity(const std::string& key_file, std::uint8_t serial) {
  auto key = stored_key(key_file);
  auto spec = with_serial(list_signer_spec(), serial);
  spec.not_before = instant("2010-01-01T00:00:00Z");
  auto certificate = make_certificate(spec, key.public_key(), usual_signer().key,
                                      usual_signer().certificate.subject());
  return {std::move(key), std::move(certificate)};
}

/// The authority whose service is listed: the signer's key under another name.
x509::Certificate authority() {
  CertificateSpec spec;
  spec.common_name = "Listed authority";
  spec.country = "JP";
  spec.ca = true;
  return make_certificate(with_serial(spec, 2), usual_signer().key.public_key(), usual_signer().key,
                          subject_name(spec));
}

/// The samples have certificates with keys made in each run: these are put in their place.
void fix_certificates(trustlist::Identity& identity, const x509::Certificate& certificate) {
  for (auto& id : identity.ids) {
    if (std::holds_alternative<x509::Certificate>(id)) {
      id = certificate;
    } else if (std::holds_alternative<trustlist::KeyIdentifierId>(id)) {
      id = trustlist::KeyIdentifierId{*certificate.subject_key_identifier()};
    }
  }
}

trustlist::TrustedList fixed(trustlist::TrustedList list) {
  const auto listed = authority();
  for (auto& provider : list.providers) {
    for (auto& service : provider.services) {
      fix_certificates(service.current.identity, listed);
      for (auto& entry : service.history) fix_certificates(entry.identity, listed);
    }
  }
  for (auto& pointer : list.pointers) {
    for (auto& signer : pointer.signers) fix_certificates(signer, usual_signer().certificate);
  }
  return list;
}

std::string canonical(const xml::CanonicalInput& input) {
  outcome::Budget budget;
  return require_value(xml::canonical_text(input, {true, false, {}}, budget));
}

/// A reference to "" made one to the root's identifier, and signed anew.
std::string signed_by_id(const std::string& text, Identity& signer) {
  const Markup before(text);
  const auto id = before.piece(before.attribute(0, "Id")->value);
  const auto references = before.find_all("Reference");
  const auto digest_value = before.find("DigestValue", references.front());
  outcome::Budget budget;
  const auto document = require_value(xml::Document::parse(text, budget));
  const auto signature = document.root().child({"http://www.w3.org/2000/09/xmldsig#", "Signature"});
  const auto digest = crypto::digest(crypto::DigestAlgorithm::sha256,
                                     der::as_bytes(canonical({document.root(), false, signature})));
  const auto changed =
      Edits(text)
          .replace(before.attribute(references.front(), "URI")->value, "#" + std::string(id))
          .replace(before.nodes()[digest_value].content, der::to_base64(digest.bytes()))
          .done();
  const Markup after(changed);
  const auto new_document = require_value(xml::Document::parse(changed, budget));
  const auto info =
      new_document.root().child({"http://www.w3.org/2000/09/xmldsig#", "Signature"}).first_child();
  const auto value = require_value(signer.key.sign(der::as_bytes(canonical({info, false, {}})),
                                                   crypto::SignatureForm::concatenated));
  return Edits(changed)
      .replace(after.nodes()[after.find("SignatureValue")].content, der::to_base64(value))
      .done();
}

}  // namespace

Identity& usual_signer() {
  static Identity identity = [] {
    auto key = stored_key("signer-rsa.key.pem");
    const auto spec = with_serial(list_signer_spec(), 1);
    auto certificate = make_certificate(spec, key.public_key(), key, subject_name(spec));
    return Identity{std::move(key), std::move(certificate)};
  }();
  return identity;
}

const x509::Certificate& strange_certificate() {
  static const auto certificate = identity("signer-ec.key.pem", 9).certificate;
  return certificate;
}

std::vector<MadeList> make_lists() {
  auto& rsa = usual_signer();
  auto ec = identity("signer-ec.key.pem", 3);
  const auto full = fixed(full_list(6));
  return {{"made-6", signed_text(full, rsa)},
          {"made-5", signed_text(fixed(full_list(5)), rsa)},
          {"made-list-of-lists", signed_text(fixed(sample_list_of_lists()), rsa)},
          {"made-by-id", signed_by_id(signed_text(full, rsa), rsa)},
          {"made-ecdsa", signed_text(fixed(sample_list(6)), ec)}};
}

}  // namespace accord::tests::mutants
