#include "trustlist/scheme/edit.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::scheme;
using outcome::FindingId;

Grant seals(std::string_view at) {
  return {"Seals",
          std::string(uri::ca_qc),
          {"issuing.crt"},
          {std::string(uri::for_eseals)},
          instant(at)};
}

ProviderSource granted() {
  auto provider = require_value(new_provider("Seal trust", "JP"));
  require_value(grant_service(provider, seals("2026-05-20T00:00:00Z")).map([] { return 0; }));
  return provider;
}

TEST_CASE("a granted service that is withdrawn keeps its history with exact times") {
  auto provider = granted();
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-07-25T00:00:00Z")));
  REQUIRE(grant_service(provider, seals("2026-09-01T12:30:15Z")));
  const auto& statuses = provider.services.front().statuses;
  REQUIRE(statuses.size() == 3);
  CHECK(statuses[0] ==
        StatusSource{std::string(uri::granted), instant("2026-09-01T12:30:15Z"), {}});
  CHECK(statuses[1] ==
        StatusSource{std::string(uri::withdrawn), instant("2026-07-25T00:00:00Z"), {}});
  CHECK(statuses[2] ==
        StatusSource{std::string(uri::granted), instant("2026-05-20T00:00:00Z"), {}});
  CHECK(provider.services.size() == 1);
}

TEST_CASE("the last status is taken back unless it may have been published") {
  auto provider = granted();
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-07-25T00:00:00Z")));
  const std::optional<Published> published{{1, instant("2026-07-25T00:00:00Z")}};
  require_failure(undo_status(provider, "Seals", published), FindingId::status_published);
  require_failure(undo_status(provider, "Stamps", {}), FindingId::service_not_found);
  const std::optional<Published> earlier{{1, instant("2026-07-24T23:59:59Z")}};
  CHECK(require_value(undo_status(provider, "Seals", earlier)).status == uri::withdrawn);
  CHECK(provider == granted());
  REQUIRE(undo_status(provider, "Seals", {}).has_value());
  CHECK(provider.services.empty());
}

TEST_CASE("uses that are given with a new grant hold from then on, the former ones as history") {
  auto provider = granted();
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-07-25T00:00:00Z")));
  const auto before = provider;
  auto grant = seals("2026-09-01T00:00:00Z");
  grant.additional_information = {std::string(uri::for_web)};
  REQUIRE(grant_service(provider, grant));
  const auto& service = provider.services.front();
  CHECK(service.information.additional_information == grant.additional_information);
  REQUIRE(service.former.size() == 1);
  CHECK(service.former.front().until == grant.at);
  CHECK(service.former.front().information == before.services.front().information);
  REQUIRE(undo_status(provider, "Seals", {}));
  CHECK(provider == before);
  grant.additional_information.clear();  // as it was
  REQUIRE(grant_service(provider, grant));
  CHECK(provider.services.front().former.empty());
}

TEST_CASE("a status is taken back by what the published list says, not by its moment alone") {
  auto provider = granted();
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-05-25T00:00:00Z")));
  const std::optional<Published> published{{1, instant("2026-06-01T00:00:00Z")}};
  TrustedList list;
  list.providers.resize(1);
  list.providers.front().names = provider.names;
  Service service;
  service.current.names = {{"en", "Seals"}};
  service.current.status = uri::granted;
  service.current.starting = instant("2026-05-20T00:00:00Z");
  list.providers.front().services = {service};
  const auto withdrawn = provider.services.front().statuses.front();
  CHECK_FALSE(may_stand_in(list, provider, "Seals", withdrawn));

  auto with = list;
  with.providers.front().services.front().current.status = uri::withdrawn;
  with.providers.front().services.front().current.starting = withdrawn.since;
  require_failure(undo_status(provider, "Seals", published, &with), FindingId::status_published);
  // In the history, and under names that were others then.
  auto former = list;
  former.providers.front().names = {{"en", "Before"}};
  former.providers.front().services.front().history = {
      with.providers.front().services.front().current};
  require_failure(undo_status(provider, "Seals", published, &former), FindingId::status_published);
  auto damaged = list;
  damaged.services_left_out = 1;
  require_failure(undo_status(provider, "Seals", published, &damaged), FindingId::status_published);

  CHECK(require_value(undo_status(provider, "Seals", published, &list)) == withdrawn);
  CHECK(provider == granted());
}

TEST_CASE("what a service is for fits its type") {
  const auto type = [](std::string_view word) { return require_value(service_type_from(word)); };
  CHECK(may_be_for(type("CA/QC"), uri::for_eseals));
  CHECK(may_be_for(type("Certstatus/OCSP/QC"), uri::for_web));
  CHECK(may_be_for(type("QESValidation/Q"), uri::for_esignatures));
  CHECK_FALSE(may_be_for(type("QESValidation/Q"), uri::for_web));
  CHECK_FALSE(may_be_for(type("TSA/QTST"), uri::for_eseals));
  CHECK_FALSE(may_be_for(type("CA/PKC"), uri::root_ca_qc));
  CHECK(may_be_for("urn:jp:stamps", uri::for_eseals));
  CHECK(may_be_for(type("TSA/QTST"), "urn:jp:fast"));
}

TEST_CASE("impossible changes of status are refused and change nothing") {
  auto provider = granted();
  const auto before = provider;
  require_failure(grant_service(provider, seals("2026-06-01T00:00:00Z")),
                  FindingId::service_already_granted);
  require_failure(withdraw_service(provider, "Stamps", instant("2026-06-01T00:00:00Z")),
                  FindingId::service_not_found);
  require_failure(withdraw_service(provider, "Seals", instant("2026-05-20T00:00:00Z")),
                  FindingId::status_time_not_after_last);
  require_failure(set_status(provider, "Seals", uri::granted, instant("2026-06-01T00:00:00Z")),
                  FindingId::status_unchanged);
  require_failure(set_status(provider, "Seals", "granted", instant("2026-06-01T00:00:00Z")),
                  FindingId::source_value_wrong);
  CHECK(provider == before);
}

TEST_CASE("a service that is there is not granted again with another certificate or type") {
  auto provider = granted();
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-07-25T00:00:00Z")));
  auto other = seals("2026-09-01T00:00:00Z");
  other.certificate_files = {"new.crt"};
  require_failure(grant_service(provider, other), FindingId::service_differs);
  auto type = seals("2026-09-01T00:00:00Z");
  type.type = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC";
  require_failure(grant_service(provider, type), FindingId::service_differs);
}

TEST_CASE("a new service needs a name, a type and a certificate") {
  auto provider = granted();
  auto nameless = seals("2026-09-01T00:00:00Z");
  nameless.service_name.clear();
  require_failure(grant_service(provider, nameless), FindingId::source_value_wrong, "service");
  auto typeless = seals("2026-09-01T00:00:00Z");
  typeless.type = "CA/QC";
  require_failure(grant_service(provider, typeless), FindingId::source_value_wrong, "type");
  auto without = seals("2026-09-01T00:00:00Z");
  without.service_name = "Stamps";
  without.certificate_files.clear();
  require_failure(grant_service(provider, without), FindingId::source_value_wrong, "certificate");
}

TEST_CASE("short words stand for URIs, and URIs for themselves") {
  CHECK(require_value(service_type_from("CA/QC")) == uri::ca_qc);
  CHECK(require_value(service_type_from("urn:x:type")) == "urn:x:type");
  CHECK(require_value(status_from("withdrawn")) == uri::withdrawn);
  CHECK(require_value(status_from("urn:x:status")) == "urn:x:status");
  CHECK(require_value(additional_information_from("eseals")) == uri::for_eseals);
  CHECK(require_value(additional_information_from("ForeSignatures")) == uri::for_esignatures);
  CHECK(require_value(additional_information_from("urn:x:y")) == "urn:x:y");
  require_failure(service_type_from("CA/QX"), FindingId::source_value_wrong);
  require_failure(status_from("Granted"), FindingId::source_value_wrong);
  require_failure(additional_information_from("seals"), FindingId::source_value_wrong);
}

TEST_CASE("a pointer takes its facts from the list, and replaces the one to the same territory") {
  auto scheme = require_value(new_scheme({"EU", "Test authority", true, 6}));
  put_pointer(scheme, pointer_to(sample_list(), "https://old.example/", {"a.crt"}, std::nullopt));
  put_pointer(scheme,
              pointer_to(sample_list(), "https://new.example/", {"b.crt"}, "agreement.xml"));
  REQUIRE(scheme.pointers.size() == 1);
  const auto& pointer = scheme.pointers.front();
  CHECK(pointer.location == "https://new.example/");
  CHECK(pointer.territory == "JP");
  CHECK(pointer.list_type == sample_list().type);
  CHECK(pointer.operator_names == sample_list().operator_names);
  CHECK(pointer.mime_type == uri::list_mime_type);
}

TEST_CASE("sequence numbers of published lists only grow") {
  auto scheme = require_value(new_scheme({"EU", "Test authority", true, 6}));
  REQUIRE(note_published(scheme, {1, issue_date()}));
  require_failure(note_published(scheme, {1, issue_date()}), FindingId::sequence_not_above_last);
  REQUIRE(note_published(scheme, {2, issue_date() + std::chrono::seconds{1}}));
  CHECK(scheme.published->sequence == 2);
}

}  // namespace
}  // namespace accord::tests
