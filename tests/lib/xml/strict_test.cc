#include "lib/xml/strict.h"

#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

using accord::outcome::Budget;
using accord::outcome::Cost;
using accord::xml::check_strictly;

namespace {

void accepted(std::string_view input) {
  INFO(input);
  Budget budget;
  const auto checked = check_strictly(input, budget);
  accord::tests::require_no_failure(checked ? nullptr : &checked.error());
}

}  // namespace

TEST_CASE("well-formed documents of every shape are accepted") {
  accepted("<a/>");
  accepted("<a></a>");
  accepted("<a ></a >");
  accepted("<a />");
  accepted("\xEF\xBB\xBF<a/>");
  accepted("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"no\" ?>\r\n<a/>\r\n");
  accepted("<?xml\tversion = '1.0'\nencoding\n=\n'UTF-8' standalone='yes'?><a/>");
  accepted("<?xml version='1.0' standalone='yes'?><a/>");
  accepted("<?xml version='1.0' encoding='US-ASCII'?><a>text</a>");
  accepted("<?xml-stylesheet href='x'?><a/>");
  accepted("<!-- one --><?two?><!----><a/><!-- three --><?four ?>\n");
  accepted("<a b = '1' c\n=\n\"2\"/>");
  accepted("<a b='\"' c=\"'\" d='&lt;&amp;&gt;&apos;&quot;&#10;&#xa;' e='>'/>");
  accepted("<a>]] ]]&gt; ]>]</a>");
  accepted("<a><![CDATA[<b>&]] ]>]]></a>");
  accepted("<a><?p ?><?q x?\?></a>");
  accepted("<a>\t\r\n &#x10FFFF;&#x0000000041;</a>");
}

TEST_CASE("names take every character of the fifth edition") {
  accepted("<_a.-1/>");
  accepted("<\xC3\x80\xC2\xB7/>");                          // U+00C0 U+00B7
  accepted("<\xE2\x86\x8F\xE2\x81\x80/>");                  // U+218F U+2040
  accepted("<\xF0\x90\x80\x80 \xF3\xAF\xBF\xBF=''/>");      // U+10000, U+EFFFF
  accepted("<\xD0\x90:\xCE\xB1 xmlns:\xD0\x90='urn:a'/>");  // U+0410:U+03B1
}

TEST_CASE("text takes every character that XML allows") {
  accepted(
      "<a>\x7F\xC2\x80\xC2\x9F\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBD\xF0\x90\x80\x80\xF4\x8F\xBF\xBF<"
      "/a>");
}

TEST_CASE("namespace declarations of every lawful kind are accepted") {
  accepted("<p:a xmlns:p='urn:p'/>");
  accepted("<a xmlns='urn:a'><b xmlns=''><c xmlns='urn:a'/></b></a>");
  accepted("<a xmlns=''/>");
  accepted("<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='en'/>");
  accepted("<a xml:lang='en' xml:space='preserve' xml:id='i'/>");
  accepted("<a xmlns:p='urn:p' xmlns:q='urn:q' b='1' p:b='2' q:b='3'/>");
  accepted("<a xmlns='urn:a' xmlns:p='urn:a' b='1' p:b='2'/>");
  accepted("<p:a xmlns:p='urn:p'><p:a xmlns:p='urn:q'/><p:a/></p:a>");
  accepted("<a xmlns:p='urn:p'><b xmlns:p='urn:q' xmlns:q='urn:p' p:c='' q:c=''/></a>");
  accepted("<a xmlns:xmlfoo='urn:x' xmlfoo:b=''/>");
}

TEST_CASE("the strict check counts bytes and elements") {
  Budget budget;
  REQUIRE(check_strictly("<a><b/><b>x</b></a>", budget));
  CHECK(budget.spent(Cost::input_bytes) == 19);
  CHECK(budget.spent(Cost::elements) == 3);
}
