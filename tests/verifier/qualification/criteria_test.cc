#include "verifier/qualification/criteria.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using qualification::meets;
using x509::KeyUsageBit;
namespace id = x509::extension;

// An e-seal certificate: digitalSignature and contentCommitment, two policies, one purpose, QC
// statements of JP.
const x509::Certificate& sample() {
  static const x509::Certificate certificate = [] {
    CertificateSpec spec;
    spec.extended_key_usage = {der::Oid::literal("1.3.6.1.5.5.7.3.36")};
    x509::QcStatements statements;
    statements.compliance = true;
    statements.types = {x509::qc::type_eseal};
    statements.legislation = {"JP"};
    spec.further = {{id::certificate_policies, false,
                     x509::write_certificate_policies(
                         {der::Oid::literal("1.2.3.1"), der::Oid::literal("1.2.3.2")})},
                    {id::qc_statements, false, x509::write_qc_statements(statements)}};
    return make_self_signed(spec).certificate;
  }();
  return certificate;
}
// One without any of these.
const x509::Certificate& bare() {
  static const x509::Certificate certificate = [] {
    CertificateSpec spec;
    spec.key_usage = x509::KeyUsage{};
    return make_self_signed(spec).certificate;
  }();
  return certificate;
}

ObjectIdentifier oid(std::string_view dotted) {
  return {der::Oid::literal(dotted), std::string(dotted), ObjectIdentifier::Qualifier::none, {}};
}
QcStatementCriterion statement(std::string_view id, std::optional<std::string_view> type = {},
                               std::optional<std::string> country = {}) {
  QcStatementCriterion one{oid(id), {}, std::move(country)};
  if (type.has_value()) one.type = oid(*type);
  return one;
}
CriteriaList list(Assertion assertion) {
  CriteriaList criteria;
  criteria.assertion = assertion;
  return criteria;
}
KeyUsageCriterion usage(KeyUsageBit bit, bool value) { return {{{bit, value}}}; }

// Three criteria: the first two are met by the sample, the third is not.
CriteriaList mixed(Assertion assertion) {
  auto criteria = list(assertion);
  criteria.key_usages = {usage(KeyUsageBit::content_commitment, true)};
  criteria.policy_sets = {{{oid("1.2.3.1")}}, {{oid("1.2.3.9")}}};
  return criteria;
}

TEST_CASE("a criterion of each kind is met exactly when the certificate has all that it names") {
  CHECK(meets(usage(KeyUsageBit::content_commitment, true), sample()));
  CHECK_FALSE(meets(usage(KeyUsageBit::content_commitment, false), sample()));
  CHECK(meets(usage(KeyUsageBit::key_cert_sign, false), sample()));
  CHECK_FALSE(meets(
      KeyUsageCriterion{{{KeyUsageBit::digital_signature, true}, {KeyUsageBit::crl_sign, true}}},
      sample()));
  CHECK(meets(usage(KeyUsageBit::digital_signature, false), bare()));
  CHECK_FALSE(meets(usage(KeyUsageBit::digital_signature, true), bare()));

  CHECK(meets(PolicySetCriterion{{oid("1.2.3.1"), oid("1.2.3.2")}}, sample()));
  CHECK_FALSE(meets(PolicySetCriterion{{oid("1.2.3.1"), oid("1.2.3.9")}}, sample()));
  CHECK_FALSE(meets(PolicySetCriterion{{oid("1.2.3.1")}}, bare()));

  CHECK(meets(SubjectAttributeCriterion{{oid("2.5.4.3"), oid("2.5.4.10")}}, sample()));
  CHECK_FALSE(meets(SubjectAttributeCriterion{{oid("2.5.4.3"), oid("2.5.4.97")}}, sample()));

  CHECK(meets(ExtendedKeyUsageCriterion{{oid("1.3.6.1.5.5.7.3.36")}}, sample()));
  CHECK_FALSE(meets(ExtendedKeyUsageCriterion{{oid("1.3.6.1.5.5.7.3.8")}}, sample()));
  CHECK_FALSE(meets(ExtendedKeyUsageCriterion{{oid("1.3.6.1.5.5.7.3.36")}}, bare()));
}

TEST_CASE("a set of QC statements is met by a certificate with all of them") {
  const auto set = [](std::vector<QcStatementCriterion> statements) {
    return QcStatementSetCriterion{std::move(statements)};
  };
  CHECK(meets(set({statement("0.4.0.1862.1.1")}), sample()));
  CHECK(meets(set({statement("0.4.0.1862.1.6", "0.4.0.1862.1.6.2")}), sample()));
  CHECK_FALSE(meets(set({statement("0.4.0.1862.1.6", "0.4.0.1862.1.6.1")}), sample()));
  CHECK(meets(set({statement("0.4.0.1862.1.7", {}, "JP")}), sample()));
  CHECK_FALSE(meets(set({statement("0.4.0.1862.1.7", {}, "KR")}), sample()));
  CHECK_FALSE(meets(set({statement("0.4.0.1862.1.4")}), sample()));
  CHECK_FALSE(meets(set({statement("0.4.0.1862.1.1"), statement("0.4.0.1862.1.4")}), sample()));
  CHECK_FALSE(meets(set({statement("0.4.0.1862.1.1")}), bare()));
}

TEST_CASE("a list asserts all, at least one or none of its criteria") {
  CHECK(meets(mixed(Assertion::all), sample()) == false);
  CHECK(meets(mixed(Assertion::at_least_one), sample()) == true);
  CHECK(meets(mixed(Assertion::none), sample()) == false);

  auto met = mixed(Assertion::all);
  met.policy_sets.pop_back();
  CHECK(meets(met, sample()) == true);

  CHECK(meets(mixed(Assertion::none), bare()) == true);
  CHECK(meets(mixed(Assertion::at_least_one), bare()) == false);
}

TEST_CASE("lists nest") {
  auto inner = list(Assertion::none);
  inner.policy_sets = {{{oid("1.2.3.9")}}};
  auto outer = list(Assertion::all);
  outer.key_usages = {usage(KeyUsageBit::digital_signature, true)};
  outer.lists = {inner};
  CHECK(meets(outer, sample()) == true);
  outer.lists.front().policy_sets = {{{oid("1.2.3.1")}}};
  CHECK(meets(outer, sample()) == false);
  auto outermost = list(Assertion::none);
  outermost.lists = {outer};
  CHECK(meets(outermost, sample()) == true);
}

TEST_CASE("a list that cannot be decided gives no answer, whatever the rest of it says") {
  struct Row {
    const char* what;
    void (*change)(CriteriaList&);
  };
  const Row rows[] = {
      {"no assertion", [](CriteriaList& c) { c.assertion.reset(); }},
      {"nothing in it", [](CriteriaList& c) { c = list(Assertion::none); }},
      {"a member that could not be read",
       [](CriteriaList& c) {
         c.unreadable.push_back({"{urn:test}KeyUsage", "<KeyUsage/>"});
       }},
      {"an unknown criterion",
       [](CriteriaList& c) {
         c.others.emplace_back(UnknownCriterion{"{urn:test}x", "<x/>"});
       }},
      {"an inner list without an assertion",
       [](CriteriaList& c) {
         c.lists = {mixed(Assertion::all)};
         c.lists.front().assertion.reset();
       }},
      {"key usage without a bit", [](CriteriaList& c) { c.key_usages = {{}}; }},
      {"a policy set without a policy", [](CriteriaList& c) { c.policy_sets = {{}}; }},
      {"an attribute criterion without an attribute",
       [](CriteriaList& c) { c.others.emplace_back(SubjectAttributeCriterion{}); }},
      {"a purpose criterion without a purpose",
       [](CriteriaList& c) { c.others.emplace_back(ExtendedKeyUsageCriterion{}); }},
      {"a statement set without a statement, one list deeper",
       [](CriteriaList& c) {
         auto inner = list(Assertion::none);
         inner.others.emplace_back(QcStatementSetCriterion{});
         c.lists = {inner};
       }},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      auto criteria = mixed(Assertion::at_least_one);
      row.change(criteria);
      CHECK_FALSE(qualification::meets(criteria, sample()).has_value());
    }
  }
}

}  // namespace
}  // namespace accord::tests
