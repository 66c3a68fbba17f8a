#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/verifier/qualification/listing.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;
using qualification::CertificateType;

x509::Certificate certificate_with(const x509::QcStatements& statements) {
  CertificateSpec spec;
  spec.further = {{x509::extension::qc_statements, false, x509::write_qc_statements(statements)}};
  return make_self_signed(spec).certificate;
}

CriteriaList for_digital_signature(bool value) {
  CriteriaList criteria;
  criteria.assertion = Assertion::all;
  criteria.key_usages = {{{{x509::KeyUsageBit::digital_signature, value}}}};
  return criteria;
}

struct Entry {
  Entry() {
    provider.names = {{"ja", "信頼"}, {"en", "Seal trust"}};
    entry.type = uri::ca_qc;
    entry.names = {{"en", "Seal authority"}};
    entry.status = uri::granted;
    entry.starting = moment("2020-01-01T00:00:00Z");
    entry.place.line = 12;
  }
  std::optional<qualification::ServiceFacts> facts() {
    return qualification::facts_of(provider, {&entry, {entry.starting, std::nullopt}},
                                   certificate_with({}), "LU", findings);
  }
  Provider provider;
  ServiceEntry entry;
  outcome::Findings findings;
};

TEST_CASE("a certificate's facts are what its QC statements say") {
  CHECK_FALSE(qualification::facts_of(certificate_with({})).compliance);
  x509::QcStatements statements;
  statements.compliance = true;
  statements.sscd = true;
  statements.types = {x509::qc::type_web, x509::qc::type_web, der::Oid::literal("1.2.3")};
  statements.legislation = {"JP", "KR"};
  const auto facts = qualification::facts_of(certificate_with(statements));
  CHECK(facts.compliance);
  CHECK(facts.device);
  CHECK(facts.types == std::vector{CertificateType::web_authentication});
  CHECK(facts.has_unknown_type);
  CHECK(facts.legislation == std::vector<std::string>{"JP", "KR"});
}

TEST_CASE("a statement of the law that names no country is not that of the scheme's own") {
  der::Writer statements;
  statements.constructed(der::tag::sequence, [](der::Writer& all) {
    all.constructed(der::tag::sequence, [](der::Writer& one) { one.oid(x509::qc::compliance); });
    all.constructed(der::tag::sequence, [](der::Writer& one) {
      one.oid(x509::qc::legislation);
      one.constructed(der::tag::sequence, [](der::Writer&) {});
    });
  });
  CertificateSpec spec;
  spec.further = {{x509::extension::qc_statements, false, std::move(statements).bytes()}};
  const auto facts = qualification::facts_of(make_self_signed(spec).certificate);
  CHECK(facts.compliance);
  CHECK(facts.legislation == std::vector<std::string>{""});
}

TEST_CASE("a service's qualifiers are those whose criteria the certificate meets") {
  Entry one;
  Qualifications qualifications;
  qualifications.elements = {{{uri_of(Qualifier::qc_statement), uri_of(Qualifier::qc_for_eseal)},
                              for_digital_signature(true)},
                             {{uri_of(Qualifier::qc_statement)}, for_digital_signature(true)},
                             {{uri_of(Qualifier::not_qualified)}, for_digital_signature(false)}};
  one.entry.extensions.push_back({true, qualifications});
  one.entry.extensions.push_back({true, information(uri::for_eseals)});
  const auto facts = one.facts();
  REQUIRE(facts.has_value());
  CHECK(facts->qualifiers ==
        std::vector{uri_of(Qualifier::qc_statement), uri_of(Qualifier::qc_for_eseal)});
  CHECK(facts->has_additional_information(uri::for_eseals));
  CHECK_FALSE(facts->has_additional_information(uri::for_web));
  CHECK(facts->provider == "Seal trust");
  CHECK(one.findings.empty());
}

TEST_CASE("a qualifier whose criteria cannot be decided does not apply, and that blocks") {
  Entry one;
  Qualifications qualifications;
  qualifications.elements = {{{uri_of(Qualifier::not_qualified)}, CriteriaList{}}};
  one.entry.extensions.push_back({true, qualifications});
  const auto facts = one.facts();
  REQUIRE(facts.has_value());
  CHECK(facts->qualifiers.empty());
  require_only_blocking(one.findings, FindingId::service_criteria_undecidable,
                        "list of LU:12: Seal authority");
}

TEST_CASE("an entry with a critical extension that nobody knows is not used") {
  Entry one;
  one.entry.extensions.push_back({false, UnknownExtension{"{urn:test}note", "<note/>"}});
  CHECK(one.facts().has_value());
  CHECK(one.findings.empty());
  one.entry.extensions.push_back({true, UnknownExtension{"{urn:test}rule", "<rule/>"}});
  CHECK_FALSE(one.facts().has_value());
  require_only_blocking(one.findings, FindingId::service_critical_extension, "list of LU:12");
}

TEST_CASE(
    "nothing is known of a service whose provider has a critical extension that is not known") {
  Entry one;
  one.provider.extensions.push_back({false, UnknownExtension{"{urn:test}rule", "<rule/>"}});
  CHECK(one.facts().has_value());
  CHECK(one.findings.empty());
  one.provider.extensions.front().critical = true;
  CHECK_FALSE(one.facts().has_value());
  require_only_blocking(one.findings, FindingId::provider_critical_extension, "list of LU:12");
}

TEST_CASE("a service that was taken over is noted") {
  Entry one;
  one.entry.extensions.push_back(
      {false, TakenOverBy{{"en", "https://other.example/"}, {{"en", "Other"}}, {}, "FR", {}}});
  CHECK(one.facts().has_value());
  require_finding(one.findings, FindingId::service_taken_over);
  CHECK_FALSE(one.findings.blocking());
}

}  // namespace
}  // namespace accord::tests
