#include "tests/verifier/world.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/xmldsig/sign.h"
#include "tests/support/expect.h"
#include "trustlist/build/write.h"
#include "trustlist/scheme/agreement.h"

namespace accord::tests {
namespace {

CertificateSpec named(std::string_view common_name, std::string_view country) {
  CertificateSpec spec;
  spec.common_name = common_name;
  spec.organization = "Seal trust";
  spec.country = country;
  return spec;
}

Identity& with_new_key(const CertificateSpec& spec) {
  static std::vector<std::unique_ptr<Identity>> all;
  all.push_back(std::make_unique<Identity>(make_self_signed(spec)));
  return *all.back();
}

trustlist::RecognitionAgreement drafted() {
  trustlist::scheme::AgreementDraft draft;
  draft.pointing = "EU";
  draft.pointed = "JP";
  draft.enacted = instant("2026-07-01T00:00:00Z");
  return require_value(trustlist::scheme::draft_agreement(draft));
}

std::string changed(const std::function<std::string(std::string)>& change, std::string text) {
  return change ? change(std::move(text)) : std::move(text);
}

std::string describe(const verifier::Answer& answer) {
  std::string text = std::string(trustlist::read::to_string(answer.verdict())) + "\n";
  for (const auto& finding : answer.findings.all()) {
    text += "  " + std::string(to_string(finding.severity)) + " " +
            std::string(outcome::entry(finding.id).name) + " [" +
            outcome::to_string(finding.about) + "] " + outcome::message(finding) + "\n";
  }
  return text;
}

}  // namespace

Identity& authority_identity() {
  static Identity& identity = with_new_key(named("Seal authority", "JP"));
  return identity;
}
Identity& intermediate_identity() {
  static Identity& identity = with_new_key(named("Seal issuer", "JP"));
  return identity;
}
Identity& seal_identity() {
  static Identity& identity = with_new_key(named("Hospital", "JP"));
  return identity;
}
Identity& list_of_lists_signer_identity() {
  static Identity& identity = with_new_key(list_signer_spec("EU", "Test authority"));
  return identity;
}
Identity& stranger() {
  static Identity& identity = with_new_key(named("Seal authority", "JP"));
  return identity;
}

x509::QcStatements seal_statements() {
  x509::QcStatements statements;
  statements.compliance = true;
  statements.types = {x509::qc::type_eseal};
  statements.legislation = {"JP"};
  return statements;
}

x509::NewExtension qc_extension(const x509::QcStatements& statements) {
  return {x509::extension::qc_statements, false, x509::write_qc_statements(statements)};
}

World::World()
    : authority(named("Seal authority", "JP")),
      seal(named("Hospital", "JP")),
      list(sample_list()),
      list_of_lists(sample_list_of_lists()),
      list_signer(&tests::list_signer()),
      list_of_lists_signer(&list_of_lists_signer_identity()),
      trusted_signer(list_of_lists_signer),
      crl_signer(&authority_identity().key),
      sealed(instant("2026-07-15T00:00:00Z")),
      at(instant("2026-08-01T00:00:00Z")) {
  authority.ca = true;
  authority.path_length = 2;
  authority.not_before = instant("2026-05-10T00:00:00Z");
  seal.not_before = instant("2026-07-10T00:00:00Z");
  seal.not_after = instant("2028-07-10T00:00:00Z");
  seal.further = {qc_extension(seal_statements())};
  service().starting = instant("2026-05-20T00:00:00Z");
  list.providers.front().services.front().history.clear();
  list_of_lists.issued = instant("2026-06-10T00:00:00Z");
  list_of_lists.pointers.front().agreement = drafted();
  crl.emplace();
  crl->algorithm = crl_signer->algorithm();
  crl->issuer = subject_name(authority);
  crl->this_update = instant("2026-07-31T12:00:00Z");
  crl->next_update = instant("2026-08-07T12:00:00Z");
}

trustlist::ServiceEntry& World::service() {
  return list.providers.front().services.front().current;
}
trustlist::RecognitionAgreement& World::agreement() {
  return *list_of_lists.pointers.front().agreement;
}
trustlist::EquivalenceTerms& World::terms() { return agreement().equivalences.front().current; }

x509::Certificate World::authority_certificate() const {
  auto& own = authority_identity();
  return make_certificate(authority, own.key.public_key(), own.key, subject_name(authority));
}

x509::Certificate World::intermediate_certificate() const {
  return make_certificate(*intermediate, intermediate_identity().key.public_key(),
                          authority_identity().key, subject_name(authority));
}

x509::Certificate World::seal_certificate() const {
  auto& issuer = intermediate.has_value() ? intermediate_identity() : authority_identity();
  return make_certificate(seal, seal_identity().key.public_key(), issuer.key,
                          subject_name(intermediate.value_or(authority)));
}

std::string World::document() const {
  outcome::Budget own;
  xmldsig::SignOptions options;
  options.signing_time = sealed;
  if (intermediate.has_value()) options.chain = {intermediate_certificate()};
  auto sealed_text = require_value(
      xmldsig::sign_enveloped(text, seal_identity().key, seal_certificate(), options, own));
  return changed(change_document, std::move(sealed_text));
}

std::string World::signed_list(trustlist::TrustedList model, Identity& signer,
                               const std::function<std::string(std::string)>& change) const {
  for (auto& provider : model.providers) {
    if (keeps_identities) break;
    for (auto& one : provider.services) {
      // The sample list names its own authority; this world's takes its place.
      one.current.identity.ids = {authority_certificate()};
      for (auto& past : one.history) past.identity.ids = {authority_certificate()};
    }
  }
  outcome::Budget own;
  xmldsig::SignOptions options;
  options.signing_time = model.issued;
  auto unsigned_list = changed(change, require_value(trustlist::build::write_list(model)));
  return require_value(xmldsig::sign_enveloped(std::move(unsigned_list), signer.key,
                                               signer.certificate, options, own));
}

std::string World::list_text() const {
  return changed(change_list, signed_list(list, *list_signer, change_unsigned_list));
}

std::string World::list_of_lists_text() const {
  return changed(change_list_of_lists,
                 signed_list(list_of_lists, *list_of_lists_signer, change_unsigned_list_of_lists));
}

verifier::TrustSources World::sources() const {
  verifier::TrustSources result;
  result.list_of_lists = {"eu.xml", list_of_lists_text()};
  result.signers = {trusted_signer->certificate};
  result.lists = {{"jp.xml", list_text()}};
  for (const auto& one : further_lists) {
    result.lists.push_back({"further.xml", signed_list(one, *list_signer)});
  }
  return result;
}

x509::Crl World::made_crl(const x509::CrlContent& content, crypto::Signer& signer) const {
  const auto der = require_value(x509::sign_tbs(x509::write_tbs_crl(content), signer));
  return require_value(x509::Crl::parse(der));
}

verifier::Evidence World::evidence() const {
  verifier::Evidence result;
  result.crls = further_crls;
  if (!crl.has_value()) return result;
  result.crls.push_back(made_crl(*crl, *crl_signer));
  if (intermediate.has_value()) {
    auto content = *crl;
    content.issuer = subject_name(*intermediate);
    content.algorithm = intermediate_identity().key.algorithm();
    result.crls.push_back(made_crl(content, intermediate_identity().key));
  }
  return result;
}

verifier::Answer World::ask() {
  const auto trust = verifier::establish_trust(sources(), at, policy.algorithms, budget);
  return verifier::verify_document({"data-sharing.xml", document()}, trust, evidence(), policy,
                                   budget);
}

x509::RevokedEntry World::revocation(time::Instant since, x509::RevocationReason reason) {
  seal.serial = der::SerialNumber::from_magnitude(der::Bytes{0x42});
  return {*seal.serial, since, reason, std::nullopt};
}

const verifier::Valid& require_valid(const verifier::Answer& answer) {
  INFO("expected a valid answer; found: " << describe(answer));
  REQUIRE(answer.verdict() == trustlist::read::Verdict::valid);
  REQUIRE_FALSE(answer.findings.blocking());
  return std::get<verifier::Valid>(answer.outcome);
}

const outcome::Finding& require_refused(const verifier::Answer& answer, outcome::FindingId id,
                                        std::string_view where) {
  INFO("expected " << outcome::entry(id).name << "; found: " << describe(answer));
  REQUIRE(answer.verdict() != trustlist::read::Verdict::valid);
  REQUIRE_FALSE(answer.legal_effect.has_value());
  REQUIRE_FALSE(answer.findings.empty());
  REQUIRE(answer.findings.all().front().id == id);
  return require_only_blocking(answer.findings, id, where);
}

const outcome::Finding& require_among(const verifier::Answer& answer, outcome::FindingId id,
                                      std::string_view where) {
  INFO("expected " << outcome::entry(id).name << "; found: " << describe(answer));
  REQUIRE(answer.verdict() != trustlist::read::Verdict::valid);
  const auto& found = require_finding(answer.findings, id, where);
  REQUIRE(found.severity >= outcome::Severity::indeterminate);
  return found;
}

}  // namespace accord::tests
