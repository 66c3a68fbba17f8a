#include "trustlist/model/takeover.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;

/// A list of that territory with one provider whose one service has that identity.
TrustedList list_of(std::string_view territory, std::string_view provider, Identity& identity) {
  auto list = sample_list();
  list.territory = territory;
  list.providers.front().names = {{"en", std::string(provider)}, {"ja", "別の名前"}};
  auto& service = list.providers.front().services.front();
  service.history.clear();
  service.current.identity.ids = {DigitalId{identity.certificate}};
  return list;
}

Service& service_of(TrustedList& list) { return list.providers.front().services.front(); }

void take_over(TrustedList& list, std::string_view provider, std::string_view territory) {
  service_of(list).current.extensions.push_back(
      {false, TakenOverBy{{"en", "https://operator.example/taken"},
                          {{"en", std::string(provider)}},
                          {{"en", "Test authority"}},
                          std::string(territory),
                          {}}});
}

Takeover follow(const std::vector<const TrustedList*>& lists, const Service& service) {
  return follow_takeover(lists, service);
}

TEST_CASE("a service that nobody took over has no steps") {
  auto list = list_of("JP", "First", listed_authority());
  const auto takeover = follow({&list}, service_of(list));
  CHECK(takeover.steps.empty());
  CHECK(takeover.end == TakeoverEnd::held);
}

TEST_CASE("takeovers are followed from list to list to who has the service now") {
  auto first = list_of("JP", "First", listed_authority());
  auto second = list_of("LU", "Second", listed_authority());
  auto third = list_of("ZZ", "Third", listed_authority());
  take_over(first, "  SECOND ", "LU");
  take_over(second, "Third", "ZZ");
  const auto takeover = follow({&first, &second, &third}, service_of(first));
  REQUIRE(takeover.steps.size() == 2);
  CHECK(takeover.end == TakeoverEnd::held);
  CHECK(takeover.steps[0].list == &second);
  CHECK(takeover.steps[1].list == &third);
  CHECK(takeover.steps[1].service == &service_of(third));
  outcome::Findings findings;
  report(takeover, service_of(first), {}, findings);
  CHECK(findings.empty());
}

TEST_CASE("a key identifier alone is enough to be the same service") {
  auto first = list_of("JP", "First", listed_authority());
  auto second = list_of("LU", "Second", listed_authority());
  service_of(first).current.identity.ids = {
      DigitalId{KeyIdentifierId{*listed_authority().certificate.subject_key_identifier()}}};
  take_over(first, "Second", "LU");
  CHECK(follow({&first, &second}, service_of(first)).steps.front().service == &service_of(second));
}

TEST_CASE("a provider that is listed without the service ends the steps") {
  auto first = list_of("JP", "First", listed_authority());
  auto second = list_of("LU", "Second", other_signer());
  take_over(first, "Second", "LU");
  const auto takeover = follow({&first, &second}, service_of(first));
  CHECK(takeover.end == TakeoverEnd::no_service);
  CHECK(takeover.steps.front().provider == &second.providers.front());
  CHECK(takeover.steps.front().service == nullptr);
}

TEST_CASE("a provider that is in none of the lists is named") {
  auto first = list_of("JP", "First", listed_authority());
  auto second = list_of("LU", "Second", listed_authority());
  take_over(first, "Second", "FR");
  const auto takeover = follow({&first, &second}, service_of(first));
  CHECK(takeover.end == TakeoverEnd::not_listed);
  outcome::Findings findings;
  report(takeover, service_of(first), {.what = "JP.xml"}, findings);
  require_finding(findings, FindingId::takeover_not_listed, "JP.xml");
}

TEST_CASE("takeovers in a circle are caught") {
  auto first = list_of("JP", "First", listed_authority());
  auto second = list_of("LU", "Second", listed_authority());
  take_over(first, "Second", "LU");
  take_over(second, "First", "JP");
  const auto takeover = follow({&first, &second}, service_of(first));
  CHECK(takeover.steps.size() == 2);
  CHECK(takeover.end == TakeoverEnd::loop);
  outcome::Findings findings;
  report(takeover, service_of(first), {.what = "JP.xml"}, findings);
  require_finding(findings, FindingId::takeover_loop, "JP.xml");

  auto itself = list_of("JP", "First", listed_authority());
  take_over(itself, "First", "JP");
  CHECK(follow({&itself}, service_of(itself)).end == TakeoverEnd::loop);
}

TEST_CASE("two services that say different things leave open who has it") {
  auto first = list_of("JP", "First", listed_authority());
  auto second = list_of("LU", "Second", listed_authority());
  take_over(first, "Second", "LU");
  second.providers.push_back(second.providers.front());
  const auto takeover = follow({&first, &second}, service_of(first));
  CHECK(takeover.end == TakeoverEnd::ambiguous);
  outcome::Findings findings;
  report(takeover, service_of(first), {.what = "JP.xml"}, findings);
  require_finding(findings, FindingId::takeover_ambiguous, "JP.xml");
}

}  // namespace
}  // namespace accord::tests
