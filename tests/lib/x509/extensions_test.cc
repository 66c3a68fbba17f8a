#include "lib/x509/extensions.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/lib/der/refused.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/hex.h"

namespace accord::x509 {
namespace {

using outcome::FindingId;
using outcome::Params;
using tests::check_refused;
using tests::from_hex;
using tests::require_value;

/// Requires `extension_malformed` for that extension, with that reason at that place.
template <typename T>
void check_malformed(const outcome::Result<T>& result, std::string_view extension,
                     std::string_view place, std::string_view reason) {
  check_refused(result, FindingId::extension_malformed,
                std::string(extension) + ", " + std::string(place));
  CHECK(result.error().params ==
        Params{{"extension", std::string(extension)}, {"reason", std::string(reason)}});
}

std::string text(std::string_view text) { return der::to_hex(der::as_bytes(text)); }

TEST_CASE("basic constraints are read") {
  const auto read = [](std::string_view hex) {
    return require_value(read_basic_constraints(from_hex(hex)));
  };
  CHECK_FALSE(read("3000").ca);
  CHECK(read("3003 0101ff").ca);
  CHECK_FALSE(read("3003 0101ff").path_length.has_value());
  CHECK(read("3006 0101ff 020103").path_length == 3U);
  CHECK(read("3006 0101ff 020100").path_length == 0U);
  CHECK(read("3003 020101").path_length == 1U);
  CHECK(read("300a 0101ff 02050100000000").path_length == 0xFFFFFFFFU);
  // FALSE written out is not DER, and common.
  CHECK_FALSE(read("3003 010100").ca);
}

TEST_CASE("broken basic constraints are refused") {
  const auto read = [](std::string_view hex) { return read_basic_constraints(from_hex(hex)); };
  check_malformed(read(""), "basicConstraints", "byte 0",
                  "SEQUENCE was expected here, and the structure ends");
  check_malformed(read("3000 00"), "basicConstraints", "byte 2",
                  "1 bytes follow where the structure should end");
  check_malformed(read("3003 010101"), "basicConstraints", "byte 2",
                  "A BOOLEAN is neither 00 nor FF in one octet");
  check_malformed(read("3006 0101ff 0201ff"), "basicConstraints", "byte 5",
                  "An INTEGER is negative or too large for what it counts");
  check_malformed(read("3006 020100 0101ff"), "basicConstraints", "byte 5",
                  "3 bytes follow where the structure should end");
}

TEST_CASE("key usage is read bit by bit") {
  const auto usage = require_value(read_key_usage(from_hex("03020106")));
  CHECK(usage.has(KeyUsageBit::key_cert_sign));
  CHECK(usage.has(KeyUsageBit::crl_sign));
  CHECK_FALSE(usage.has(KeyUsageBit::digital_signature));
  CHECK(usage.bits() == 0x60);
  CHECK(require_value(read_key_usage(from_hex("0303070080"))).has(KeyUsageBit::decipher_only));
  // Zero bits at the end are not DER, and are found in signers of national lists.
  CHECK(require_value(read_key_usage(from_hex("03020006"))).bits() == 0x60);
  CHECK(require_value(read_key_usage(from_hex("0303000600"))).bits() == 0x60);
}

TEST_CASE("broken key usage is refused") {
  check_malformed(read_key_usage(from_hex("030100")), "keyUsage", "byte 0", "no bit is set");
  check_malformed(read_key_usage(from_hex("03020000")), "keyUsage", "byte 0", "no bit is set");
  check_malformed(read_key_usage(from_hex("0303060040")), "keyUsage", "byte 0",
                  "a bit that has no meaning is set");
  check_malformed(read_key_usage(from_hex("0302010600")), "keyUsage", "byte 4",
                  "1 bytes follow where the structure should end");
  check_malformed(read_key_usage(from_hex("03020107")), "keyUsage", "byte 0",
                  "A BIT STRING is malformed: its unused bits are not zero");
}

TEST_CASE("extended key usage is a list that is not empty") {
  const auto usage =
      require_value(read_extended_key_usage(from_hex("300c 0603551d0f 06052b06010505")));
  REQUIRE(usage.size() == 2);
  CHECK(usage[1].to_string() == "1.3.6.1.5.5");
  check_malformed(read_extended_key_usage(from_hex("3000")), "extKeyUsage", "byte 2",
                  "OBJECT IDENTIFIER was expected here, and the structure ends");
}

TEST_CASE("key identifiers are octet strings") {
  CHECK(der::to_hex(require_value(read_key_identifier(from_hex("0403010203")))) == "010203");
  check_malformed(read_key_identifier(from_hex("0403010203 00")), "subjectKeyIdentifier", "byte 5",
                  "1 bytes follow where the structure should end");
  check_malformed(read_key_identifier(from_hex("010203")), "subjectKeyIdentifier", "byte 0",
                  "OCTET STRING was expected here, and BOOLEAN was found");
}

TEST_CASE("an authority key identifier is read with what it has") {
  const auto read = [](const der::Bytes& value) {
    return require_value(read_authority_key_identifier(value));
  };
  CHECK_FALSE(read(from_hex("3000")).key_identifier.has_value());
  const auto identifier = read(from_hex("3004 8002 0102"));
  CHECK(identifier.key_identifier == from_hex("0102"));
  CHECK_FALSE(identifier.issuer.has_value());
  const auto issuer = tests::constructed(
      0xA1,
      {tests::primitive(0x86, "ldap://x"), tests::constructed(0xA4, {tests::common_name("Root")})});
  const auto all = read(tests::sequence({issuer, from_hex("820105")}));
  REQUIRE(all.issuer.has_value());
  CHECK(all.issuer->to_string() == "CN=Root");
  REQUIRE(all.serial.has_value());
  CHECK(all.serial->to_hex() == "05");
}

TEST_CASE("broken authority key identifiers are refused") {
  const auto read = [](const der::Bytes& value) { return read_authority_key_identifier(value); };
  check_malformed(read(from_hex("3003 820105")), "authorityKeyIdentifier", "byte 2",
                  "issuer and serial number do not stand together");
  check_malformed(read(from_hex("3005 a103 820161")), "authorityKeyIdentifier", "byte 2",
                  "issuer and serial number do not stand together");
  check_malformed(read(from_hex("3005 a100 820105")), "authorityKeyIdentifier", "byte 4",
                  "a list of general names is empty");
  check_malformed(read(from_hex("3009 a103 820161 82020001")), "authorityKeyIdentifier", "byte 7",
                  "An INTEGER is written with more octets than it needs");
  check_malformed(read(from_hex("3003 830105")), "authorityKeyIdentifier", "byte 2",
                  "3 bytes follow where the structure should end");
}

TEST_CASE("general names of every kind are read") {
  const auto names = require_value(read_general_names(
      tests::sequence({from_hex("a009 06032a0304 a002 0500"), tests::primitive(0x81, "a@b.example"),
                       tests::primitive(0x82, "b.example"), from_hex("a300"),
                       tests::constructed(0xA4, {tests::common_name("x")}), from_hex("a500"),
                       tests::primitive(0x86, "https://b.example/"), from_hex("87047f000001"),
                       from_hex("88032a0304")})));
  REQUIRE(names.size() == 9);
  for (std::size_t i = 0; i < names.size(); ++i)
    CHECK(static_cast<std::size_t>(names[i].kind) == i);
  CHECK(der::to_hex(names[0].der) == "06032a0304a0020500");
  CHECK(names[1].text == "a@b.example");
  CHECK(names[2].text == "b.example");
  REQUIRE(names[4].name.has_value());
  CHECK(names[4].name->to_string() == "CN=x");
  CHECK(names[6].text == "https://b.example/");
  CHECK(der::to_hex(names[7].der) == "7f000001");
  CHECK(der::to_hex(names[8].der) == "2a0304");
}

TEST_CASE("broken general names are refused") {
  const auto refused = [](std::string_view hex, std::string_view place, std::string_view reason) {
    INFO(hex);
    check_malformed(read_general_names(from_hex(hex)), "subjectAltName", place, reason);
  };
  refused("3000", "byte 2", "a list of general names is empty");
  refused("3002 8900", "byte 2", "a general name has a kind that does not exist");
  refused("3002 8400", "byte 2", "a general name has a kind that does not exist");
  refused("3002 a200", "byte 2", "a general name has a kind that does not exist");
  refused("3002 0c00", "byte 2", "a general name has a kind that does not exist");
  refused("3003 8201fc", "byte 2", "an e-mail address, DNS name or URI is not ASCII");
  refused("3007 8705 7f00000100", "byte 2", "an IP address has neither 4 nor 16 octets");
  refused("3003 880180", "byte 2", "a registered ID is not an object identifier");
  refused("3004 a402 3100", "byte 4", "SEQUENCE was expected here, and SET was found");
  refused("3007 a005 06032a0304", "byte 9",
          "[0] constructed was expected here, and the structure ends");
  refused("3009 a007 06032a0304 0500", "byte 9",
          "[0] constructed was expected here, and NULL was found");
  refused("300d a00b 06032a0304 a004 05000500", "byte 13",
          "2 bytes follow where the structure should end");
}

TEST_CASE("certificate policies are read with their qualifiers as they are") {
  const auto policies = require_value(read_certificate_policies(
      from_hex("3018 3005 06032a0304 300f 06032a0305 3008 3006 06022a03 0500")));
  REQUIRE(policies.size() == 2);
  CHECK(policies[0].policy.to_string() == "1.2.3.4");
  CHECK(policies[0].qualifiers.empty());
  CHECK(der::to_hex(policies[1].qualifiers) == "3008300606022a030500");
}

TEST_CASE("broken certificate policies are refused") {
  const auto refused = [](std::string_view hex, std::string_view place, std::string_view reason) {
    INFO(hex);
    check_malformed(read_certificate_policies(from_hex(hex)), "certificatePolicies", place, reason);
  };
  refused("3000", "byte 2", "SEQUENCE was expected here, and the structure ends");
  refused("300e 3005 06032a0304 3005 06032a0304", "byte 0", "a policy appears more than once");
  refused("3009 3007 06032a0304 3000", "byte 11",
          "SEQUENCE was expected here, and the structure ends");
  refused("3009 3007 06032a0304 0500", "byte 9", "SEQUENCE was expected here, and NULL was found");
}

TEST_CASE("distribution points are read") {
  const auto uri = tests::primitive(0x86, "http://x/");
  const auto issuer =
      tests::constructed(0xA2, {tests::constructed(0xA4, {tests::common_name("Issuer")})});
  // The relative name is the content of a SET, tagged [1].
  const auto relative = tests::constructed(0xA1, {from_hex("3008 0603550403 0c0178")});
  const auto points = require_value(read_distribution_points(
      tests::sequence({tests::sequence({tests::constructed(0xA0, {tests::constructed(0xA0, {uri})}),
                                        from_hex("81020560")}),
                       tests::sequence({tests::constructed(0xA0, {relative}), issuer}),
                       tests::sequence({issuer})})));
  REQUIRE(points.size() == 3);
  REQUIRE(points[0].full_name.size() == 1);
  CHECK(points[0].full_name[0].text == "http://x/");
  CHECK(points[0].reasons == 0b110);
  CHECK_FALSE(points[0].relative_name.has_value());
  CHECK(points[0].crl_issuer.empty());
  CHECK(points[1].relative_name == from_hex("310a 3008 0603550403 0c0178"));
  REQUIRE(points[1].crl_issuer.size() == 1);
  CHECK(points[1].crl_issuer[0].name->to_string() == "CN=Issuer");
  CHECK_FALSE(points[1].reasons.has_value());
  CHECK(points[2].full_name.empty());
}

TEST_CASE("broken distribution points are refused") {
  const auto refused = [](std::string_view hex, std::string_view place, std::string_view reason) {
    INFO(hex);
    check_malformed(read_distribution_points(from_hex(hex)), "cRLDistributionPoints", place,
                    reason);
  };
  refused("3000", "byte 2", "SEQUENCE was expected here, and the structure ends");
  refused("3002 3000", "byte 2", "a distribution point has neither a name nor a CRL issuer");
  refused("3006 3004 81020560", "byte 2",
          "a distribution point has neither a name nor a CRL issuer");
  refused("3006 3004 a002 a000", "byte 8", "a list of general names is empty");
  refused("3004 3002 a000", "byte 6", "[0] constructed was expected here, and the structure ends");
  refused("3008 3006 a002 a000 a200", "byte 8", "a list of general names is empty");
  refused("3006 3004 a002 a100", "byte 6",
          "A distinguished name is malformed: a relative name is empty");
}

TEST_CASE("access descriptions are read, and at least one") {
  const auto list = require_value(read_authority_information_access(
      from_hex("3017 3015 06082b06010505073001 8609" + text("http://x/"))));
  REQUIRE(list.size() == 1);
  CHECK(list[0].method.to_string() == "1.3.6.1.5.5.7.48.1");
  CHECK(list[0].location.kind == GeneralNameKind::uri);
  CHECK(list[0].location.text == "http://x/");
  check_malformed(read_authority_information_access(from_hex("3000")), "authorityInfoAccess",
                  "byte 2", "SEQUENCE was expected here, and the structure ends");
  check_malformed(read_authority_information_access(from_hex("3006 3004 06022a03")),
                  "authorityInfoAccess", "byte 8",
                  "The DER encoding is cut off: a value ends after the bytes do");
}

TEST_CASE("extensions have names") {
  CHECK(extension::name_of(extension::key_usage) == "keyUsage");
  CHECK(extension::name_of(extension::qc_statements) == "qcStatements");
  CHECK(extension::name_of(der::Oid::literal("1.2.3")) == "1.2.3");
}

}  // namespace
}  // namespace accord::x509
