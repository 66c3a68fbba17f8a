#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/lint/lint_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;

#define SERVICE "/TrustServiceProviderList/TrustServiceProvider/TSPServices/TSPService"
#define CURRENT SERVICE "/ServiceInformation"
#define IDENTITY CURRENT "/ServiceDigitalIdentity"
#define OLDEST SERVICE "/ServiceHistory/ServiceHistoryInstance[2]"

std::vector<DigitalId>& ids_of(TrustedList& list) { return current_of(list).identity.ids; }

/// A certificate for the listed authority's key, with another subject.
x509::Certificate renamed_authority() {
  auto& authority = listed_authority();
  CertificateSpec spec;
  spec.common_name = "Renamed authority";
  spec.ca = true;
  return make_certificate(spec, authority.key.public_key(), authority.key,
                          authority.certificate.issuer());
}

/// A service of the same provider with this key.
Service other_service(const x509::Certificate& certificate, std::string type) {
  auto list = third_country_list();
  auto service = service_of(list);
  service.history.clear();
  service.current.type = std::move(type);
  service.current.extensions.clear();
  service.current.identity.ids = {DigitalId{certificate}};
  return service;
}

TEST_CASE("every rule of identities is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_identity_no_certificate, IDENTITY,
       [](TrustedList& list) { ids_of(list).erase(ids_of(list).begin()); }},
      {FindingId::lint_identity_has_key, IDENTITY,
       [](TrustedList& list) { current_of(list).type = service_type("IdV/nothavingPKIid"); }},
      {FindingId::lint_identity_incoherent, IDENTITY,
       [](TrustedList& list) { ids_of(list).emplace_back(list_signer().certificate); }},
      {FindingId::lint_identity_subjects_differ, IDENTITY,
       [](TrustedList& list) { ids_of(list).emplace_back(renamed_authority()); }},
      {FindingId::lint_identity_key_identifier, IDENTITY,
       [](TrustedList& list) {
         ids_of(list).back() = KeyIdentifierId{{1, 2, 3}};
       }},
      {FindingId::lint_identity_key_value, IDENTITY,
       [](TrustedList& list) {
         ids_of(list).emplace_back(KeyValueId{
             // The key with the modulus 65537 and the exponent 65537.
             {0x30, 0x1e, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7,
              0x0d, 0x01, 0x01, 0x01, 0x05, 0x00, 0x03, 0x0d, 0x00, 0x30, 0x0a,
              0x02, 0x03, 0x01, 0x00, 0x01, 0x02, 0x03, 0x01, 0x00, 0x01},
             "<ds:KeyValue xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:RSAKeyValue>"
             "<ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue>"
             "</ds:KeyValue>"});
       }},
      {FindingId::lint_identity_subject_name, IDENTITY,
       [](TrustedList& list) { ids_of(list)[1] = SubjectNameId{"CN=Listed authority,C=JP"}; }},
      {FindingId::lint_identity_several_certificates, IDENTITY,
       [](TrustedList& list) { ids_of(list).emplace_back(listed_authority().certificate); }},
      {FindingId::lint_identity_form_repeated, IDENTITY,
       [](TrustedList& list) { ids_of(list).push_back(ids_of(list)[1]); }},
      {FindingId::lint_identity_repeated,
       "/TrustServiceProviderList/TrustServiceProvider/TSPServices/TSPService[2]/"
       "ServiceInformation/ServiceDigitalIdentity",
       [](TrustedList& list) {
         provider_of(list).services.push_back(
             other_service(listed_authority().certificate, std::string(uri::ca_qc)));
       }},
      {FindingId::lint_identity_organization, IDENTITY,
       [](TrustedList& list) { provider_of(list).trade_names.pop_back(); }},
      {FindingId::lint_identity_not_ca,
       "/TrustServiceProviderList/TrustServiceProvider/TSPServices/TSPService[2]/"
       "ServiceInformation/ServiceDigitalIdentity",
       [](TrustedList& list) {
         provider_of(list).services.push_back(
             other_service(list_signer().certificate, service_type("CA/PKC")));
       }},
  };
  require_breaches(third_country_list, breaches);
}

TEST_CASE("one key for two types of service, a key without its name, a URI without a key") {
  auto list = third_country_list();
  provider_of(list).services.push_back(
      other_service(listed_authority().certificate, service_type("CA/PKC")));
  CHECK(lint_list(list).empty());
  list = third_country_list();
  current_of(list).type = service_type("IdV/nothavingPKIid");
  current_of(list).extensions.clear();
  ids_of(list) = {
      OtherId{"<Other xmlns=\"http://uri.etsi.org/02231/v2#\">https://x.example/idv</Other>"}};
  service_of(list).history.clear();
  CHECK(lint_list(list).empty());
  ids_of(list) = {SubjectNameId{"CN=x"}};
  current_of(list).type = service_type("EDS/Q");
  CHECK(lint_list(list).empty());
}

TEST_CASE("every rule of statuses and history is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_history_unchanged, OLDEST,
       [](TrustedList& list) {
         auto& history = service_of(list).history;
         history.back().status = history.front().status;
       }},
      {FindingId::lint_history_type, OLDEST "/ServiceTypeIdentifier",
       [](TrustedList& list) { service_of(list).history.back().type = service_type("CA/PKC"); }},
      {FindingId::lint_history_no_key_identifier, OLDEST "/ServiceDigitalIdentity",
       [](TrustedList& list) { service_of(list).history.back().identity.ids.pop_back(); }},
      {FindingId::lint_history_certificate, OLDEST "/ServiceDigitalIdentity",
       [](TrustedList& list) {
         service_of(list).history.back().identity.ids.emplace_back(listed_authority().certificate);
       }},
      {FindingId::lint_history_other_key, OLDEST "/ServiceDigitalIdentity",
       [](TrustedList& list) {
         service_of(list).history.back().identity.ids.back() = KeyIdentifierId{{1, 2, 3}};
       }},
  };
  require_breaches(third_country_list, breaches);
}

TEST_CASE("every rule of a member state's statuses is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_status_not_eu, CURRENT "/ServiceStatus",
       [](TrustedList& list) {
         current_of(list).status = status_uri("recognisedatnationallevel");
       }},
      {FindingId::lint_status_not_eu, CURRENT "/ServiceStatus",
       [](TrustedList& list) { current_of(list).type = service_type("CA/PKC"); }},
      {FindingId::lint_status_before_regulation, OLDEST "/StatusStartingTime",
       [](TrustedList& list) {
         service_of(list).history.back().starting = instant("2016-06-30T20:59:59Z");
       }},
      {FindingId::lint_status_after_regulation, OLDEST "/StatusStartingTime",
       [](TrustedList& list) {
         service_of(list).history.back().status = status_uri("undersupervision");
       }},
      {FindingId::lint_history_first_status,
       SERVICE "/ServiceHistory/ServiceHistoryInstance/ServiceStatus",
       [](TrustedList& list) { service_of(list).history.pop_back(); }},
      {FindingId::lint_history_transition,
       SERVICE "/ServiceHistory/ServiceHistoryInstance[1]/ServiceStatus",
       [](TrustedList& list) {
         auto& history = service_of(list).history;
         history.front().status = status_uri("supervisionceased");
         history.back().status = status_uri("supervisionrevoked");
       }},
      {FindingId::lint_history_transition,
       SERVICE "/ServiceHistory/ServiceHistoryInstance[1]/ServiceStatus",
       [](TrustedList& list) {
         service_of(list).history.back().status = status_uri("recognisedatnationallevel");
       }},
  };
  require_breaches(member_state_list, breaches);
  auto list = member_state_list();
  auto& history = service_of(list).history;
  history.front().status = status_uri("undersupervision");
  history.front().starting = instant("2014-01-01T00:00:00Z");
  history.back().status = status_uri("supervisionrevoked");
  history.back().starting = instant("2013-01-01T00:00:00Z");
  CHECK(lint_list(list).empty());
  history.clear();
  current_of(list).type = service_type("CA/PKC");
  current_of(list).status = status_uri("deprecatedatnationallevel");
  current_of(list).starting = instant("2016-06-30T22:00:00Z");
  CHECK(lint_list(list).empty());
}

#define EXTENSIONS CURRENT "/ServiceInformationExtensions"

TEST_CASE("every rule of qualifiers is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_qualifiers_not_ca_qc, EXTENSIONS "/Extension[2]/Qualifications",
       [](TrustedList& list) {
         qualify(current_of(list), {Qualifier::qc_with_qscd});
         current_of(list).type = service_type("TSA/QTST");
       }},
      {FindingId::lint_qualifiers_contradict,
       EXTENSIONS "/Extension[2]/Qualifications/QualificationElement",
       [](TrustedList& list) {
         qualify(current_of(list), {Qualifier::qc_with_qscd, Qualifier::qc_no_qscd});
       }},
      {FindingId::lint_qualifiers_contradict,
       EXTENSIONS "/Extension[2]/Qualifications/QualificationElement",
       [](TrustedList& list) {
         qualify(current_of(list), {Qualifier::qc_qscd_managed_on_behalf, Qualifier::qc_no_qscd});
       }},
      {FindingId::lint_qualifiers_several_kinds,
       EXTENSIONS "/Extension[2]/Qualifications/QualificationElement",
       [](TrustedList& list) {
         qualify(current_of(list), {Qualifier::qc_for_eseal, Qualifier::qc_for_wsa});
       }},
      {FindingId::lint_qualifier_repeated,
       EXTENSIONS "/Extension[2]/Qualifications/QualificationElement",
       [](TrustedList& list) {
         qualify(current_of(list), {Qualifier::qc_no_qscd, Qualifier::qc_no_qscd});
       }},
      {FindingId::lint_oid_form, EXTENSIONS "/Extension[2]/Qualifications/QualificationElement",
       [](TrustedList& list) {
         qualify(current_of(list), {Qualifier::qc_no_qscd});
         auto& all = std::get<Qualifications>(current_of(list).extensions.back().value);
         auto& policies = all.elements.front().criteria.policy_sets.front().policies;
         policies.front().qualifier = ObjectIdentifier::Qualifier::none;
       }},
      {FindingId::lint_extension_repeated, EXTENSIONS "/Extension[3]/Qualifications",
       [](TrustedList& list) {
         qualify(current_of(list), {Qualifier::qc_no_qscd});
         qualify(current_of(list), {Qualifier::qc_for_eseal});
       }},
  };
  require_breaches(third_country_list, breaches);
  auto list = third_country_list();
  qualify(current_of(list), {Qualifier::qc_with_qscd, Qualifier::qc_for_eseal});
  CHECK(lint_list(list).empty());
  auto& all = std::get<Qualifications>(current_of(list).extensions.back().value);
  all.elements.front().criteria.policy_sets = {
      {{{der::Oid::literal("1.2.3.4"), "1.2.3.4", ObjectIdentifier::Qualifier::none, {}}}}};
  CHECK(lint_list(list).empty());
}

TEST_CASE("every rule of a member state's qualifiers and extensions is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_qualifiers_kind_not_offered,
       EXTENSIONS "/Extension[2]/Qualifications/QualificationElement",
       [](TrustedList& list) { qualify(current_of(list), {Qualifier::qc_for_wsa}); }},
      {FindingId::lint_qualifiers_sscd_only,
       EXTENSIONS "/Extension[2]/Qualifications/QualificationElement",
       [](TrustedList& list) { qualify(current_of(list), {Qualifier::qc_with_sscd}); }},
      {FindingId::lint_service_kind_missing, CURRENT,
       [](TrustedList& list) { current_of(list).extensions.clear(); }},
      {FindingId::lint_provider_extension_critical,
       "/TrustServiceProviderList/TrustServiceProvider/TSPInformation/TSPInformationExtensions/"
       "Extension/x",
       [](TrustedList& list) {
         provider_of(list).extensions = {
             {true, UnknownExtension{"{urn:test}x", "<t:x xmlns:t=\"urn:test\"></t:x>"}}};
       }},
  };
  require_breaches(member_state_list, breaches);
  auto list = member_state_list();
  qualify(current_of(list),
          {Qualifier::qc_for_eseal, Qualifier::qc_with_sscd, Qualifier::qc_with_qscd});
  CHECK(lint_list(list).empty());
}

TakenOverBy taken_over_by(std::string provider, std::string territory) {
  TakenOverBy over;
  over.uri = {"en", "https://operator.example/take-over"};
  over.provider_names = {{"en", std::move(provider)}};
  over.operator_names = {{"en", "Test authority"}};
  over.territory = std::move(territory);
  return over;
}

TEST_CASE("every rule of extensions is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_additional_info_unknown,
       EXTENSIONS "/Extension/AdditionalServiceInformation/URI",
       [](TrustedList& list) {
         current_of(list).extensions.front().value = AdditionalServiceInformation{
             {"en", "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForESeals"}, {}, {}};
       }},
      {FindingId::lint_root_ca_qc_type, EXTENSIONS "/Extension/AdditionalServiceInformation/URI",
       [](TrustedList& list) {
         current_of(list).extensions.front().value =
             AdditionalServiceInformation{{"en", std::string(uri::root_ca_qc)}, {}, {}};
         current_of(list).type = service_type("CA/PKC");
       }},
      {FindingId::lint_expired_certs_critical,
       EXTENSIONS "/Extension[2]/ExpiredCertsRevocationInfo",
       [](TrustedList& list) {
         current_of(list).extensions.push_back(
             {true, ExpiredCertsRevocationInfo{instant("2026-01-01T00:00:00Z")}});
       }},
      {FindingId::lint_expired_certs_type, EXTENSIONS "/Extension[2]/ExpiredCertsRevocationInfo",
       [](TrustedList& list) {
         current_of(list).extensions.push_back(
             {false, ExpiredCertsRevocationInfo{instant("2026-01-01T00:00:00Z")}});
         current_of(list).type = service_type("TSA/QTST");
       }},
      {FindingId::lint_expired_certs_later, EXTENSIONS "/Extension[2]/ExpiredCertsRevocationInfo",
       [](TrustedList& list) {
         current_of(list).extensions.push_back(
             {false, ExpiredCertsRevocationInfo{instant("2026-06-01T00:00:01Z")}});
       }},
      {FindingId::lint_extension_repeated, EXTENSIONS "/Extension[2]/AdditionalServiceInformation",
       [](TrustedList& list) {
         auto& all = current_of(list).extensions;
         all.push_back(all.front());
       }},
      {FindingId::lint_takeover_own_provider, EXTENSIONS "/Extension[2]/TakenOverBy",
       [](TrustedList& list) {
         current_of(list).extensions.push_back({false, taken_over_by("SEAL  Trust", "JP")});
       }},
  };
  require_breaches(third_country_list, breaches);
  // The same name in another territory is another provider, and so is one of another name.
  for (const auto& other : {taken_over_by("Seal trust", "FI"), taken_over_by("Other", "JP")}) {
    auto taken = third_country_list();
    current_of(taken).extensions.push_back({false, other});
    CHECK(lint_list(taken).empty());
  }
  auto list = third_country_list();
  auto& extensions = current_of(list).extensions;
  extensions.push_back({false, ExpiredCertsRevocationInfo{list.issued}});
  extensions.push_back(
      {true, AdditionalServiceInformation{{"en", std::string(uri::root_ca_qc)}, {}, {}}});
  extensions.push_back(
      {false, AdditionalServiceInformation{{"en", "https://operator.example/own"}, {}, {}}});
  CHECK(lint_list(list).empty());
}

TEST_CASE("a finding names its element among several, also behind what was left out") {
  auto list = third_country_list();
  auto second = provider_of(list);
  second.names = {{"en", "Second trust"}};
  second.services.clear();
  for (const auto* type : {"CA/PKC", "TSA", "Certstatus/OCSP"}) {
    second.services.push_back(other_service(listed_authority().certificate, service_type(type)));
  }
  second.services.back().history = service_of(list).history;
  second.services.back().history.back().type = service_type("TSA");
  list.providers.push_back(std::move(second));
  auto text = unsigned_text(list);
  // The first of the second provider's services has no status, and is left out.
  const auto at = text.find("Second trust");
  REQUIRE(at != std::string::npos);
  text = text.substr(0, at) + cut(text.substr(at), "<tsl:ServiceStatus>", "</tsl:ServiceStatus>");
  const auto findings = lint_text(text);
  require_finding(findings, FindingId::list_service_left_out, "TrustServiceProvider[2]");
  const auto& finding = require_finding(findings, FindingId::lint_history_type);
  CHECK(finding.about.where ==
        "/TrustServiceStatusList/TrustServiceProviderList/TrustServiceProvider[2]/TSPServices/"
        "TSPService[3]/ServiceHistory/ServiceHistoryInstance[1]/ServiceTypeIdentifier");
}

}  // namespace
}  // namespace accord::tests
