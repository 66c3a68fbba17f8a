#include <string>

#include <catch2/catch_test_macros.hpp>

#include "tests/lib/xml/refusal.h"

using accord::outcome::FindingId;
using accord::outcome::message;
using accord::tests::refused;
using namespace std::string_literals;

TEST_CASE("a document type declaration is refused") {
  refused("<!DOCTYPE a>\n<a/>", FindingId::xml_doctype, 1, 0);
  refused("<?xml version=\"1.0\"?>\n<!-- x -->\n<!DOCTYPE a [<!ENTITY e \"v\">]>\n<a>&e;</a>",
          FindingId::xml_doctype, 3, 33);
  refused("<a><!DOCTYPE a></a>", FindingId::xml_doctype, 1, 3);
  refused("<a/><!DOCTYPE a>", FindingId::xml_doctype, 1, 4);
}

TEST_CASE("a prefix that nothing binds is refused") {
  refused("<p:a/>", FindingId::xml_undeclared_prefix, 1, 1);
  const auto finding =
      refused("<a>\n  <b q:c=\"\"/>\n</a>", FindingId::xml_undeclared_prefix, 2, 9);
  CHECK(message(finding) ==
        "The name \"q:c\" uses the prefix \"q\", which no namespace declaration binds.");
}

TEST_CASE("a prefix is bound only inside the element that declares it") {
  refused("<a><b xmlns:p=\"urn:p\"/><p:c/></a>", FindingId::xml_undeclared_prefix, 1, 24);
  refused("<a><b xmlns:p=\"urn:p\"></b><p:c/></a>", FindingId::xml_undeclared_prefix, 1, 27);
}

TEST_CASE("two attributes of one name are refused") {
  refused("<a b='1' b='2'/>", FindingId::xml_duplicate_attribute, 1, 9);
  refused("<a xmlns='urn:a' xmlns='urn:a'/>", FindingId::xml_duplicate_attribute, 1, 17);
  refused("<a xmlns:p='urn:a' xmlns:p='urn:b'/>", FindingId::xml_duplicate_attribute, 1, 19);
}

TEST_CASE(
    "two attributes of one local name in one namespace are refused, whatever their prefixes") {
  refused("<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='1' q:b='2'/>",
          FindingId::xml_duplicate_attribute, 1, 43);
  refused("<a xmlns:p='urn:x'><b q:b='1' p:b='2' xmlns:q='urn:&#120;'/></a>",
          FindingId::xml_duplicate_attribute, 1, 30);
}

TEST_CASE("a duplicate among many attributes is refused at the later one") {
  std::string tag = "<a";
  for (int i = 0; i < 40; ++i) tag += " n" + std::to_string(i) + "=''";
  const auto at = tag.size() + 1;
  refused(tag + " n7=''/>", FindingId::xml_duplicate_attribute, 1, at);
}

TEST_CASE("text and CDATA outside the root are refused") {
  refused("x<a/>", FindingId::xml_content_outside_root, 1, 0);
  refused("<a/>\n x", FindingId::xml_content_outside_root, 2, 6);
  refused("<a/><![CDATA[]]>", FindingId::xml_content_outside_root, 1, 4);
  refused("<a/>&#32;", FindingId::xml_content_outside_root, 1, 4);
  refused("<a/>\xC2\xA0", FindingId::xml_content_outside_root, 1, 4);
  refused("\xEF\xBB\xBF\xEF\xBB\xBF<a/>", FindingId::xml_content_outside_root, 1, 3);
}

TEST_CASE("a document without an element is refused") {
  refused("", FindingId::xml_no_root, 1, 0);
  refused(" \n", FindingId::xml_no_root, 2, 2);
  refused("<?xml version='1.0'?><!-- -->", FindingId::xml_no_root, 1, 29);
  refused("\xEF\xBB\xBF", FindingId::xml_no_root, 1, 3);
}

TEST_CASE("a second root element is refused") {
  const auto finding = refused("<a></a>\n<b/>", FindingId::xml_two_roots, 2, 8);
  CHECK(message(finding) == "A second root element, \"b\", follows the first.");
  refused("<a/><!-- --><?p?><p:b/>", FindingId::xml_two_roots, 1, 17);
}

TEST_CASE("bytes that are not UTF-8 are refused wherever they stand") {
  const auto overlong = refused("<a>\n\xC0\xAF</a>", FindingId::xml_invalid_utf8, 2, 4);
  CHECK(message(overlong) == "The bytes C0 AF 3C 2F are not a character in UTF-8.");
  refused("<a>\xE0\x80\xAF</a>", FindingId::xml_invalid_utf8, 1, 3);
  refused("<a>\xF0\x80\x80\xAF</a>", FindingId::xml_invalid_utf8, 1, 3);
  refused("<a>\xED\xA0\x80</a>", FindingId::xml_invalid_utf8, 1, 3);
  refused("<a>\xED\xBF\xBF</a>", FindingId::xml_invalid_utf8, 1, 3);
  refused("<a>\xF4\x90\x80\x80</a>", FindingId::xml_invalid_utf8, 1, 3);
  refused("<a>\xF5\x80\x80\x80</a>", FindingId::xml_invalid_utf8, 1, 3);
  refused("<a>\x80</a>", FindingId::xml_invalid_utf8, 1, 3);
  refused("<a>\xFF</a>", FindingId::xml_invalid_utf8, 1, 3);
  refused("<a>\xC3", FindingId::xml_invalid_utf8, 1, 3);
  refused("<a>\xE2\x82", FindingId::xml_invalid_utf8, 1, 3);
  refused("<a b='\xE9'/>", FindingId::xml_invalid_utf8, 1, 6);
  refused("<a><!-- \xE9 --></a>", FindingId::xml_invalid_utf8, 1, 8);
  refused("<a><?p \xE9?></a>", FindingId::xml_invalid_utf8, 1, 7);
  refused("<a><![CDATA[\xE9]]></a>", FindingId::xml_invalid_utf8, 1, 12);
  refused("<\xE9/>", FindingId::xml_invalid_utf8, 1, 1);
  refused("<a\xE9/>", FindingId::xml_invalid_utf8, 1, 2);
  refused("\xE9<a/>", FindingId::xml_invalid_utf8, 1, 0);
}

TEST_CASE("characters that XML does not allow are refused wherever they stand") {
  const auto zero = refused("<a>\n"s + '\0' + "</a>", FindingId::xml_invalid_character, 2, 4);
  CHECK(message(zero) == "The character U+0000 is not allowed in XML.");
  refused("<a>\x01</a>", FindingId::xml_invalid_character, 1, 3);
  refused("<a>0123456789abcdef0123\x0B</a>", FindingId::xml_invalid_character, 1, 23);
  refused("<a>\xEF\xBF\xBE</a>", FindingId::xml_invalid_character, 1, 3);
  refused("<a>\xEF\xBF\xBF</a>", FindingId::xml_invalid_character, 1, 3);
  refused("<a b='\x1F'/>", FindingId::xml_invalid_character, 1, 6);
  refused("<a><!-- \x08 --></a>", FindingId::xml_invalid_character, 1, 8);
  refused("<a><?p \x08?></a>", FindingId::xml_invalid_character, 1, 7);
  refused("<a><![CDATA[\x08]]></a>", FindingId::xml_invalid_character, 1, 12);
  refused("<a\x0C/>", FindingId::xml_invalid_character, 1, 2);
  refused("\x0C<a/>", FindingId::xml_invalid_character, 1, 0);
  refused("<a"s + '\0' + "/>", FindingId::xml_invalid_character, 1, 2);
}

TEST_CASE("a reference to a character that XML does not allow is refused") {
  const auto zero = refused("<a>&#0;</a>", FindingId::xml_invalid_character, 1, 3);
  CHECK(message(zero) == "The character U+0000 (as a reference) is not allowed in XML.");
  refused("<a>&#x1;</a>", FindingId::xml_invalid_character, 1, 3);
  refused("<a>&#xD800;</a>", FindingId::xml_invalid_character, 1, 3);
  refused("<a>&#xFFFE;</a>", FindingId::xml_invalid_character, 1, 3);
  refused("<a>&#x110000;</a>", FindingId::xml_invalid_character, 1, 3);
  refused("<a>&#4294967361;</a>", FindingId::xml_invalid_character, 1, 3);
  refused("<a>&#x10000000000000041;</a>", FindingId::xml_invalid_character, 1, 3);
  refused("<a b='&#27;'/>", FindingId::xml_invalid_character, 1, 6);
}

TEST_CASE("another encoding than UTF-8 is refused, marked, declared or lied about") {
  refused("\xFF\xFE<\0a\0/\0>\0"s, FindingId::xml_encoding_not_utf8, 1, 0);
  refused("\xFE\xFF\0<\0a\0/\0>"s, FindingId::xml_encoding_not_utf8, 1, 0);
  refused("<\0a\0/\0>\0"s, FindingId::xml_encoding_not_utf8, 1, 0);
  refused("\0<\0a\0/\0>"s, FindingId::xml_encoding_not_utf8, 1, 0);
  refused("\xFF\xFE\0\0<\0\0\0"s, FindingId::xml_encoding_not_utf8, 1, 0);
  refused("\0\0\xFE\xFF\0\0\0<"s, FindingId::xml_encoding_not_utf8, 1, 0);
  refused("\0\0\0<\0\0\0a"s, FindingId::xml_encoding_not_utf8, 1, 0);
  refused("<\0\0\0a\0\0\0"s, FindingId::xml_encoding_not_utf8, 1, 0);
  refused("\x4C\x6F\xA7\x94\x93\x40", FindingId::xml_encoding_not_utf8, 1, 0);
  const auto latin = refused("<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
                             FindingId::xml_encoding_not_utf8, 1, 30);
  CHECK(message(latin) ==
        "The document is not in UTF-8, or says that it is not: it declares \"ISO-8859-1\".");
  refused("<?xml version='1.0' encoding='UTF-16'?><a/>", FindingId::xml_encoding_not_utf8, 1, 30);
  refused("<?xml version='1.0' encoding=''?><a/>", FindingId::xml_encoding_not_utf8, 1, 30);
  refused("<?xml version='1.0' encoding='US-ASCII'?>\n<a>\xC3\xA9</a>",
          FindingId::xml_encoding_not_utf8, 2, 45);
}

TEST_CASE("another version than 1.0 is refused") {
  refused("<?xml version='1.1'?><a/>", FindingId::xml_version_not_1_0, 1, 15);
  refused("<?xml version='2.0'?><a/>", FindingId::xml_version_not_1_0, 1, 15);
  refused("<?xml version=''?><a/>", FindingId::xml_version_not_1_0, 1, 15);
}

TEST_CASE("an end tag that does not belong to the open element is refused") {
  const auto finding = refused("<a>\n<b></a></b>", FindingId::xml_tag_mismatch, 2, 7);
  CHECK(message(finding) ==
        "The end tag \"</a>\" does not belong to the element that is open here, \"<b>\".");
  refused("<ab></a>", FindingId::xml_tag_mismatch, 1, 4);
  refused("<a></ab>", FindingId::xml_tag_mismatch, 1, 3);
  refused("<a></a ></a>", FindingId::xml_tag_mismatch, 1, 8);
  const auto none = refused("</a>", FindingId::xml_tag_mismatch, 1, 0);
  CHECK(message(none) ==
        "The end tag \"</a>\" does not belong to the element that is open here: none is.");
  refused("<a xmlns='urn:p' xmlns:p='urn:p'></p:a>", FindingId::xml_tag_mismatch, 1, 33);
}

TEST_CASE("a document that is cut off is refused") {
  const auto finding = refused("<a>\n<b>text", FindingId::xml_unclosed, 2, 11);
  CHECK(message(finding) == "The document ends where the end tag \"</b>\" should follow.");
  for (const auto* cut : {"<",
                          "<a",
                          "<a ",
                          "<a b",
                          "<a b=",
                          "<a b='",
                          "<a b='c",
                          "<a b='c'",
                          "<a/",
                          "<a>",
                          "<a>x",
                          "<a><",
                          "<a></",
                          "<a></a",
                          "<a><!-",
                          "<a><!--",
                          "<a><!-- -",
                          "<a><!-- --",
                          "<a><?",
                          "<a><?p",
                          "<a><?p ",
                          "<a><?p x?",
                          "<a><![CDATA[",
                          "<a><![CDATA[x]]",
                          "<a>&",
                          "<a>&a",
                          "<a>&amp",
                          "<a>&#",
                          "<a>&#3",
                          "<a>&#x",
                          "<a>&#xA",
                          "<?xml version='1.0'",
                          "<?xml version",
                          "<?xml version='1.0' encoding='UTF-8",
                          "<!--",
                          "<?p"}) {
    const std::string text = cut;
    INFO(text);
    // What is cut off inside "<!-" might have become a comment or a DOCTYPE: it is simply malformed
    // there.
    refused(text, text == "<a><!-" ? FindingId::xml_malformed : FindingId::xml_unclosed, 1,
            text == "<a><!-" ? 5 : text.size());
  }
}

TEST_CASE("an entity that is not predefined is refused") {
  const auto finding = refused("<a>&nbsp;</a>", FindingId::xml_undefined_entity, 1, 3);
  CHECK(message(finding) == "The entity \"&nbsp;\" is not one of amp, lt, gt, apos and quot.");
  refused("<a b='&AMP;'/>", FindingId::xml_undefined_entity, 1, 6);
  refused("<a xmlns='&urn;'/>", FindingId::xml_undefined_entity, 1, 10);
}

TEST_CASE("text that breaks the grammar is refused and says what was expected") {
  const auto finding = refused("<a>\n<b c=d/></a>", FindingId::xml_malformed, 2, 9);
  CHECK(message(finding) ==
        "The XML is not well-formed: a quoted value should stand here, not \"d\".");
  refused("<a>]]></a>", FindingId::xml_malformed, 1, 3);
  refused("<a>0123456789abcdef]]]></a>", FindingId::xml_malformed, 1, 20);
  refused("<a b='<'/>", FindingId::xml_malformed, 1, 6);
  refused("<a b='1'c='2'/>", FindingId::xml_malformed, 1, 8);
  refused("<a b/>", FindingId::xml_malformed, 1, 4);
  refused("<a/ >", FindingId::xml_malformed, 1, 3);
  refused("< a/>", FindingId::xml_malformed, 1, 1);
  refused("<a></ a>", FindingId::xml_malformed, 1, 5);
  refused("<a></a b>", FindingId::xml_malformed, 1, 7);
  refused("<1/>", FindingId::xml_malformed, 1, 1);
  refused("<-a/>", FindingId::xml_malformed, 1, 1);
  refused("<a\xC3\x97/>", FindingId::xml_malformed, 1, 2);
  refused("<\xCC\x80/>", FindingId::xml_malformed, 1, 1);
  refused("<a>&</a>", FindingId::xml_malformed, 1, 4);
  refused("<a>& b</a>", FindingId::xml_malformed, 1, 4);
  refused("<a>&amp </a>", FindingId::xml_malformed, 1, 7);
  refused("<a>&#;</a>", FindingId::xml_malformed, 1, 5);
  refused("<a>&#x;</a>", FindingId::xml_malformed, 1, 6);
  refused("<a>&#X41;</a>", FindingId::xml_malformed, 1, 5);
  refused("<a>&#4a;</a>", FindingId::xml_malformed, 1, 6);
  refused("<a><!-- -- --></a>", FindingId::xml_malformed, 1, 10);
  refused("<a><!-- ---></a>", FindingId::xml_malformed, 1, 10);
  refused("<a><!ELEMENT a></a>", FindingId::xml_malformed, 1, 5);
  refused("<a><![cdata[]]></a>", FindingId::xml_malformed, 1, 5);
  refused("<a><? p?></a>", FindingId::xml_malformed, 1, 5);
  refused("<a><?p\"x\"?></a>", FindingId::xml_malformed, 1, 6);
}

TEST_CASE("the target xml of a processing instruction is refused in every case") {
  refused("<a><?xml version='1.0'?></a>", FindingId::xml_malformed, 1, 3);
  refused(" <?xml version='1.0'?><a/>", FindingId::xml_malformed, 1, 1);
  refused("<?XML version='1.0'?><a/>", FindingId::xml_malformed, 1, 0);
  refused("<a><?xMl?></a>", FindingId::xml_malformed, 1, 3);
  refused("<?xml?><a/>", FindingId::xml_malformed, 1, 0);
}

TEST_CASE("an XML declaration that breaks the grammar is refused") {
  refused("<?xml encoding='UTF-8'?><a/>", FindingId::xml_malformed, 1, 6);
  refused("<?xml version=1.0?><a/>", FindingId::xml_malformed, 1, 14);
  refused("<?xml version='1.0'encoding='UTF-8'?><a/>", FindingId::xml_malformed, 1, 19);
  refused("<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>", FindingId::xml_malformed,
          1, 37);
  refused("<?xml version='1.0' standalone='true'?><a/>", FindingId::xml_malformed, 1, 32);
  refused("<?xml version='1.0' more='1'?><a/>", FindingId::xml_malformed, 1, 20);
  refused("<?xml version='1.0'><a/>", FindingId::xml_malformed, 1, 19);
}

TEST_CASE("names and declarations that misuse namespaces are refused") {
  const auto finding = refused("<a\n:b/>", FindingId::xml_namespace_misuse, 2, 3);
  CHECK(message(finding) ==
        "A rule of namespaces is broken: a name is \"local\" or \"prefix:local\", not \":b…\".");
  refused("<a:/>", FindingId::xml_namespace_misuse, 1, 1);
  refused("<:a/>", FindingId::xml_namespace_misuse, 1, 1);
  refused("<a:b:c xmlns:a='urn:a'/>", FindingId::xml_namespace_misuse, 1, 1);
  refused("<a:1 xmlns:a='urn:a'/>", FindingId::xml_namespace_misuse, 1, 1);
  refused("<a b:=''/>", FindingId::xml_namespace_misuse, 1, 3);
  refused("<a xmlns:=''/>", FindingId::xml_namespace_misuse, 1, 3);
  refused("<a xmlns:b=''/>", FindingId::xml_namespace_misuse, 1, 3);
  refused("<a xmlns:xmlns='urn:a'/>", FindingId::xml_namespace_misuse, 1, 3);
  refused("<a xmlns:xml='urn:a'/>", FindingId::xml_namespace_misuse, 1, 3);
  refused("<a xmlns:b='http://www.w3.org/XML/1998/namespace'/>", FindingId::xml_namespace_misuse, 1,
          3);
  refused("<a xmlns='http://www.w3.org/XML/1998/namespace'/>", FindingId::xml_namespace_misuse, 1,
          3);
  refused("<a xmlns='http://www.w3.org/XML/1998/namespac&#101;'/>", FindingId::xml_namespace_misuse,
          1, 3);
  refused("<a xmlns='http://www.w3.org/2000/xmlns/'/>", FindingId::xml_namespace_misuse, 1, 3);
  refused("<a xmlns:b='http://www.w3.org/2000/xmlns/'/>", FindingId::xml_namespace_misuse, 1, 3);
  refused("<xmlns:a/>", FindingId::xml_namespace_misuse, 1, 1);
  refused("<a><?p:q?></a>", FindingId::xml_namespace_misuse, 1, 3);
}

TEST_CASE("a name may have 512 bytes and no more") {
  accord::outcome::Budget budget;
  const auto element = [](std::size_t length) { return "<" + std::string(length, 'x') + "/>"; };
  CHECK(accord::xml::check_strictly(element(512), budget));
  refused(element(513), FindingId::xml_namespace_misuse, 1, 1);
  const auto attribute = [](std::size_t length) {
    return "<a " + std::string(length, 'x') + "=''/>";
  };
  CHECK(accord::xml::check_strictly(attribute(512), budget));
  refused(attribute(513), FindingId::xml_namespace_misuse, 1, 3);
}

TEST_CASE("a namespace name may have 512 bytes and no more") {
  const auto document = [](std::size_t length) {
    return "<a>\n<b xmlns:p='urn:" + std::string(length - 4, 'x') + "'/></a>";
  };
  accord::outcome::Budget budget;
  CHECK(accord::xml::check_strictly(document(512), budget));
  const auto finding = refused(document(513), FindingId::xml_namespace_misuse, 2, 7);
  CHECK(message(finding) ==
        "A rule of namespaces is broken: a namespace name has at most 512 bytes (a limit of "
        "Accord's).");
}
