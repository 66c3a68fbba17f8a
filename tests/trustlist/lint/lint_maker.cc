#include "tests/trustlist/lint/lint_maker.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

namespace accord::tests {

using namespace trustlist;

namespace {

constexpr std::string_view base = "http://uri.etsi.org/TrstSvc/TrustedList/";
constexpr std::string_view root = "/TrustServiceStatusList";

Pointer pointer_to_list_of_lists() {
  auto pointer = sample_list_of_lists().pointers.front();
  pointer.agreement.reset();
  pointer.location = "https://europe.example/eu-lotl.xml";
  pointer.list_type = std::string(uri::eu_list_of_lists);
  pointer.territory = "EU";
  return pointer;
}

}  // namespace

TrustedList third_country_list() { return sample_list(); }

TrustedList member_state_list() {
  auto list = sample_list();
  list.type = uri::eu_generic;
  list.territory = "LU";
  list.status_determination = std::string(base) + "StatusDetn/EUappropriate";
  list.community_rules = {{"en", std::string(base) + "schemerules/EUcommon"},
                          {"en", std::string(base) + "schemerules/LU"}};
  list.operator_names = {{"en", "Test authority"}, {"fr", "Autorité d'essai"}};
  list.scheme_names = {{"en", "LU:A scheme for tests"}, {"fr", "LU:Un schéma d'essai"}};
  list.pointers = {pointer_to_list_of_lists()};
  return list;
}

TrustedList eu_list_of_lists() {
  auto list = sample_list_of_lists();
  list.scheme_names = {{"en", "EU:List of lists"}};
  list.status_determination = std::string(base) + "StatusDetn/EUlistofthelists";
  list.community_rules = {{"en", std::string(base) + "schemerules/EUlistofthelists"}};
  return list;
}

outcome::Findings lint_text(std::string text) {
  outcome::Budget budget;
  return lint::lint_list(std::move(text), budget);
}

outcome::Findings lint_in(lint::Profile profile, std::string text) {
  outcome::Budget budget;
  const auto report =
      lint::lint_list(std::move(text), profile, crypto::AlgorithmPolicy::strict(), budget);
  CHECK(report.profile == profile);
  return report.findings;
}

outcome::Findings lint_list(const TrustedList& list) { return lint_text(unsigned_text(list)); }

void require_breaches(TrustedList (*make)(), std::span<const Breach> breaches) {
  const auto before = lint_list(make());
  for (const auto& finding : before.all()) FAIL_CHECK("before: " << outcome::message(finding));
  for (const auto& breach : breaches) {
    INFO(outcome::entry(breach.id).name);
    auto list = make();
    breach.change(list);
    const auto findings = lint_list(list);
    const auto& finding = require_finding(findings, breach.id);
    CHECK(finding.about.where == std::string(root) + std::string(breach.where));
    CHECK(finding.about.line > 0);
  }
}

Provider& provider_of(TrustedList& list) { return list.providers.front(); }
Service& service_of(TrustedList& list) { return provider_of(list).services.front(); }
ServiceEntry& current_of(TrustedList& list) { return service_of(list).current; }

std::string service_type(std::string_view short_name) {
  return "http://uri.etsi.org/TrstSvc/Svctype/" + std::string(short_name);
}
std::string status_uri(std::string_view short_name) {
  return std::string(base) + "Svcstatus/" + std::string(short_name);
}

void qualify(ServiceEntry& entry, std::initializer_list<Qualifier> with) {
  QualificationElement element;
  for (const auto qualifier : with) element.qualifiers.emplace_back(qualifier_uri(qualifier));
  element.criteria.assertion = Assertion::all;
  element.criteria.policy_sets = {{{ObjectIdentifier::as_urn(der::Oid::literal("1.2.3.4"))}}};
  entry.extensions.push_back({true, Qualifications{{std::move(element)}}});
}

}  // namespace accord::tests
