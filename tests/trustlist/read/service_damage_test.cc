#include <algorithm>
#include <tuple>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;

/// A list with a second provider after the one that a test damages.
TrustedList two_providers() {
  auto list = full_list();
  list.providers.push_back(sample_list().providers.front());
  list.providers.back().names.front().text = "The other provider";
  return list;
}

std::string text() { return unsigned_text(two_providers()); }

/// Damage is no reason to doubt the list, and what is not damaged is read.
ReadText read_damaged(std::string document) {
  auto read = read_text(std::move(document));
  REQUIRE(read.list.has_value());
  CHECK_FALSE(read.findings.blocking());
  REQUIRE_FALSE(read.list->providers.empty());
  CHECK(read.list->providers.back() == two_providers().providers.back());
  return read;
}

TEST_CASE("a provider without information or services is left out, never the list") {
  for (const std::string name : {"TSPInformation", "TSPServices"}) {
    INFO(name);
    const auto read = read_damaged(cut(text(), "<tsl:" + name + ">", "</tsl:" + name + ">"));
    CHECK(read.list->providers.size() == 1);
    CHECK(read.list->providers_left_out == 1);
    require_finding(read.findings, FindingId::list_element_missing, "TrustServiceProvider[1]");
    require_finding(read.findings, FindingId::list_provider_left_out, "TrustServiceProvider[1]");
  }
}

TEST_CASE("a service without type, status or starting time is left out, never its provider") {
  for (const std::string name : {"ServiceTypeIdentifier", "ServiceStatus", "StatusStartingTime"}) {
    INFO(name);
    // The first of each name stands in the agreement of the pointer.
    auto document = text();
    const auto begin = document.find("<tsl:" + name + ">", document.find("<tsl:TSPService>"));
    const auto end = document.find("</tsl:" + name + ">", begin);
    document.erase(begin, end - begin + name.size() + 7);
    const auto read = read_damaged(document);
    CHECK(read.list->providers.size() == 2);
    CHECK(read.list->providers.front().services.empty());
    CHECK(read.list->services_left_out == 1);
    require_finding(read.findings, FindingId::list_service_left_out, "/TSPService");
  }
}

/// What identifies the first service is kept, however it came to be left out.
void require_left_out(const ReadText& read, bool with_provider) {
  REQUIRE(read.list->left_out.size() == 1);
  const auto& left_out = read.list->left_out.front();
  CHECK(left_out.provider_left_out == with_provider);
  CHECK(left_out.place.line > 0);
  CHECK(match(left_out.identity, listed_authority().certificate) == IdentityMatch::certificate);
}

TEST_CASE("the identity of what is left out is kept") {
  require_left_out(read_damaged(cut(text(), "<tsl:TSPInformation>", "</tsl:TSPInformation>")),
                   true);
  require_left_out(read_damaged(replaced(text(), "StartingTime>2026-05-20T00:00:00Z</tsl:Sta",
                                         "StartingTime>May</tsl:Sta")),
                   false);
  CHECK(read_damaged(text()).list->left_out.empty());
}

TEST_CASE("a provider without services may have been anybody's") {
  const auto read = read_damaged(cut(text(), "<tsl:TSPServices>", "</tsl:TSPServices>"));
  REQUIRE(read.list->left_out.size() == 1);
  CHECK(may_be(read.list->left_out.front().identity, listed_authority().certificate) ==
        MayBe::any_certificate);
}

TEST_CASE("services in a second list of services, and providers in a second list, are left out") {
  auto document = text();
  const auto begin = document.find("<tsl:TSPServices>");
  const std::string end = "</tsl:TSPServices>";
  const auto after = document.find(end, begin) + end.size();
  const auto services = document.substr(begin, after - begin);
  const auto read = read_damaged(document.insert(after, services));
  CHECK(read.list->services_left_out == 1);
  require_left_out(read, false);
  require_finding(read.findings, FindingId::list_service_left_out, "TSPServices[2]");

  document = text();
  const auto list = document.find("<tsl:TrustServiceProviderList>");
  const std::string list_end = "</tsl:TrustServiceProviderList>";
  const auto after_list = document.find(list_end) + list_end.size();
  const auto again = read_damaged(
      std::string(document).insert(after_list, document.substr(list, after_list - list)));
  CHECK(again.list->providers_left_out == 2);
  CHECK(again.list->left_out.size() == 2);
  require_finding(again.findings, FindingId::list_provider_left_out, "TrustServiceProviderList[2]");
}

TEST_CASE("what stands where services should, and is none, is kept as left out") {
  auto document = text();
  document.insert(document.find("<tsl:TSPService>"), "<t:TSPService xmlns:t=\"urn:test\"/>");
  const auto read = read_damaged(document);
  CHECK(read.list->left_out.size() == 1);
  require_finding(read.findings, FindingId::list_element_unknown, "/TSPService");
}

/// How many services of the first provider are read and not whole.
std::size_t partial_in(const ReadText& read) {
  const auto& all = read.list->left_out;
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const auto& one) { return one.partial; }));
}

TEST_CASE("a service with something in it that has no place there is read, and not whole") {
  const std::tuple<const char*, std::string_view, std::string_view> damages[] = {
      {"beside its parts", "</tsl:ServiceInformation>", "</tsl:ServiceInformation><tsl:Colour/>"},
      {"in its information", "</tsl:ServiceInformation>", "<tsl:Colour/></tsl:ServiceInformation>"},
      {"in its status", "</tsl:ServiceStatus>", "<tsl:Colour/></tsl:ServiceStatus>"},
      {"text", "<tsl:ServiceInformation>", "withdrawn<tsl:ServiceInformation>"},
      {"a history entry", "<tsl:ServiceHistory>",
       "<tsl:ServiceHistory><tsl:ServiceHistoryInstanc/>"},
      {"an extension", "<tsl:ServiceInformationExtensions>",
       "<tsl:ServiceInformationExtensions><Extension xmlns=\"urn:x\" Critical=\"true\"/>"},
      {"a qualifier", "<q:Qualifiers>", "<q:Qualifiers><q:Qualifer uri=\"urn:x\"/>"},
      {"text among qualifiers", "<q:Qualifiers>", "<q:Qualifiers>NotQualified"},
      {"an identity", "<tsl:ServiceDigitalIdentity>", "<tsl:ServiceDigitalIdentity><tsl:Id/>"},
  };
  for (const auto& [what, from, to] : damages) {
    DYNAMIC_SECTION(what) {
      auto document = text();
      const auto at = document.find(from, document.find("<tsl:TSPService>"));
      REQUIRE(at != std::string::npos);
      const auto read = read_damaged(document.replace(at, from.size(), to));
      CHECK(read.list->services_left_out == 0);
      REQUIRE(read.list->providers.front().services.size() == 1);
      REQUIRE(read.list->left_out.size() == 1);
      const auto& one = read.list->left_out.front();
      CHECK(one.partial);
      CHECK(finding_about(one) == FindingId::list_service_partial);
      CHECK(one.place.line > 0);
      CHECK(match(one.identity, listed_authority().certificate) == IdentityMatch::certificate);
    }
  }
}

TEST_CASE("what has no place in a provider makes its services partial, and no others") {
  const std::tuple<const char*, std::string_view, std::string_view> damages[] = {
      {"beside its parts", "</tsl:TSPInformation>", "</tsl:TSPInformation><tsl:Colour/>"},
      {"a second information", "</tsl:TSPInformation>",
       "</tsl:TSPInformation><tsl:TSPInformation/>"},
      {"in its information", "</tsl:TSPInformation>", "<tsl:Colour/></tsl:TSPInformation>"},
      {"second extensions", "</tsl:TSPInformation>",
       "<tsl:TSPInformationExtensions/></tsl:TSPInformation>"},
      {"text", "<tsl:TSPInformation>", "stopped<tsl:TSPInformation>"},
      {"text among the services", "<tsl:TSPServices>", "<tsl:TSPServices>stopped"},
  };
  for (const auto& [what, from, to] : damages) {
    DYNAMIC_SECTION(what) {
      const auto read = read_damaged(replaced(text(), from, to));
      CHECK(read.list->services_left_out == 0);
      CHECK(read.list->left_out.size() == 1);
      CHECK(partial_in(read) == 1);
    }
  }
}

TEST_CASE("a service in a service, and services in a misspelt element, are kept as left out") {
  auto document = text();
  const auto begin = document.find("<tsl:TSPService>");
  const std::string end = "</tsl:TSPService>";
  const auto after = document.find(end, begin) + end.size();
  const auto service = document.substr(begin, after - begin);
  auto other = service;
  const auto certificate = other.find("<tsl:X509Certificate>") + 21;
  other.replace(certificate, other.find('<', certificate) - certificate,
                der::to_base64(other_signer().certificate.der()));
  const auto nested = read_damaged(std::string(document).insert(after - end.size(), other));
  CHECK(partial_in(nested) == 1);
  REQUIRE(nested.list->left_out.size() == 1);
  for (const auto* one : {&listed_authority(), &other_signer()}) {
    CHECK(match(nested.list->left_out.front().identity, one->certificate).has_value());
  }

  const std::string services_end = "</tsl:TSPServices>";
  const auto last = document.find(services_end) + services_end.size();
  const auto misspelt = read_damaged(
      std::string(document).insert(last, "<tsl:TSPServicez>" + other + "</tsl:TSPServicez>"));
  CHECK(partial_in(misspelt) == 1);
  REQUIRE(misspelt.list->left_out.size() == 2);
  CHECK(match(misspelt.list->left_out.front().identity, other_signer().certificate).has_value());
  require_finding(misspelt.findings, FindingId::list_element_unknown, "/TSPServicez");
}

TEST_CASE("a service with a starting time that is none is left out") {
  const auto read = read_damaged(
      replaced(text(), "StartingTime>2026-05-20T00:00:00Z</tsl:Sta", "StartingTime>May</tsl:Sta"));
  CHECK(read.list->services_left_out == 1);
  const auto& finding =
      require_finding(read.findings, FindingId::list_value_wrong, "StatusStartingTime");
  CHECK(finding.about.line > 100);
}

TEST_CASE("a damaged history entry is left out with the older ones, never its service") {
  const auto read =
      read_damaged(cut(text(), "<tsl:StatusStartingTime>2026-05-19", "</tsl:StatusStartingTime>"));
  const auto& service = read.list->providers.front().services.front();
  // The grant before the damaged withdrawal would seem to have lasted until the current entry.
  CHECK(service.history.empty());
  CHECK(service.history_cut);
  require_finding(read.findings, FindingId::list_history_entry_left_out,
                  "/ServiceHistoryInstance[1]");
  require_finding(read.findings, FindingId::list_history_entry_left_out,
                  "/ServiceHistoryInstance[2]");
}

TEST_CASE("the entry before the damaged one in a history stays") {
  const auto read =
      read_damaged(cut(text(), "<tsl:StatusStartingTime>2026-05-01", "</tsl:StatusStartingTime>"));
  CHECK(read.list->providers.front().services.front().history.size() == 1);
  require_finding(read.findings, FindingId::list_history_entry_left_out,
                  "/ServiceHistoryInstance[2]");
}

TEST_CASE("history entries out of order are reported and hold at no time") {
  const auto read =
      read_damaged(replaced(text(), "Time>2026-05-01T00:00:00Z", "Time>2026-05-19T12:00:00Z"));
  CHECK(read.list->providers.front().services.front().history.empty());
  require_finding(read.findings, FindingId::list_history_order, "/ServiceHistoryInstance[2]");
}

TEST_CASE("a service with a past that is newer than its present is left out") {
  const auto read =
      read_damaged(replaced(text(), "Time>2026-05-19T00:00:00Z", "Time>2026-05-21T00:00:00Z"));
  CHECK(read.list->services_left_out == 1);
  require_finding(read.findings, FindingId::list_history_order, "/ServiceHistoryInstance[1]");
  require_finding(read.findings, FindingId::list_service_left_out, "/TSPService");
}

TEST_CASE("a service that says something twice is left out") {
  for (const std::string name : {"ServiceStatus", "ServiceInformationExtensions"}) {
    INFO(name);
    auto document = text();
    const auto end =
        document.find("</tsl:" + name + ">", document.find("<tsl:TSPService>")) + name.size() + 7;
    document.insert(end, "<tsl:" + name + ">urn:other</tsl:" + name + ">");
    const auto read = read_damaged(document);
    CHECK(read.list->services_left_out == 1);
    require_finding(read.findings, FindingId::list_element_repeated, name + "[2]");
    require_finding(read.findings, FindingId::list_service_left_out, "/TSPService");
  }
}

TEST_CASE("a certificate that cannot be read leaves the rest of the identity") {
  for (const auto* wrong : {"not base64!", "AAAA"}) {
    auto document = text();
    const auto begin = document.find("<tsl:X509Certificate>", document.find("<tsl:TSPService>"));
    const auto end = document.find("</tsl:X509Certificate>", begin);
    document.replace(begin, end - begin, std::string("<tsl:X509Certificate>") + wrong);
    const auto read = read_damaged(document);
    require_finding(read.findings, FindingId::list_certificate_unreadable, "X509Certificate");
    const auto& identity = read.list->providers.front().services.front().current.identity;
    CHECK_FALSE(identity.has_certificate());
    CHECK(identity.key_identifiers().size() == 1);
    CHECK(identity.incomplete);
  }
}

TEST_CASE("a service with nothing that identifies it is kept and reported") {
  const std::string whole = text();
  const auto begin = whole.find("<tsl:DigitalId>", whole.find("<tsl:TSPService>"));
  const auto end = whole.find("</tsl:ServiceDigitalIdentity>", begin);
  const auto read = read_damaged(std::string(whole).erase(begin, end - begin));
  require_finding(read.findings, FindingId::list_identity_empty, "/ServiceDigitalIdentity");
  CHECK(read.list->providers.front().services.size() == 1);
}

TEST_CASE(
    "a key value that is neither RSA nor EC, and a key identifier that is none, are reported") {
  const std::string key =
      "<tsl:DigitalId><ds:KeyValue xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><n:k "
      "xmlns:n=\"urn:n\"/></ds:KeyValue></tsl:DigitalId><tsl:DigitalId><tsl:X509SKI/>"
      "</tsl:DigitalId>";
  auto document = text();
  document.insert(document.find("<tsl:DigitalId>", document.find("<tsl:TSPService>")), key);
  const auto read = read_damaged(document);
  require_finding(read.findings, FindingId::list_value_wrong, "/KeyValue");
  require_finding(read.findings, FindingId::list_value_wrong, "/X509SKI");
}

TEST_CASE("a status or service type that the standard does not define is kept and reported") {
  auto list = two_providers();
  list.providers.front().services.front().current.status = "urn:jp:granted";
  const auto status = read_damaged(unsigned_text(list));
  require_finding(status.findings, FindingId::list_status_unknown, "/ServiceStatus");
  CHECK(status.list->providers.front().services.front().current.status == "urn:jp:granted");
  auto document = text();
  const auto at = document.find("Svctype/CA/QC", document.find("<tsl:TSPService>"));
  const auto type = read_damaged(document.replace(at, 13, "Svctype/CA/QX"));
  require_finding(type.findings, FindingId::list_service_type_unknown, "/ServiceTypeIdentifier");
}

/// The text with another word for whether the extension with the note is critical.
std::string with_criticality(const std::string& word) {
  auto document = text();
  const std::string before = "\"false\"";
  const auto at = document.rfind(before, document.find("<t:note"));
  return document.replace(at, before.size(), "\"" + word + "\"");
}

TEST_CASE("a critical extension that is not understood makes the service unusable") {
  const auto read = read_damaged(with_criticality("true"));
  require_finding(read.findings, FindingId::list_extension_critical_unknown,
                  "/ServiceInformationExtensions/Extension[5]");
  CHECK(read.list->providers.front().services.front().current.unknown_critical() ==
        std::vector<std::string>{"{urn:test}note"});
}

TEST_CASE("an extension that is not understood and not critical is reported and changes nothing") {
  const auto read = read_damaged(text());
  require_finding(read.findings, FindingId::list_extension_unknown, "/Extension[5]");
  CHECK(read.list->providers.front().services.front().current.unknown_critical().empty());
}

TEST_CASE("an extension that does not say whether it is critical counts as critical") {
  const auto read = read_damaged(with_criticality("no"));
  require_finding(read.findings, FindingId::list_extension_criticality_wrong, "/Extension[5]");
  CHECK(read.list->providers.front().services.front().current.unknown_critical().size() == 1);
}

TEST_CASE("a known extension that cannot be read counts as not understood") {
  const auto taken = read_damaged(cut(text(), "<x:TSPName>", "</x:TSPName>"));
  require_finding(taken.findings, FindingId::list_extension_damaged, "/TakenOverBy");
  CHECK(taken.list->providers.front().services.front().current.taken_over_by() == nullptr);
  const auto expired =
      read_damaged(replaced(text(), "RevocationInfo>2026-01-01", "RevocationInfo>2026-13-01"));
  require_finding(expired.findings, FindingId::list_extension_damaged,
                  "/ExpiredCertsRevocationInfo");
}

}  // namespace
}  // namespace accord::tests
