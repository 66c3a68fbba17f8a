#include "lib/outcome/finding.h"

#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "lib/outcome/result.h"

namespace accord::outcome {
namespace {

Finding exhausted(Params params) {
  return make_finding(FindingId::budget_exhausted, {.where = "byte 7"}, std::move(params));
}

TEST_CASE("every row of the finding table is complete and has an id of its own") {
  std::set<std::string_view> names;
  std::size_t index = 0;
  for (const auto& row : finding_table()) {
    INFO(row.name);
    CHECK(static_cast<std::size_t>(row.id) == index++);
    CHECK(names.insert(row.name).second);
    CHECK(find_finding(row.name) == row.id);
    CHECK(&entry(row.id) == &row);
    REQUIRE_FALSE(row.message.empty());
    // A message may end with a parameter that is a sentence itself.
    CHECK((row.message.back() == '.' || row.message.back() == '}'));
    CHECK_FALSE(row.clause.empty());
    REQUIRE_FALSE(row.advice.empty());
    CHECK(row.advice.back() == '.');
  }
}

TEST_CASE("a name that is not in the finding table is not found") {
  CHECK_FALSE(find_finding("no_such_finding").has_value());
  CHECK_FALSE(find_finding("").has_value());
  CHECK_FALSE(find_finding("Budget_exhausted").has_value());
}

TEST_CASE("a finding has the weight of its row") {
  CHECK(make_finding(FindingId::budget_exhausted).severity == Severity::indeterminate);
  CHECK(make_finding(FindingId::time_malformed).severity == Severity::invalid);
}

TEST_CASE("the parameters stand in the message, in whatever order they are given") {
  CHECK(message(exhausted({{"limit", "5"}, {"cost", "paths"}})) ==
        "The work allowed for this input is used up: paths went over its limit of 5.");
}

TEST_CASE("a parameter that is missing is named in the message") {
  CHECK(message(exhausted({{"cost", "paths"}})) ==
        "The work allowed for this input is used up: paths went over its limit of (limit not "
        "known).");
}

TEST_CASE("a parameter is not read as a pattern") {
  CHECK(message(exhausted({{"cost", "{limit}"}, {"limit", "5"}})) ==
        "The work allowed for this input is used up: {limit} went over its limit of 5.");
}

TEST_CASE("text from outside cannot act on a terminal") {
  CHECK(printable("a\x1B[31mb\n\x7F") == "a\\x1B[31mb\\x0A\\x7F");
  CHECK(printable(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(printable("\xC2\x9B"
                  "31m") == "\\u009B31m");
  CHECK(printable("\xE2\x80\xAE"
                  "abc\xE2\x81\xA9") == "\\u202Eabc\\u2069");
  CHECK(printable("Zürich 東京 €") == "Zürich 東京 €");
}

TEST_CASE("what is not seen is shown as its number") {
  const auto shown = [](const std::string& hidden) { return printable("a" + hidden + "b"); };
  CHECK(shown("\xE2\x80\x8B") == "a\\u200Bb");          // zero width space
  CHECK(shown("\xE2\x80\x8D") == "a\\u200Db");          // zero width joiner
  CHECK(shown("\xE2\x81\xA0") == "a\\u2060b");          // word joiner
  CHECK(shown("\xC2\xAD") == "a\\u00ADb");              // soft hyphen
  CHECK(shown("\xEF\xBB\xBF") == "a\\uFEFFb");          // byte order mark
  CHECK(shown("\xE2\x80\x8E") == "a\\u200Eb");          // left-to-right mark
  CHECK(shown("\xE2\x80\x8F") == "a\\u200Fb");          // right-to-left mark
  CHECK(shown("\xD8\x9C") == "a\\u061Cb");              // Arabic letter mark
  CHECK(shown("\xE2\x80\xA8") == "a\\u2028b");          // line separator
  CHECK(shown("\xE2\x80\xA9") == "a\\u2029b");          // paragraph separator
  CHECK(shown("\xE3\x85\xA4") == "a\\u3164b");          // Hangul filler
  CHECK(shown("\xEF\xB8\x8F") == "a\\uFE0Fb");          // variation selector
  CHECK(shown("\xF3\xA0\x81\x81") == "a\\U000E0041b");  // tag letter A
  CHECK(shown("\xF0\x9D\x85\xB3") == "a\\U0001D173b");  // beginning of a beam
}

TEST_CASE("text of any script that is seen stays as it is") {
  for (const std::string text :
       {"デジタル庁　総務省", "Ångström é e\xCC\x81", "Ελλάδα", "Россия", "ישראל", "العربية", "ไทย",
        "한국", "€ “x” – …", "😀", "a\xC2\xA0-b"}) {
    CHECK(printable(text) == text);
  }
}

TEST_CASE("octets that are no UTF-8 are shown as numbers") {
  CHECK(printable("\x9B"
                  "31m") == "\\x9B31m");
  CHECK(printable("caf\xE9") == "caf\\xE9");
  CHECK(printable("\xC3") == "\\xC3");
  CHECK(printable("\xE2\x82z") == "\\xE2\\x82z");
  CHECK(printable("\xC0\x80\xF8") == "\\xC0\\x80\\xF8");
}

TEST_CASE("long text is cut on a character's border") {
  CHECK(printable("abcdef", 3) == "abc…");
  CHECK(printable("abc", 3) == "abc");
  CHECK(printable("ääää", 3) == "ää…");
  CHECK(printable(std::string(1'000'000, '\x80'), 300).size() < 320);
}

TEST_CASE("what a finding is about is told with the parts that are there") {
  CHECK(to_string(About{}).empty());
  CHECK(to_string(About{.what = "LU.xml", .line = 12, .where = "/List"}) == "LU.xml:12: /List");
  CHECK(to_string(About{.what = "LU.xml"}) == "LU.xml");
  CHECK(to_string(About{.line = 12}) == "line 12");
  CHECK(to_string(About{.line = 12, .where = "/List"}) == "line 12: /List");
  CHECK(to_string(About{.where = "byte 3"}) == "byte 3");
  CHECK(to_string(About{.what = "a\nb"}) == "a\\x0Ab");
}

TEST_CASE("the heaviest finding weighs") {
  Findings findings;
  CHECK(findings.empty());
  CHECK(findings.worst() == Severity::info);
  CHECK_FALSE(findings.blocking());
  Finding light = exhausted({});
  light.severity = Severity::warning;
  findings.add(light);
  CHECK(findings.worst() == Severity::warning);
  CHECK_FALSE(findings.blocking());
  findings.add(FindingId::budget_exhausted);
  CHECK(findings.blocking());
  findings.add(FindingId::time_malformed);
  findings.add(light);
  CHECK(findings.worst() == Severity::invalid);
  CHECK(findings.has(FindingId::time_malformed));
  CHECK_FALSE(findings.has(FindingId::time_without_zone));
  CHECK(findings.all().size() == 4);
}

TEST_CASE("a subject is given to the findings that have none") {
  Findings inner;
  inner.add(FindingId::time_malformed, {.what = "inner.xml"});
  inner.add(FindingId::time_malformed, {.where = "/a"});
  Findings outer;
  outer.add(inner);
  outer.name_subject("outer.xml");
  CHECK(outer.all()[0].about.what == "inner.xml");
  CHECK(outer.all()[1].about == About{.what = "outer.xml", .where = "/a"});
}

TEST_CASE("a failed result carries its finding on") {
  const Result<int> failed = fail(FindingId::time_malformed, {.where = "byte 1"});
  const Result<std::string> passed = pass_on(failed);
  REQUIRE_FALSE(passed.has_value());
  CHECK(passed.error() == failed.error());
}

TEST_CASE("severities have words and an order") {
  CHECK(to_string(Severity::info) == "info");
  CHECK(to_string(Severity::warning) == "warning");
  CHECK(to_string(Severity::indeterminate) == "indeterminate");
  CHECK(to_string(Severity::invalid) == "invalid");
  CHECK(Severity::info < Severity::warning);
  CHECK(Severity::warning < Severity::indeterminate);
  CHECK(Severity::indeterminate < Severity::invalid);
}

}  // namespace
}  // namespace accord::outcome
