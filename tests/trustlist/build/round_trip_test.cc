#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"
#include "tests/trustlist/normal_form.h"
#include "trustlist/build/write.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;

/// Reads the text and requires that what is written of it has the same content.
ReadText require_round_trip(const std::string& text) {
  auto read = read_text(text);
  REQUIRE(read.list.has_value());
  const auto written = unsigned_text(*read.list);
  INFO("the first difference from what was read (-) in what was written (+)");
  CHECK(first_difference(normal_form(text), normal_form(written)) == "");
  // And once more, from what was written.
  const auto again = read_text(written);
  REQUIRE(again.list.has_value());
  CHECK(*again.list == *read.list);
  CHECK(unsigned_text(*again.list) == written);
  return read;
}

std::string full_text() { return unsigned_text(full_list(6)); }

TEST_CASE("every list that the tests make is written with the content that was read") {
  for (const std::uint32_t version : {5U, 6U}) {
    for (const auto& list : {sample_list(version), full_list(version)}) {
      const auto read = require_round_trip(unsigned_text(list));
      CHECK(*read.list == list);
      CHECK(read.list->scheme_source.empty());
      CHECK(read.list->providers.front().services.front().source.empty());
    }
  }
  require_round_trip(unsigned_text(sample_list_of_lists()));
  require_round_trip(signed_text(sample_list(), list_signer()));
}

TEST_CASE("published lists are written with the content that was read") {
  std::size_t lists = 0;
  for (const auto* folder : {"lists/eu-2019", "lists/samples"}) {
    for (const auto& entry : std::filesystem::directory_iterator(reference_file(folder))) {
      INFO(entry.path().filename());
      const auto read = require_round_trip(read_file(entry.path()));
      CHECK_FALSE(read.list->partial);
      ++lists;
    }
  }
  CHECK(lists > 30);
}

TEST_CASE("the order of what a pointer says is kept") {
  auto list = sample_list_of_lists();
  auto& pointer = list.pointers.front();
  pointer.textual_information = {{"en", "First"}, {"en", "Last"}};
  pointer.order = {PointerInformation::mime_type,       PointerInformation::textual,
                   PointerInformation::list_type,       PointerInformation::agreement,
                   PointerInformation::territory,       PointerInformation::operator_names,
                   PointerInformation::community_rules, PointerInformation::textual};
  const auto read = require_round_trip(unsigned_text(list));
  CHECK(*read.list == list);
  CHECK(read.list->pointers.front().source.empty());
}

TEST_CASE("an attribute that the schema does not have is named and kept") {
  SECTION("on the root") {
    const auto read = require_round_trip(
        replaced(full_text(), "TSLTag=", "xmlns:i=\"urn:i\" i:hint=\"a\" plain=\"b\" TSLTag="));
    require_finding(read.findings, FindingId::list_attribute_unknown, "/TrustServiceStatusList");
    CHECK(read.list->other_attributes ==
          std::vector<KeptAttribute>{{"urn:i", "hint", "a"}, {"", "plain", "b"}});
  }
  SECTION("in a service") {
    const auto read = require_round_trip(
        replaced(full_text(), "<tsl:ServiceInformation>", "<tsl:ServiceInformation note=\"1\">"));
    require_finding(read.findings, FindingId::list_attribute_unknown, "ServiceInformation");
    CHECK_FALSE(read.list->providers.front().services.front().source.empty());
  }
  SECTION("a type of a supply point in version 5") {
    const auto read =
        require_round_trip(replaced(unsigned_text(full_list(5)), "<tsl:ServiceSupplyPoint>",
                                    "<tsl:ServiceSupplyPoint type=\"http://example.test/\">"));
    require_finding(read.findings, FindingId::list_attribute_unknown, "ServiceSupplyPoint");
  }
}

TEST_CASE("text between elements is named and kept") {
  const auto read = require_round_trip(
      replaced(full_text(), "<tsl:ServiceInformation>", "<tsl:ServiceInformation>stray"));
  require_finding(read.findings, FindingId::list_text_misplaced, "ServiceInformation");
}

TEST_CASE("a processing instruction is named and kept") {
  const auto read = require_round_trip(
      replaced(full_text(), "<tsl:TSPInformation>", "<tsl:TSPInformation><?note a?>"));
  require_finding(read.findings, FindingId::list_instruction_passed_over, "TSPInformation");
  CHECK_FALSE(read.list->providers.front().information_source.empty());
}

TEST_CASE("elements in another order are read, named and kept in that order") {
  const auto text = full_text();
  const std::string_view status = "<tsl:ServiceStatus>";
  const auto from = text.find(status, text.find("<tsl:ServiceInformation>"));
  const auto end =
      text.find("</tsl:ServiceStatus>", from) + std::string_view("</tsl:ServiceStatus>").size();
  auto moved = text;
  moved.erase(from, end - from);
  moved = replaced(moved, "<tsl:ServiceInformation>",
                   "<tsl:ServiceInformation>" + text.substr(from, end - from));
  const auto read = require_round_trip(moved);
  require_finding(read.findings, FindingId::list_order_wrong, "ServiceTypeIdentifier");
  CHECK(read.list->providers.front().services.front().current.status == uri::granted);
}

TEST_CASE("what is damaged is kept as it stood") {
  SECTION("a service that is left out") {
    const auto text = full_text();
    const auto from = text.find("<tsl:ServiceInformation>");
    REQUIRE(from != std::string::npos);
    const auto read =
        require_round_trip(text.substr(0, from) +
                           cut(text.substr(from), "<tsl:ServiceStatus>", "</tsl:ServiceStatus>"));
    require_finding(read.findings, FindingId::list_service_left_out);
    CHECK(read.list->services_left_out == 1);
  }
  SECTION("a provider that is left out") {
    const auto read =
        require_round_trip(cut(full_text(), "<tsl:TSPInformation>", "</tsl:TSPInformation>"));
    require_finding(read.findings, FindingId::list_provider_left_out);
    REQUIRE(read.list->kept_parts.size() == 1);
    CHECK(read.list->kept_parts.front().before == 0);
  }
  SECTION("an entry of a history") {
    const auto read = require_round_trip(
        replaced(full_text(), "2026-05-19T00:00:00Z", "the day before yesterday"));
    require_finding(read.findings, FindingId::list_history_entry_left_out);
  }
  SECTION("a certificate") {
    const auto read = require_round_trip(
        replaced(full_text(), "<tsl:X509Certificate>MII", "<tsl:X509Certificate>MIJ"));
    require_finding(read.findings, FindingId::list_certificate_unreadable);
  }
  SECTION("an extension") {
    const auto read =
        require_round_trip(replaced(full_text(), "Critical=\"true\"", "Critical=\"perhaps\""));
    require_finding(read.findings, FindingId::list_extension_criticality_wrong);
  }
  SECTION("criteria") {
    const auto read = require_round_trip(replaced(full_text(), "crlSign", "crlPaint"));
    require_finding(read.findings, FindingId::list_value_wrong, "KeyUsageBit");
  }
  SECTION("a pointer") {
    const auto read =
        require_round_trip(cut(full_text(), "<tsl:TSLLocation>", "</tsl:TSLLocation>"));
    require_finding(read.findings, FindingId::list_pointer_left_out);
    CHECK_FALSE(read.list->scheme_source.empty());
  }
  SECTION("an agreement") {
    const auto read = require_round_trip(replaced(full_text(), "MRADepth=\"1\"", "MRADepth=\"x\""));
    require_finding(read.findings, FindingId::agreement_damaged);
  }
  SECTION("scheme information") {
    const auto read = require_round_trip(
        replaced(full_text(), "<tsl:SchemeName>", "<tsl:SchemeNames/><tsl:SchemeName>"));
    require_finding(read.findings, FindingId::list_element_unknown, "SchemeNames");
  }
}

TEST_CASE("a prefix that only a value uses means the same where it is kept") {
  const auto list = full_list(6);
  auto text = replaced(unsigned_text(list), "<t:note xmlns:t=\"urn:test\">",
                       "<t:note xmlns:t=\"urn:test\" xmlns:w=\"urn:words\" kind=\"w:long\">");
  const auto read = require_round_trip(text);
  CHECK(unsigned_text(*read.list).find("xmlns:w=\"urn:words\"") != std::string::npos);
}

TEST_CASE("references to documentation of a policy are read and written") {
  auto list = full_list(6);
  auto& extensions = list.providers.front().services.front().current.extensions;
  for (auto& extension : extensions) {
    if (auto* all = std::get_if<Qualifications>(&extension.value)) {
      auto& policy = all->elements.front().criteria.lists.front().policy_sets.front().policies;
      policy.front().documentation = {"https://operator.example/a", "https://operator.example/b"};
    }
  }
  CHECK(*require_round_trip(unsigned_text(list)).list == list);
}

TEST_CASE("what was changed beside a part that is not understood is not written") {
  auto read = read_text(
      replaced(full_text(), "<tsl:ServiceInformation>", "<tsl:ServiceInformation note=\"1\">"));
  REQUIRE(read.list.has_value());
  read.list->providers.front().services.front().current.status = uri::withdrawn;
  require_failure(build::write_list(*read.list), FindingId::list_cannot_be_written,
                  "TrustServiceProvider[1]/TSPServices/TSPService[1]");
}

TEST_CASE("what stands beside the parts of the root is named, and the list is not written") {
  const auto refuse = [](const std::string& text, FindingId named, std::string_view where) {
    const auto read = read_text(text);
    REQUIRE(read.list.has_value());
    require_finding(read.findings, named, std::string(where));
    CHECK(read.list->partial);
    require_failure(build::write_list(*read.list), FindingId::list_cannot_be_written,
                    "TrustServiceStatusList");
  };
  const std::string_view end = "</tsl:TrustServiceStatusList>";
  refuse(replaced(full_text(), end, "<tsl:More/></tsl:TrustServiceStatusList>"),
         FindingId::list_element_unknown, "More");
  refuse(replaced(full_text(), end, "words</tsl:TrustServiceStatusList>"),
         FindingId::list_text_misplaced, "/TrustServiceStatusList");
  refuse(replaced(full_text(), "<tsl:TrustServiceProviderList>",
                  "<tsl:TrustServiceProviderList of=\"1\">"),
         FindingId::list_attribute_unknown, "TrustServiceProviderList");
  refuse(replaced(full_text(), end, "<tsl:TrustServiceProviderList/></tsl:TrustServiceStatusList>"),
         FindingId::list_element_repeated, "TrustServiceProviderList");
}

}  // namespace
}  // namespace accord::tests
