#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/support/expect.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using outcome::Severity;

std::string erased(std::string text, std::size_t from, const std::string& to) {
  const auto end = text.find(to, from);
  REQUIRE(end != std::string::npos);
  return text.erase(from, end + to.size() - from);
}

// Where the second service of the list begins.
std::size_t second_service(const std::string& text) {
  const auto first = text.find("<tsl:TSPService>");
  const auto second = text.find("<tsl:TSPService>", first + 1);
  REQUIRE(second != std::string::npos);
  return second;
}

std::string without_start(std::string text) {
  const auto from = text.find("<tsl:StatusStartingTime>", second_service(text));
  return erased(std::move(text), from, "</tsl:StatusStartingTime>");
}

std::string with_identity(std::string text, const std::string& ids) {
  const std::string begin = "<tsl:ServiceDigitalIdentity>";
  const auto from = text.find(begin, second_service(text)) + begin.size();
  const auto end = text.find("</tsl:ServiceDigitalIdentity>", from);
  return text.replace(from, end - from, ids);
}

std::string digital_id(const std::string& form, const std::string& value) {
  return "<tsl:DigitalId><tsl:" + form + ">" + value + "</tsl:" + form + "></tsl:DigitalId>";
}

// The certificate in base64 with a basicConstraints that is no DER, and the key as it was.
std::string damaged(const x509::Certificate& certificate) {
  std::string bytes(der::as_text(certificate.der()));
  const std::string truth("\x01\x01\xff\x02\x01\x02", 6);
  const auto at = bytes.find(truth);
  REQUIRE(at != std::string::npos);
  bytes[at + 2] = '\x01';
  return der::to_base64(der::as_bytes(bytes));
}

// The authority is listed twice: granted, and withdrawn in a second entry. As long as both can be
// read, they contradict each other.
struct TwoEntries : World {
  explicit TwoEntries(bool other_provider = false) {
    auto provider = list.providers.front();
    provider.services.front().current.status = trustlist::uri::withdrawn;
    if (other_provider) {
      list.providers.push_back(provider);
    } else {
      list.providers.front().services.push_back(provider.services.front());
    }
  }
};

TEST_CASE("a second entry of the same authority counts, whether it can be read or not") {
  TwoEntries whole;
  require_among(whole.ask(), FindingId::service_answers_differ);

  TwoEntries world;
  world.change_unsigned_list = without_start;
  const auto answer = world.ask();
  const auto& finding = require_refused(answer, FindingId::list_service_left_out, "list of JP");
  CHECK(finding.severity == Severity::indeterminate);
  CHECK(finding.about.what == "jp.xml");
  CHECK(finding.about.line > 0);
}

TEST_CASE("a service that is not whole is not relied on, and services beside it are") {
  struct Row {
    const char* what;
    const char *before, *damage;  // put before the first of these
    bool is_of_another;           // the service of another authority
  };
  const Row rows[] = {
      {"an unknown element", "</tsl:ServiceInformation>", "<tsl:Colour/>", false},
      {"a misspelt qualifier", "<tsl:ServiceInformationExtensions>", "<tsl:Qualifer/>", false},
      {"in another's service", "</tsl:ServiceInformation>", "<tsl:Colour/>", true},
      {"a second information of the provider", "<tsl:TSPServices>", "<tsl:TSPInformation/>", false},
      {"unknown in the provider's information", "</tsl:TSPInformation>", "<tsl:Colour/>", false},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      World world;
      world.keeps_identities = true;
      auto& services = world.list.providers.front().services;
      services.front().current.identity.ids = {world.authority_certificate()};
      if (row.is_of_another) {
        services.insert(services.begin(), services.front());
        services.front().current.identity.ids = {stranger().certificate};
      }
      require_valid(world.ask());
      world.change_unsigned_list = [&](std::string text) {
        const auto at = text.find(row.before);
        REQUIRE(at != std::string::npos);
        return text.insert(at, row.damage);
      };
      const auto answer = world.ask();
      if (row.is_of_another) {
        require_valid(answer);
        continue;
      }
      const auto& finding = require_refused(answer, FindingId::list_service_partial, "list of JP");
      CHECK(finding.severity == Severity::indeterminate);
      CHECK(finding.about.what == "jp.xml");
      CHECK(finding.about.line > 0);
    }
  }
}

TEST_CASE("an entry in a service of another, or in a misspelt element, counts") {
  for (const bool nested : {true, false}) {
    TwoEntries world;
    auto& services = world.list.providers.front().services;
    world.keeps_identities = true;
    for (auto& one : services) one.current.identity.ids = {world.authority_certificate()};
    if (nested) {
      services.insert(services.begin() + 1, services.front());
      services[1].current.identity.ids = {stranger().certificate};
    }
    world.change_unsigned_list = [&](std::string text) {
      const std::string end = "</tsl:TSPService>";
      if (nested) {
        // The third, withdrawn one into the second.
        const auto second = text.find(end, text.find(end) + 1);
        text.erase(second, end.size());
        return text.insert(text.find(end, second) + end.size(), end);
      }
      const auto services_end = text.find("</tsl:TSPServices>");
      text.replace(services_end, std::string("</tsl:TSPServices>").size(), "</tsl:TSPServicez>");
      const auto first = text.find(end) + end.size();
      return text.insert(first, "</tsl:TSPServices><tsl:TSPServicez>");
    };
    require_among(world.ask(),
                  nested ? FindingId::list_service_partial : FindingId::list_service_left_out,
                  "list of JP");
  }
}

TEST_CASE("an entry of a provider that was left out counts") {
  TwoEntries world(true);
  world.change_unsigned_list = [](std::string text) {
    const auto from = text.rfind("<tsl:TSPInformation>");
    return erased(std::move(text), from, "</tsl:TSPInformation>");
  };
  require_refused(world.ask(), FindingId::list_provider_left_out, "list of JP");
}

TEST_CASE("services that stand in a second TSPServices count") {
  TwoEntries world;
  world.change_unsigned_list = [](std::string text) {
    const auto at = second_service(text);
    return text.insert(at, "</tsl:TSPServices><tsl:TSPServices>");
  };
  require_refused(world.ask(), FindingId::list_service_left_out, "list of JP");
}

TEST_CASE("what was left out counts by whatever identifies it") {
  struct Row {
    const char* what;
    std::string ids;
    bool counts;
  };
  World sample;
  const auto authority = sample.authority_certificate();
  const auto other = der::to_base64(stranger().certificate.der());
  const auto key_identifier = der::to_base64(*authority.subject_key_identifier());
  const Row rows[] = {
      {"another certificate", digital_id("X509Certificate", other), false},
      {"the key identifier", digital_id("X509SKI", key_identifier), true},
      {"another key identifier", digital_id("X509SKI", "AAAA"), false},
      {"the name", digital_id("X509SubjectName", "C=JP,O=Seal trust,CN=Seal  Authority"), true},
      {"another name", digital_id("X509SubjectName", "CN=Time stamps, C=JP"), false},
      {"another name beside the key identifier",
       digital_id("X509SubjectName", "CN=Time stamps, C=JP") +
           digital_id("X509SKI", key_identifier),
       true},
      {"a name that cannot be compared", digital_id("X509SubjectName", "CN=\\E8\\A9\\A6"), true},
      {"a damaged certificate with the key", digital_id("X509Certificate", damaged(authority)),
       true},
      {"nothing that can be read", digital_id("X509Certificate", "AAAA"), true},
      {"nothing", "", true},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      TwoEntries world;
      world.change_unsigned_list = [&](std::string text) {
        return with_identity(without_start(std::move(text)), row.ids);
      };
      const auto answer = world.ask();
      if (row.counts) {
        require_refused(answer, FindingId::list_service_left_out, "list of JP");
      } else {
        require_valid(answer);
      }
    }
  }
}

TEST_CASE("an entry that is not left out counts although its identity cannot be read") {
  World sample;
  const auto bad_certificate =
      digital_id("X509Certificate", damaged(sample.authority_certificate()));
  struct Row {
    const char* what;
    std::string ids;
    std::optional<FindingId> id;
  };
  const Row rows[] = {
      {"a damaged certificate with the key", bad_certificate,
       FindingId::list_certificate_unreadable},
      {"nothing that can be read", digital_id("X509SKI", "?"), FindingId::list_identity_empty},
      {"nothing at all", "", FindingId::list_identity_empty},
      {"the name alone", digital_id("X509SubjectName", "CN=Seal authority"),
       FindingId::list_identity_name_alone},
      {"another name alone", digital_id("X509SubjectName", "CN=Time authority"), std::nullopt},
      {"another certificate beside something that cannot be read",
       digital_id("X509Certificate", der::to_base64(stranger().certificate.der())) +
           digital_id("X509SKI", "?"),
       std::nullopt},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      TwoEntries world;
      world.change_unsigned_list = [&](std::string text) {
        return with_identity(std::move(text), row.ids);
      };
      const auto answer = world.ask();
      if (row.id.has_value()) {
        CHECK(require_refused(answer, *row.id, "list of JP").severity == Severity::indeterminate);
      } else {
        require_valid(answer);
      }
    }
  }
}

TEST_CASE("an authority below the listed one that was left out does not become good by it") {
  TwoEntries world;
  world.intermediate = world.authority;
  world.intermediate->common_name = "Seal issuer";
  world.intermediate->path_length = 0;
  const auto issuer = der::to_base64(world.intermediate_certificate().der());
  world.change_unsigned_list = [&](std::string text) {
    return with_identity(without_start(std::move(text)), digital_id("X509Certificate", issuer));
  };
  require_refused(world.ask(), FindingId::list_service_left_out, "list of JP");
}

TEST_CASE("a service whose older entries were left out is in doubt for their time") {
  TwoEntries world;
  auto& services = world.list.providers.front().services;
  services[1].current.status = trustlist::uri::granted;
  services[1].history = {services[1].current};
  services[1].current.starting = instant("2026-07-20T00:00:00Z");
  require_valid(world.ask());

  // The entry that covers the issuance.
  world.change_unsigned_list = [](std::string text) {
    const auto from =
        text.find("<tsl:StatusStartingTime>", text.find("<tsl:ServiceHistoryInstance>"));
    return erased(std::move(text), from, "</tsl:StatusStartingTime>");
  };
  require_refused(world.ask(), FindingId::list_history_entry_left_out);
}

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
