#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/entities_maker.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using trustlist::Form;
namespace uri = trustlist::uri;

constexpr std::string_view foreign_type = "https://operator.example/types/entities";

/// The foreign list becomes one of trusted entities. It has no additional information, so the
/// agreement asks for none.
void make_entities(World& world, std::string_view type = foreign_type) {
  auto& list = world.list;
  list.form = Form::trusted_entities;
  list.version = 1;
  list.tag = uri::entities_tag;
  list.type = type;
  auto& service = list.providers.front().services.front();
  service.current.extensions.clear();
  for (auto& past : service.history) past.extensions.clear();
  auto& pointer = world.list_of_lists.pointers.front();
  pointer.list_type = std::string(type);
  for (auto& kind : world.terms().pointed_kinds) kind.additional.reset();
}

void take_status_away(World& world) {
  auto& service = world.list.providers.front().services.front();
  service.history.clear();
  service.current.status.clear();
  service.current.starting = world.list.issued;
}

TEST_CASE("an agreement may say what a status in a list of trusted entities is worth") {
  World world;
  make_entities(world);
  require_valid(world.ask());
}

TEST_CASE("no agreement makes a status of one that is not there") {
  World world;
  make_entities(world);
  take_status_away(world);
  const auto answer = world.ask();
  const auto& finding = require_refused(answer, FindingId::service_without_status, "list of JP");
  CHECK(finding.severity == outcome::Severity::indeterminate);
  CHECK(outcome::message(finding).find("{") == std::string::npos);
}

TEST_CASE("a status that the agreement does not name is not recognised") {
  World world;
  make_entities(world);
  world.service().status = notified_status;
  require_refused(world.ask(), FindingId::recognition_status_not_equivalent);
}

TEST_CASE("a list of trusted entities at home says nothing of qualified services") {
  for (const bool has_status : {true, false}) {
    World world;
    make_entities(world, "http://uri.etsi.org/19602/LoTEType/JPlist");
    if (!has_status) take_status_away(world);
    auto& parent = world.list_of_lists;
    parent.territory = "JP";
    parent.type = uri::list_of_lists_of("JP");
    parent.pointers.front().agreement.reset();
    const auto answer = world.ask();
    const auto& finding = require_refused(answer, FindingId::service_of_entities, "list of JP");
    CHECK(finding.severity == outcome::Severity::indeterminate);
    CHECK(outcome::message(finding).find("{") == std::string::npos);
  }
}

TEST_CASE("below the EU's list of lists a list of trusted entities needs an agreement") {
  World world;
  make_entities(world);
  world.list_of_lists.pointers.front().agreement.reset();
  require_among(world.ask(), FindingId::recognition_no_agreement);
}

TEST_CASE("a trusted list and a list of trusted entities of one territory stand side by side") {
  World world;
  auto entities = entities_list();
  entities.operator_names = world.list.operator_names;
  auto pointer = world.list_of_lists.pointers.front();
  pointer.list_type = entities.type;
  pointer.mime_type = std::string(uri::xml_mime_type);
  pointer.agreement.reset();
  world.list_of_lists.pointers.push_back(pointer);
  world.further_lists.push_back(entities);
  require_valid(world.ask());
}

TEST_CASE("two issues of a list of trusted entities with one number settle nothing") {
  World world;
  make_entities(world);
  auto second = world;
  second.list.issued = instant("2026-07-28T00:00:00Z");
  second.service().status = uri::withdrawn;
  for (const bool turned : {false, true}) {
    auto sources = world.sources();
    sources.lists.push_back({"second.xml", second.list_text()});
    if (turned) std::swap(sources.lists.front(), sources.lists.back());
    const auto trust =
        verifier::establish_trust(sources, world.at, world.policy.algorithms, world.budget);
    CHECK(trust.lists().empty());
    REQUIRE(trust.refused().size() == 2);
    for (const auto& refused : trust.refused()) {
      CHECK(require_finding(refused.findings, FindingId::trust_issues_conflict).about.what ==
            sources.lists.front().name);
    }
  }
}

TEST_CASE("an expired list of trusted entities leaves no place for an older issue") {
  World world;
  make_entities(world);
  auto newest = world;
  newest.list.sequence += 1;
  newest.list.issued = instant("2026-07-20T00:00:00Z");
  newest.list.next_update = instant("2026-07-30T00:00:00Z");
  auto sources = world.sources();
  sources.lists.push_back({"newest.xml", newest.list_text()});
  const auto trust =
      verifier::establish_trust(sources, world.at, world.policy.algorithms, world.budget);
  CHECK(trust.lists().empty());
  REQUIRE(trust.refused().size() == 2);
  require_finding(trust.refused()[0].findings, FindingId::list_expired, "ListAndSchemeInformation");
  CHECK(
      require_finding(trust.refused()[1].findings, FindingId::trust_newest_not_usable).about.what ==
      "jp.xml");
}

}  // namespace
}  // namespace accord::tests
