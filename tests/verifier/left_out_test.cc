#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/support/expect.h"
#include "tests/verifier/two_entries.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using outcome::Severity;

std::string erased(std::string text, std::size_t from, const std::string& to) {
  const auto end = text.find(to, from);
  REQUIRE(end != std::string::npos);
  return text.erase(from, end + to.size() - from);
}

std::string without_start(std::string text) {
  const auto from = text.find("<tsl:StatusStartingTime>", second_service(text));
  return erased(std::move(text), from, "</tsl:StatusStartingTime>");
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

}  // namespace
}  // namespace accord::tests
