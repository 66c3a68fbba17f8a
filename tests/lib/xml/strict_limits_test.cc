#include <cstdint>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "lib/xml/document.h"
#include "tests/support/expect.h"

using accord::outcome::Budget;
using accord::outcome::Cost;
using accord::outcome::FindingId;
using accord::outcome::message;
using accord::tests::require_failure;
using accord::tests::require_value;
using accord::xml::check_strictly;
using accord::xml::Document;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string nested(std::size_t levels) {
  return repeated("<a>", levels) + repeated("</a>", levels);
}

std::string with_attributes(std::size_t count) {
  std::string tag = "<a>\n<b";
  for (std::size_t i = 0; i < count; ++i) tag += " n" + std::to_string(i) + "=''";
  return tag + "/></a>";
}

std::string with_namespaces(std::size_t count) {
  std::string tag = "<a";
  for (std::size_t i = 0; i < count; ++i) tag += " xmlns:n" + std::to_string(i) + "='urn:n'";
  return tag + "/>";
}

// The limit is exactly `limit`: what needs that much passes, and with one less it is refused.
void limited_at(Cost cost, std::uint64_t limit, std::string_view input, std::string_view where) {
  Budget enough;
  enough.set_limit(cost, limit);
  const auto passed = check_strictly(input, enough);
  accord::tests::require_no_failure(passed ? nullptr : &passed.error());
  Budget short_by_one;
  short_by_one.set_limit(cost, limit - 1);
  const auto refused = check_strictly(input, short_by_one);
  const auto& finding = require_failure(refused, FindingId::budget_exhausted, where);
  CHECK(message(finding).find(std::string(to_string(cost)) + " went over") != std::string::npos);
}

}  // namespace

TEST_CASE("bytes, depth, elements, attributes and namespaces are limited exactly") {
  limited_at(Cost::input_bytes, 11, "<a><b/></a>", "");
  limited_at(Cost::element_depth, 3, "<a><b>\n<c/></b></a>", "line 2: byte 7");
  limited_at(Cost::elements, 3, "<a><b/>\n<c/></a>", "line 2: byte 8");
  limited_at(Cost::attributes, 2, "<a b=''\nc=''/>", "line 2: byte 8");
  limited_at(Cost::namespaces_in_scope, 2, "<a xmlns='urn:a'>\n<b xmlns:p='urn:p'/></a>",
             "line 2: byte 21");
}

TEST_CASE("elements of several documents add up in one budget") {
  Budget budget;
  budget.set_limit(Cost::elements, 3);
  REQUIRE(check_strictly("<a><b/></a>", budget));
  require_failure(check_strictly("<a><b/></a>", budget), FindingId::budget_exhausted,
                  "line 1: byte 3");
  budget.next_document();
  REQUIRE(check_strictly("<a><b/></a>", budget));
}

TEST_CASE("a declaration that repeats what holds already is not counted as one more in scope") {
  Budget budget;
  budget.set_limit(Cost::namespaces_in_scope, 2);
  REQUIRE(
      check_strictly("<a xmlns='urn:a' xmlns:p='urn:p'><b xmlns='urn:a'><c xmlns:p='urn:p' "
                     "xmlns='urn:a'/></b></a>",
                     budget));
}

TEST_CASE("ten thousand levels of nesting are refused") {
  Budget budget;
  require_failure(check_strictly(nested(10'000), budget), FindingId::budget_exhausted,
                  "line 1: byte 768");
}

TEST_CASE("two million levels of nesting are refused, and read when the limit allows them") {
  const auto text = nested(2'000'000);
  Budget budget;
  require_failure(Document::parse(text, budget), FindingId::budget_exhausted, "line 1: byte 768");
  Budget generous;
  generous.set_limit(Cost::element_depth, 2'000'000);
  const auto document = require_value(Document::parse(text, generous));
  CHECK(document.root().name().local == "a");
  CHECK(document.descendants({"", "a"}).size() == 2'000'000);
}

TEST_CASE("a document of 200 MB is refused by its size before it is looked at") {
  std::string huge = "<a>";
  huge.resize(200'000'000);
  Budget budget;
  const auto result = Document::parse(std::move(huge), budget);
  const auto& finding = require_failure(result, FindingId::budget_exhausted);
  CHECK(
      message(finding) ==
      "The work allowed for this input is used up: input_bytes went over its limit of 167772160.");
  CHECK(budget.spent(Cost::elements) == 0);
}

TEST_CASE("a million attributes on one element are refused") {
  Budget budget;
  require_failure(check_strictly(with_attributes(1'000'000), budget), FindingId::budget_exhausted,
                  "line 2");
}

TEST_CASE("a million namespace declarations are refused") {
  Budget budget;
  budget.set_limit(Cost::attributes, 2'000'000);
  require_failure(check_strictly(with_namespaces(1'000'000), budget), FindingId::budget_exhausted,
                  "line 1");
}

TEST_CASE("many attributes are compared without comparing each with each") {
  Budget budget;
  budget.set_limit(Cost::attributes, 1'000'000);
  REQUIRE(check_strictly(with_attributes(1'000'000), budget));
}
