#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/recognition/treaty.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;
using qualification::CertificateType;

x509::QcStatements japanese_seal() {
  x509::QcStatements statements;
  statements.compliance = true;
  statements.sscd = true;
  statements.types = {x509::qc::type_eseal};
  statements.legislation = {"JP"};
  return statements;
}

x509::Certificate certificate_with(const x509::QcStatements& statements) {
  CertificateSpec spec;
  spec.common_name = "Hospital";
  spec.further = {{x509::extension::qc_statements, false, x509::write_qc_statements(statements)}};
  return make_self_signed(spec).certificate;
}

const x509::Certificate& seal() {
  static const auto certificate = certificate_with(japanese_seal());
  return certificate;
}

ContentEquivalence equivalence(std::string_view context, CriteriaList pointing,
                               CriteriaList pointed) {
  return {std::string(context), std::move(pointing), std::move(pointed)};
}
ContentEquivalence compliance() {
  return equivalence(uri::qc_compliance_context, all_of({statement(x509::qc::compliance)}),
                     all_of({statement(x509::qc::compliance), law_statement("JP")}));
}
ContentEquivalence type(const der::Oid& pointing, const der::Oid& pointed) {
  return equivalence(uri::qc_type_context, all_of({type_statement(pointing)}),
                     all_of({type_statement(pointed)}));
}
ContentEquivalence device() {
  return equivalence(uri::qc_qscd_context, all_of({statement(x509::qc::sscd)}),
                     all_of({statement(x509::qc::sscd), law_statement("JP")}));
}

struct Translated {
  qualification::CertificateFacts facts;
  outcome::Findings findings;
};
Translated translated(const x509::Certificate& certificate,
                      std::vector<ContentEquivalence> contents) {
  EquivalenceTerms terms;
  terms.contents = std::move(contents);
  Translated result;
  result.facts = recognition::translate(certificate, terms, result.findings);
  return result;
}

TEST_CASE("a certificate that meets the pointed criteria says what the pointing ones say") {
  const auto result = translated(
      seal(), {compliance(), type(x509::qc::type_eseal, x509::qc::type_eseal), device()});
  CHECK(result.facts.compliance);
  CHECK(result.facts.legislation.empty());
  CHECK(result.facts.types == std::vector{CertificateType::eseal});
  CHECK(result.facts.device);
  CHECK(result.findings.empty());
}

TEST_CASE("a certificate that does not meet them says nothing of it") {
  auto statements = japanese_seal();
  statements.legislation = {"KR"};
  const auto result =
      translated(certificate_with(statements),
                 {compliance(), type(x509::qc::type_esign, x509::qc::type_esign), device()});
  CHECK_FALSE(result.facts.compliance);
  CHECK(result.facts.types.empty());
  // Not "no type", which would count as one for signatures.
  CHECK(result.facts.has_unknown_type);
  CHECK_FALSE(result.facts.device);
}

TEST_CASE("without an entry for a context the certificate's own word stands, but for devices") {
  const auto result = translated(seal(), {});
  CHECK(result.facts.compliance);
  CHECK(result.facts.legislation == std::vector<std::string>{"JP"});
  CHECK(result.facts.types == std::vector{CertificateType::eseal});
  CHECK_FALSE(result.facts.device);
  require_finding(result.findings, FindingId::recognition_device_not_covered, "CN=Hospital");
  CHECK_FALSE(result.findings.blocking());

  auto statements = japanese_seal();
  statements.sscd = false;
  CHECK(translated(certificate_with(statements), {}).findings.empty());
}

TEST_CASE("a type may become another") {
  const auto result = translated(seal(), {type(x509::qc::type_esign, x509::qc::type_eseal)});
  CHECK(result.facts.types == std::vector{CertificateType::esignature});
}

TEST_CASE("declarations may nest, and may say what is not stated") {
  auto nested = compliance();
  CriteriaList none;
  none.assertion = Assertion::none;
  none.others.emplace_back(QcStatementSetCriterion{{statement(x509::qc::legislation)}});
  CriteriaList both;
  both.assertion = Assertion::all;
  both.lists = {nested.pointing, none};
  nested.pointing = both;
  const auto result = translated(seal(), {nested});
  CHECK(result.facts.compliance);
  CHECK(result.facts.legislation.empty());
  CHECK_FALSE(result.findings.blocking());
}

TEST_CASE("declarations that contradict each other leave nothing, and that blocks") {
  auto other_law = compliance();
  other_law.pointing = all_of({statement(x509::qc::compliance), law_statement("EU")});
  auto no_device = device();
  no_device.pointing = all_of({statement(x509::qc::compliance)});
  struct Row {
    const char* what;
    std::vector<ContentEquivalence> contents;
  };
  const Row rows[] = {
      {"two laws", {compliance(), other_law}},
      {"two types",
       {type(x509::qc::type_esign, x509::qc::type_eseal),
        type(x509::qc::type_eseal, x509::qc::type_eseal)}},
      {"a device and none", {device(), no_device}},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      const auto result = translated(seal(), row.contents);
      require_only_blocking(result.findings, FindingId::recognition_statements_conflict,
                            "CN=Hospital");
    }
  }
  CHECK_FALSE(translated(seal(), rows[0].contents).facts.compliance);
  CHECK(translated(seal(), rows[1].contents).facts.types.empty());
  CHECK(translated(seal(), rows[1].contents).facts.has_unknown_type);
  CHECK_FALSE(translated(seal(), rows[2].contents).facts.device);
}

TEST_CASE("declarations that cannot be applied block") {
  struct Row {
    const char* what;
    void (*change)(ContentEquivalence&);
  };
  const Row rows[] = {
      {"a context that nobody knows", [](ContentEquivalence& c) { c.context = "urn:test:size"; }},
      {"criteria that cannot be decided",
       [](ContentEquivalence& c) { c.pointed.assertion.reset(); }},
      {"a declaration that cannot be decided",
       [](ContentEquivalence& c) { c.pointing.assertion.reset(); }},
      {"a declaration of key usage",
       [](ContentEquivalence& c) {
         c.pointing.key_usages = {{{{x509::KeyUsageBit::digital_signature, true}}}};
       }},
      {"a declaration of policies",
       [](ContentEquivalence& c) {
         c.pointing.policy_sets = {{{ObjectIdentifier::as_urn(x509::qc::type)}}};
       }},
      {"a declaration of one thing or another",
       [](ContentEquivalence& c) {
         c.pointing.assertion = Assertion::at_least_one;
         c.pointing.others.emplace_back(QcStatementSetCriterion{{statement(x509::qc::sscd)}});
       }},
      {"a declaration of purposes",
       [](ContentEquivalence& c) {
         c.pointing.others = {
             ExtendedKeyUsageCriterion{{ObjectIdentifier::as_urn(x509::qc::type)}}};
       }},
      {"a statement that nobody knows",
       [](ContentEquivalence& c) {
         c.pointing = all_of({statement(der::Oid::literal("1.2.3.4"))});
       }},
      {"a type that nobody knows",
       [](ContentEquivalence& c) {
         c.pointing = all_of({type_statement(der::Oid::literal("1.2.3.4"))});
       }},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      auto one = compliance();
      row.change(one);
      const auto result = translated(seal(), {one});
      require_only_blocking(result.findings, FindingId::recognition_content_unusable,
                            "CN=Hospital");
    }
  }
}

TEST_CASE("a declaration of at least one of a single set is a declaration") {
  auto one = compliance();
  one.pointing.assertion = Assertion::at_least_one;
  CHECK(translated(seal(), {one}).facts.compliance);
}

}  // namespace
}  // namespace accord::tests
