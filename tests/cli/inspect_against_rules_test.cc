#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/cli/program.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"
#include "tests/support/published.h"

using namespace accord::tests;
namespace der = accord::der;
namespace x509 = accord::x509;
using nlohmann::json;

namespace {

std::string text_of(der::ByteView bytes) { return std::string(der::as_text(bytes)); }

der::Bytes oid(std::string_view id) {
  der::Writer writer;
  writer.oid(der::Oid::literal(id));
  return std::move(writer).bytes();
}

der::Bytes attribute(std::string_view type, const der::Bytes& value) {
  return sequence({oid(type), value});
}

der::Bytes name_of(const std::vector<std::vector<der::Bytes>>& parts) {
  std::vector<der::Bytes> all;
  for (const auto& part : parts) all.push_back(constructed(der::tag::set, part));
  return sequence(all);
}

/// What is shown of a file, for people and as JSON; both times with that exit code.
struct Shown {
  Shown(const der::Bytes& file, int exit_code) {
    const Workplace place;
    place.write("one.der", ::text_of(file));
    const auto printed = run_accord({"cert", "inspect", "one.der"}, place.path());
    text = printed.output;
    errors = printed.errors;
    CHECK(printed.exit_code == exit_code);
    answer = accord_json(exit_code, {"cert", "inspect", "one.der"}, place.path());
  }

  void check_line(const std::string& line) const {
    INFO(text);
    CHECK((text.find("\n" + line + "\n") != std::string::npos || text.rfind(line + "\n", 0) == 0));
  }
  [[nodiscard]] const json& object() const { return answer.at("objects").at(0); }

  /// That the object is refused for this, in the object, in the findings and for people.
  void check_refused(const std::string& id, const std::string& where) const {
    INFO(answer.dump(2) << text << errors);
    REQUIRE(answer.at("objects").size() == 1);
    CHECK(object().at("kind") == "certificate");
    CHECK(object().at("refused").at("id") == id);
    CHECK(object().at("refused").at("where") == where);
    REQUIRE(answer.at("findings").size() == 1);
    const auto finding = require_json_finding(answer, id);
    CHECK(finding.at("about").at("what") == "one.der");
    CHECK(finding.at("about").at("where") == where);
    CHECK(text.rfind("certificate\n  refused       nothing is verified with it: ", 0) == 0);
    CHECK(errors.find("[" + id + "]") != std::string::npos);
  }

  std::string text, errors;
  json answer;
};

Shown refused(const CertificateParts& parts) { return Shown(assemble(parts), 65); }

/// "subject, byte 113": the field, and where in the certificate that encoding begins.
std::string place_of(const CertificateParts& parts, const std::string& field,
                     const der::Bytes& encoding) {
  const auto at = ::text_of(assemble(parts)).find(::text_of(encoding));
  REQUIRE(at != std::string::npos);
  return field + ", byte " + std::to_string(at);
}

/// A request with these attributes. Its key is none, so that its signature cannot hold.
der::Bytes request_with(const std::vector<der::Bytes>& attributes) {
  const auto algorithm = sequence({oid("1.2.840.10045.4.3.2")});
  const auto bits = from_hex("0305005a5a5a5a");
  const auto key = sequence({sequence({oid("1.3.6.1.4.1.99999.1")}), bits});
  const auto info =
      sequence({primitive(der::tag::integer, std::string_view("\0", 1)), common_name("Hospital"),
                key, constructed(der::tag::context_constructed(0), attributes)});
  return sequence({info, algorithm, bits});
}

/// An attribute that asks for a name.
der::Bytes asking(std::string_view type, std::string_view dns) {
  const auto name = sequence({primitive(der::tag::context(2), dns)});
  const auto asked = sequence({extension(der::Oid::literal("2.5.29.17"), name)});
  return attribute(type, constructed(der::tag::set, {asked}));
}

constexpr auto standard_request = "1.2.840.113549.1.9.14";
constexpr auto microsoft_request = "1.3.6.1.4.1.311.2.1.14";

}  // namespace

TEST_CASE(
    "of a request that asks for extensions twice both are shown, the second against the rule") {
  for (const auto* second : {standard_request, microsoft_request}) {
    const Shown shown(request_with({asking(standard_request, "bank.example"),
                                    asking(second, "harmless.example")}),
                      0);
    const auto& asked = shown.object().at("requested_extensions");
    REQUIRE(asked.size() == 1);
    CHECK(asked.at(0).at("content").at(0).at("dns") == "bank.example");
    const auto& further = shown.object().at("further_requests");
    REQUIRE(further.size() == 1);
    CHECK(further.at(0).at("type").at("id") == second);
    CHECK(further.at(0).at("against_the_rule").get<std::string>().find("RFC 2986, 4.1") !=
          std::string::npos);
    CHECK(further.at(0).at("requested_extensions").at(0).at("content").at(0).at("dns") ==
          "harmless.example");
    shown.check_line("    dns  bank.example");
    shown.check_line("        dns  harmless.example");
    const auto first_at = shown.text.find("bank.example");
    const auto marked_at = shown.text.find("against the rule  a request has one attribute");
    REQUIRE(marked_at != std::string::npos);
    CHECK(first_at < marked_at);
    CHECK(marked_at < shown.text.find("harmless.example"));
  }
}

TEST_CASE("of a request that asks once nothing is against the rule") {
  const Shown shown(request_with({asking(standard_request, "one.example")}), 0);
  CHECK_FALSE(shown.object().contains("further_requests"));
  CHECK(shown.text.find("against the rule") == std::string::npos);
}

TEST_CASE("a name with an octet that is none of its type is shown, and refused") {
  CertificateParts parts;
  const auto value = primitive(der::tag::ia5_string, "caf\xE9@a.example");
  parts.subject = name_of({{attribute("2.5.4.10", primitive(der::tag::utf8_string, "Hospital"))},
                           {attribute("1.2.840.113549.1.9.1", value)}});
  const auto shown = refused(parts);
  shown.check_refused("name_malformed", place_of(parts, "subject", value));
  shown.check_line("  subject     emailAddress=caf\\xE9@a.example,O=Hospital");
  shown.check_line("  issuer      CN=Issuer");
  shown.check_line("  serial      01");
  shown.check_line("  not before  2020-01-01T00:00:00Z");
  shown.check_line("  not after   2030-01-01T00:00:00Z");
  CHECK(shown.object().at("issuer") == "CN=Issuer");
  CHECK(shown.object().at("not_after") == "2030-01-01T00:00:00Z");
  CHECK(shown.object().at("sha256").get<std::string>().size() == 64);
  CHECK(shown.object().at("signature").at("value") == "5a5a5a5a");
  CHECK(shown.object().at("public_key").at("bits") == "5a5a5a5a");
}

TEST_CASE("a name with an empty part is shown, and refused") {
  CertificateParts parts;
  parts.subject = name_of({{}, {attribute("2.5.4.3", primitive(der::tag::utf8_string, "a"))}});
  const auto shown = refused(parts);
  shown.check_refused("name_malformed", place_of(parts, "subject", constructed(der::tag::set, {})));
  shown.check_line("  subject     CN=a,()");
}

TEST_CASE("a name whose set is not sorted is shown, and refused") {
  CertificateParts parts;
  const auto second = attribute("2.5.4.3", primitive(der::tag::utf8_string, "a"));
  parts.subject = name_of({{attribute("2.5.4.10", primitive(der::tag::utf8_string, "z")), second}});
  const auto shown = refused(parts);
  shown.check_refused("der_set_not_sorted", place_of(parts, "subject", second));
  shown.check_line("  subject     O=z+CN=a");
}

TEST_CASE("an extension that stands there twice is shown twice, and refused") {
  CertificateParts parts;
  const auto names = [](std::string_view dns) {
    return extension(der::Oid::literal("2.5.29.17"),
                     sequence({primitive(der::tag::context(2), dns)}));
  };
  parts.extensions = {names("a.example"), names("b.example")};
  const auto shown = refused(parts);
  shown.check_refused("certificate_extension_duplicate", "extensions");
  const auto& extensions = shown.object().at("extensions");
  REQUIRE(extensions.size() == 2);
  CHECK(extensions.at(0).at("content").at(0).at("dns") == "a.example");
  CHECK(extensions.at(1).at("content").at(0).at("dns") == "b.example");
  shown.check_line("    dns  a.example");
  shown.check_line("    dns  b.example");
}

TEST_CASE("a time with an offset is shown as it stands, and refused") {
  CertificateParts parts;
  const auto time = primitive(der::tag::utc_time, "260101000000+0900");
  parts.validity = sequence({time, primitive(der::tag::utc_time, "300101000000Z")});
  const auto shown = refused(parts);
  shown.check_refused("time_malformed", place_of(parts, "validity", time));
  shown.check_line("  not before  260101000000+0900");
  shown.check_line("  not after   2030-01-01T00:00:00Z");
  CHECK(shown.object().at("not_before") == "260101000000+0900");
  CHECK(shown.object().at("subject") == "CN=Subject");
}

TEST_CASE("where a certificate cannot be read on, what is before it is shown, and the place") {
  CertificateParts parts;
  parts.key = primitive(der::tag::integer, "\x05");
  const auto shown = refused(parts);
  shown.check_refused("der_unexpected_tag", place_of(parts, "subjectPublicKeyInfo", parts.key));
  shown.check_line("  subject     CN=Subject");
  CHECK(
      ("subjectPublicKeyInfo, " + shown.object().at("read_until").at("where").get<std::string>()) ==
      shown.object().at("refused").at("where"));
  CHECK(shown.text.find("  read until\n") != std::string::npos);
  CHECK_FALSE(shown.object().contains("public_key"));
}

TEST_CASE("each certificate and CRL of a message is shown, and one that breaks a rule is refused") {
  auto spec = located("Root", true, {});
  spec.email = "root@a.example";
  auto root = make_self_signed(spec);
  const auto sound = make_issued(located("Sound", false, {}), root);
  auto bag = certificate_bag({sound.certificate, root.certificate},
                             {x509::Crl::parse(der::ByteView(make_crl(root))).value()});
  // That of the issuer in the root's own certificate.
  const auto before = ::text_of(bag);
  const auto at = before.find("root@a.example", before.find("Sound"));
  REQUIRE(at != std::string::npos);
  bag[at] = 0xE9;
  const Workplace place;
  place.write("bag.p7c", ::text_of(bag));
  place.write("bag.pem", der::to_pem("PKCS7", bag));
  for (const auto* file : {"bag.p7c", "bag.pem"}) {
    INFO(file);
    const auto answer = accord_json(65, {"cert", "inspect", file}, place.path());
    const auto& objects = answer.at("objects");
    REQUIRE(objects.size() == 4);
    CHECK(objects.at(0).at("certificates") == 2);
    CHECK(objects.at(0).at("crls") == 1);
    CHECK(objects.at(1).at("refused").is_null());
    CHECK(objects.at(2).at("refused").at("id") == "name_malformed");
    CHECK(objects.at(2).at("public_key").contains("bits"));
    CHECK(objects.at(3).at("kind") == "crl");
    REQUIRE(answer.at("findings").size() == 1);
    const auto finding = require_json_finding(answer, "name_malformed", file);
    CHECK(finding.at("about").at("where").get<std::string>().rfind("certificate 2, issuer, ", 0) ==
          0);
    const auto text = run_accord({"cert", "inspect", file}, place.path()).output;
    CHECK(text.rfind("message with certificates only\n  certificates  2\n  crls          1\n", 0) ==
          0);
    CHECK(text.find("\n\ncertificate (X.509 version 3)\n") != std::string::npos);
    CHECK(text.find("\n\ncertificate\n  refused ") != std::string::npos);
    CHECK(text.find("\n\ncertificate revocation list\n") != std::string::npos);
    CHECK(text.find("\\xE9oot@a.example") != std::string::npos);
  }
}
