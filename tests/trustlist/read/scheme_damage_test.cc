#include <tuple>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;
using outcome::Severity;

std::string text() { return unsigned_text(sample_list()); }

TEST_CASE("what was written is read without a finding") {
  const auto read = read_text(text());
  REQUIRE(read.list.has_value());
  CHECK(read.findings.empty());
  CHECK(*read.list == sample_list());
}

TEST_CASE("a document that is no list is not read") {
  const auto read = read_text("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>");
  CHECK_FALSE(read.list.has_value());
  require_only_blocking(read.findings, FindingId::list_root_wrong, "/html");
}

TEST_CASE("a list of an unknown version is not read") {
  const auto later = read_text(replaced(text(), "Identifier>6<", "Identifier>7<"));
  CHECK_FALSE(later.list.has_value());
  const auto& finding = require_only_blocking(later.findings, FindingId::list_version_unknown,
                                              "TSLVersionIdentifier");
  CHECK(finding.severity == Severity::indeterminate);
  CHECK(finding.about.line == 4);
}

TEST_CASE("a list without version or without scheme information is not read") {
  CHECK_FALSE(
      read_text(cut(text(), "<tsl:TSLVersionIdentifier>", "</tsl:TSLVersionIdentifier>")).list);
  CHECK_FALSE(read_text(cut(text(), "<tsl:SchemeInformation>", "</tsl:SchemeInformation>")).list);
}

TEST_CASE("a list that does not say its issue date, next update, sequence or type is in doubt") {
  for (const std::string name :
       {"ListIssueDateTime", "NextUpdate", "TSLSequenceNumber", "TSLType"}) {
    INFO(name);
    const auto read = read_text(cut(text(), "<tsl:" + name + ">", "</tsl:" + name + ">"));
    REQUIRE(read.list.has_value());
    const auto& finding = require_only_blocking(
        read.findings, FindingId::list_scheme_element_missing, "/SchemeInformation");
    CHECK(finding.params.front().second == name);
    CHECK(read.list->providers == sample_list().providers);
  }
}

TEST_CASE(
    "a list with a sequence number, issue date or next update that cannot be read is in doubt") {
  const auto zero = read_text(replaced(text(), "Number>7<", "Number>0<"));
  require_only_blocking(zero.findings, FindingId::list_scheme_value_wrong, "TSLSequenceNumber");
  const auto word = read_text(replaced(text(), "Number>7<", "Number>seven<"));
  require_only_blocking(word.findings, FindingId::list_scheme_value_wrong, "TSLSequenceNumber");
  const auto issued =
      read_text(replaced(text(), "DateTime>2026-06-01T00", "DateTime>2026-06-31T00"));
  require_only_blocking(issued.findings, FindingId::list_scheme_value_wrong, "ListIssueDateTime");
  const auto next = read_text(replaced(text(), ">2026-11-01T00:00:00Z<", ">soon<"));
  require_only_blocking(next.findings, FindingId::list_scheme_value_wrong, "NextUpdate/dateTime");
}

TEST_CASE("an empty next update means that the list is closed") {
  const auto read = read_text(cut(text(), "<tsl:dateTime>", "</tsl:dateTime>"));
  REQUIRE(read.list.has_value());
  CHECK(read.findings.empty());
  CHECK_FALSE(read.list->next_update.has_value());
}

TEST_CASE("a missing name or address is reported and the rest is read") {
  for (const std::string name :
       {"SchemeOperatorName", "SchemeOperatorAddress", "SchemeName", "SchemeInformationURI",
        "StatusDeterminationApproach", "HistoricalInformationPeriod", "SchemeTerritory"}) {
    INFO(name);
    const auto read = read_text(cut(text(), "<tsl:" + name + ">", "</tsl:" + name + ">"));
    REQUIRE(read.list.has_value());
    CHECK_FALSE(read.findings.blocking());
    const auto& finding =
        require_finding(read.findings, FindingId::list_element_missing, "/SchemeInformation");
    CHECK(finding.params.front().second == name);
    CHECK(read.list->providers.size() == 1);
  }
}

TEST_CASE("a time that is not in UTC is converted and reported") {
  const auto read = read_text(
      replaced(text(), "DateTime>2026-06-01T00:00:00Z", "DateTime>2026-06-01T02:00:00.25+02:00"));
  REQUIRE(read.list.has_value());
  CHECK(read.list->issued == issue_date());
  CHECK_FALSE(read.findings.blocking());
  require_finding(read.findings, FindingId::list_time_not_utc, "ListIssueDateTime");
}

TEST_CASE("another tag, an element that does not belong and one that comes twice are reported") {
  const auto tag = read_text(replaced(text(), "19612/TSLTag", "19612/Tag"));
  require_finding(tag.findings, FindingId::list_tag_wrong, "/TrustServiceStatusList");
  const auto unknown = read_text(
      replaced(text(), "<tsl:SchemeTerritory>", "<tsl:SchemeColour/><tsl:SchemeTerritory>"));
  require_finding(unknown.findings, FindingId::list_element_unknown, "/SchemeColour");
  const auto twice = read_text(replaced(text(), "<tsl:SchemeTerritory>",
                                        "<tsl:SchemeTerritory>KR</tsl:SchemeTerritory>"
                                        "<tsl:SchemeTerritory>"));
  require_only_blocking(twice.findings, FindingId::list_element_repeated, "SchemeTerritory[2]");
  CHECK(twice.list->territory == "KR");
}

TEST_CASE("what has no place in or beside the scheme information puts the list in doubt") {
  const std::string second =
      "<tsl:SchemeInformation><tsl:SchemeTerritory>DE</tsl:SchemeTerritory></"
      "tsl:SchemeInformation>";
  const std::tuple<const char*, std::string_view, std::string, const char*> damages[] = {
      {"an unknown element", "<tsl:SchemeTerritory>", "<tsl:SchemeColour/><tsl:SchemeTerritory>",
       "/SchemeInformation"},
      {"text", "<tsl:SchemeTerritory>", "not so<tsl:SchemeTerritory>", "/SchemeInformation"},
      {"an element in a value", "</tsl:SchemeTerritory>", "<tsl:not/></tsl:SchemeTerritory>",
       "/SchemeInformation"},
      {"a misspelt extension", "</tsl:SchemeInformation>",
       "<tsl:SchemeExtensions><tsl:Extensio Critical=\"true\"/></tsl:SchemeExtensions>"
       "</tsl:SchemeInformation>",
       "/SchemeInformation"},
      {"a second one", "</tsl:SchemeInformation>", "</tsl:SchemeInformation>" + second,
       "/TrustServiceStatusList"},
      {"a misspelt second one", "</tsl:SchemeInformation>",
       "</tsl:SchemeInformation><tsl:SchemeInformatio/>", "/TrustServiceStatusList"},
  };
  for (const auto& [what, from, to, where] : damages) {
    DYNAMIC_SECTION(what) {
      const auto read = read_text(replaced(text(), from, to));
      REQUIRE(read.list.has_value());
      const auto& finding =
          require_only_blocking(read.findings, FindingId::list_scheme_partial, where);
      CHECK(finding.severity == Severity::indeterminate);
      CHECK(read.list->territory == "JP");
      CHECK(read.list->providers == sample_list().providers);
    }
  }
}

TEST_CASE("a misspelt pointer puts a list of lists in doubt, what is in a pointer does not") {
  const auto lists = unsigned_text(sample_list_of_lists());
  const auto misspelt = read_text(
      replaced(lists, "</tsl:OtherTSLPointer>", "</tsl:OtherTSLPointer><tsl:OtherTSLPointr/>"));
  require_only_blocking(misspelt.findings, FindingId::list_scheme_partial, "/SchemeInformation");
  const auto within =
      read_text(replaced(lists, "</tsl:OtherTSLPointer>", "<tsl:Colour/></tsl:OtherTSLPointer>"));
  require_finding(within.findings, FindingId::list_element_unknown, "/Colour");
  CHECK_FALSE(within.findings.blocking());
}

TEST_CASE("a text without language and a notice of two kinds are reported") {
  const auto without = read_text(
      replaced(text(), "<tsl:Name xml:lang=\"en\">Test authority", "<tsl:Name>Test authority"));
  require_finding(without.findings, FindingId::list_language_missing, "SchemeOperatorName/Name");
  const auto both = read_text(replaced(text(), "</tsl:PolicyOrLegalNotice>",
                                       "<tsl:TSLPolicy xml:lang=\"en\">urn:x</tsl:TSLPolicy>"
                                       "</tsl:PolicyOrLegalNotice>"));
  require_finding(both.findings, FindingId::list_value_wrong, "PolicyOrLegalNotice/TSLPolicy");
}

TEST_CASE("a critical extension of the scheme that is not understood puts the list in doubt") {
  const std::string extension =
      "<tsl:SchemeExtensions><tsl:Extension Critical=\"true\"><n:x xmlns:n=\"urn:n\"/>"
      "</tsl:Extension></tsl:SchemeExtensions></tsl:SchemeInformation>";
  const auto read = read_text(replaced(text(), "</tsl:SchemeInformation>", extension));
  REQUIRE(read.list.has_value());
  require_only_blocking(read.findings, FindingId::list_extension_critical_unknown,
                        "/SchemeExtensions/Extension");
  CHECK(unknown_critical(read.list->scheme_extensions) == std::vector<std::string>{"{urn:n}x"});
}

TEST_CASE("an extension that only services have says nothing of a scheme or a provider") {
  const auto extension = [](const std::string& critical) {
    return "<tsl:Extension Critical=\"" + critical +
           "\"><tsl:ExpiredCertsRevocationInfo>2026-01-01T00:00:00Z"
           "</tsl:ExpiredCertsRevocationInfo></tsl:Extension>";
  };
  const auto of_scheme = [&](const std::string& critical) {
    return read_text(replaced(text(), "</tsl:SchemeInformation>",
                              "<tsl:SchemeExtensions>" + extension(critical) +
                                  "</tsl:SchemeExtensions></tsl:SchemeInformation>"));
  };
  const std::vector<std::string> names{"{http://uri.etsi.org/02231/v2#}ExpiredCertsRevocationInfo"};
  const auto scheme = of_scheme("true");
  REQUIRE(scheme.list.has_value());
  require_only_blocking(scheme.findings, FindingId::list_extension_critical_unknown,
                        "/SchemeExtensions/Extension");
  CHECK(unknown_critical(scheme.list->scheme_extensions) == names);
  const auto light = of_scheme("false");
  require_finding(light.findings, FindingId::list_extension_unknown, "/SchemeExtensions/Extension");
  CHECK_FALSE(light.findings.blocking());

  const auto provider =
      read_text(replaced(text(), "</tsl:TSPInformation>",
                         "<tsl:TSPInformationExtensions>" + extension("true") +
                             "</tsl:TSPInformationExtensions></tsl:TSPInformation>"));
  REQUIRE(provider.list.has_value());
  const auto& told = require_finding(provider.findings, FindingId::list_extension_critical_unknown,
                                     "/TSPInformationExtensions/Extension");
  CHECK(told.severity == Severity::warning);
  CHECK(unknown_critical(provider.list->providers.front().extensions) == names);
}

TEST_CASE("a next update that is there but cannot be read is not that of a closed list") {
  for (const std::string wrong :
       {"2026-11-28T00:00:00Z", "<tsl:DateTime>2026-11-28T00:00:00Z</tsl:DateTime>"}) {
    const auto whole = text();
    const auto begin = whole.find("<tsl:dateTime>");
    const auto end = whole.find("</tsl:NextUpdate>");
    const auto read = read_text(whole.substr(0, begin) + wrong + whole.substr(end));
    require_only_blocking(read.findings, FindingId::list_scheme_value_wrong, "/NextUpdate");
  }
}

TEST_CASE("a pointer that says a thing twice is left out") {
  const auto whole = unsigned_text(sample_list_of_lists());
  const auto begin = whole.find("<mra:MutualRecognitionAgreementInformation");
  const auto end = whole.find("</tsl:OtherInformation>", begin);
  const auto again = "<tsl:OtherInformation>" + whole.substr(begin, end - begin) +
                     "</tsl:OtherInformation></tsl:AdditionalInformation>";
  const std::pair<std::string, std::string> twice[] = {
      {again, "MutualRecognitionAgreementInformation"},
      {"<tsl:OtherInformation><tsl:SchemeTerritory>KR</tsl:SchemeTerritory>"
       "</tsl:OtherInformation></tsl:AdditionalInformation>",
       "SchemeTerritory"}};
  for (const auto& [with, where] : twice) {
    INFO(where);
    const auto read = read_text(replaced(whole, "</tsl:AdditionalInformation>", with));
    REQUIRE(read.list.has_value());
    CHECK(read.list->pointers.empty());
    require_finding(read.findings, FindingId::list_element_repeated, where);
    require_finding(read.findings, FindingId::list_pointer_left_out, "/OtherTSLPointer");
  }
}

TEST_CASE("a pointer without location is left out, and the others are read") {
  const auto whole = unsigned_text(sample_list_of_lists());
  const auto read = read_text(cut(whole, "<tsl:TSLLocation>", "</tsl:TSLLocation>"));
  REQUIRE(read.list.has_value());
  CHECK(read.list->pointers.empty());
  CHECK_FALSE(read.findings.blocking());
  require_finding(read.findings, FindingId::list_pointer_left_out, "/OtherTSLPointer");
}

TEST_CASE(
    "a list with damage without end has findings with an end, and what blocks is among them") {
  std::string many;
  for (int i = 0; i < 1500; ++i) many += "<tsl:OtherTSLPointer/>";
  auto document = replaced(unsigned_text(sample_list_of_lists()), "</tsl:PointersToOtherTSL>",
                           many + "</tsl:PointersToOtherTSL>");
  document = cut(document, "<tsl:SchemeTerritory>EU", "</tsl:SchemeTerritory>");
  const auto read = read_text(replaced(document, "<tsl:dateTime>2026", "<tsl:dateTime>26"));
  REQUIRE(read.list.has_value());
  require_finding(read.findings, FindingId::list_findings_cut, "/OtherTSLPointer[");
  require_only_blocking(read.findings, FindingId::list_scheme_value_wrong);
  CHECK(read.findings.all().size() < 1'010);
}

TEST_CASE("what blocks without end has an end too, and other weights keep their own room") {
  std::string many;
  for (int i = 0; i < 1500; ++i) many += "<tsl:SchemeTerritory/>";
  const auto read = read_text(replaced(unsigned_text(sample_list()), "<tsl:SchemeTerritory>",
                                       many + "<tsl:Nothing/><tsl:SchemeTerritory>"));
  REQUIRE(read.list.has_value());
  CHECK(read.findings.blocking());
  require_finding(read.findings, FindingId::list_element_repeated, "/SchemeTerritory[2]");
  require_finding(read.findings, FindingId::list_element_unknown, "/Nothing");
  require_finding(read.findings, FindingId::list_findings_cut, "/SchemeTerritory[");
  CHECK(read.findings.all().size() < 1'010);
}

TEST_CASE("what is kept of an element declares each prefix that its values use, once") {
  const std::string inside =
      "<t:note xmlns:t=\"urn:test\" xmlns:b=\"urn:b\" xmlns:a=\"urn:a\" one=\"b:x\" two=\"a:x\">"
      "<t:more three=\"b:y\" four=\"http://a\">a:z</t:more></t:note>";
  const auto read = read_text(
      replaced(unsigned_text(full_list()), "<t:scheme xmlns:t=\"urn:test\"></t:scheme>", inside));
  REQUIRE(read.list.has_value());
  REQUIRE(read.list->scheme_extensions.size() == 1);
  const auto& kept = std::get<trustlist::UnknownExtension>(read.list->scheme_extensions[0].value);
  CHECK(kept.xml.find("<t:note xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" xmlns:t=\"urn:test\"") !=
        std::string::npos);
  CHECK(kept.xml.find("xmlns:a", kept.xml.find("<t:more")) == std::string::npos);
}

TEST_CASE("as many prefixes may be used in values as namespaces may be in scope, and no more") {
  const auto limit = outcome::Budget().limit(outcome::Cost::namespaces_in_scope);
  const auto read_with = [](std::uint64_t count) {
    std::string inside;
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto prefix = "p" + std::to_string(i);
      inside.append("<w xmlns:").append(prefix).append("=\"urn:p\" a=\"");
      inside.append(prefix).append(":b\"/>");
    }
    return read_text(replaced(unsigned_text(full_list()),
                              "<t:scheme xmlns:t=\"urn:test\"></t:scheme>",
                              "<t:scheme xmlns:t=\"urn:test\">" + inside + "</t:scheme>"));
  };
  CHECK_FALSE(read_with(limit).findings.blocking());
  const auto read = read_with(limit + 1);
  CHECK(read.findings.blocking());
  require_only_blocking(read.findings, FindingId::budget_exhausted, "/SchemeExtensions/Extension");
}

TEST_CASE("with rows only, providers are counted and dropped") {
  outcome::Budget budget;
  outcome::Findings findings;
  const auto document = require_value(xml::Document::parse(text(), budget));
  const auto result = read::read_list(
      document.root(), read::ReadOptions{read::Keep::scheme_and_pointers}, budget, findings);
  REQUIRE(result.has_value());
  CHECK(result->providers == 1);
  CHECK(result->services == 1);
  CHECK(result->list.providers.empty());
  CHECK(result->list.territory == "JP");
}

}  // namespace
}  // namespace accord::tests
