#include "lib/x509/name_text.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/x509/general_name_text.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/hex.h"

namespace accord::x509 {
namespace {

using tests::constructed;
using tests::from_hex;
using tests::primitive;
using tests::sequence;

der::Bytes attribute_of(std::string_view type, const der::Bytes& value) {
  der::Writer writer;
  writer.oid(der::Oid::literal(type));
  return sequence({writer.bytes(), value});
}

der::Bytes rdn(const std::vector<der::Bytes>& attributes) {
  return constructed(der::tag::set, attributes);
}

std::string text_of_value(std::string_view type, const der::Bytes& value) {
  return name_text(sequence({rdn({attribute_of(type, value)})}));
}

std::string uri_text(std::string uri) {
  GeneralName name;
  name.kind = GeneralNameKind::uri;
  name.text = std::move(uri);
  return text_of(name);
}

TEST_CASE("a sound name reads as it does elsewhere") {
  const auto name =
      Name::build({{attribute::country, "JP"}, {attribute::common_name, "東京, \"x\" + y"}});
  CHECK(name_text(name.der()) == name.to_string());
  CHECK(name_text({}).empty());
  CHECK(name_text(sequence({})).empty());
}

TEST_CASE("attributes that RFC 4514 has no name for have the one that is in use") {
  const auto value = primitive(der::tag::utf8_string, "x");
  const std::pair<const char*, const char*> names[] = {
      {"1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL"},
      {"1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"},
      {"1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"},
      {"2.5.4.43", "initials"},
      {"2.5.4.41", "name"},
      {"2.5.4.46", "dnQualifier"},
      {"2.5.4.45", "x500UniqueIdentifier"},
      {"2.5.4.13", "description"},
  };
  for (const auto& [type, name] : names) {
    CHECK(text_of_value(type, value) == std::string(name) + "=x");
  }
  CHECK(text_of_value("1.2.3.4", value) == "1.2.3.4=x");
}

TEST_CASE("a name that breaks a rule is told as far as it can be read") {
  namespace t = der::tag;
  const auto utf8 = [](std::string_view text) { return primitive(t::utf8_string, text); };
  CHECK(name_text(sequence({rdn({}), rdn({attribute_of("2.5.4.3", utf8("a"))})})) == "CN=a,()");
  CHECK(name_text(sequence({rdn({attribute_of("2.5.4.10", utf8("z")),
                                 attribute_of("2.5.4.3", utf8("a"))})})) == "O=z+CN=a");
  CHECK(text_of_value("2.5.4.3", primitive(t::ia5_string, "caf\xE9")) == "commonName=caf\xE9");
  CHECK(text_of_value("2.5.4.3", from_hex("0403 616263")) == "CN=#0403616263");
  CHECK(name_text(from_hex("3003 020105")) == "#020105");
  CHECK(name_text(from_hex("0500")) == "#0500");
  CHECK(name_text(from_hex("3003 3105 30")) == "#3003310530");
}

TEST_CASE("a value that is no text cannot read like a further attribute") {
  const auto value = primitive(der::tag::ia5_string, "a\xFF,O=Bank+C=\\\"<;>");
  CHECK(text_of_value("2.5.4.3", value) == "commonName=a\xFF\\,O\\=Bank\\+C\\=\\\\\\\"\\<\\;\\>");
}

TEST_CASE("an address without a scheme does not read like a name of another kind") {
  CHECK(uri_text("http://a.example/x y") == "http://a.example/x y");
  CHECK(uri_text("urn:a") == "urn:a");
  for (const auto* uri : {"DNS bank.example", "CN=Bank", "IP 192.0.2.1:80", "", ":a", "abc"}) {
    CHECK(uri_text(uri) == std::string("URI ") + uri);
  }
}

}  // namespace
}  // namespace accord::x509
