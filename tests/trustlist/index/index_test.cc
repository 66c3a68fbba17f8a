#include "trustlist/index/index.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::index;

std::vector<TrustedList> published_lists() {
  std::vector<TrustedList> lists;
  for (const auto& entry : std::filesystem::directory_iterator(reference_file("lists/eu-2019"))) {
    auto read = read_text(read_file(entry.path()));
    REQUIRE(read.list.has_value());
    lists.push_back(std::move(*read.list));
  }
  return lists;
}

/// The sample list, and one of another territory with a second provider that has no certificate in
/// its history's entries only.
std::vector<TrustedList> two_lists() {
  auto other = sample_list();
  other.territory = "LU";
  auto& provider = other.providers.front();
  provider.names = {{"en", "Étoile Trust"}, {"el", "Αστέρι"}};
  provider.trade_names = {{"en", "VATLU-99"}};
  auto& service = provider.services.front();
  service.current.type = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST";
  service.current.identity.ids = {DigitalId{other_signer().certificate}};
  return {sample_list(), other};
}

TEST_CASE("every look-up by certificate gives what a search through the lists gives, in order") {
  const ClaimedIndex index(published_lists());
  std::size_t looked_up = 0;
  for (const auto& list : index.lists()) {
    for (const auto& provider : list->providers) {
      for (const auto& service : provider.services) {
        for (const auto& certificate : service.current.identity.certificates()) {
          std::vector<std::pair<const Service*, IdentityMatch>> expected;
          for (const auto& one : index.lists()) {
            for (const auto& found : find_services(*one, certificate)) {
              expected.emplace_back(found.service, found.how);
            }
          }
          std::vector<std::pair<const Service*, IdentityMatch>> actual;
          for (const auto& hit : index.services().services_of(certificate)) {
            actual.emplace_back(hit.service, hit.how);
            CHECK(index.lists().at(hit.list)->service_count() != 0);
          }
          REQUIRE(actual == expected);
          ++looked_up;
        }
      }
    }
  }
  CHECK(looked_up > 1000);
}

TEST_CASE("a history entry without a certificate is found by the key of its identifier") {
  auto list = sample_list();
  // Only the history has the authority's key; the present identity is another's.
  list.providers.front().services.front().current.identity.ids = {
      DigitalId{other_signer().certificate}};
  const ClaimedIndex index({list});
  const auto hits = index.services().services_of(listed_authority().certificate);
  REQUIRE(hits.size() == 1);
  CHECK(hits.front().how == IdentityMatch::key_identifier);
  CHECK(hits.front().service->history.size() == 2);
  CHECK(index.services().services_of(list_signer().certificate).empty());
}

TEST_CASE("services are found by key, and by key identifier with the name") {
  const ClaimedIndex index(two_lists());
  const auto& certificate = listed_authority().certificate;
  CHECK(index.services().services_with_key(certificate.spki()).size() == 1);
  const auto& identifier = *certificate.subject_key_identifier();
  // In the second list only the history has it.
  CHECK(index.services().services_with_key_identifier(identifier).size() == 2);
  CHECK(index.services().services_with_key_identifier(identifier, &certificate.subject()).size() ==
        2);
  const auto stranger = x509::Name::build({{x509::attribute::common_name, "Somebody else"}});
  CHECK(index.services().services_with_key_identifier(identifier, &stranger).empty());
  auto wrong = identifier;
  wrong.back() ^= 1;
  CHECK(index.services().services_with_key_identifier(wrong).empty());
}

TEST_CASE("providers are found by any name in any language and case") {
  const ClaimedIndex index(two_lists());
  for (const auto* text : {"étoile", "ÉTOILE trust", "αστέρι", "vatlu"}) {
    INFO(text);
    const auto found = index.services().providers_named(text);
    REQUIRE(found.size() == 1);
    CHECK(found.front().list == 1);
  }
  CHECK(index.services().providers_named("trust").size() == 2);
  CHECK(index.services().providers_named("").empty());
  CHECK(index.services().providers_named("nobody").empty());
}

TEST_CASE("services are found by type and territory") {
  const ClaimedIndex index(two_lists());
  const auto& table = index.services();
  CHECK(table.services_of_type("CA/QC", "").size() == 1);
  CHECK(table.services_of_type(uri::ca_qc, "JP").size() == 1);
  CHECK(table.services_of_type("CA/QC", "LU").empty());
  CHECK(table.services_of_type("TSA/QTST", "LU").size() == 1);
  CHECK(table.services_of_type("", "LU").size() == 1);
  CHECK(table.services_of_type("", "").size() == 2);
}

TEST_CASE("a search asks for everything at once") {
  const ClaimedIndex index(two_lists());
  const auto& table = index.services();
  CHECK(table.search({}).empty());
  Query query;
  query.certificate = &listed_authority().certificate;
  CHECK(table.search(query).size() == 2);
  query.territory = "JP";
  CHECK(table.search(query).size() == 1);
  query.provider = "seal";
  CHECK(table.search(query).size() == 1);
  query.provider = "étoile";
  CHECK(table.search(query).empty());
  Query by_name;
  by_name.provider = "trust";
  by_name.type = "CA/QC";
  CHECK(table.search(by_name).size() == 1);
}

TEST_CASE("the index of verified lists names the list of each hit") {
  outcome::Budget budget;
  const auto text = signed_text(sample_list(), list_signer());
  auto verdict = read::verify_list(text, read::SignerSet::given({list_signer().certificate}),
                                   instant("2026-08-01T00:00:00Z"), {}, budget);
  REQUIRE(verdict.verified.has_value());
  const VerifiedIndex index(
      {std::make_shared<const read::VerifiedList>(std::move(*verdict.verified))});
  const auto hits = index.services().services_of(listed_authority().certificate);
  REQUIRE(hits.size() == 1);
  CHECK(index.list_of(hits.front()).signer() == list_signer().certificate);
  const auto copy = index;
  CHECK(copy.services().services_of(listed_authority().certificate).front().service ==
        hits.front().service);
}

TEST_CASE("an index over published lists is small beside them") {
  const ClaimedIndex index(published_lists());
  CHECK(index.services().size() > 1000);
  CHECK(index.services().memory() < 200 * index.services().size());
}

}  // namespace
}  // namespace accord::tests
