#include "lib/x509/name.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/x509/string_preparation.h"
#include "tests/lib/der/refused.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/hex.h"

namespace accord::x509 {
namespace {

using outcome::FindingId;
using tests::check_refused;
using tests::constructed;
using tests::from_hex;
using tests::primitive;
using tests::require_value;
using tests::sequence;

der::Bytes attribute_of(const der::Oid& type, const der::Bytes& value) {
  der::Writer writer;
  writer.oid(type);
  return sequence({writer.bytes(), value});
}

der::Bytes rdn(const std::vector<der::Bytes>& attributes) {
  return constructed(der::tag::set, attributes);
}

/// A name with one common name of that string type.
der::Bytes common_name(der::Tag type, std::string_view content) {
  return sequence({rdn({attribute_of(attribute::common_name, primitive(type, content))})});
}

Name named(const der::Bytes& der) { return require_value(Name::parse(der)); }

std::string value_of(der::Tag type, std::string_view content) {
  return named(common_name(type, content)).first(attribute::common_name).value();
}

TEST_CASE("every string type of names becomes UTF-8") {
  namespace t = der::tag;
  CHECK(value_of(t::utf8_string, "Zürich 東京") == "Zürich 東京");
  CHECK(value_of(t::printable_string, "a@b_c") == "a@b_c");
  CHECK(value_of(t::ia5_string, "a@b") == "a@b");
  CHECK(value_of(t::numeric_string, "12 34") == "12 34");
  CHECK(value_of(t::visible_string, "abc") == "abc");
  CHECK(value_of(t::teletex_string, "Z\xFCrich") == "Zürich");
  CHECK(value_of(t::bmp_string, std::string_view("\0Z\0\xFC\x67\x71", 6)) == "Zü東");
  CHECK(value_of(t::universal_string, std::string_view("\0\0\0Z\0\x01\xF6\0", 8)) == "Z😀");
  CHECK(value_of(t::utf8_string, "").empty());
}

TEST_CASE("a value that is no text of its type is refused at its place") {
  namespace t = der::tag;
  struct Case {
    der::Tag type;
    std::string content;
  };
  for (const auto& [type, content] :
       {Case{t::utf8_string, "\xFC"}, Case{t::utf8_string, "\xC0\x80"},
        Case{t::utf8_string, "\xE0\x80\x80"}, Case{t::utf8_string, "\xED\xA0\x80"},
        Case{t::utf8_string, "\xF4\x90\x80\x80"}, Case{t::utf8_string, "\xF5\x80\x80\x80"},
        Case{t::utf8_string, "\xE6\x9D"}, Case{t::utf8_string, "\x80"},
        Case{t::printable_string, "Z\xFCrich"}, Case{t::ia5_string, "\x80"},
        Case{t::numeric_string, "\xFF"}, Case{t::visible_string, "\xFF"},
        Case{t::bmp_string, "abc"}, Case{t::bmp_string, "\xD8\x3D\xDE\x01"},
        Case{t::bmp_string, "\xDE\x01"}, Case{t::universal_string, "abc"},
        Case{t::universal_string, std::string("\0\0\xD8\0", 4)},
        Case{t::universal_string, std::string("\0\x11\0\0", 4)}}) {
    INFO(der::tag_name(type) << " " << der::to_hex(der::as_bytes(content)));
    const auto refused = Name::parse(common_name(type, content));
    // SEQUENCE, SET, SEQUENCE, then five octets of the type.
    check_refused(refused, FindingId::name_malformed, "byte 11");
    CHECK(refused.error().params.front().second ==
          "a value is not text of the type " + der::tag_name(type));
  }
}

TEST_CASE("a value that is no string is kept as the hex of its encoding") {
  const auto name =
      named(sequence({rdn({attribute_of(attribute::common_name, from_hex("0402cafe"))})}));
  CHECK(name.first(attribute::common_name) == "#0402cafe");
  CHECK(name.to_string() == "CN=#0402cafe");
  CHECK_FALSE(name.matches(named(common_name(der::tag::utf8_string, "#0402cafe"))));
  CHECK(name.matches(
      named(sequence({rdn({attribute_of(attribute::common_name, from_hex("0402cafe"))})}))));
}

TEST_CASE("a broken name is refused at its place") {
  check_refused(Name::parse({}), FindingId::der_missing_value, "byte 0");
  check_refused(Name::parse(from_hex("3000 00")), FindingId::der_trailing_data, "byte 2");
  check_refused(Name::parse(from_hex("3002 3000")), FindingId::der_unexpected_tag, "byte 2");
  const auto empty = Name::parse(from_hex("3002 3100"));
  check_refused(empty, FindingId::name_malformed, "byte 2");
  CHECK(empty.error().params.front().second == "a relative name is empty");
  check_refused(Name::parse(sequence({rdn({sequence({from_hex("0603550403")})})})),
                FindingId::der_truncated, "byte 11");
  check_refused(Name::parse(sequence({rdn({sequence({from_hex("0603550403 0500 0500")})})})),
                FindingId::der_trailing_data, "byte 13");
  check_refused(Name::parse(from_hex("3002 3000"), 100), FindingId::der_unexpected_tag, "byte 102");
}

TEST_CASE("a relative name of several attributes is read in DER's order only, and matches in any") {
  const auto a = attribute_of(attribute::common_name, primitive(der::tag::utf8_string, "B"));
  const auto b = attribute_of(attribute::serial_number, primitive(der::tag::printable_string, "a"));
  const auto c = attribute_of(attribute::common_name, primitive(der::tag::utf8_string, "a"));
  const auto both = named(sequence({rdn({a, b})}));
  CHECK(both.to_string() == "CN=B+serialNumber=a");
  check_refused(Name::parse(sequence({rdn({b, a})})), FindingId::der_set_not_sorted, "byte 14");
  // "B" and "a" sort the other way round once case is folded.
  const auto upper = named(sequence({rdn({a, c})}));
  const auto lower = named(sequence(
      {rdn({attribute_of(attribute::common_name, primitive(der::tag::utf8_string, "A")),
            attribute_of(attribute::common_name, primitive(der::tag::utf8_string, "b"))})}));
  CHECK(upper.matches(lower));
  CHECK_FALSE(both.matches(upper));
  CHECK_FALSE(both.matches(named(sequence({rdn({a}), rdn({b})}))));
}

TEST_CASE("names match whatever their case, spaces and string types") {
  const auto of = [](std::string_view text) {
    return named(common_name(der::tag::utf8_string, text));
  };
  CHECK(of("Good CA").matches(of("good ca")));
  CHECK(of("Good CA").matches(of("  Good \t  CA ")));
  CHECK(of("Zürich").matches(of("ZÜRICH")));
  CHECK(of("Good CA").matches(named(common_name(der::tag::printable_string, "GOOD CA"))));
  CHECK(of("Zürich").matches(named(common_name(der::tag::teletex_string, "z\xFCRICH"))));
  CHECK_FALSE(of("Good CA").matches(of("GoodCA")));
  CHECK_FALSE(of("Good CA").matches(of("Good CA 2")));
  CHECK_FALSE(of("Good CA").matches(Name()));
  CHECK(Name().matches(Name::build({})));
  CHECK_FALSE(of("x").matches(Name::build({{attribute::organization, "x"}})));
  CHECK_FALSE(
      Name::build({{attribute::country, "JP"}, {attribute::common_name, "x"}})
          .matches(Name::build({{attribute::common_name, "x"}, {attribute::country, "JP"}})));
}

TEST_CASE("a name that lies within another has a key that starts with the other's") {
  const auto base =
      Name::build({{attribute::country, "JP"}, {attribute::organization, "Hospital"}});
  const auto within = Name::build({{attribute::country, "jp"},
                                   {attribute::organization, "HOSPITAL"},
                                   {attribute::common_name, "x"}});
  const auto beside =
      Name::build({{attribute::country, "JP"}, {attribute::organization, "Hospital 2"}});
  const auto starts = [](const Name& name, const Name& with) {
    return name.key().substr(0, with.key().size()) == with.key();
  };
  CHECK(starts(within, base));
  CHECK(starts(within, Name()));
  CHECK_FALSE(starts(beside, base));
  CHECK_FALSE(starts(base, within));
}

TEST_CASE("texts are prepared for comparison after RFC 4518") {
  CHECK(prepare("  A \t\n B  ") == "a b");
  CHECK(prepare("").empty());
  CHECK(prepare("   ").empty());
  CHECK(prepare("a\xC2\xA0"
                "b") == "a b");  // no-break space
  CHECK(prepare("a\xE3\x80\x80"
                "b") == "a b");  // ideographic space
  CHECK(prepare("so\xC2\xAD"
                "ft") == "soft");  // soft hyphen
  CHECK(prepare("a\xE2\x80\x8B"
                "b") == "ab");             // zero width space
  CHECK(prepare("a\xEF\xBB\xBF") == "a");  // byte order mark
  CHECK(prepare(std::string_view("a\0b", 3)) == "ab");
  CHECK(prepare("Straße") == "strasse");
  CHECK(prepare("STRASSE") == "strasse");
  CHECK(prepare("İ") == prepare("i̇"));
  CHECK(prepare("ÀÖØÞŸŽ") == "àöøþÿž");
  CHECK(prepare("÷×") == "÷×");
  CHECK(prepare("ȘȚĂ") == "șță");
  CHECK(prepare("ΑΩΆΏς") == "αωάώσ");
  CHECK(prepare("АЯЁЏҐ") == "аяёџґ");
  CHECK(prepare("ԱՖ") == "աֆ");
  CHECK(prepare("ĲĿŁŊ") == "ĳŀłŋ");
  CHECK(prepare("ＡＺ") == "ａｚ");
  CHECK(prepare("東京 😀") == "東京 😀");
}

TEST_CASE("a name is built with the string types of RFC 5280") {
  const auto name = Name::build({{attribute::country, "JP"},
                                 {attribute::serial_number, "VATJP-1"},
                                 {attribute::email_address, "a@b.example"},
                                 {attribute::domain_component, "example"},
                                 {attribute::organization_identifier, "VATJP-1"},
                                 {attribute::common_name, "病院"}});
  const std::vector<der::Tag> types{der::tag::printable_string, der::tag::printable_string,
                                    der::tag::ia5_string,       der::tag::ia5_string,
                                    der::tag::utf8_string,      der::tag::utf8_string};
  REQUIRE(name.rdns().size() == types.size());
  for (std::size_t i = 0; i < types.size(); ++i) {
    REQUIRE(name.rdns()[i].size() == 1);
    CHECK(name.rdns()[i][0].string_type == types[i]);
  }
  const auto odd =
      Name::build({{attribute::serial_number, "a_b"}, {attribute::email_address, "ü@b.example"}});
  CHECK(odd.rdns()[0][0].string_type == der::tag::utf8_string);
  CHECK(odd.rdns()[1][0].string_type == der::tag::utf8_string);
  CHECK(require_value(Name::parse(name.der())).matches(name));
}

TEST_CASE("a name is not built from what is no text") {
  CHECK(Name::build({{attribute::common_name, "\xFC"}}).empty());
  CHECK(Name::build({{der::Oid(), "x"}}).empty());
  CHECK(der::to_hex(Name().der()) == "3000");
}

TEST_CASE("a name is shown after RFC 4514") {
  CHECK(Name::build({{attribute::country, "JP"},
                     {attribute::organization, "A, B + C"},
                     {attribute::common_name, " x "}})
            .to_string() == "CN=\\ x\\ ,O=A\\, B \\+ C,C=JP");
  CHECK(Name::build({{attribute::common_name, "#1"}}).to_string() == "CN=\\#1");
  CHECK(Name::build({{attribute::common_name, "a\"\\<>;=b"}}).to_string() ==
        "CN=a\\\"\\\\\\<\\>\\;=b");
  CHECK(Name::build({{attribute::common_name, std::string("a\0b", 3)}}).to_string() == "CN=a\\00b");
  CHECK(Name::build({{der::Oid::literal("1.2.3.4"), "x"}}).to_string() == "1.2.3.4=x");
  CHECK(Name::build({{attribute::common_name, " "}}).to_string() == "CN=\\ ");
  CHECK(Name().to_string().empty());
}

TEST_CASE("the first value of a type is that of the last relative name that has it") {
  const auto name = Name::build(
      {{attribute::organizational_unit, "one"}, {attribute::organizational_unit, "two"}});
  CHECK(name.first(attribute::organizational_unit) == "two");
  CHECK_FALSE(name.first(attribute::common_name).has_value());
}

}  // namespace
}  // namespace accord::x509
