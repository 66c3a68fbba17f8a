#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/support/expect.h"
#include "tests/verifier/two_entries.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using outcome::Severity;

TEST_CASE("an entry says nothing of an issuer with another key") {
  const auto change_at = instant("2026-07-25T00:00:00Z");
  for (const bool is_now : {true, false}) {
    World world;
    world.keeps_identities = true;
    auto& one = world.list.providers.front().services.front();
    one.current.identity.ids = {world.authority_certificate()};
    one.history = {one.current};
    one.current.starting = change_at;
    require_valid(world.ask());
    auto& entry = is_now ? one.current : one.history.front();
    entry.identity.ids = {other_signer().certificate};
    CHECK(
        require_refused(world.ask(), FindingId::service_entry_of_another, "list of JP").severity ==
        Severity::indeterminate);
    // A name, or the identifier that the issuer's certificate claims, is tied to its key.
    entry.identity.ids = {trustlist::SubjectNameId{"CN=Seal authority"}};
    if (!is_now) require_valid(world.ask());
    entry.identity.ids = {
        trustlist::KeyIdentifierId{*world.authority_certificate().subject_key_identifier()}};
    require_valid(world.ask());
  }
}

// The authority's certificate with a key identifier that is not made from its key. That of an
// anchor need not be signed.
x509::Certificate with_identifier_of_its_own(const x509::Certificate& authority) {
  const auto& own = *authority.subject_key_identifier();
  der::Bytes bytes(authority.der().begin(), authority.der().end());
  for (auto at = std::search(bytes.begin(), bytes.end(), own.begin(), own.end()); at != bytes.end();
       at = std::search(at, bytes.end(), own.begin(), own.end())) {
    at = std::fill_n(at, own.size(), static_cast<std::uint8_t>(0x40));
  }
  return require_value(x509::Certificate::parse(bytes));
}

TEST_CASE("a key identifier that is not made from the key tells no authority from another") {
  using namespace trustlist;
  World sample;
  const auto authority = with_identifier_of_its_own(sample.authority_certificate());
  const KeyIdentifierId claimed{*authority.subject_key_identifier()};
  const SubjectNameId name{"CN=Seal authority, O=Seal trust, C=JP"};
  struct Row {
    const char* what;
    std::vector<DigitalId> ids, past;
    bool counts;
  };
  const Row rows[] = {
      {"by the name and the identifier", {name, claimed}, {}, true},
      {"by the identifier", {claimed}, {}, true},
      {"by the identifier in the past", {stranger().certificate}, {claimed}, true},
      {"by the identifier beside another key", {stranger().certificate, claimed}, {}, true},
      {"by the name and another identifier", {name, KeyIdentifierId{{1, 2, 3}}}, {}, true},
      {"by another name and another identifier",
       {SubjectNameId{"CN=Time authority"}, KeyIdentifierId{{1, 2, 3}}},
       {},
       false},
      {"by the name and another key", {name, stranger().certificate}, {}, false},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      TwoEntries world;
      world.keeps_identities = true;
      auto& services = world.list.providers.front().services;
      services[0].current.identity.ids = {authority};
      services[1].current.identity.ids = row.ids;
      if (!row.past.empty()) {
        services[1].history = {services[1].current};
        services[1].history.front().identity.ids = row.past;
        services[1].current.starting = instant("2026-05-25T00:00:00Z");
      }
      const auto answer = world.ask();
      if (row.counts) {
        const auto& finding =
            require_refused(answer, FindingId::list_identity_unclear, "list of JP");
        CHECK(finding.about.what == "jp.xml");
        CHECK(finding.about.line > 0);
        CHECK(outcome::message(finding).find('{') == std::string::npos);
      } else {
        require_valid(answer);
      }
    }
  }
}

// The authority's key, with its point in one of the forms of X9.62, 4.3.6.
std::string key_value(const x509::Certificate& authority, char form) {
  const auto point = authority.spki().last(65);
  const auto parity = static_cast<std::uint8_t>(point.back() & 1U);
  der::Bytes written{4};
  if (form == 'c') written.front() = static_cast<std::uint8_t>(2U | parity);
  if (form == 'h') written.front() = static_cast<std::uint8_t>(6U | parity);
  const auto numbers = point.subspan(1, form == 'c' ? 32 : 64);
  written.insert(written.end(), numbers.begin(), numbers.end());
  return "<tsl:DigitalId><ds:KeyValue xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
         "<e:ECKeyValue xmlns:e=\"http://www.w3.org/2009/xmldsig11#\">"
         "<e:NamedCurve URI=\"urn:oid:1.2.840.10045.3.1.7\"/><e:PublicKey>" +
         der::to_base64(written) + "</e:PublicKey></e:ECKeyValue></ds:KeyValue></tsl:DigitalId>";
}

TEST_CASE("a key counts however it is spelt") {
  const auto ask = [](const std::string& ids) {
    TwoEntries world;
    world.change_unsigned_list = [&](std::string text) {
      return with_identity(std::move(text), ids);
    };
    return world.ask();
  };
  World sample;
  const auto authority = sample.authority_certificate();
  const auto name = digital_id("X509SubjectName", "CN=Seal authority");
  require_refused(ask(name + key_value(authority, 'u')), FindingId::service_answers_differ);
  require_refused(ask(name + key_value(authority, 'c')), FindingId::service_answers_differ);
  // No form of a key: whose it is, only the name says.
  require_refused(ask(name + key_value(authority, 'h')), FindingId::list_identity_unclear,
                  "list of JP");
  require_valid(ask(name + key_value(stranger().certificate, 'c')));
}

TEST_CASE("that a service has two keys does not make an entry for one of them one for the other") {
  World world;
  world.keeps_identities = true;
  auto& one = world.list.providers.front().services.front();
  one.current.identity.ids = {world.authority_certificate(), other_signer().certificate};
  one.history = {one.current};
  one.current.starting = instant("2026-07-25T00:00:00Z");
  require_valid(world.ask());
  one.history.front().identity.ids = {other_signer().certificate};
  const auto answer = world.ask();
  const auto& finding = require_refused(answer, FindingId::service_entry_of_another, "list of JP");
  CHECK(finding.severity == Severity::indeterminate);
  one.history.front().identity.ids = {
      trustlist::KeyIdentifierId{*other_signer().certificate.subject_key_identifier()}};
  require_refused(world.ask(), FindingId::service_entry_of_another, "list of JP");
}

TEST_CASE("a service that has no key by its type is another's, whatever its name") {
  TwoEntries world;
  world.list.providers.front().services[1].current.type =
      "http://uri.etsi.org/TrstSvc/Svctype/IdV/nothavingPKIid";
  world.change_unsigned_list = [](std::string text) {
    return with_identity(std::move(text), digital_id("X509SubjectName", "CN=Seal authority"));
  };
  require_valid(world.ask());
}

}  // namespace
}  // namespace accord::tests
