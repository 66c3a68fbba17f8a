#include "trustlist/lint/lint.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/lint/lint_maker.h"
#include "trustlist/build/write.h"
#include "trustlist/model/placeholder.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using lint::Schema;
using outcome::FindingId;

std::string repeated(std::string_view piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

outcome::Findings validate(std::string_view text, Schema schema) {
  outcome::Budget budget;
  outcome::Findings findings;
  lint::validate(text, schema, budget, findings);
  return findings;
}

TEST_CASE("a list fits the schema of its version, unsigned and signed") {
  for (const std::uint32_t version : {5U, 6U}) {
    const auto schema = version == 5 ? Schema::trusted_list_5 : Schema::trusted_list_6;
    CHECK(validate(unsigned_text(full_list(version)), schema).empty());
    CHECK(validate(signed_text(full_list(version), list_signer()), schema).empty());
    CHECK(lint_text(unsigned_text(sample_list(version))).empty());
  }
}

TEST_CASE("a fault is named with its line") {
  const auto text = cut(unsigned_text(sample_list()), "<tsl:TSLType>", "</tsl:TSLType>");
  const auto findings = validate(text, Schema::trusted_list_6);
  const auto& finding = require_only_blocking(findings, FindingId::schema_invalid);
  CHECK(finding.about.line == 7);
  CHECK(outcome::message(finding).find("SchemeOperatorName") != std::string::npos);
}

TEST_CASE("a typed supply point is for version 6 only") {
  const auto text = replaced(unsigned_text(full_list(6)), "Identifier>6<", "Identifier>5<");
  CHECK(validate(text, Schema::trusted_list_6).empty());
  require_only_blocking(validate(text, Schema::trusted_list_5), FindingId::schema_invalid);
}

TEST_CASE("nothing that a document names is opened") {
  // A schema that would be taken if it were looked at: an element of a namespace that ours do not
  // know.
  const auto text =
      replaced(unsigned_text(sample_list()), " TSLTag=",
               " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
               " xsi:schemaLocation=\"urn:n /etc/passwd http://uri.etsi.org/02231/v2# "
               "http://127.0.0.1:9/x.xsd\" TSLTag=");
  const auto findings = validate(text, Schema::trusted_list_6);
  for (const auto& finding : findings.all()) {
    INFO(outcome::message(finding));
    CHECK(finding.id == FindingId::schema_invalid);
    CHECK(outcome::message(finding).find("root:") == std::string::npos);
  }
}

TEST_CASE("a document that is no strict XML does not reach the validator") {
  require_only_blocking(validate("<!DOCTYPE x SYSTEM \"/etc/passwd\"><x/>", Schema::trusted_list_6),
                        FindingId::xml_doctype);
}

TEST_CASE("the schema check of a document with too many nodes is refused, and its limit named") {
  // Root, its attribute and value, text, comment, instruction, element, CDATA, text: 9 nodes.
  const std::string text = "<a b='>'>x<!-- < --><?p ?><c/><![CDATA[<]]>y</a>";
  const auto validate_within = [&](std::uint64_t limit) {
    outcome::Budget budget;
    budget.set_limit(outcome::Cost::schema_nodes, limit);
    outcome::Findings findings;
    lint::validate(text, Schema::trusted_list_6, budget, findings);
    return findings;
  };
  CHECK_FALSE(validate_within(9).has(FindingId::budget_exhausted));
  const auto refused = validate_within(8);
  REQUIRE(refused.all().size() == 1);
  CHECK(outcome::message(require_only_blocking(refused, FindingId::budget_exhausted))
            .find("schema_nodes went over its limit of 8") != std::string::npos);
}

TEST_CASE("a document of empty comments alone is not given to the schema check") {
  const auto text = "<a>" + repeated("<!---->", 4'000'000) + "</a>";
  const auto findings = validate(text, Schema::trusted_list_6);
  REQUIRE(findings.all().size() == 1);
  (void)require_only_blocking(findings, FindingId::budget_exhausted);
}

TEST_CASE("after a thousand faults the schema check tells no more of them") {
  // Each language is a fault of its own, and so is its place.
  const auto faults_in = [](const std::string& text) {
    const auto findings = validate(text, Schema::scheme_source);
    std::size_t count = 0;
    for (const auto& finding : findings.all()) {
      if (finding.id == FindingId::schema_invalid) count += 1;
    }
    return std::pair{count, findings};
  };
  const auto start = std::string("<provider xmlns=\"urn:accord:scheme:1\">");
  const auto name = std::string("<name lang=\"en\" x=\"1\">a</name>");
  const auto few = faults_in(start + repeated(name, 10) + "</provider>");
  CHECK(few.first >= 10);
  CHECK_FALSE(few.second.has(FindingId::schema_faults_cut));
  const auto many = faults_in(start + repeated(name, 2'000) + "</provider>");
  CHECK(many.first == 1'000);
  require_finding(many.second, FindingId::schema_faults_cut);
}

TEST_CASE("an agreement fits its schema") {
  const auto text = require_value(build::write_agreement(sample_agreement()));
  CHECK(validate(text, Schema::recognition_agreement).empty());
  require_only_blocking(
      validate(replaced(text, "MRADepth=\"1\"", ""), Schema::recognition_agreement),
      FindingId::schema_invalid);
  require_only_blocking(validate(unsigned_text(sample_list()), Schema::recognition_agreement),
                        FindingId::schema_invalid);
}

TEST_CASE("every schema is part of the program") {
  for (const auto schema : {Schema::trusted_list_5, Schema::trusted_list_6,
                            Schema::recognition_agreement, Schema::scheme_source}) {
    INFO(lint::file_name(schema));
    CHECK(lint::schema_text(schema).find("<xs:schema") != std::string_view::npos);
  }
}

TEST_CASE("what cannot be read as a list is not linted further") {
  require_only_blocking(lint_text("<x/>"), FindingId::list_root_wrong);
  require_only_blocking(lint_text("<x"), FindingId::xml_unclosed);
}

TEST_CASE("a placeholder is reported once for the element that has it") {
  auto list = sample_list();
  CHECK(lint_text(unsigned_text(list)).empty());
  list.operator_address.postal.front().street = placeholder::street;
  list.operator_address.postal.front().locality = placeholder::locality;
  const auto findings = lint_text(unsigned_text(list));
  CHECK(findings.all().size() == 1);
  const auto& finding = require_finding(findings, FindingId::lint_placeholder);
  CHECK(outcome::message(finding).find("SchemeOperatorAddress") == 0);
  CHECK(is_placeholder("https://jp.authority.example/list.xml"));
  CHECK_FALSE(is_placeholder("https://tl.example/list.xml"));
}

}  // namespace
}  // namespace accord::tests
