#include "lib/xml/writer.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "lib/xml/document.h"
#include "tests/support/expect.h"

using accord::outcome::Budget;
using accord::tests::require_value;
using accord::xml::Document;
using accord::xml::Writer;

namespace {

Document read_back(std::string text) {
  INFO(text);
  Budget budget;
  return require_value(Document::parse(std::move(text), budget));
}

}  // namespace

TEST_CASE("a written document is indented, empty elements are short and text stays on one line") {
  Writer writer;
  writer.open("a")
      .attribute("x", "1")
      .leaf("b", "text")
      .open("c")
      .close()
      .open("d")
      .leaf("e", "")
      .close()
      .close();
  const auto written = std::move(writer).finish();
  CHECK(written ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<a x=\"1\">\n"
        "  <b>text</b>\n"
        "  <c/>\n"
        "  <d>\n"
        "    <e/>\n"
        "  </d>\n"
        "</a>\n");
}

TEST_CASE("without indentation and declaration nothing is added") {
  Writer writer({false, 0});
  writer.open("a").leaf("b", "1").leaf("b", "2").comment("c").close();
  const auto written = std::move(writer).finish();
  CHECK(written == "<a><b>1</b><b>2</b><!--c--></a>");
}

TEST_CASE("values are read back as they were written, line ends and quotes included") {
  const std::string awkward = "\t<a&b> \"q\" 'p' ]]> \r\n\r &#13; \xC3\xA9 \xF0\x9F\x94\x91\n ";
  for (const unsigned indent : {0U, 2U}) {
    Writer writer({true, indent});
    writer.open("p:a")
        .attribute("xmlns:p", "urn:p?a=1&b=2")
        .attribute("v", awkward)
        .leaf("t", awkward)
        .leaf("u", "\r")
        .close();
    const auto document = read_back(std::move(writer).finish());
    CHECK(document.root().name() == accord::xml::QName{"urn:p?a=1&b=2", "a"});
    CHECK(document.root().attribute("v") == awkward);
    CHECK(document.root().first_child().text() == awkward);
    CHECK(document.root().children()[1].text() == "\r");
  }
}

TEST_CASE("no white space is added inside an element that has text") {
  Writer writer({false, 2});
  writer.open("a").text("one ").open("b").leaf("c", "x").close().text(" two").leaf("d", "").close();
  const auto document = read_back(std::move(writer).finish());
  CHECK(document.root().text() == "one  two");
}

TEST_CASE("comments are well-formed whatever they hold") {
  for (const auto* text : {"", "-", "--", "a--b", "---", " -- > & < ]]>", "x-", "\x01 \xFF"}) {
    Writer writer;
    writer.open("a").comment(text).close();
    const auto document = read_back(std::move(writer).finish());
    CHECK(document.root().text().find_first_not_of("\n ") == std::string::npos);
  }
  Writer writer({false, 0});
  writer.open("a").comment("a--b & c-").close();
  const auto written = std::move(writer).finish();
  CHECK(written == "<a><!--a- -b & c- --></a>");
}

TEST_CASE("what is no character of XML is written as the replacement character") {
  const std::string bad = std::string("a\0b", 3) + "\x0B\xC0\xAF\xED\xA0\x80\xEF\xBF\xBEz";
  Writer writer;
  writer.open("a").attribute("v", bad).text(bad).close();
  const auto document = read_back(std::move(writer).finish());
  const std::string r = "\xEF\xBF\xBD";
  CHECK(document.root().text() == "a" + r + "b" + r + r + r + r + r + r + r + "z");
  CHECK(document.root().attribute("v") == document.root().text());
}

TEST_CASE("well-formed XML is put in as it is") {
  Writer writer({false, 0});
  writer.open("a").raw("<b c=\"&amp;\">x</b>").close();
  const auto written = std::move(writer).finish();
  CHECK(written == "<a><b c=\"&amp;\">x</b></a>");
}

TEST_CASE("escapes for text and for attributes") {
  CHECK(accord::xml::escape_text("a&b<c>d\"e\r\n\tf") == "a&amp;b&lt;c&gt;d\"e&#xD;\n\tf");
  CHECK(accord::xml::escape_attribute("a&b<c>d\"e\r\n\tf") ==
        "a&amp;b&lt;c&gt;d&quot;e&#xD;&#xA;&#x9;f");
}
