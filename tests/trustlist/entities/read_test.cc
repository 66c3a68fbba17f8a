#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/entities_maker.h"
#include "tests/trustlist/normal_form.h"
#include "trustlist/build/write.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;

constexpr std::string_view root = "/ListOfTrustedEntities";
constexpr std::string_view service =
    "/TrustedEntitiesList/TrustedEntity/TrustedEntityServices/TrustedEntityService";

TEST_CASE("a list of trusted entities is written with the content that was read") {
  for (const auto& list : {entities_list(), full_entities_list(), entities_list_of_lists()}) {
    const auto text = unsigned_text(list);
    const auto read = read_text(text);
    REQUIRE(read.list.has_value());
    CHECK_FALSE(read.findings.blocking());
    CHECK(*read.list == list);
    CHECK(read.list->scheme_source.empty());
    for (const auto& provider : read.list->providers) {
      CHECK(provider.source.empty());
      CHECK(provider.information_source.empty());
      for (const auto& one : provider.services) CHECK(one.source.empty());
    }
    CHECK(first_difference(normal_form(text), normal_form(unsigned_text(*read.list))) == "");
  }
}

TEST_CASE("a service without a status is listed from the issue of the list on") {
  const auto read = read_text(unsigned_text(entities_list()));
  const auto& finding = require_finding(read.findings, FindingId::entities_without_status, root);
  CHECK(finding.severity == outcome::Severity::info);
  CHECK(outcome::message(finding).find("without a status: 1.") != std::string::npos);
  CHECK(read.findings.all().size() == 1);
  const auto& one = read.list->providers.front().services.front();
  CHECK_FALSE(one.current.has_status());
  CHECK_FALSE(status_at(one, issue_date() - std::chrono::seconds{1}).has_value());
  CHECK(status_at(one, issue_date()).has_value());
}

TEST_CASE("a status without its starting time, and the reverse, leave the service out") {
  const auto text = unsigned_text(full_entities_list());
  for (const auto& [from, to] :
       {std::pair{"<lote:ServiceStatus>", "</lote:ServiceStatus>"},
        std::pair{"<lote:StatusStartingTime>", "</lote:StatusStartingTime>"}}) {
    const auto read = read_text(cut(text, from, to));
    require_finding(read.findings, FindingId::entities_status_incomplete,
                    std::string(root) + std::string(service) + "/ServiceInformation");
    require_finding(read.findings, FindingId::list_service_left_out,
                    std::string(root) + std::string(service));
    CHECK(read.list->services_left_out == 1);
    CHECK(read.list->providers.front().services.empty());
  }
}

TEST_CASE("a history without a present status is left out, and what is written keeps it") {
  auto text = unsigned_text(full_entities_list());
  text = cut(text, "<lote:ServiceStatus>", "</lote:ServiceStatus>");
  text = cut(text, "<lote:StatusStartingTime>", "</lote:StatusStartingTime>");
  const auto read = read_text(text);
  require_finding(read.findings, FindingId::entities_history_open,
                  std::string(root) + std::string(service) + "/ServiceHistory");
  const auto& one = read.list->providers.front().services.front();
  CHECK(one.history_cut);
  CHECK(one.history.empty());
  CHECK_FALSE(status_at(one, instant("2026-05-25T00:00:00Z")).has_value());
  CHECK(first_difference(normal_form(text), normal_form(unsigned_text(*read.list))) == "");
}

TEST_CASE("an entry of the past needs its status") {
  const auto text = unsigned_text(full_entities_list());
  const auto history = text.find("<lote:ServiceHistory>");
  const auto read =
      read_text(text.substr(0, history) +
                cut(text.substr(history), "<lote:ServiceStatus>", "</lote:ServiceStatus>"));
  require_finding(read.findings, FindingId::list_history_entry_left_out,
                  std::string(service) + "/ServiceHistory/ServiceHistoryInstance");
  const auto& missing = require_finding(read.findings, FindingId::list_element_missing);
  CHECK(outcome::message(missing).find("6.7") != std::string::npos);
}

TEST_CASE("a list whose content belongs to the other form is not read") {
  struct Row {
    std::string text;
    std::string what;
  };
  const auto ours = unsigned_text(entities_list());
  const auto theirs = unsigned_text(sample_list());
  for (const auto& [text, what] :
       {Row{replaced(ours, "LOTETag=", "TSLTag=\"x\" LOTETag="), "the attribute TSLTag"},
        Row{replaced(ours, uri::entities_tag, uri::tag), "the tag"},
        Row{replaced(ours, wallet_list_type, uri::eu_generic), "the type"},
        Row{replaced(ours, "<lote:ListAndSchemeInformation>",
                     "<tsl:SchemeInformation xmlns:tsl=\"http://uri.etsi.org/02231/v2#\"/>"
                     "<lote:ListAndSchemeInformation>"),
            "the element SchemeInformation"},
        Row{replaced(ours, "<lote:TrustedEntity>",
                     "<tsl:TrustServiceProvider xmlns:tsl=\"http://uri.etsi.org/02231/v2#\"/>"
                     "<lote:TrustedEntity>"),
            "the element TrustServiceProvider"},
        Row{replaced(theirs, "TSLTag=", "LOTETag=\"x\" TSLTag="), "the attribute LOTETag"},
        Row{replaced(theirs, uri::tag, uri::entities_tag), "the tag"},
        Row{replaced(theirs, "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/JPlist",
                     wallet_list_type),
            "the type"}}) {
    const auto read = read_text(text);
    INFO(what);
    CHECK_FALSE(read.list.has_value());
    const auto& finding =
        require_only_blocking(read.findings, FindingId::list_form_mixed,
                              text.find("TrustServiceStatusList") == std::string::npos
                                  ? root
                                  : std::string_view("/TrustServiceStatusList"));
    CHECK(outcome::message(finding).find(what) != std::string::npos);
  }
}

TEST_CASE("a root in the other form's namespace is none") {
  const auto read = read_text("<ListOfTrustedEntities xmlns=\"http://uri.etsi.org/02231/v2#\"/>");
  CHECK_FALSE(read.list.has_value());
  require_only_blocking(read.findings, FindingId::list_root_wrong, root);
}

TEST_CASE("only version 1 of a list of trusted entities is read") {
  const auto text = unsigned_text(entities_list());
  for (const auto* version : {"2", "6", "01", ""}) {
    const auto read = read_text(replaced(text, "<lote:LoTEVersionIdentifier>1",
                                         "<lote:LoTEVersionIdentifier>" + std::string(version)));
    CHECK_FALSE(read.list.has_value());
    require_only_blocking(read.findings, FindingId::entities_version_unknown,
                          "/ListAndSchemeInformation/LoTEVersionIdentifier");
  }
  // And version 1 is none of a trusted list.
  const auto list = read_text(replaced(unsigned_text(sample_list()), "<tsl:TSLVersionIdentifier>6",
                                       "<tsl:TSLVersionIdentifier>1"));
  require_only_blocking(list.findings, FindingId::list_version_unknown);
}

TEST_CASE("another tag is named and changes nothing") {
  const auto read = read_text(
      replaced(unsigned_text(entities_list()), uri::entities_tag, "https://operator.example/tag"));
  require_finding(read.findings, FindingId::entities_tag_wrong, root);
  CHECK(read.list.has_value());
  CHECK_FALSE(read.findings.blocking());
}

TEST_CASE("the extensions of trusted lists are not understood in lists of trusted entities") {
  const auto text = replaced(
      unsigned_text(full_entities_list()), "<lote:ServiceInformationExtensions>",
      "<lote:ServiceInformationExtensions><lote:Extension Critical=\"true\">"
      "<t:AdditionalServiceInformation xmlns:t=\"http://uri.etsi.org/02231/v2#\">"
      "<t:URI xml:lang=\"en\">http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals</t:URI>"
      "</t:AdditionalServiceInformation></lote:Extension>");
  const auto read = read_text(text);
  require_finding(read.findings, FindingId::list_extension_critical_unknown,
                  std::string(service) + "/ServiceInformation/ServiceInformationExtensions");
  const auto& now = read.list->providers.front().services.front().current;
  CHECK(now.additional_information().empty());
  CHECK(now.unknown_critical().size() == 1);
  CHECK(first_difference(normal_form(text), normal_form(unsigned_text(*read.list))) == "");
  // And the reverse.
  const auto theirs = read_text(replaced(
      unsigned_text(sample_list()), "<tsl:ServiceInformationExtensions>",
      "<tsl:ServiceInformationExtensions><tsl:Extension Critical=\"true\">"
      "<i:ServiceUniqueIdentifier "
      "xmlns:i=\"http://uri.etsi.org/019602/v1/ServiceInformationExtensions\">https://x.example/1"
      "</i:ServiceUniqueIdentifier></tsl:Extension>"));
  require_finding(theirs.findings, FindingId::list_extension_critical_unknown);
}

TEST_CASE("an extension is understood only where the standard has it") {
  const std::string identifier =
      "<lote:Extension Critical=\"true\"><i:ServiceUniqueIdentifier "
      "xmlns:i=\"http://uri.etsi.org/019602/v1/ServiceInformationExtensions\">https://x.example/1"
      "</i:ServiceUniqueIdentifier></lote:Extension>";
  const auto text = replaced(unsigned_text(full_entities_list()), "<lote:TEInformationExtensions>",
                             "<lote:TEInformationExtensions>" + identifier);
  const auto read = read_text(text);
  require_finding(read.findings, FindingId::list_extension_critical_unknown,
                  "/TEInformationExtensions/Extension[1]");
  CHECK(unknown_critical(read.list->providers.front().extensions).size() == 1);
  CHECK(first_difference(normal_form(text), normal_form(unsigned_text(*read.list))) == "");
}

TEST_CASE("a body with a critical extension counts as not understood") {
  const auto text =
      replaced(unsigned_text(full_entities_list()), "</tie:AssociatedBodyInformationURI>",
               "</tie:AssociatedBodyInformationURI><tie:AssociatedBodyInformationExtensions>"
               "<lote:Extension Critical=\"true\"><n:x xmlns:n=\"urn:test\"/></lote:Extension>"
               "</tie:AssociatedBodyInformationExtensions>");
  const auto read = read_text(text);
  require_finding(read.findings, FindingId::list_extension_damaged, "OtherAssociatedBodies");
  const auto& extensions = read.list->providers.front().extensions;
  CHECK(std::holds_alternative<UnknownExtension>(extensions.front().value));
  CHECK(first_difference(normal_form(text), normal_form(unsigned_text(*read.list))) == "");
}

TEST_CASE("what the other form alone has cannot be written") {
  const auto refuse = [](const TrustedList& list, std::string_view where) {
    require_failure(build::write_list(list), FindingId::list_cannot_be_written, where);
  };
  auto ours = entities_list();
  ours.version = 6;
  refuse(ours, "LoTEVersionIdentifier");
  ours = entities_list();
  auto& now = ours.providers.front().services.front().current;
  now.extensions.push_back(
      {true, AdditionalServiceInformation{{"en", std::string(uri::for_eseals)}, {}, {}}});
  refuse(ours, "AdditionalServiceInformation");
  now.extensions = {{true, Qualifications{}}};
  refuse(ours, "Qualifications");
  now.extensions = {{false, TakenOverBy{}}};
  refuse(ours, "TakenOverBy");
  now.extensions = {{false, ExpiredCertsRevocationInfo{}}};
  refuse(ours, "ExpiredCertsRevocationInfo");
  auto theirs = sample_list();
  theirs.providers.front().extensions = {{false, OtherAssociatedBodies{}}};
  refuse(theirs, "OtherAssociatedBodies");
  theirs = sample_list();
  theirs.providers.front().services.front().history.front().extensions = {
      {false, ServiceUniqueIdentifier{"https://x.example/1"}}};
  refuse(theirs, "ServiceUniqueIdentifier");
  theirs = sample_list();
  theirs.providers.front().services.front().current.status.clear();
  refuse(theirs, "TrustServiceProviderList");
}

}  // namespace
}  // namespace accord::tests
