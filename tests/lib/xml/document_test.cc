#include "lib/xml/document.h"

#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

using accord::outcome::Budget;
using accord::outcome::FindingId;
using accord::tests::require_failure;
using accord::tests::require_value;
using accord::xml::Document;
using accord::xml::Element;
using accord::xml::QName;

namespace {

Document parse(std::string text) {
  Budget budget;
  return require_value(Document::parse(std::move(text), budget));
}

std::vector<std::string> local_names(const std::vector<Element>& elements) {
  std::vector<std::string> names;
  for (const auto& element : elements) names.emplace_back(element.name().local);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a document that fails the strict check is not made") {
  Budget budget;
  require_failure(Document::parse("<a>\n<b></a>", budget), FindingId::xml_tag_mismatch,
                  "line 2: byte 7");
}

TEST_CASE("elements are found by name and namespace, whatever their prefix") {
  const auto document = parse(
      "<a xmlns='urn:a' xmlns:p='urn:b'><!-- x --><b/>text<p:b/><b xmlns='urn:b'/><b "
      "xmlns=''/></a>");
  const auto root = document.root();
  CHECK(root.name() == QName{"urn:a", "a"});
  CHECK(root.is({"urn:a", "a"}));
  CHECK_FALSE(root.is({"", "a"}));
  CHECK_FALSE(root.is({"urn:a", "b"}));
  CHECK(root.children().size() == 4);
  CHECK(root.children({"urn:a", "b"}).size() == 1);
  CHECK(root.children({"urn:b", "b"}).size() == 2);
  CHECK(root.child({"", "b"}) == root.children().back());
  CHECK_FALSE(root.child({"urn:c", "b"}));
  CHECK(root.has_element_children());
  CHECK_FALSE(root.first_child().has_element_children());
}

TEST_CASE("navigation goes up, down and along with the right namespaces in scope") {
  const auto document =
      parse("<a xmlns='urn:1'><b xmlns='urn:2' xmlns:p='urn:p'><c/><p:d/></b><e/></a>");
  const auto b = document.root().first_child();
  const auto d = b.first_child().next_sibling();
  CHECK(d.name() == QName{"urn:p", "d"});
  CHECK_FALSE(d.next_sibling());
  CHECK(d.parent() == b);
  CHECK(d.parent().name() == QName{"urn:2", "b"});
  CHECK(d.parent().next_sibling().name() == QName{"urn:1", "e"});
  CHECK(d.parent().parent() == document.root());
  CHECK_FALSE(document.root().parent());
  CHECK(b.namespace_of("") == "urn:2");
  CHECK(b.next_sibling().namespace_of("") == "urn:1");
  CHECK(b.namespace_of("p") == "urn:p");
  CHECK_FALSE(b.next_sibling().namespace_of("p"));
  CHECK(b.namespace_of("xml") == "http://www.w3.org/XML/1998/namespace");
}

TEST_CASE("an element that repeats a declaration keeps its parent's scope right") {
  const auto document =
      parse("<a xmlns='urn:1'><b xmlns='urn:1'><c xmlns=''><d xmlns=''/></c></b><e/></a>");
  const auto d = document.descendants({"", "d"}).at(0);
  CHECK(d.parent().name() == QName{"", "c"});
  CHECK(d.parent().parent().name() == QName{"urn:1", "b"});
  CHECK(d.parent().parent().next_sibling().name() == QName{"urn:1", "e"});
  CHECK_FALSE(d.namespace_of(""));
}

TEST_CASE("no element is false and answers nothing") {
  const Element none;
  CHECK_FALSE(none);
  CHECK_FALSE(none.parent());
  CHECK_FALSE(none.first_child());
  CHECK_FALSE(none.next_sibling());
  CHECK_FALSE(none.is({"", ""}));
  CHECK(none.name() == QName{});
  CHECK(none.children().empty());
  CHECK(none.attributes().empty());
  CHECK_FALSE(none.attribute("a"));
  CHECK(none.text().empty());
  CHECK_FALSE(none.single_text());
  CHECK_FALSE(none.namespace_of(""));
  CHECK(none.line() == 0);
  CHECK(none.path().empty());
}

TEST_CASE("attributes are found by local name or by namespace, and declarations are none") {
  const auto document = parse("<a xmlns='urn:d' xmlns:p='urn:p' b='1' p:b='2' xml:lang='en'/>");
  const auto root = document.root();
  CHECK(root.attribute("b") == "1");
  CHECK(root.attribute(QName{"urn:p", "b"}) == "2");
  CHECK(root.attribute(QName{"http://www.w3.org/XML/1998/namespace", "lang"}) == "en");
  CHECK_FALSE(root.attribute("lang"));
  CHECK_FALSE(root.attribute("p:b"));
  CHECK_FALSE(root.attribute("xmlns"));
  CHECK_FALSE(root.attribute("p"));
  CHECK_FALSE(root.attribute(QName{"urn:d", "b"}));
  REQUIRE(root.attributes().size() == 3);
  CHECK(root.attributes()[1].name == QName{"urn:p", "b"});
  CHECK(root.attributes()[1].value == "2");
}

TEST_CASE("text joins its pieces and leaves comments and instructions out") {
  const auto document =
      parse("<a> one<!-- x --> <![CDATA[<two>]]><?p q?>&amp;&#x20AC;<b>not this</b> \n</a>");
  CHECK(document.root().text() == " one <two>&\xE2\x82\xAC \n");
  CHECK(document.root().trimmed_text() == "one <two>&\xE2\x82\xAC");
  CHECK_FALSE(document.root().single_text());
}

TEST_CASE("a single piece of text is given without a copy") {
  const auto document =
      parse("<a><b> x </b><c/><d><!-- y -->z</d><e>1<!-- -->2</e><f><![CDATA[c]]></f></a>");
  const auto pieces = document.root().children();
  CHECK(pieces[0].single_text() == " x ");
  CHECK(pieces[0].trimmed_text() == "x");
  CHECK_FALSE(pieces[1].single_text());
  CHECK(pieces[1].trimmed_text().empty());
  CHECK(pieces[2].single_text() == "z");
  CHECK_FALSE(pieces[3].single_text());
  CHECK(pieces[4].single_text() == "c");
}

TEST_CASE("paths number siblings only where there are several of a name") {
  const auto document = parse("<l xmlns:p='urn:p'><s/><t><n/></t><t><n/><p:n/></t></l>");
  const auto tail = document.root().children().back().children();
  CHECK(document.root().path() == "/l");
  CHECK(document.root().first_child().path() == "/l/s");
  CHECK(tail[0].path() == "/l/t[2]/n[1]");
  CHECK(tail[1].path() == "/l/t[2]/n[2]");
  CHECK(document.root().children()[1].first_child().path() == "/l/t[1]/n");
}

TEST_CASE("lines count from one, with LF, CR LF and a byte order mark") {
  const auto check = [](const std::string& text) {
    const auto document = parse(text);
    CHECK(document.root().line() == 2);
    const auto b = document.root().first_child();
    CHECK(b.line() == 5);
    CHECK(b.next_sibling().line() == 6);
    CHECK(b.about().line == 5);
    CHECK(b.about().where == "/a/b");
  };
  const std::string lf = "<?xml version='1.0'?>\n<a\n  x='\n'>&#13;&#10;t\n<b/>\n<c/></a>";
  std::string crlf;
  for (const char c : lf) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  check(lf);
  check(crlf);
  check("\xEF\xBB\xBF" + lf);
  check("\xEF\xBB\xBF" + crlf);
}

TEST_CASE("lines are right far into a document of long and short lines") {
  std::string text = "<a>";
  for (int i = 2; i <= 3000; ++i)
    text +=
        std::string(static_cast<std::size_t>(i % 7 == 0 ? 200 : i % 5), 'x') + "\r\n<b>&amp;</b>";
  const auto document = parse(text + "</a>");
  std::uint32_t line = 2;
  for (auto b = document.root().first_child(); b; b = b.next_sibling()) REQUIRE(b.line() == line++);
  CHECK(line == 3001);
}

TEST_CASE("elements stay valid when their document is moved") {
  auto first = parse("<a xmlns='urn:a'><b i='1'/></a>");
  const auto b = first.root().first_child();
  auto second = std::move(first);
  CHECK(b.name() == QName{"urn:a", "b"});
  CHECK(b.path() == "/a/b");
  CHECK(b.line() == 1);
  CHECK(second.root() == b.parent());
}

TEST_CASE("descendants come in document order and include the root") {
  const auto document = parse("<n><a><n/></a><n><n/></n></n>");
  const auto all = document.descendants({"", "n"});
  REQUIRE(all.size() == 4);
  CHECK(all[0] == document.root());
  CHECK(all[3].parent() == all[2]);
  CHECK(document.descendants({"urn:x", "n"}).empty());
  CHECK(local_names(document.root().children()) == Names{"a", "n"});
}

TEST_CASE("several names are found in one walk, each in its namespace and in document order") {
  const auto document = parse(
      "<n xmlns:x='urn:x'><x:n/><a><x:n xmlns:x='urn:y'><n xmlns='urn:x'/></x:n></a><b/></n>");
  const std::array names{QName{"urn:x", "n"}, QName{"", "b"}, QName{"urn:y", "b"}, QName{"", "n"}};
  const auto found = document.descendants(names);
  REQUIRE(found.size() == names.size());
  REQUIRE(found[0].size() == 2);
  CHECK(found[0][0].path() == "/n/n");
  CHECK(found[0][1].path() == "/n/a/n/n");
  REQUIRE(found[1].size() == 1);
  CHECK(found[1][0].parent() == document.root());
  CHECK(found[2].empty());
  REQUIRE(found[3].size() == 1);
  CHECK(found[3][0] == document.root());
}

TEST_CASE("elements are found by id in each of its spellings") {
  const auto document = parse(
      "<a Id='x'><b ID='y'/><c id='z'/><d xml:id='w'/><e xmlns:p='urn:p' p:Id='v' iD='u'/></a>");
  CHECK(local_names(document.elements_with_id("x")) == Names{"a"});
  CHECK(local_names(document.elements_with_id("y")) == Names{"b"});
  CHECK(local_names(document.elements_with_id("z")) == Names{"c"});
  CHECK(local_names(document.elements_with_id("w")) == Names{"d"});
  CHECK(document.elements_with_id("v").empty());
  CHECK(document.elements_with_id("u").empty());
  CHECK(document.elements_with_id("").empty());
  CHECK(document.duplicate_ids().empty());
}

TEST_CASE(
    "ids on several elements are told, each once; two spellings on one element are no duplicate") {
  const auto document =
      parse("<a Id='x' id='x' ID='q'><b ID='y'/><c id='y'/><d Id='y'/><e Id='q'/><f Id='s'/></a>");
  CHECK(document.duplicate_ids() == Names{"q", "y"});
  CHECK(local_names(document.elements_with_id("y")) == Names{"b", "c", "d"});
  CHECK(local_names(document.elements_with_id("x")) == Names{"a"});
}
