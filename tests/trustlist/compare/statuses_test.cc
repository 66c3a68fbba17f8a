#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/trustlist/list_maker.h"
#include "trustlist/compare/compare.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::compare;

Service& service(TrustedList& list) { return list.providers.front().services.front(); }

/// The state that was the present one goes into the history, as TS 119 612 (5.6) lets it: without
/// certificate.
void begin(TrustedList& list, std::string_view status, std::string_view since) {
  auto& one = service(list);
  auto old = one.current;
  old.supply_points.clear();
  old.scheme_definition_uris.clear();
  old.definition_uris.clear();
  auto& ids = old.identity.ids;
  ids.erase(std::remove_if(
                ids.begin(), ids.end(),
                [](const DigitalId& id) { return std::holds_alternative<x509::Certificate>(id); }),
            ids.end());
  one.history.insert(one.history.begin(), old);
  one.current.status = status;
  one.current.starting = instant(since);
  list.sequence += 1;
}

std::vector<std::string> sentences(const Comparison& comparison) {
  std::vector<std::string> all;
  for (const auto& change : comparison.changes) all.push_back(sentence(change));
  return all;
}

TEST_CASE("a withdrawal is one change with its time, and rewrites nothing") {
  const auto before = full_list();
  auto after = before;
  begin(after, uri::withdrawn, "2026-11-01T00:00:00Z");
  const auto result = compare::compare(before, after);
  CHECK(sentences(result) ==
        std::vector<std::string>{
            "provider Seal trust: service Seal authority: withdrawn from 2026-11-01T00:00:00Z; it "
            "was granted",
            "scheme: the sequence number is now 8; it was 7"});
  const auto& change = result.changes.front();
  CHECK(change.kind == Kind::service_status);
  CHECK(change.weight == Weight::serious);
  CHECK(change.when == instant("2026-11-01T00:00:00Z"));
  CHECK(change.before->exact == uri::granted);
  CHECK(change.after->exact == uri::withdrawn);
  CHECK(!result.rewrites_past());
  CHECK(result.order == Order::newer);
}

TEST_CASE("two statuses since the older list are two changes, the last one last") {
  const auto before = sample_list();
  auto after = before;
  begin(after, uri::withdrawn, "2026-11-01T00:00:00Z");
  begin(after, uri::granted, "2026-11-02T00:00:00Z");
  const auto result = compare::compare(before, after);
  REQUIRE(result.changes.size() == 3);
  CHECK(!result.rewrites_past());
  CHECK(result.changes[0].when == instant("2026-11-01T00:00:00Z"));
  CHECK(result.changes[0].after->text == "withdrawn");
  CHECK(result.changes[1].when == instant("2026-11-02T00:00:00Z"));
  CHECK(result.changes[1].before->text == "withdrawn");
  CHECK(result.changes[1].after->text == "granted");
}

TEST_CASE("the same status in a new entry is no withdrawal") {
  const auto before = sample_list();
  auto after = before;
  begin(after, uri::granted, "2026-11-01T00:00:00Z");
  const auto result = compare::compare(before, after);
  REQUIRE(result.changes.size() == 2);
  CHECK(result.changes[0].kind == Kind::sequence_number);
  CHECK(result.changes[1].kind == Kind::service_status_again);
  CHECK(sentence(result.changes[1]) ==
        "provider Seal trust: service Seal authority: again granted from 2026-11-01T00:00:00Z");
}

TEST_CASE("a state that ended and was changed on its way into the history is told") {
  const auto before = sample_list();
  auto after = before;
  begin(after, uri::withdrawn, "2026-11-01T00:00:00Z");
  service(after).history.front().starting = instant("2026-05-25T00:00:00Z");
  const auto result = compare::compare(before, after);
  REQUIRE(result.rewrites_past());
  REQUIRE(result.changes.size() == 3);
  CHECK(sentence(result.changes.front()) ==
        "provider Seal trust: service Seal authority: in the entry of the past from "
        "2026-05-20T00:00:00Z, the start was rewritten: 2026-05-25T00:00:00Z; it was "
        "2026-05-20T00:00:00Z");
}

TEST_CASE(
    "a state that ended under the name of another authority is told, another spelling is not") {
  const auto before = sample_list();
  auto after = before;
  begin(after, uri::withdrawn, "2026-11-01T00:00:00Z");
  auto& name = std::get<SubjectNameId>(service(after).history.front().identity.ids.front()).text;
  const auto comma = name.find(',');
  REQUIRE(comma != std::string::npos);
  name = name.substr(comma + 1) + " , " + name.substr(0, comma);
  CHECK_FALSE(compare::compare(before, after).rewrites_past());
  name = "CN=Another authority,O=Other,C=JP";
  const auto result = compare::compare(before, after);
  REQUIRE(result.rewrites_past());
  const auto told =
      std::find_if(result.changes.begin(), result.changes.end(),
                   [](const Change& one) { return one.kind == Kind::service_history; });
  REQUIRE(told != result.changes.end());
  CHECK(told->field == "identity");
  CHECK(told->weight == Weight::alarm);
}

TEST_CASE("another authority's name in an old entry is told although its key identifier stays") {
  const auto before = sample_list();
  auto after = before;
  auto& ids = service(after).history.front().identity.ids;
  REQUIRE(std::holds_alternative<SubjectNameId>(ids.front()));
  ids.front() = SubjectNameId{"CN=Another authority,O=Other,C=JP"};
  const auto result = compare::compare(before, after);
  REQUIRE(result.changes.size() == 1);
  CHECK(result.changes.front().kind == Kind::service_history);
  CHECK(result.changes.front().weight == Weight::alarm);
  CHECK(result.changes.front().field == "identity");
  CHECK(result.changes.front().entry == instant("2026-05-19T00:00:00Z"));
}

TEST_CASE("a state that had a certificate alone may get that certificate's name in the history") {
  auto before = sample_list();
  auto& ids = service(before).current.identity.ids;
  ids.erase(ids.begin() + 1);
  auto after = before;
  begin(after, uri::withdrawn, "2026-11-01T00:00:00Z");
  auto& archived = service(after).history.front().identity.ids;
  archived.emplace_back(SubjectNameId{listed_authority().certificate.subject().to_string()});
  CHECK_FALSE(compare::compare(before, after).rewrites_past());
  archived.back() = SubjectNameId{"CN=Another authority,C=JP"};
  CHECK(compare::compare(before, after).rewrites_past());
}

TEST_CASE("a state that ended and is nowhere in the history is told once") {
  const auto before = sample_list();
  auto after = before;
  begin(after, uri::withdrawn, "2026-11-01T00:00:00Z");
  service(after).history.erase(service(after).history.begin());
  const auto result = compare::compare(before, after);
  REQUIRE(result.changes.size() == 2);
  CHECK(result.changes.front().kind == Kind::service_status);
  CHECK(result.changes.front().weight == Weight::alarm);
  CHECK(sentence(result.changes.front()) ==
        "provider Seal trust: service Seal authority: withdrawn from 2026-11-01T00:00:00Z; it was "
        "granted, and the history does not have that");
}

TEST_CASE("a status that is said to have begun before the last one rewrites the past") {
  const auto before = sample_list();
  auto after = before;
  begin(after, uri::withdrawn, "2026-05-10T00:00:00Z");
  const auto result = compare::compare(before, after);
  CHECK(result.rewrites_past());
  CHECK(result.changes.front().kind == Kind::service_status);
  CHECK(result.changes.front().weight == Weight::alarm);
}

TEST_CASE("an older list given as the newer one is called that") {
  const auto newer = sample_list();
  auto older = newer;
  older.sequence -= 1;
  const auto result = compare::compare(newer, older);
  CHECK(result.order == Order::older);
  CHECK(result.changes.front().weight == Weight::alarm);
}

Provider other_provider() {
  Provider provider;
  provider.names = {{"en", "Other trust"}};
  provider.trade_names = {{"en", "VATJP-5678"}};
  return provider;
}

TEST_CASE("a service that moves to another provider has moved, not gone and come") {
  auto before = sample_list();
  before.providers.push_back(other_provider());
  auto after = before;
  after.providers.back().services = std::move(after.providers.front().services);
  after.providers.front().services.clear();
  const auto result = compare::compare(before, after);
  CHECK(sentences(result) ==
        std::vector<std::string>{"provider Other trust: service Seal authority: moved here from "
                                 "the provider Seal trust"});
  CHECK(result.changes.front().kind == Kind::service_moved);
  // What was published with the former provider is there no longer.
  CHECK(result.changes.front().weight == Weight::alarm);
  CHECK(result.rewrites_past());
}

TEST_CASE("a provider with another registration number took over; it was not renamed") {
  const auto before = sample_list();
  auto after = before;
  after.providers.front().names = other_provider().names;
  after.providers.front().trade_names = other_provider().trade_names;
  const auto result = compare::compare(before, after);
  CHECK(sentences(result) ==
        std::vector<std::string>{
            "provider Seal trust: is no longer in the list",
            "provider Other trust: service Seal authority: moved here from the provider Seal trust",
            "provider Other trust: is new in the list"});
  CHECK(result.changes[0].rewrites_past);
  CHECK(result.changes[1].rewrites_past);
  CHECK_FALSE(result.changes[2].rewrites_past);
}

// The same list later, without its provider.
TrustedList without_provider(const TrustedList& list, std::string_view issued) {
  auto after = list;
  after.providers.clear();
  after.sequence += 1;
  after.issued = instant(issued);
  return after;
}

TEST_CASE("a service that is gone with its history is a rewritten past") {
  auto before = sample_list();
  const auto gone = [&](std::string_view issued) {
    return compare::compare(before, without_provider(before, issued));
  };
  const auto rewritten = [&](std::string_view issued) {
    const auto result = gone(issued);
    REQUIRE(result.changes.size() > 1);
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(result.changes[i].rewrites_past == (result.changes[i].weight == Weight::alarm));
    }
    return result.rewrites_past();
  };
  CHECK(sentences(gone("2026-07-01T00:00:00Z"))[0] ==
        "provider Seal trust: is no longer in the list");
  CHECK(sentences(gone("2026-07-01T00:00:00Z"))[1].rfind(
            "provider Seal trust: service Seal authority: is gone: it was ", 0) == 0);
  REQUIRE(before.history_period == 65535);
  SECTION("however long ago, when history is kept for ever") {
    begin(before, uri::withdrawn, "2026-06-01T00:00:00Z");
    CHECK(rewritten("2126-06-01T00:00:00Z"));
  }
  SECTION("as long as history is kept") {
    before.history_period = 30;
    begin(before, uri::withdrawn, "2026-06-01T00:00:00Z");
    CHECK(rewritten("2026-07-01T00:00:00Z"));
    CHECK_FALSE(rewritten("2026-07-01T00:00:01Z"));
  }
  SECTION("and always when nobody ended its status") {
    before.history_period = 0;
    CHECK(rewritten("2126-06-01T00:00:00Z"));
  }
  SECTION("but without a status it has no past") {
    auto& one = service(before);
    one.history.clear();
    one.current.status.clear();
    CHECK_FALSE(rewritten("2026-07-01T00:00:00Z"));
  }
}

TEST_CASE("a registration number that is still to be filled in makes no provider the same") {
  auto before = sample_list();
  before.providers.front().trade_names = {{"en", "NTRJP-to-be-filled-in"}};
  auto after = before;
  auto& other = after.providers.front();
  other.names = {{"en", "Other trust"}};
  auto& now = other.services.front().current;
  now.names = {{"en", "Time stamps"}};
  now.type = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST";
  now.identity.ids = {DigitalId{other_signer().certificate}};
  other.services.front().history.clear();
  const auto result = compare::compare(before, after);
  CHECK(result.rewrites_past());
  REQUIRE(result.changes.size() == 4);
  CHECK(sentence(result.changes[0]) == "provider Seal trust: is no longer in the list");
  CHECK(result.changes[1].kind == Kind::service);
  CHECK(result.changes[1].action() == Action::removed);
  CHECK(sentence(result.changes[2]) == "provider Other trust: is new in the list");
  CHECK(result.changes[3].action() == Action::added);
}

TEST_CASE("a provider that is renamed keeps its services") {
  const auto before = sample_list();
  auto after = before;
  after.providers.front().names.front().text = "Other trust";
  after.providers.front().trade_names.clear();
  const auto result = compare::compare(before, after);
  CHECK(sentences(result) ==
        std::vector<std::string>{"provider Other trust: the name in en is now Other trust; it was "
                                 "Seal trust",
                                 "provider Other trust: the trade name or registration number in "
                                 "en is gone: it was VATJP-1234",
                                 "provider Other trust: the trade name or registration number in "
                                 "en is gone: it was Test organisation"});
}

TEST_CASE("a new service with the old key of a re-keyed one is told by the keys") {
  auto before = sample_list();
  service(before).history.clear();
  auto after = before;
  auto second = service(after);
  service(after).current.identity.ids = {DigitalId{other_signer().certificate}};
  second.current.names = {{"en", "Former keys"}};
  after.providers.front().services.push_back(second);
  const auto result = compare::compare(before, after);
  // The key goes before the name: the service that had it goes on under the new name.
  bool renamed = false;
  bool added = false;
  for (const auto& change : result.changes) {
    renamed = renamed || (change.kind == Kind::service_name && change.service == "Former keys");
    added = added || (change.kind == Kind::service && change.action() == Action::added &&
                      change.service == "Seal authority");
  }
  CHECK(renamed);
  CHECK(added);
}

TEST_CASE("the order of a list of lists' pivots counts") {
  auto before = sample_list_of_lists();
  before.information_uris = {{"en", "https://a.example/1.xml"}, {"en", "https://a.example/2.xml"}};
  auto after = before;
  std::reverse(after.information_uris.begin(), after.information_uris.end());
  const auto result = compare::compare(before, after);
  REQUIRE(result.changes.size() == 1);
  CHECK(result.changes.front().kind == Kind::scheme_information_uri);
  CHECK(result.changes.front().field == "order");
  CHECK(result.changes.front().weight == Weight::serious);
}

}  // namespace
}  // namespace accord::tests
