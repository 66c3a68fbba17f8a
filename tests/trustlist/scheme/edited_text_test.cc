#include "trustlist/scheme/edited_text.h"

#include <catch2/catch_test_macros.hpp>
#include <sys/resource.h>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/scheme/edit.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::scheme;
using outcome::FindingId;

std::string param_of(const outcome::Finding& finding, std::string_view name) {
  for (const auto& [known, value] : finding.params) {
    if (known == name) return value;
  }
  FAIL("the finding has no parameter " << name);
  return {};
}

constexpr std::string_view provider_text = R"(<?xml version="1.0"?>
<!-- Kept by Ms Sato. -->
<provider xmlns='urn:accord:scheme:1'
          >
    <name lang="en">Seal &amp; trust</name> <!-- as in the register -->
    <address>
        <postal   lang = "en"><street>1-1 Example Street</street><locality>Tokyo</locality><country>JP</country></postal>
        <electronic lang="en">mailto:a@seal.example</electronic>
    </address>
    <information lang="en">https://seal.example/</information>

    <service>
        <type>http://uri.etsi.org/TrstSvc/Svctype/CA/QC</type>
        <name lang="en"><![CDATA[Seals]]></name>
        <certificate file="seals.crt"/>
        <!-- Decision 12. -->
        <status since="2026-05-20T00:00:00Z">http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted</status>
    </service>
    <?note kept?>
</provider>
)";

ProviderSource read(std::string_view text) {
  outcome::Budget budget;
  outcome::Findings findings;
  auto provider = read_provider(std::string(text), budget, findings);
  REQUIRE(findings.all().empty());
  return *provider;
}

std::string edited(std::string_view text, const ProviderSource& provider) {
  outcome::Budget budget;
  return require_value(edited_provider(text, provider, budget));
}

TEST_CASE("a source that does not change keeps every byte") {
  CHECK(edited(provider_text, read(provider_text)) == provider_text);
}

TEST_CASE("a new status is one new line, and taking it back gives the old text") {
  auto provider = read(provider_text);
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-07-25T00:00:00Z")));
  const auto text = edited(provider_text, provider);
  const std::string line =
      "<status since=\"2026-07-25T00:00:00Z\">http://uri.etsi.org/TrstSvc/TrustedList/"
      "Svcstatus/withdrawn</status>\n        ";
  CHECK(text == replaced(std::string(provider_text), "<status since=\"2026-05-20",
                         line + "<status since=\"2026-05-20"));
  REQUIRE(undo_status(provider, "Seals", {}));
  CHECK(edited(text, provider) == provider_text);
}

TEST_CASE("a new service stands behind the last one, as its neighbours do") {
  auto provider = read(provider_text);
  REQUIRE(add_service(provider, {"Stamps",
                                 "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST",
                                 {"tsa.crt"},
                                 {},
                                 instant("2026-06-01T00:00:00Z")}));
  const auto text = edited(provider_text, provider);
  CHECK(text.find("    </service>\n    <service>\n      <type>") != std::string::npos);
  CHECK(text.find("<?note kept?>") != std::string::npos);
  CHECK(text.find("<!-- as in the register -->\n") != std::string::npos);
  CHECK(read(text) == provider);
  REQUIRE(undo_status(provider, "Stamps", {}));
  CHECK(edited(text, provider) == provider_text);
}

TEST_CASE("what is said of a service comes, changes and goes without touching the rest") {
  auto provider = read(provider_text);
  const auto at = instant("2026-05-20T00:00:00Z");
  ServiceInformation seals;
  seals.additional_information = {std::string(uri::for_eseals)};
  REQUIRE(put_information(provider, "Seals", seals, at, {}));
  const auto first = edited(provider_text, provider);
  auto qualified = seals;
  qualified.additional_information.clear();
  QualificationElement element;
  element.qualifiers = {std::string(qualifier_uri(Qualifier::qc_with_qscd))};
  element.criteria.assertion = Assertion::all;
  element.criteria.policy_sets = {{{ObjectIdentifier::as_urn(der::Oid::literal("1.2.3"))}}};
  qualified.qualifications = {element};
  REQUIRE(put_information(provider, "Seals", qualified, at, {}));
  const auto second = edited(first, provider);
  CHECK(read(second) == provider);
  CHECK(second.find("<!-- Decision 12. -->") != std::string::npos);
  REQUIRE(put_information(provider, "Seals", {}, at, {}));
  CHECK(edited(second, provider) == provider_text);
}

TEST_CASE("a scheme gets a pointer and the note of what was published, and keeps its comments") {
  const auto scheme = require_value(new_scheme({"EU", "Test authority", true, 6}));
  const auto text = replaced(write_scheme(scheme), "<territory>", "<!-- mine --><territory>");
  auto edit = scheme;
  edit.pointers.push_back(
      pointer_to(sample_list(), "https://jp.example/list.xml", {"jp.crt"}, std::nullopt));
  edit.published = Published{1, issue_date(), "list.xml", std::string(64, 'a')};
  outcome::Budget budget;
  const auto once = require_value(edited_scheme(text, edit, budget));
  CHECK(once.find("<!-- mine --><territory>") != std::string::npos);
  edit.pointers.front().signer_files = {"new.crt"};
  edit.published->sequence = 2;
  const auto twice = require_value(edited_scheme(once, edit, budget));
  CHECK(twice ==
        replaced(replaced(once, "\"jp.crt\"", "\"new.crt\""), "sequence=\"1\"", "sequence=\"2\""));
}

TEST_CASE("thousands of elements that all become others take no memory by their square") {
  // The table of all pairs would be 1.8 GB.
  constexpr std::size_t count = 15'000;
  const auto text_with = [](const std::string& word) {
    std::string names;
    for (std::size_t i = 0; i < count; ++i) {
      names += "\n    <name lang=\"en\">" + word + std::to_string(i) + "</name>";
    }
    return replaced(std::string(provider_text), "<name lang=\"en\">Seal &amp; trust</name>", names);
  };
  const auto provider = read(text_with("after"));
  const auto before = text_with("before");
  struct rusage usage {};
  REQUIRE(::getrusage(RUSAGE_SELF, &usage) == 0);
  const auto peak = usage.ru_maxrss;
  const auto text = edited(before, provider);
  REQUIRE(::getrusage(RUSAGE_SELF, &usage) == 0);
  CHECK(usage.ru_maxrss - peak < 800'000);  // kilobytes
  CHECK(text.find(">before") == std::string::npos);
  CHECK(read(text) == provider);
}

TEST_CASE("thousands of elements in another order are edited to what is meant") {
  constexpr std::size_t count = 3'000;
  const auto text_with = [](bool backwards) {
    std::string names;
    for (std::size_t i = 0; i < count; ++i) {
      const auto number = backwards ? count - i : i + 1;
      names += "\n    <name lang=\"en\">n" + std::to_string(number) + "</name>";
    }
    return replaced(std::string(provider_text), "<name lang=\"en\">Seal &amp; trust</name>", names);
  };
  const auto provider = read(text_with(true));
  CHECK(read(edited(text_with(false), provider)) == provider);
}

// What a person noted in, behind and on what is said of a service.
std::string noted_text() {
  return replaced(
      std::string(provider_text), "        <!-- Decision 12. -->",
      R"(        <additional-information>http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals</additional-information> <!-- since the law of 1 May -->
        <qualification> <!-- decision 2024/17 -->
            <qualifier>http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/QCWithQSCD</qualifier> <!-- minister's letter -->
            <!-- why -->
            <criteria assert="all"><?note a?><policies><policy>1.2.3</policy></policies></criteria>
        </qualification>
        <!-- Decision 12. -->)");
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST_CASE("what goes into the history takes its comments along, and brings them back") {
  const auto original = noted_text();
  auto provider = read(original);
  const auto at = instant("2026-07-01T00:00:00Z");
  ServiceInformation information;
  SECTION("nothing is said any more") {}
  SECTION("the qualifiers end") {
    information.additional_information = {std::string(uri::for_eseals)};
  }
  SECTION("something else is said of each") {
    information = provider.services.front().information;
    information.additional_information = {std::string(uri::for_web)};
    information.qualifications.front().qualifiers = {
        std::string(qualifier_uri(Qualifier::qc_no_qscd))};
  }
  REQUIRE(put_information(provider, "Seals", information, at, {}));
  const auto text = edited(original, provider);
  INFO(text);
  const auto former = text.find("<former until=\"2026-07-01T00:00:00Z\">");
  REQUIRE(former != std::string::npos);
  for (const auto* note :
       {"<!-- decision 2024/17 -->", "<!-- minister's letter -->", "<!-- why -->", "<?note a?>"}) {
    INFO(note);
    CHECK(count_of(text, note) == 1);
    CHECK(text.find(note) > former);
  }
  CHECK(count_of(text, "<!-- since the law of 1 May -->") == 1);
  CHECK(text.find("\n          <qualification> <!-- decision 2024/17 -->\n"
                  "              <qualifier>") != std::string::npos);
  REQUIRE(undo_status(provider, "Seals", {}));
  CHECK(edited(text, provider) == original);
}

TEST_CASE("a comment in what goes for good is not lost without a word") {
  const auto text = replaced(noted_text(), "<status since",
                             "<status since=\"2026-06-01T00:00:00Z\">urn:x<!-- by letter\n   A 7 "
                             "--></status>\n        <status since");
  auto provider = read(text);
  REQUIRE(undo_status(provider, "Seals", {}));
  outcome::Budget budget;
  const auto finding = require_failure(edited_provider(text, provider, budget),
                                       FindingId::source_note_lost, "/provider/service/status[1]");
  CHECK(param_of(finding, "what") == "the comment <!-- by letter A 7 -->");
  CHECK(finding.about.line == 23);
}

TEST_CASE("attributes that the source does not know stay, or the change is refused") {
  const auto text = replaced(replaced(std::string(provider_text), "<service>",
                                      "<service xmlns:x='urn:x' x:file-no=\"A 17\">"),
                             "<status since=", "<status xml:id='first' since=");
  auto provider = read(text);
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-07-25T00:00:00Z")));
  const auto once = edited(text, provider);
  CHECK(once.find("<service xmlns:x='urn:x' x:file-no=\"A 17\">") != std::string::npos);
  CHECK(once.find("<status xml:id='first' since=\"2026-05-20") != std::string::npos);
  CHECK(read(once) == provider);
  REQUIRE(undo_status(provider, "Seals", {}));
  CHECK(edited(once, provider) == text);
  // One whose value changes is changed alone.
  const auto scheme = require_value(new_scheme({"EU", "Test authority", true, 6}));
  auto edit = scheme;
  edit.published = Published{1, issue_date(), "list.xml", std::string(64, 'a')};
  const auto published =
      replaced(write_scheme(edit), "<published ", "<published xml:id='p' kept='yes' ");
  edit.published->sequence = 2;
  edit.published->file.clear();
  outcome::Budget budget;
  const auto changed = require_value(edited_scheme(published, edit, budget));
  CHECK(changed == replaced(replaced(published, "sequence=\"1\"", "sequence=\"2\""),
                            " file=\"list.xml\"", ""));
  // With the service it would go.
  provider.services.clear();
  const auto uncommented = replaced(text, "        <!-- Decision 12. -->\n", "");
  const auto finding = require_failure(edited_provider(uncommented, provider, budget),
                                       FindingId::source_note_lost, "/provider");
  CHECK(param_of(finding, "what") == "the attribute x:file-no of <service>");
  CHECK(finding.about.line == 12);
}

TEST_CASE("an element with something in it that is not understood is not edited") {
  const auto text = replaced(std::string(provider_text), "<locality>Tokyo", "<locality>Tokyo<b/>");
  auto provider = read(text);
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-07-25T00:00:00Z")));
  outcome::Budget budget;
  const auto finding =
      require_failure(edited_provider(text, provider, budget), FindingId::source_not_editable);
  CHECK(param_of(finding, "reason") ==
        "the element <locality> in line 7 holds something that is not understood");
}

TEST_CASE("elements with a prefix are not edited") {
  auto provider = read(provider_text);
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-07-25T00:00:00Z")));
  const std::string text =
      R"(<s:provider xmlns:s="urn:accord:scheme:1"><s:name lang="en">X</s:name></s:provider>)";
  outcome::Budget budget;
  const auto finding =
      require_failure(edited_provider(text, provider, budget), FindingId::source_not_editable);
  CHECK(param_of(finding, "reason") == "its root is written as <s:provider>, not as <provider>");
}

}  // namespace
}  // namespace accord::tests
