#include "tests/verifier/qualification/listing.h"

#include "tests/support/expect.h"

namespace accord::tests {
namespace {

const x509::Certificate& issuer() {
  static const x509::Certificate certificate = [] {
    CertificateSpec spec;
    spec.organization = "Seal trust";
    spec.ca = true;
    return make_self_signed(spec).certificate;
  }();
  return certificate;
}

}  // namespace

time::Instant moment(std::string_view rfc3339) {
  return require_value(time::parse_rfc3339(rfc3339));
}

std::string uri_of(trustlist::Qualifier qualifier) {
  return std::string(trustlist::qualifier_uri(qualifier));
}

trustlist::AdditionalServiceInformation information(std::string_view uri) {
  return {{"en", std::string(uri)}, {}, {}};
}

qualification::ServiceFacts seal_service() {
  qualification::ServiceFacts service;
  service.type = trustlist::uri::ca_qc;
  service.status = trustlist::uri::granted;
  service.additional_information = {information(trustlist::uri::for_eseals)};
  service.period = {moment("2020-01-01T00:00:00Z"), std::nullopt};
  service.provider = "Seal trust";
  service.name = "Seal authority";
  service.about = {.what = "list of LU", .line = 12, .where = "Seal authority"};
  return service;
}

qualification::CertificateFacts seal_facts() {
  qualification::CertificateFacts facts;
  facts.compliance = true;
  facts.types = {qualification::CertificateType::eseal};
  return facts;
}

Listing::Listing() {
  question.listed = {{seal_service(), seal_facts()}};
  question.issued = moment("2026-07-10T00:00:00Z");
  question.moment = qualification::Moment::use;
  question.at = moment("2026-08-01T00:00:00Z");
  question.about = {.what = "CN=Hospital", .line = 0, .where = {}};
}

qualification::Listed& Listing::second() {
  question.listed.push_back(question.listed.front());
  return question.listed.back();
}

void Listing::qualify(trustlist::Qualifier qualifier) {
  service().qualifiers.push_back(uri_of(qualifier));
}

qualification::Determination Listing::determine() {
  return qualification::determine(question, issuer(), findings);
}

}  // namespace accord::tests
