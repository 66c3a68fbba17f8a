#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/lint/schema.h"
#include "trustlist/model/transition.h"
#include "trustlist/scheme/edit.h"
#include "trustlist/scheme/example.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::scheme;
using outcome::FindingId;

std::string param_of(const outcome::Finding& finding, std::string_view name) {
  for (const auto& [known, value] : finding.params) {
    if (known == name) return value;
  }
  FAIL("the finding has no parameter " << name);
  return {};
}

constexpr std::string_view type_ca_pkc = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC";

Grant seals(std::string_view at) {
  return {"Seals",
          std::string(uri::ca_qc),
          {"issuing.crt"},
          {std::string(uri::for_eseals)},
          instant(at)};
}

ProviderSource granted() {
  auto provider = require_value(new_provider("Seal trust", "JP"));
  REQUIRE(grant_service(provider, seals("2026-05-20T00:00:00Z")));
  return provider;
}

ServiceInformation qualified() {
  const auto oid = [](std::string_view text) {
    return ObjectIdentifier::as_urn(der::Oid::literal(text));
  };
  QualificationElement element;
  element.qualifiers = {std::string(qualifier_uri(Qualifier::qc_with_qscd))};
  auto& criteria = element.criteria;
  criteria.assertion = Assertion::at_least_one;
  criteria.key_usages = {
      {{{x509::KeyUsageBit::content_commitment, true}, {x509::KeyUsageBit::key_agreement, false}}}};
  criteria.policy_sets = {{{oid("1.2.3"), oid("1.2.4")}}};
  CriteriaList inner;
  inner.assertion = Assertion::none;
  inner.others.emplace_back(SubjectAttributeCriterion{{oid("2.5.4.97")}});
  inner.others.emplace_back(ExtendedKeyUsageCriterion{{oid("1.3.6.1.5.5.7.3.4")}});
  inner.others.emplace_back(QcStatementSetCriterion{
      {{oid("0.4.0.1862.1.6"), oid("0.4.0.1862.1.6.2"), {}}, {oid("0.4.0.1862.1.7"), {}, "JP"}}});
  criteria.lists = {inner};
  ServiceInformation information;
  information.additional_information = {std::string(uri::for_eseals)};
  information.qualifications = {element};
  TakenOverBy over;
  over.uri = {"en", "https://jp.example/take-over"};
  over.provider_names = {{"en", "Other & trust"}};
  over.operator_names = {{"en", "Digital Agency"}};
  over.territory = "JP";
  information.taken_over_by = over;
  return information;
}

TEST_CASE("all that can be said of a service is written and read again, and passes the schema") {
  auto provider = granted();
  REQUIRE(put_information(provider, "Seals", qualified(), instant("2026-06-01T00:00:00Z"), {}));
  const auto& service = provider.services.front();
  REQUIRE(service.former.size() == 1);
  CHECK(service.former.front().until == instant("2026-06-01T00:00:00Z"));
  CHECK(service.statuses.size() == 2);
  const auto text = write_provider(provider);
  outcome::Budget budget;
  outcome::Findings findings;
  lint::validate(text, lint::Schema::scheme_source, budget, findings);
  CHECK(findings.all().empty());
  const auto again = read_provider(text, budget, findings);
  REQUIRE(again.has_value());
  CHECK(*again == provider);
}

TEST_CASE("what was said before stays as history, and comes back with the status taken back") {
  auto provider = granted();
  const auto before = provider;
  REQUIRE(put_information(provider, "Seals", qualified(), instant("2026-06-01T00:00:00Z"), {}));
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-07-01T00:00:00Z")));
  CHECK(provider.services.front().former.size() == 1);
  REQUIRE(undo_status(provider, "Seals", {}));
  CHECK(provider.services.front().former.size() == 1);
  REQUIRE(undo_status(provider, "Seals", {}));
  CHECK(provider == before);
}

TEST_CASE("what began this very moment and is not published is replaced") {
  auto provider = granted();
  const auto begin = instant("2026-05-20T00:00:00Z");
  REQUIRE(put_information(provider, "Seals", qualified(), begin, {}));
  CHECK(provider.services.front().former.empty());
  CHECK(provider.services.front().statuses.size() == 1);
  const std::optional<Published> published{{1, begin}};
  require_failure(put_information(provider, "Seals", {}, begin, published),
                  FindingId::status_time_not_after_last);
}

TEST_CASE("edits at one moment make one new state, and what was said until then stays as history") {
  const auto at = instant("2026-06-01T00:00:00Z");
  auto provider = granted();
  const auto before = provider;
  const auto said = provider.services.front().information;
  const auto& service = provider.services.front();
  SECTION("withdrawn, then something else is said of it") {
    REQUIRE(withdraw_service(provider, "Seals", at));
    REQUIRE(put_information(provider, "Seals", qualified(), at, {}));
    CHECK(service.statuses.front().status == uri::withdrawn);
  }
  SECTION("something is said twice") {
    auto first = said;
    first.additional_information = {std::string(uri::for_web)};
    REQUIRE(put_information(provider, "Seals", first, at, {}));
    REQUIRE(put_information(provider, "Seals", qualified(), at, {}));
    CHECK(service.statuses.front().status == uri::granted);
  }
  SECTION("the list published last is older") {
    const std::optional<Published> published{{1, instant("2026-05-21T00:00:00Z")}};
    REQUIRE(withdraw_service(provider, "Seals", at));
    REQUIRE(put_information(provider, "Seals", qualified(), at, published));
  }
  REQUIRE(service.statuses.size() == 2);
  REQUIRE(service.former.size() == 1);
  CHECK(service.former.front().until == at);
  CHECK(service.former.front().information == said);
  CHECK(service.information == qualified());
  REQUIRE(undo_status(provider, "Seals", {}));
  CHECK(provider == before);
}

TEST_CASE("a service granted again and qualified at one moment keeps what it was for before") {
  const auto withdrawn_at = instant("2026-06-01T00:00:00Z");
  const auto again_at = instant("2026-07-01T00:00:00Z");
  auto provider = granted();
  const auto said = provider.services.front().information;
  REQUIRE(withdraw_service(provider, "Seals", withdrawn_at));
  const auto before = provider;
  auto again = seals("2026-07-01T00:00:00Z");
  SECTION("as it was") {}
  SECTION("for something else") { again.additional_information = {std::string(uri::for_web)}; }
  REQUIRE(grant_service(provider, again));
  REQUIRE(put_information(provider, "Seals", qualified(), again_at, {}));
  const auto& service = provider.services.front();
  CHECK(service.information == qualified());
  REQUIRE(service.former.size() == 1);
  CHECK(service.former.front().until == again_at);
  CHECK(service.former.front().information == said);
  // A status that began then is not given another one then, and nothing before it changes.
  const auto at_once = provider;
  require_failure(withdraw_service(provider, "Seals", again_at),
                  FindingId::status_time_not_after_last);
  require_failure(put_information(provider, "Seals", {}, withdrawn_at, {}),
                  FindingId::status_time_not_after_last);
  CHECK(provider == at_once);
  REQUIRE(undo_status(provider, "Seals", {}));
  CHECK(provider == before);
}

TEST_CASE("nothing new, an unknown service and qualifiers of what issues no certificates") {
  auto provider = granted();
  const auto at = instant("2026-06-01T00:00:00Z");
  require_failure(put_information(provider, "Seals", provider.services.front().information, at, {}),
                  FindingId::information_unchanged);
  require_failure(put_information(provider, "Stamps", {}, at, {}), FindingId::service_not_found);
  provider.services.front().type = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST";
  const auto finding = require_failure(put_information(provider, "Seals", qualified(), at, {}),
                                       FindingId::qualifiers_not_for_type);
  CHECK(param_of(finding, "type") == "TSA/QTST");
  provider.services.front().type = "urn:jp:certificates";
  CHECK(put_information(provider, "Seals", qualified(), at, {}).has_value());
  CHECK(require_value(qualifier_from("QCForESeal")) == qualifier_uri(Qualifier::qc_for_eseal));
  CHECK(require_value(qualifier_from("urn:x:y")) == "urn:x:y");
  require_failure(qualifier_from("QCForSeal"), FindingId::source_value_wrong);
}

TEST_CASE("a status follows only one that it can follow") {
  auto provider = granted();
  const auto at = instant("2026-06-01T00:00:00Z");
  const auto finding = require_failure(
      set_status(provider, "Seals", status_uri(Status::recognised_at_national_level), at),
      FindingId::status_change_impossible);
  CHECK(param_of(finding, "from") == "granted");
  CHECK(param_of(finding, "to") == to_string(Status::recognised_at_national_level));
  CHECK(param_of(finding, "possible") == "withdrawn");
  CHECK(set_status(provider, "Seals", "urn:jp:paused", at).has_value());
  // After a status of the scheme's own anything may follow.
  CHECK(set_status(provider, "Seals", status_uri(Status::recognised_at_national_level),
                   instant("2026-06-02T00:00:00Z"))
            .has_value());
}

TEST_CASE("for every two statuses there is one answer whether they can follow each other") {
  CHECK(may_follow(Status::under_supervision, Status::granted));
  CHECK(may_follow(Status::supervision_revoked, Status::withdrawn));
  CHECK_FALSE(may_follow(Status::supervision_revoked, Status::supervision_ceased));
  CHECK_FALSE(may_follow(Status::withdrawn, Status::under_supervision));
  CHECK(possible_after(Status::withdrawn) == std::vector<Status>{Status::granted});
  CHECK(possible_after(Status::supervision_revoked).size() == 9);
  CHECK(is_approval(Status::accredited));
  CHECK_FALSE(is_approval(Status::withdrawn));
}

TEST_CASE("a service begins with an approval, once") {
  auto provider = granted();
  const auto again = require_failure(add_service(provider, seals("2026-06-01T00:00:00Z")),
                                     FindingId::service_exists);
  CHECK(param_of(again, "status") == "granted");
  auto withdrawn = seals("2026-06-01T00:00:00Z");
  withdrawn.service_name = "More seals";
  withdrawn.status = uri::withdrawn;
  require_failure(add_service(provider, withdrawn), FindingId::status_first_impossible);
  auto nameless = seals("2026-06-01T00:00:00Z");
  nameless.service_name = "Other";
  nameless.status = "granted";
  require_failure(add_service(provider, nameless), FindingId::source_value_wrong, "status");
  CHECK(provider == granted());
}

TEST_CASE("in a list of the EU a status belongs to a type and a time") {
  const auto lu = require_value(new_scheme({"LU", "Authority", false, 6}));
  const auto jp = require_value(new_scheme({"JP", "Authority", false, 6}));
  const auto now = instant("2026-06-01T00:00:00Z");
  const auto before = instant("2016-06-30T20:59:59Z");
  const auto national = status_uri(Status::recognised_at_national_level);
  const auto type = require_failure(check_status_in_eu(lu, uri::ca_qc, national, now),
                                    FindingId::status_not_of_type);
  CHECK(param_of(type, "possible") == "granted or withdrawn");
  require_failure(check_status_in_eu(lu, type_ca_pkc, uri::granted, now),
                  FindingId::status_not_of_type);
  require_failure(check_status_in_eu(lu, uri::ca_qc, uri::granted, before),
                  FindingId::status_not_of_time);
  require_failure(check_status_in_eu(lu, uri::ca_qc, status_uri(Status::under_supervision), now),
                  FindingId::status_not_of_time);
  CHECK(check_status_in_eu(lu, uri::ca_qc, status_uri(Status::under_supervision), before));
  CHECK(check_status_in_eu(lu, type_ca_pkc, national, now));
  CHECK(check_status_in_eu(lu, "urn:x:type", uri::granted, now));
  CHECK(check_status_in_eu(jp, uri::ca_qc, national, before));
}

TEST_CASE("an issue date lies after that of the list before") {
  auto scheme = require_value(new_scheme({"EU", "Authority", true, 6}));
  REQUIRE(note_published(scheme, {1, issue_date()}));
  require_failure(note_published(scheme, {2, issue_date()}), FindingId::issue_not_after_last);
  CHECK(scheme.published->sequence == 1);
}

TEST_CASE("what was said once ends where a status begins, the newest first") {
  auto provider = granted();
  REQUIRE(put_information(provider, "Seals", qualified(), instant("2026-06-01T00:00:00Z"), {}));
  REQUIRE(put_information(provider, "Seals", {}, instant("2026-07-01T00:00:00Z"), {}));
  const auto text = write_provider(provider);
  outcome::Budget budget;
  outcome::Findings at_no_status;
  CHECK_FALSE(read_provider(replaced(text, "until=\"2026-06-01T", "until=\"2026-06-02T"), budget,
                            at_no_status));
  const auto& first = require_only_blocking(at_no_status, FindingId::source_former_order,
                                            "/provider/service/former[2]");
  CHECK(param_of(first, "reason") == "no status of the service begins then");
  outcome::Findings order;
  CHECK_FALSE(
      read_provider(replaced(text, "until=\"2026-06-01T", "until=\"2026-07-01T"), budget, order));
  const auto& second =
      require_only_blocking(order, FindingId::source_former_order, "/provider/service/former[2]");
  CHECK(param_of(second, "reason") == "it stands below what was said earlier");
}

TEST_CASE("criteria that say nothing or something unknown are named with their element") {
  const auto faults = [](const std::string& criteria) {
    outcome::Budget budget;
    outcome::Findings findings;
    const auto text = R"(<qualifications xmlns="urn:accord:scheme:1"><qualification>)"
                      R"(<qualifier>urn:x</qualifier>)" +
                      criteria + "</qualification></qualifications>";
    CHECK_FALSE(read_qualifications(text, budget, findings));
    return findings;
  };
  require_only_blocking(faults(R"(<criteria assert="all"/>)"), FindingId::source_value_wrong,
                        "/qualifications/qualification/criteria");
  require_only_blocking(
      faults(R"(<criteria assert="any"><policies><policy>1.2</policy></policies></criteria>)"),
      FindingId::source_value_wrong, "/qualifications/qualification/criteria");
  require_only_blocking(
      faults(R"(<criteria assert="all"><policies><policy>1.02</policy></policies></criteria>)"),
      FindingId::source_value_wrong, "criteria/policies/policy");
  require_only_blocking(
      faults(R"(<criteria assert="all"><key-usage><bit set="1">crlSign</bit></key-usage>)"
             R"(</criteria>)"),
      FindingId::source_value_wrong, "criteria/key-usage/bit");
  require_only_blocking(faults(""), FindingId::source_element_missing, "qualification");
}

TEST_CASE("an example names every gap with its line, and reads well when all are filled in") {
  auto text = require_value(example_scheme({.territory = "JP"}));
  outcome::Budget budget;
  outcome::Findings findings;
  CHECK_FALSE(read_scheme(text, budget, findings));
  const auto& first =
      require_finding(findings, FindingId::source_to_fill_in, "/scheme/operator/name");
  CHECK(param_of(first, "what") == "official name of the operator");
  CHECK(first.about.line == 15);
  std::size_t gaps = 0;
  for (auto at = text.find(">FILL-IN"); at != std::string::npos;
       at = text.find(">FILL-IN", at + 1)) {
    ++gaps;
  }
  CHECK(findings.all().size() == gaps + 1);  // one stands behind mailto:
  for (const auto& one : findings.all()) CHECK(one.id == FindingId::source_to_fill_in);
  const auto begin = text.find("<scheme");  // behind the comment that speaks of these texts
  for (auto at = text.find("FILL-IN", begin); at != std::string::npos;
       at = text.find("FILL-IN", begin)) {
    text.replace(at, text.find('<', at) - at, "urn:filled:in");
  }
  outcome::Findings none;
  CHECK(read_scheme(text, budget, none));
  lint::validate(text, lint::Schema::scheme_source, budget, none);
  CHECK(none.all().empty());
  require_failure(example_scheme({.territory = "jp"}), FindingId::source_value_wrong);
  outcome::Findings of_provider;
  CHECK_FALSE(read_provider(example_provider({}), budget, of_provider));
  require_finding(of_provider, FindingId::source_to_fill_in, "/provider/service/certificate");
  require_finding(of_provider, FindingId::source_to_fill_in, "/provider/service/status");
}

}  // namespace
}  // namespace accord::tests
