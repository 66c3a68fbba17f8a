#include "verifier/qualification/consistency.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/verifier/qualification/listing.h"

namespace accord::tests {
namespace {

using qualification::inconsistencies;
using trustlist::Qualifier;
namespace uri = trustlist::uri;

qualification::ServiceFacts with(std::vector<Qualifier> qualifiers) {
  auto service = seal_service();
  for (const auto one : qualifiers) service.qualifiers.push_back(uri_of(one));
  return service;
}

TEST_CASE("each of the nine rules is broken by itself") {
  CHECK(inconsistencies(seal_service()).empty());
  const std::vector<std::vector<Qualifier>> broken{
      {Qualifier::qc_statement, Qualifier::not_qualified},
      {Qualifier::qc_with_qscd, Qualifier::qc_no_qscd},
      {Qualifier::qc_qscd_status_as_in_cert, Qualifier::qc_with_qscd},
      {Qualifier::qc_qscd_status_as_in_cert, Qualifier::qc_no_qscd},
      {Qualifier::qc_qscd_managed_on_behalf, Qualifier::qc_no_qscd},
      {Qualifier::qc_qscd_status_as_in_cert, Qualifier::qc_qscd_managed_on_behalf},
      {Qualifier::qc_with_sscd},
      {Qualifier::qc_no_sscd},
      {Qualifier::qc_sscd_status_as_in_cert},
      {Qualifier::qc_for_esig},
      {Qualifier::qc_for_wsa},
  };
  for (const auto& qualifiers : broken) CHECK(inconsistencies(with(qualifiers)).size() == 1);

  auto unknown = seal_service();
  unknown.qualifiers = {"urn:test:unknown"};
  CHECK(inconsistencies(unknown).size() == 1);

  auto several = with({Qualifier::qc_for_eseal, Qualifier::qc_for_esig});
  several.additional_information.push_back(information(uri::for_esignatures));
  CHECK(inconsistencies(several).size() == 1);

  auto early = seal_service();
  early.period.from = qualification::eidas_applies - std::chrono::seconds(1);
  early.additional_information = {information(uri::for_esignatures)};
  CHECK(inconsistencies(early).size() == 1);
  early.status = trustlist::status_uri(trustlist::Status::accredited);
  CHECK(inconsistencies(early).empty());
  early.additional_information = {information(uri::for_web)};
  CHECK(inconsistencies(early).size() == 1);
  early.period.from = qualification::eidas_applies;
  CHECK(inconsistencies(early).empty());
}

TEST_CASE("what looks like a contradiction and is none") {
  const std::vector<std::vector<Qualifier>> fine{
      {Qualifier::qc_statement, Qualifier::qc_for_eseal, Qualifier::qc_with_qscd},
      {Qualifier::qc_with_sscd, Qualifier::qc_with_qscd},
      {Qualifier::qc_no_sscd, Qualifier::qc_no_qscd},
      {Qualifier::qc_sscd_status_as_in_cert, Qualifier::qc_qscd_status_as_in_cert},
      {Qualifier::qc_with_qscd, Qualifier::qc_qscd_managed_on_behalf},
      {Qualifier::qc_for_legal_person},
  };
  for (const auto& qualifiers : fine) CHECK(inconsistencies(with(qualifiers)).empty());

  auto unnamed = with({Qualifier::qc_for_wsa});
  unnamed.additional_information.clear();
  CHECK(inconsistencies(unnamed).empty());
}

}  // namespace
}  // namespace accord::tests
