#include <regex>

#include <catch2/catch_test_macros.hpp>

#include "lib/xmldsig/sign.h"
#include "tests/support/expect.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using x509::KeyUsage;
using x509::KeyUsageBit;
using x509::RevocationReason;
namespace uri = trustlist::uri;

constexpr std::chrono::seconds second{1};

struct Row {
  const char* what;
  void (*change)(World&);
  FindingId id;
  const char* where;
  outcome::Severity weight;
};
constexpr auto invalid = outcome::Severity::invalid;
constexpr auto open = outcome::Severity::indeterminate;

// Asks after one change: not valid, and nothing blocks but this finding, at this place.
void require_each(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      World world;
      row.change(world);
      const auto answer = world.ask();
      const auto& finding = require_refused(answer, row.id, row.where);
      CHECK(finding.severity == row.weight);
      CHECK(std::holds_alternative<verifier::Invalid>(answer.outcome) == (row.weight == invalid));
      static const std::regex placeholder("\\{[a-z_]+\\}");
      CHECK_FALSE(std::regex_search(outcome::message(finding), placeholder));
    }
  }
}

x509::NewExtension unheard_of() {
  return {der::Oid::literal("1.2.3.4.5"), true, x509::write_crl_number(1)};
}

trustlist::Extension unknown_rule() {
  return {true,
          trustlist::UnknownExtension{"{urn:test}rule", "<t:rule xmlns:t=\"urn:test\"></t:rule>"}};
}

// For every certificate that may sign.
trustlist::Extension not_qualified() {
  trustlist::QualificationElement element;
  element.qualifiers = {std::string(trustlist::qualifier_uri(trustlist::Qualifier::not_qualified))};
  element.criteria.assertion = trustlist::Assertion::all;
  element.criteria.key_usages = {{{{KeyUsageBit::digital_signature, true}}}};
  trustlist::Extension extension;
  extension.critical = true;
  extension.value = trustlist::Qualifications{{std::move(element)}};
  return extension;
}

TEST_CASE("one change to the document or its certificate takes the verdict away") {
  require_each({
      {"a changed document",
       [](World& w) {
         w.change_document = [](std::string t) { return replaced(t, "Hospital", "Hospitag"); };
       },
       FindingId::signature_digest_wrong, "data-sharing.xml", invalid},
      {"a document without its signature",
       [](World& w) {
         w.change_document = [](std::string t) {
           return cut(t, "<ds:Signature", "</ds:Signature>");
         };
       },
       FindingId::signature_none, "data-sharing.xml", invalid},
      {"a document that is cut off",
       [](World& w) { w.change_document = [](std::string t) { return t.substr(0, 100); }; },
       FindingId::xml_unclosed, "data-sharing.xml", invalid},
      {"asked a second before the document says it was signed",
       [](World& w) {
         w.at = w.sealed - second;
         w.crl->this_update = w.at - std::chrono::hours(1);
         w.crl->next_update = w.at + std::chrono::hours(1);
       },
       FindingId::document_signed_later, "data-sharing.xml", open},
      {"an expired certificate", [](World& w) { w.seal.not_after = w.at - second; },
       FindingId::certificate_expired, "CN=Hospital", invalid},
      {"a certificate with a critical extension that nobody knows",
       [](World& w) { w.seal.further.push_back(unheard_of()); }, FindingId::path_critical_extension,
       "CN=Hospital", invalid},
      {"a certificate for encryption",
       [](World& w) { w.seal.key_usage = KeyUsage{}.with(KeyUsageBit::key_encipherment); },
       FindingId::path_end_entity_key_usage, "CN=Hospital", invalid},
      {"a certificate for servers",
       [](World& w) { w.seal.extended_key_usage = {der::Oid::literal("1.3.6.1.5.5.7.3.1")}; },
       FindingId::path_extended_key_usage, "CN=Hospital", invalid},
      {"a certificate for a purpose that nobody knows",
       [](World& w) { w.seal.extended_key_usage = {der::Oid::literal("1.2.3.4")}; },
       FindingId::path_extended_key_usage, "CN=Hospital", open},
      {"a certificate that does not say it is qualified", [](World& w) { w.seal.further.clear(); },
       FindingId::certificate_not_qualified, "CN=Hospital", invalid},
      {"a certificate qualified under the law of another country",
       [](World& w) {
         auto statements = seal_statements();
         statements.legislation = {"KR"};
         w.seal.further = {qc_extension(statements)};
       },
       FindingId::certificate_not_qualified, "CN=Hospital", invalid},
      {"a certificate for signatures, which the agreement does not cover",
       [](World& w) {
         auto statements = seal_statements();
         statements.types = {x509::qc::type_esign};
         w.seal.further = {qc_extension(statements)};
       },
       FindingId::certificate_type_unknown, "CN=Hospital", open},
  });
}

TEST_CASE("one change to the authority takes the verdict away") {
  require_each({
      {"an authority that may not sign certificates",
       [](World& w) { w.authority.key_usage = KeyUsage{}.with(KeyUsageBit::crl_sign); },
       FindingId::path_key_usage_no_cert_sign, "CN=Seal authority", invalid},
      {"an authority that says it is none",
       [](World& w) {
         w.authority.ca = false;
         w.authority.key_usage = KeyUsage{};
         w.authority.further = {
             {x509::extension::basic_constraints, true, x509::write_basic_constraints({})}};
       },
       FindingId::path_not_a_ca, "CN=Seal authority", invalid},
      {"a path length exceeded",
       [](World& w) {
         w.intermediate = w.authority;
         w.intermediate->common_name = "Seal issuer";
         w.authority.path_length = 0;
       },
       FindingId::path_length_exceeded, "CN=Seal issuer", invalid},
      {"an intermediate that may not sign certificates",
       [](World& w) {
         w.intermediate = w.authority;
         w.intermediate->common_name = "Seal issuer";
         w.intermediate->key_usage = KeyUsage{}.with(KeyUsageBit::crl_sign);
       },
       FindingId::path_key_usage_no_cert_sign, "CN=Seal issuer", invalid},
      {"an intermediate with name constraints",
       [](World& w) {
         w.intermediate = w.authority;
         w.intermediate->common_name = "Seal issuer";
         // Every directory name is excluded.
         w.intermediate->further = {{x509::extension::name_constraints,
                                     true,
                                     {0x30, 0x08, 0xA1, 0x06, 0x30, 0x04, 0xA4, 0x02, 0x30, 0x00}}};
       },
       FindingId::path_name_excluded, "CN=Hospital", invalid},
  });
}

TEST_CASE("one change to what is known of revocation takes the verdict away") {
  require_each({
      {"a revoked certificate",
       [](World& w) {
         w.crl->entries = {
             w.revocation(instant("2026-07-20T00:00:00Z"), RevocationReason::key_compromise)};
       },
       FindingId::certificate_revoked, "CN=Hospital", invalid},
      {"a certificate on hold",
       [](World& w) {
         w.crl->entries = {
             w.revocation(instant("2026-07-20T00:00:00Z"), RevocationReason::certificate_hold)};
       },
       FindingId::certificate_on_hold, "CN=Hospital", open},
      {"no CRL", [](World& w) { w.crl.reset(); }, FindingId::revocation_unknown, "CN=Hospital",
       open},
      {"a CRL of another issuer", [](World& w) { w.crl->issuer = subject_name(w.seal); },
       FindingId::revocation_unknown, "CN=Hospital", open},
  });
}

TEST_CASE("a CRL that is stale, too new, forged or by a key that may not leaves it open") {
  const std::vector<Row> rows{
      {"a stale CRL", [](World& w) { w.crl->next_update = w.at - second; },
       FindingId::revocation_stale, "CN=Hospital", open},
      {"a CRL made after the certificate expired",
       [](World& w) {
         w.crl->this_update = w.seal.not_after + second;
         w.crl->next_update = w.seal.not_after + std::chrono::hours(24);
       },
       FindingId::revocation_made_later, "CN=Hospital", open},
      {"a forged CRL", [](World& w) { w.crl_signer = &stranger().key; },
       FindingId::revocation_crl_signature_wrong, "CN=Hospital", open},
      {"an authority that may not sign CRLs",
       [](World& w) { w.authority.key_usage = KeyUsage{}.with(KeyUsageBit::key_cert_sign); },
       FindingId::revocation_crl_signer_not_allowed, "CN=Hospital", open},
      {"a CRL with a critical extension that nobody knows",
       [](World& w) { w.crl->extensions = {unheard_of()}; },
       FindingId::revocation_crl_critical_extension, "CN=Hospital", open},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      World world;
      row.change(world);
      const auto answer = world.ask();
      CHECK(answer.findings.all().front().id == row.id);
      require_among(answer, row.id, row.where);
      require_among(answer, FindingId::revocation_unknown, row.where);
      CHECK(std::holds_alternative<verifier::Indeterminate>(answer.outcome));
    }
  }
}

TEST_CASE("one change to the service takes the verdict away") {
  require_each({
      {"a service withdrawn before the moment asked about",
       [](World& w) {
         auto& one = w.list.providers.front().services.front();
         one.history = {one.current};
         one.current.status = uri::withdrawn;
         one.current.starting = instant("2026-07-25T00:00:00Z");
       },
       FindingId::service_not_granted, "list of JP", invalid},
      {"a service granted after the certificate was issued",
       [](World& w) { w.service().starting = w.seal.not_before + second; },
       FindingId::service_no_status_then, "CN=Hospital", invalid},
      {"a service that was withdrawn when the certificate was issued",
       [](World& w) {
         auto& one = w.list.providers.front().services.front();
         one.history = {one.current};
         one.history.front().status = uri::withdrawn;
         one.current.starting = w.seal.not_before + second;
       },
       FindingId::service_not_granted, "list of JP", invalid},
      {"a service of another type",
       [](World& w) { w.service().type = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC"; },
       FindingId::recognition_type_not_equivalent, "agreement of EU with JP", invalid},
      {"a service with a critical extension that nobody knows",
       [](World& w) { w.service().extensions.push_back(unknown_rule()); },
       FindingId::service_critical_extension, "list of JP", open},
      {"a provider with a critical extension that nobody knows",
       [](World& w) { w.list.providers.front().extensions.push_back(unknown_rule()); },
       FindingId::provider_critical_extension, "list of JP", open},
      {"a qualifier that says the certificate is not qualified",
       [](World& w) { w.service().extensions.push_back(not_qualified()); },
       FindingId::certificate_not_qualified, "CN=Hospital", invalid},
      {"a second entry of the issuer with another answer",
       [](World& w) {
         auto& services = w.list.providers.front().services;
         services.push_back(services.front());
         services.back().current.status = uri::withdrawn;
       },
       FindingId::service_answers_differ, "list of JP", open},
  });
}

TEST_CASE("one change to the agreement takes the verdict away") {
  require_each({
      {"an agreement repealed", [](World& w) { w.terms().status = uri::repealed; },
       FindingId::agreement_not_in_force, "agreement of EU with JP", invalid},
      {"an agreement repealed before the moment asked about",
       [](World& w) {
         auto& one = w.agreement().equivalences.front();
         one.history = {one.current};
         one.current.status = uri::repealed;
         one.current.starting = w.at;
       },
       FindingId::agreement_not_in_force, "agreement of EU with JP", invalid},
      {"an agreement enacted a second after the certificate was issued",
       [](World& w) { w.terms().starting = w.seal.not_before + second; },
       FindingId::agreement_not_in_force, "agreement of EU with JP", invalid},
      {"an agreement in a state that nobody knows",
       [](World& w) { w.terms().status = "urn:test:paused"; }, FindingId::agreement_status_unknown,
       "agreement of EU with JP", open},
      {"a type that is not equivalent",
       [](World& w) { w.terms().pointed_kinds.front().type = "urn:test:type"; },
       FindingId::recognition_type_not_equivalent, "agreement of EU with JP", invalid},
      {"a status in neither list", [](World& w) { w.terms().valid.pointed = {"urn:test:good"}; },
       FindingId::recognition_status_not_equivalent, "agreement of EU with JP", open},
      {"two equivalences that match",
       [](World& w) { w.agreement().equivalences.push_back(w.agreement().equivalences.front()); },
       FindingId::recognition_ambiguous, "agreement of EU with JP", open},
      {"an agreement that may not be used even once", [](World& w) { w.agreement().depth = 0; },
       FindingId::recognition_depth_exceeded, "agreement of EU with JP", invalid},
      {"declarations in a context that nobody knows",
       [](World& w) {
         auto& contents = w.terms().contents;
         contents.push_back(contents.front());
         contents.back().context = "urn:test:size";
       },
       FindingId::recognition_content_unusable, "CN=Hospital", open},
      {"an equivalence to a service for signatures",
       [](World& w) {
         w.terms().pointing_kinds.front().additional->uri.text = uri::for_esignatures;
       },
       FindingId::service_not_for_type, "list of JP", invalid},
  });
}

TEST_CASE("a certificate issued, and asked about, before the agreement is not recognised") {
  World world;
  world.seal.not_before = instant("2026-06-15T00:00:00Z");
  world.sealed = instant("2026-06-20T00:00:00Z");
  world.at = instant("2026-06-25T00:00:00Z");
  world.crl->this_update = world.at - std::chrono::hours(12);
  world.crl->next_update = world.at + std::chrono::hours(12);
  const auto answer = world.ask();
  const auto& finding =
      require_refused(answer, FindingId::agreement_not_in_force, "agreement of EU with JP");
  CHECK(outcome::message(finding).find("only from 2026-07-01T00:00:00Z on") != std::string::npos);
}

TEST_CASE("an issuer that is in no list is not listed, whoever signed for it") {
  World world;
  world.list.providers.front().services.clear();
  world.list.providers.clear();
  // Another service, so that there are anchors at all.
  World other;
  auto without = world.ask();
  require_refused(without, FindingId::path_no_anchors, "CN=Hospital");

  World unknown;
  const auto trust = verifier::establish_trust(unknown.sources(), unknown.at,
                                               unknown.policy.algorithms, unknown.budget);
  unknown.authority.common_name = "Another authority";
  const auto answer = verifier::verify_document({"document.xml", unknown.document()}, trust,
                                                unknown.evidence(), unknown.policy, unknown.budget);
  require_refused(answer, FindingId::service_not_listed, "CN=Hospital");
}

TEST_CASE("a certificate that only names a listed issuer is refused") {
  World world;
  const auto trust =
      verifier::establish_trust(world.sources(), world.at, world.policy.algorithms, world.budget);
  // The stranger has the authority's name and signs with a key of their own.
  const auto forged = make_certificate(world.seal, seal_identity().key.public_key(), stranger().key,
                                       subject_name(world.authority));
  xmldsig::SignOptions options;
  options.signing_time = world.sealed;
  const auto text = require_value(
      xmldsig::sign_enveloped(world.text, seal_identity().key, forged, options, world.budget));
  const auto answer = verifier::verify_document({"document.xml", text}, trust, world.evidence(),
                                                world.policy, world.budget);
  require_refused(answer, FindingId::path_signature_wrong, "CN=Hospital");
  CHECK(answer.chain.back().role == verifier::Role::path);
}

TEST_CASE("a document sealed with a listed certificate itself has no path") {
  World world;
  auto own = world.authority;
  own.further = world.seal.further;
  own.key_usage = KeyUsage{}.with(KeyUsageBit::digital_signature).with(KeyUsageBit::key_cert_sign);
  world.authority = own;
  const auto trust =
      verifier::establish_trust(world.sources(), world.at, world.policy.algorithms, world.budget);
  xmldsig::SignOptions options;
  options.signing_time = world.sealed;
  const auto text = require_value(xmldsig::sign_enveloped(
      world.text, authority_identity().key, world.authority_certificate(), options, world.budget));
  const auto answer = verifier::verify_document({"document.xml", text}, trust, world.evidence(),
                                                world.policy, world.budget);
  require_refused(answer, FindingId::path_target_is_anchor, "CN=Seal authority");
}

}  // namespace
}  // namespace accord::tests
