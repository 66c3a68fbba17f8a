#include "lib/xml/canonical.h"

#include <cstdint>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/xml_generator.h"

using accord::outcome::Budget;
using accord::outcome::Cost;
using accord::outcome::FindingId;
using accord::tests::require_failure;
using accord::tests::require_value;
using accord::xml::canonical_method_from_uri;
using accord::xml::canonical_method_uri;
using accord::xml::canonical_text;
using accord::xml::CanonicalMethod;
using accord::xml::Document;
using accord::xml::Element;

namespace {

const CanonicalMethod inclusive{false, false, {}};
const CanonicalMethod inclusive_with_comments{false, true, {}};
const CanonicalMethod exclusive{true, false, {}};

Document parse(std::string text) {
  Budget budget;
  return require_value(Document::parse(std::move(text), budget));
}

std::string whole(std::string text, const CanonicalMethod& method) {
  const auto document = parse(std::move(text));
  Budget budget;
  return require_value(canonical_text({document.root(), true, {}}, method, budget));
}

std::string part(const Element& apex, const CanonicalMethod& method, const Element& without = {}) {
  Budget budget;
  return require_value(canonical_text({apex, false, without}, method, budget));
}

}  // namespace

TEST_CASE("the four algorithms have their URIs and no other URI is one") {
  for (const auto* uri : {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
                          "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
                          "http://www.w3.org/2001/10/xml-exc-c14n#",
                          "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"}) {
    const auto method = canonical_method_from_uri(uri);
    REQUIRE(method);
    CHECK(canonical_method_uri(*method) == uri);
    CHECK(method->exclusive == (std::string_view(uri).find("exc") != std::string_view::npos));
    CHECK(method->with_comments ==
          (std::string_view(uri).find("WithComments") != std::string_view::npos));
  }
  CHECK_FALSE(canonical_method_from_uri("http://www.w3.org/2006/12/xml-c14n11"));
  CHECK_FALSE(canonical_method_from_uri("http://www.w3.org/2001/10/xml-exc-c14n"));
  CHECK_FALSE(canonical_method_from_uri(""));
}

TEST_CASE("what stands beside the root is written on lines of its own") {
  const std::string text =
      "\xEF\xBB\xBF<?xml version='1.0'?>\n\n<?one   a\r\nb ?><!-- two\r\n-->\n<r/>\n<?three?>  "
      "<!-- four -->\n";
  CHECK(whole(text, inclusive_with_comments) ==
        "<?one a\nb ?>\n<!-- two\n-->\n<r></r>\n<?three?>\n<!-- four -->");
  CHECK(whole(text, inclusive) == "<?one a\nb ?>\n<r></r>\n<?three?>");
  CHECK(part(parse(text).root(), inclusive_with_comments) == "<r></r>");
}

TEST_CASE("text and attributes are escaped as the clause says, and no more") {
  CHECK(
      whole("<a b='&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13; "
            "\t'>&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13; \r\n<![CDATA[<&>]]></a>",
            inclusive) ==
      "<a b=\"&lt;>&amp;&quot;'&#x9;&#xA;&#xD;  \">&lt;&gt;&amp;\"'\t\n&#xD; \n&lt;&amp;&gt;</a>");
}

TEST_CASE("a namespace name is escaped like an attribute") {
  CHECK(whole("<p:a xmlns:p='urn:x?a=1&amp;b=&quot;&lt;'/>", exclusive) ==
        "<p:a xmlns:p=\"urn:x?a=1&amp;b=&quot;&lt;\"></p:a>");
}

TEST_CASE("attributes are sorted by namespace and then by local name, declarations by prefix") {
  const std::string text =
      "<r xmlns:b='urn:a' xmlns:a='urn:z' xmlns='urn:d' a:x='1' b:y='2' b:x='3' z='4' a='5'/>";
  CHECK(whole(text, inclusive) ==
        "<r xmlns=\"urn:d\" xmlns:a=\"urn:z\" xmlns:b=\"urn:a\" a=\"5\" z=\"4\" b:x=\"3\" "
        "b:y=\"2\" a:x=\"1\"></r>");
}

TEST_CASE("inclusive form declares what changes; exclusive form what is used, where it is used") {
  const std::string text =
      "<r xmlns='urn:d' xmlns:p='urn:p' xmlns:q='urn:q'><p:a xmlns:p='urn:p'><b q:c=''/></p:a><e "
      "xmlns=''/></r>";
  CHECK(whole(text, inclusive) ==
        "<r xmlns=\"urn:d\" xmlns:p=\"urn:p\" xmlns:q=\"urn:q\"><p:a><b q:c=\"\"></b></p:a><e "
        "xmlns=\"\"></e></r>");
  CHECK(whole(text, exclusive) ==
        "<r xmlns=\"urn:d\"><p:a xmlns:p=\"urn:p\"><b xmlns:q=\"urn:q\" q:c=\"\"></b></p:a><e "
        "xmlns=\"\"></e></r>");
  CHECK(whole(text, {true, false, {"q", "#default", "unused"}}) ==
        "<r xmlns=\"urn:d\" xmlns:q=\"urn:q\"><p:a xmlns:p=\"urn:p\"><b q:c=\"\"></b></p:a><e "
        "xmlns=\"\"></e></r>");
}

TEST_CASE("an element inside a document takes with it what is in scope") {
  const auto document = parse(
      "<r xmlns='urn:d' xmlns:p='urn:p' xml:lang='en' xml:space='default'><m xml:lang='fr' "
      "xmlns:q='urn:q'>"
      "<p:a xml:space='preserve' i='1'/></m></r>");
  const auto apex = document.descendants({"urn:p", "a"}).at(0);
  CHECK(part(apex, inclusive) ==
        "<p:a xmlns=\"urn:d\" xmlns:p=\"urn:p\" xmlns:q=\"urn:q\" i=\"1\" xml:lang=\"fr\" "
        "xml:space=\"preserve\"></p:a>");
  CHECK(part(apex, exclusive) == "<p:a xmlns:p=\"urn:p\" i=\"1\" xml:space=\"preserve\"></p:a>");
  CHECK(part(apex, {true, false, {"#default"}}) ==
        "<p:a xmlns=\"urn:d\" xmlns:p=\"urn:p\" i=\"1\" xml:space=\"preserve\"></p:a>");
}

TEST_CASE("an element can be taken out with what it holds, and what is beside it stays") {
  const auto document = parse("<r>1<a>2<b>3</b></a><!-- x -->4<c/></r>");
  const auto a = document.root().first_child();
  CHECK(part(document.root(), inclusive, a) == "<r>14<c></c></r>");
  CHECK(part(document.root(), inclusive, a.next_sibling()) == "<r>1<a>2<b>3</b></a>4</r>");
  CHECK(part(a, inclusive, a.first_child()) == "<a>2</a>");
  CHECK(part(a, inclusive, document.root()).empty());
  CHECK(part(a, inclusive, a).empty());
}

TEST_CASE("an element of another document takes nothing out") {
  const auto document = parse("<r><a/></r>");
  const auto other = parse("<r><a/></r>");
  CHECK(part(document.root(), inclusive, other.root().first_child()) == "<r><a></a></r>");
}

TEST_CASE("no element has an empty canonical form") { CHECK(part({}, inclusive).empty()); }

TEST_CASE("a relative namespace name has no canonical form") {
  const auto refuse = [](const std::string& text, const CanonicalMethod& method,
                         std::string_view where) {
    const auto document = parse(text);
    Budget budget;
    const auto made = canonical_text({document.root(), true, {}}, method, budget);
    const auto& finding = require_failure(made, FindingId::xml_relative_namespace, where);
    CHECK(finding.params.at(0).second == "rel/ative");
  };
  refuse("<r>\n<a xmlns='rel/ative'/></r>", inclusive, "line 2: /r/a");
  refuse("<r>\n<a xmlns:p='rel/ative'/></r>", exclusive, "line 2: /r/a");
  const auto document = parse("<r xmlns:p='1x:y'><p:a/></r>");
  Budget budget;
  require_failure(canonical_text({document.root().first_child(), false, {}}, exclusive, budget),
                  FindingId::xml_relative_namespace, "/r/a");
}

TEST_CASE("canonical bytes are limited exactly, in all documents of one budget") {
  const auto document = parse("<a>12345</a>");
  Budget budget;
  budget.set_limit(Cost::canonical_bytes, 24);
  CHECK(require_value(canonical_text({document.root(), true, {}}, inclusive, budget)).size() == 12);
  CHECK(require_value(canonical_text({document.root(), true, {}}, inclusive, budget)).size() == 12);
  require_failure(canonical_text({document.root(), true, {}}, inclusive, budget),
                  FindingId::budget_exhausted);
  Budget short_by_one;
  short_by_one.set_limit(Cost::canonical_bytes, 11);
  require_failure(canonical_text({document.root(), true, {}}, inclusive, short_by_one),
                  FindingId::budget_exhausted);
}

TEST_CASE(
    "namespaces that grow in canonical form are stopped by the budget, and nothing over it reaches "
    "the sink") {
  std::string text = "<r";
  for (int i = 0; i < 60; ++i)
    text +=
        " xmlns:n" + std::to_string(i) + "='urn:" + std::string(500, 'x') + std::to_string(i) + "'";
  text += ">";
  std::string use = "<a";
  for (int i = 0; i < 60; ++i) use += " n" + std::to_string(i) + ":b=''";
  for (int i = 0; i < 200; ++i) text += use + "/>";
  const auto document = parse(text + "</r>");
  Budget budget;
  budget.set_limit(Cost::canonical_bytes, 1'000'000);
  std::size_t received = 0;
  const auto made =
      accord::xml::canonicalise({document.root(), true, {}}, exclusive, budget,
                                [&](std::string_view piece) { received += piece.size(); });
  require_failure(made, FindingId::budget_exhausted);
  CHECK(received <= 1'000'000);
  CHECK(received > 900'000);
}

TEST_CASE("a document two million levels deep is canonicalised without recursion") {
  std::string text;
  for (int i = 0; i < 2'000'000; ++i) text += "<a>";
  for (int i = 0; i < 2'000'000; ++i) text += "</a>";
  Budget budget;
  budget.set_limit(Cost::element_depth, 2'000'000);
  const auto document = require_value(Document::parse(text, budget));
  CHECK(require_value(canonical_text({document.root(), true, {}}, exclusive, budget)) == text);
}

TEST_CASE("pieces reach the sink in blocks, and long text is not broken") {
  const std::string text = "<a>" + std::string(100'000, 'x') + "</a>" + std::string(5, ' ');
  const auto document = parse(text);
  Budget budget;
  std::size_t pieces = 0;
  std::string all;
  const auto made = accord::xml::canonicalise({document.root(), true, {}}, inclusive, budget,
                                              [&](std::string_view piece) {
                                                ++pieces;
                                                all += piece;
                                              });
  REQUIRE(made);
  CHECK(all == text.substr(0, 100'007));
  CHECK(pieces == 3);
}

TEST_CASE("a canonical form is its own canonical form") {
  for (std::uint64_t seed = 20'001; seed <= 20'500; ++seed) {
    const auto text = accord::tests::XmlGenerator(seed).document();
    INFO(text);
    for (const auto& method : {inclusive_with_comments, exclusive}) {
      const auto once = whole(text, method);
      REQUIRE(whole(once, method) == once);
    }
  }
}
