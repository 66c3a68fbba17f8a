#include "tests/trustlist/list_maker.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/xmldsig/sign.h"
#include "tests/support/expect.h"
#include "trustlist/build/write.h"
#include "trustlist/scheme/agreement.h"

namespace accord::tests {

using namespace trustlist;

time::Instant instant(std::string_view rfc3339) {
  return require_value(time::parse_rfc3339(rfc3339));
}

time::Instant issue_date() { return instant("2026-06-01T00:00:00Z"); }

CertificateSpec list_signer_spec(std::string_view territory, std::string_view operator_name) {
  CertificateSpec spec;
  spec.common_name = "Signer of the list";
  spec.organization = operator_name;
  spec.country = territory;
  spec.key_usage = x509::KeyUsage{}.with(x509::KeyUsageBit::digital_signature);
  spec.extended_key_usage = {der::Oid::literal("0.4.0.2231.3.0")};
  return spec;
}

Identity& list_signer() {
  static Identity identity = make_self_signed(list_signer_spec());
  return identity;
}

Identity& other_signer() {
  static Identity identity = make_self_signed(list_signer_spec());
  return identity;
}

Identity& listed_authority() {
  static Identity identity = [] {
    CertificateSpec spec;
    spec.common_name = "Listed authority";
    spec.country = "JP";
    spec.ca = true;
    return make_self_signed(spec);
  }();
  return identity;
}

namespace {

Address sample_address() {
  Address address;
  PostalAddress postal;
  postal.language = "en";
  postal.street = "1-1 Test";
  postal.locality = "Tokyo";
  postal.state_or_province = "Tokyo-to";
  postal.postal_code = "100-0001";
  postal.country = "JP";
  address.postal.push_back(postal);
  address.electronic = {{"en", "mailto:trust@operator.example"},
                        {"en", "https://operator.example/"}};
  return address;
}

ServiceEntry entry(std::string_view status, std::string_view since) {
  ServiceEntry result;
  result.type = uri::ca_qc;
  result.names = {{"en", "Seal authority"}, {"ja", "電子シール認証局"}};
  result.status = status;
  result.starting = instant(since);
  result.extensions.push_back(
      {true, AdditionalServiceInformation{{"en", std::string(uri::for_eseals)}, {}, {}}});
  const auto& certificate = listed_authority().certificate;
  result.identity.ids.emplace_back(SubjectNameId{certificate.subject().to_string()});
  result.identity.ids.emplace_back(KeyIdentifierId{*certificate.subject_key_identifier()});
  return result;
}

Service sample_service() {
  Service service;
  service.current = entry(uri::granted, "2026-05-20T00:00:00Z");
  service.current.identity.ids.insert(service.current.identity.ids.begin(),
                                      DigitalId{listed_authority().certificate});
  service.history = {entry(uri::withdrawn, "2026-05-19T00:00:00Z"),
                     entry(uri::granted, "2026-05-01T00:00:00Z")};
  return service;
}

ObjectIdentifier oid(std::string_view dotted, std::string_view prefix = "",
                     ObjectIdentifier::Qualifier qualifier = ObjectIdentifier::Qualifier::none) {
  return {der::Oid::literal(dotted), std::string(prefix) + std::string(dotted), qualifier, {}};
}

CriteriaList full_criteria() {
  CriteriaList inner;
  inner.assertion = Assertion::none;
  inner.policy_sets = {{{oid("1.2.3.4"), oid("1.2.3.5", "urn:oid:")}}};
  CriteriaList other;
  other.assertion = Assertion::at_least_one;
  other.others.emplace_back(SubjectAttributeCriterion{{oid("2.5.4.97", "oid:")}});
  other.others.emplace_back(ExtendedKeyUsageCriterion{
      {oid("1.3.6.1.5.5.7.3.4", "urn:oid:", ObjectIdentifier::Qualifier::oid_as_urn)}});
  QcStatementCriterion with_type{oid("0.4.0.1862.1.6"), oid("0.4.0.1862.1.6.2"), {}};
  QcStatementCriterion with_country{oid("0.4.0.1862.1.7"), {}, "JP"};
  QcStatementCriterion plain{
      oid("0.4.0.1862.1.1", "", ObjectIdentifier::Qualifier::oid_as_uri), {}, {}};
  plain.id.description = "QcCompliance";
  other.others.emplace_back(QcStatementSetCriterion{{with_type, with_country, plain}});
  CriteriaList result;
  result.assertion = Assertion::all;
  result.key_usages = {
      {{{x509::KeyUsageBit::content_commitment, true}, {x509::KeyUsageBit::crl_sign, false}}}};
  result.lists = {inner, other};
  result.description = "Seals made in a device";
  return result;
}

void add_extensions(ServiceEntry& entry) {
  Qualifications qualifications;
  qualifications.elements.push_back(
      {{std::string(qualifier_uri(Qualifier::qc_with_qscd))}, full_criteria()});
  entry.extensions.push_back({true, qualifications});
  entry.extensions.push_back({false, TakenOverBy{{"en", "https://other.example/"},
                                                 {{"en", "Other provider"}},
                                                 {{"en", "Other authority"}},
                                                 "ZZ",
                                                 {}}});
  entry.extensions.push_back({false, ExpiredCertsRevocationInfo{instant("2026-01-01T00:00:00Z")}});
  entry.extensions.push_back(
      {false, UnknownExtension{"{urn:test}note",
                               "<t:note xmlns:t=\"urn:test\">a note &amp; <b>bold</b></t:note>"}});
}

}  // namespace

TrustedList sample_list(std::uint32_t version) {
  TrustedList list;
  list.tag = uri::tag;
  list.version = version;
  list.sequence = 7;
  list.type = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/JPlist";
  list.operator_names = {{"en", "Test authority"}, {"ja", "試験機関"}};
  list.operator_address = sample_address();
  list.scheme_names = {{"en", "JP:A scheme for tests"}};
  list.information_uris = {{"en", "https://operator.example/scheme"}};
  list.status_determination = "http://uri.etsi.org/TrstSvc/TrustedList/StatusDetn/JPdetermination";
  list.community_rules = {{"en", "http://uri.etsi.org/TrstSvc/TrustedList/schemerules/JP"}};
  list.territory = "JP";
  list.legal_notice =
      LegalNotice{LegalNotice::Kind::notice_texts, {{"en", "A notice\nin two lines"}}};
  list.history_period = 65535;
  list.issued = issue_date();
  list.next_update = instant("2026-11-01T00:00:00Z");
  list.distribution_points = {"https://operator.example/list.xml"};
  Provider provider;
  provider.names = {{"en", "Seal trust"}};
  // The second is the organisation in the service's certificate.
  provider.trade_names = {{"en", "VATJP-1234"}, {"en", "Test organisation"}};
  provider.address = sample_address();
  provider.information_uris = {{"en", "https://seal-trust.example/"}};
  provider.services.push_back(sample_service());
  list.providers.push_back(std::move(provider));
  return list;
}

TrustedList sample_list_of_lists() {
  auto list = sample_list();
  list.type = uri::eu_list_of_lists;
  list.territory = "EU";
  list.scheme_names = {{"en", "EU:List of lists"}};
  list.providers.clear();
  Pointer pointer;
  pointer.signers = {trustlist::Identity{{DigitalId{list_signer().certificate}}}};
  pointer.location = "https://operator.example/jp/list.xml";
  pointer.list_type = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/JPlist";
  pointer.territory = "JP";
  pointer.mime_type = uri::list_mime_type;
  pointer.operator_names = {{"en", "Test authority"}};
  pointer.community_rules = {{"en", "http://uri.etsi.org/TrstSvc/TrustedList/schemerules/JP"}};
  pointer.agreement = sample_agreement();
  list.pointers.push_back(std::move(pointer));
  return list;
}

Pointer pointer_to_itself(const TrustedList& list, const std::vector<const Identity*>& signers,
                          std::string_view location) {
  auto pointer = sample_list_of_lists().pointers.front();
  pointer.signers.clear();
  for (const auto* signer : signers) {
    pointer.signers.push_back(trustlist::Identity{{DigitalId{signer->certificate}}});
  }
  pointer.location = location;
  pointer.list_type = list.type;
  pointer.territory = list.territory;
  pointer.agreement.reset();
  return pointer;
}

TrustedList full_list(std::uint32_t version) {
  auto list = sample_list(version);
  list.id = "the-list";
  list.legal_notice =
      LegalNotice{LegalNotice::Kind::policy_uris, {{"en", "https://operator.example/policy"}}};
  list.pointers = sample_list_of_lists().pointers;
  list.pointers.front().textual_information = {{"en", "A pointer for tests"}};
  list.pointers.front().other_xml = {
      "<OtherInformation xmlns=\"http://uri.etsi.org/02231/v2#\"><n:x "
      "xmlns:n=\"urn:test\">1</n:x></OtherInformation>"};
  list.scheme_extensions.push_back(
      {false, UnknownExtension{"{urn:test}scheme", "<t:scheme xmlns:t=\"urn:test\"></t:scheme>"}});
  auto& provider = list.providers.front();
  provider.extensions.push_back(
      {false,
       UnknownExtension{"{urn:test}provider", "<t:provider xmlns:t=\"urn:test\"></t:provider>"}});
  auto& service = provider.services.front();
  service.current.scheme_definition_uris = {{"en", "https://operator.example/definition"}};
  service.current.definition_uris = {{"en", "https://seal-trust.example/terms"}};
  service.current.supply_points = {{"https://seal-trust.example/crl", {}}};
  if (version == 6) {
    service.current.supply_points.push_back(
        {"https://seal-trust.example/ocsp",
         "http://uri.etsi.org/TrstSvc/Svctype/Certstatus/OCSP/QC"});
  }
  service.current.identity.ids.emplace_back(
      OtherId{"<Other xmlns=\"http://uri.etsi.org/02231/v2#\">a <n:word xmlns:n=\"urn:test\">w"
              "</n:word></Other>"});
  add_extensions(service.current);
  add_extensions(service.history.front());
  return list;
}

RecognitionAgreement sample_agreement() {
  scheme::AgreementDraft draft;
  draft.pointing = "EU";
  draft.pointed = "JP";
  draft.enacted = instant("2026-07-01T00:00:00Z");
  auto agreement = require_value(scheme::draft_agreement(draft));
  auto second = agreement.equivalences.front();
  second.legal_identifier = "QCForESig";
  second.history.push_back(second.current);
  second.history.front().starting = instant("2026-01-01T00:00:00Z");
  second.history.front().status = uri::repealed;
  second.history.front().contents.clear();
  second.history.front().qualifiers.reset();
  agreement.equivalences.push_back(std::move(second));
  return agreement;
}

std::string unsigned_text(const TrustedList& list) {
  return require_value(build::write_list(list));
}

std::string sign_text(std::string text, Identity& signer, std::uint32_t version) {
  outcome::Budget budget;
  xmldsig::SignOptions options;
  options.signing_time = issue_date();
  options.properties = version == 5 ? xmldsig::Properties::v1 : xmldsig::Properties::v2;
  return require_value(
      xmldsig::sign_enveloped(std::move(text), signer.key, signer.certificate, options, budget));
}

std::string signed_text(const TrustedList& list, Identity& signer) {
  return sign_text(unsigned_text(list), signer, list.version);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  INFO("to be replaced: " << from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string cut(std::string text, std::string_view from, std::string_view to) {
  const auto begin = text.find(from);
  INFO("to be cut: " << from << " to " << to);
  REQUIRE(begin != std::string::npos);
  const auto end = text.find(to, begin + from.size());
  REQUIRE(end != std::string::npos);
  return text.erase(begin, end + to.size() - begin);
}

ReadText read_text(std::string text) {
  outcome::Budget budget;
  const auto document = require_value(xml::Document::parse(std::move(text), budget));
  ReadText result;
  result.list = read::read_list(document.root(), budget, result.findings);
  return result;
}

}  // namespace accord::tests
