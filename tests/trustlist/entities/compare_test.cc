#include "trustlist/compare/compare.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/trustlist/entities_maker.h"
#include "trustlist/render/render.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using compare::Kind;
using compare::Weight;

TrustedList next_issue(TrustedList list) {
  ++list.sequence;
  list.issued += std::chrono::days{30};
  for (auto& service : list.providers.front().services) {
    if (!service.current.has_status()) service.current.starting = list.issued;
  }
  return list;
}

std::vector<compare::Change> changes_of(const TrustedList& before, const TrustedList& after,
                                        Kind kind) {
  std::vector<compare::Change> found;
  for (auto& change : compare::compare(before, after).changes) {
    if (change.kind == kind) found.push_back(change);
  }
  return found;
}

ServiceEntry& now(TrustedList& list) { return list.providers.front().services.front().current; }

TEST_CASE("a later issue says nothing new of a service without a status") {
  const auto comparison = compare::compare(entities_list(), next_issue(entities_list()));
  for (const auto& change : comparison.changes) {
    const bool of_issue = change.kind == Kind::issue_date || change.kind == Kind::sequence_number;
    CHECK(of_issue);
    CHECK_FALSE(change.rewrites_past);
  }
}

TEST_CASE("a service that gets its first status is told, and rewrites nothing") {
  auto after = next_issue(entities_list());
  now(after).status = uri::granted;
  now(after).starting = instant("2026-01-01T00:00:00Z");
  const auto changes = changes_of(entities_list(), after, Kind::service_status);
  REQUIRE(changes.size() == 1);
  CHECK_FALSE(changes.front().rewrites_past);
  CHECK(changes.front().before->text == "listed without a status");
  CHECK(changes.front().when == instant("2026-01-01T00:00:00Z"));
}

TEST_CASE("a service that loses its status no longer says what was published") {
  auto before = full_entities_list();
  auto after = next_issue(full_entities_list());
  now(after).status.clear();
  now(after).starting = after.issued;
  after.providers.front().services.front().history.clear();
  const auto changes = changes_of(before, after, Kind::service_status);
  REQUIRE(changes.size() == 1);
  CHECK(changes.front().rewrites_past);
  CHECK(changes.front().weight == Weight::alarm);
}

TEST_CASE("a list of the other form is no later issue of the same list") {
  auto after = next_issue(entities_list());
  const auto changes = changes_of(sample_list(), after, Kind::list_form);
  REQUIRE(changes.size() == 1);
  CHECK(changes.front().weight == Weight::alarm);
  CHECK(changes.front().after->text == "list of trusted entities");
}

TEST_CASE("a new unique identifier and another body are told") {
  auto after = next_issue(full_entities_list());
  now(after).extensions = {{false, ServiceUniqueIdentifier{"https://operator.example/id/2"}}};
  auto& body = std::get<OtherAssociatedBodies>(after.providers.front().extensions.front().value);
  body.names = {{"en", "Another body"}};
  CHECK(changes_of(full_entities_list(), after, Kind::service_extension).size() == 1);
  CHECK(changes_of(full_entities_list(), after, Kind::provider_extension).size() == 1);
}

TEST_CASE("the pages of a list of trusted entities say what it is, and claim no standing") {
  std::string all;
  render::Publication publication;
  publication.name = "jp";
  render::render_list(entities_list(), publication,
                      [&](std::string_view /*path*/, std::string_view text) { all += text; });
  CHECK(all.find("List of trusted entities of JP") != std::string::npos);
  CHECK(all.find("listed without a status") != std::string::npos);
  CHECK(all.find("of ETSI TS 119 602") != std::string::npos);
  CHECK(all.find("status good") == std::string::npos);
}

}  // namespace
}  // namespace accord::tests
