#include "tests/verifier/recognition/treaty.h"

#include "tests/support/expect.h"

namespace accord::tests {

time::Instant moment(std::string_view rfc3339) {
  return require_value(time::parse_rfc3339(rfc3339));
}

trustlist::AdditionalServiceInformation information(std::string_view uri) {
  return {{"en", std::string(uri)}, {}, {}};
}

namespace {

x509::Certificate certificate_for(const std::optional<std::vector<der::Oid>>& types) {
  static Identity identity = make_self_signed({});
  CertificateSpec spec;
  if (types.has_value()) {
    x509::QcStatements statements;
    statements.compliance = true;
    statements.types = *types;
    spec.further = {{x509::extension::qc_statements, false, x509::write_qc_statements(statements)}};
  }
  return make_certificate(spec, identity.key.public_key(), identity.key, subject_name(spec));
}

}  // namespace

std::string uri_of(trustlist::Qualifier qualifier) {
  return std::string(trustlist::qualifier_uri(qualifier));
}

Treaty::Treaty() : at(moment("2026-08-01T00:00:00Z")) {
  namespace uri = trustlist::uri;
  agreement.technical_type = 1;
  agreement.version = 1;
  agreement.depth = 1;
  trustlist::EquivalenceTerms terms;
  terms.pointing_kinds = {{std::string(uri::ca_qc), information(uri::for_eseals)}};
  terms.pointed_kinds = {{"urn:jp:seal", information("urn:jp:for-seals")}};
  terms.status = uri::enacted;
  terms.starting = moment("2026-07-01T00:00:00Z");
  terms.valid = {{std::string(uri::granted)}, {"urn:jp:good", "urn:jp:very-good"}};
  terms.invalid = {{std::string(uri::withdrawn)}, {"urn:jp:bad"}};
  agreement.equivalences.push_back({"QCForESeal", std::move(terms), {}});
  service.type = "urn:jp:seal";
  service.status = "urn:jp:good";
  service.additional_information = {information("urn:jp:for-seals")};
  service.period = {moment("2026-05-20T00:00:00Z"), std::nullopt};
  service.provider = "Seal trust";
  service.name = "Seal authority";
  service.about = {.what = "list of JP", .line = 30, .where = "Seal authority"};
}

void Treaty::make_it_for_both() {
  auto signatures = agreement.equivalences.front();
  signatures.legal_identifier = "QCForESig";
  signatures.current.pointing_kinds.front().additional =
      information(trustlist::uri::for_esignatures);
  signatures.current.pointed_kinds.front().additional = information("urn:jp:for-signatures");
  agreement.equivalences.push_back(std::move(signatures));
  service.additional_information.push_back(information("urn:jp:for-signatures"));
}

std::optional<recognition::Recognised> Treaty::recognise() {
  return recognition::recognise(service, {&agreement, "EU", "JP", hops}, certificate_for(types),
                                qualification::Moment::use, at, findings);
}

bool Treaty::is_usable() {
  return recognition::is_usable({&agreement, "EU", "JP", hops}, findings);
}

trustlist::QcStatementCriterion statement(const der::Oid& id) {
  return {trustlist::ObjectIdentifier::as_urn(id), {}, {}};
}

trustlist::QcStatementCriterion type_statement(const der::Oid& type) {
  auto one = statement(x509::qc::type);
  one.type = trustlist::ObjectIdentifier::as_urn(type);
  return one;
}

trustlist::QcStatementCriterion law_statement(std::string country) {
  auto one = statement(x509::qc::legislation);
  one.legislation = std::move(country);
  return one;
}

trustlist::CriteriaList all_of(std::vector<trustlist::QcStatementCriterion> statements) {
  trustlist::CriteriaList criteria;
  criteria.assertion = trustlist::Assertion::all;
  criteria.others.emplace_back(trustlist::QcStatementSetCriterion{std::move(statements)});
  return criteria;
}

}  // namespace accord::tests
