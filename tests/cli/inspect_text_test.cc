#include <algorithm>

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

std::string printed(const Workplace& place, std::vector<std::string> words) {
  words.insert(words.begin(), {"cert", "inspect"});
  const auto result = run_accord(words, place.path());
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  REQUIRE(result.errors.empty());
  return result.output;
}

json objects(const Workplace& place, std::vector<std::string> words) {
  words.insert(words.begin(), {"cert", "inspect"});
  return accord_json(0, words, place.path()).at("objects");
}

/// What is printed of a certificate with those alternative names and that subject.
std::string printed_of(const der::Bytes& certificate) {
  const Workplace place;
  place.write("one.der", ::text_of(certificate));
  return printed(place, {"one.der"});
}
der::Bytes with_alternative_names(const std::vector<der::Bytes>& names) {
  CertificateParts parts;
  parts.extensions = {extension(der::Oid::literal("2.5.29.17"), sequence(names))};
  return assemble(parts);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

bool is_entry(const std::string& line) { return line.rfind("    2026-", 0) == 0; }

std::vector<std::string> entries_of(const std::vector<std::string>& lines) {
  std::vector<std::string> entries;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(entries), is_entry);
  return entries;
}

/// How the lines that are no entries begin: up to where values differ.
std::vector<std::string> labels_of(const std::vector<std::string>& lines) {
  std::vector<std::string> labels;
  for (const auto& line : lines) {
    if (!is_entry(line)) labels.push_back(line.substr(0, 12));
  }
  return labels;
}

/// A CRL with so many entries, every seventh with a reason.
std::string list_with(Identity& issuer, std::uint32_t count) {
  std::vector<x509::RevokedEntry> entries;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto low = static_cast<std::uint8_t>(i & 0xFFU);
    const auto high = static_cast<std::uint8_t>(i >> 8U);
    x509::RevokedEntry entry{
        der::SerialNumber::from_magnitude(der::Bytes{0x01, high, low}), question_time(), {}, {}};
    if (i % 7 == 0) entry.reason = x509::RevocationReason::superseded;
    entries.push_back(std::move(entry));
  }
  return ::text_of(make_crl(issuer, entries));
}

// From this number on, entries are written while they are read.
constexpr std::uint32_t many = 1500;
constexpr std::uint32_t few = 900;

struct Lists {
  Lists() : issuer(make_self_signed(located("Issuer", true, {}))) {
    place.write("many.crl", list_with(issuer, many));
    place.write("few.crl", list_with(issuer, few));
    place.write("issuer.pem", to_pem(issuer.certificate));
  }
  Workplace place;
  Identity issuer;
};

}  // namespace

TEST_CASE("with --all every entry of a long CRL is printed, as those of a short one are") {
  const Lists lists;
  const auto text = printed(lists.place, {"many.crl", "--all"});
  const auto of_many = lines_of(text);
  const auto of_few = lines_of(printed(lists.place, {"few.crl", "--all"}));
  auto entries = entries_of(of_many);
  REQUIRE(entries.size() == many);
  CHECK(entries.front() == "    2026-08-01T00:00:00Z  010000  superseded");
  CHECK(entries.back() == "    2026-08-01T00:00:00Z  0105db  no reason given");
  entries.resize(few);
  CHECK(entries == entries_of(of_few));
  CHECK(labels_of(of_many) == labels_of(of_few));
  CHECK(text.find("\n  revoked       1500 certificates\n    2026-") != std::string::npos);
  CHECK(text.find("\n    2026-08-01T00:00:00Z  0105db  no reason given\n  version  2\n") !=
        std::string::npos);
  CHECK(text.find("more; --all") == std::string::npos);
}

TEST_CASE("with --all the JSON of a long CRL has every entry, as that of a short one has") {
  const Lists lists;
  auto of_many = objects(lists.place, {"many.crl", "--all"}).at(0);
  auto of_few = objects(lists.place, {"few.crl", "--all"}).at(0);
  auto& entries = of_many.at("entries");
  REQUIRE(entries.size() == many);
  CHECK(of_many.at("entries_total") == many);
  CHECK(entries.at(many - 1).at("serial") == "0105db");
  CHECK(entries.at(many - 1).at("reason").is_null());
  entries.erase(entries.begin() + few, entries.end());
  CHECK(entries == of_few.at("entries"));
  for (const auto* name : {"entries_total", "signature"}) {
    of_many.erase(name);
    of_few.erase(name);
  }
  CHECK(of_many == of_few);
}

TEST_CASE("without --all the first entries of a long CRL are shown, and how many more there are") {
  const Lists lists;
  const auto text = printed(lists.place, {"many.crl"});
  CHECK(entries_of(lines_of(text)).size() == 20);
  CHECK(text.find("\n    and 1480 more; --all shows every one\n  version  2\n") !=
        std::string::npos);
  const auto object = objects(lists.place, {"many.crl"}).at(0);
  CHECK(object.at("entries").size() == 20);
  CHECK(object.at("entries_total") == many);
}

TEST_CASE("a long CRL stands in its place among other objects") {
  const Lists lists;
  const auto text = printed(lists.place, {"few.crl", "many.crl", "issuer.pem", "--all"});
  CHECK(entries_of(lines_of(text)).size() == few + many);
  const auto first = text.find("certificate revocation list\n");
  const auto second = text.find("\n\ncertificate revocation list\n");
  const auto third = text.find("\n\ncertificate (X.509 version 3)\n");
  REQUIRE(third != std::string::npos);
  CHECK(first == 0);
  CHECK(second < third);
  const auto all = objects(lists.place, {"few.crl", "many.crl", "issuer.pem", "--all"});
  REQUIRE(all.size() == 3);
  CHECK(all.at(1).at("entries").size() == many);
  CHECK(all.at(2).at("kind") == "certificate");
}

TEST_CASE("an extension of an entry that is critical is printed so") {
  CrlParts parts;
  const auto name = sequence({constructed(der::tag::context_constructed(4), {common_name("A")})});
  const auto critical = primitive(der::tag::boolean, "\xFF");
  const auto reason = from_hex("0a0101");
  const auto serial = der::SerialNumber::from_magnitude(der::Bytes{5});
  parts.entries = {
      crl_entry(serial, {extension(x509::extension::reason_code, reason),
                         extension(x509::extension::certificate_issuer, name, critical)}),
      crl_entry(serial, {extension(x509::extension::reason_code, reason, critical)}),
      crl_entry(serial, {extension(x509::extension::reason_code, reason)})};
  const Workplace place;
  place.write("one.crl", ::text_of(assemble(parts)));
  const auto text = printed(place, {"one.crl"});
  INFO(text);
  CHECK(text.find("      extension certificateIssuer (2.5.29.29), critical\n") !=
        std::string::npos);
  const auto marked = text.find("      extension reasonCode (2.5.29.21), critical\n");
  REQUIRE(marked != std::string::npos);
  CHECK(text.find("reasonCode", marked + 20) == std::string::npos);
}

TEST_CASE("subject and issuer are printed whole, with the spaces that they have") {
  CertificateParts parts;
  parts.subject = common_name("Good  Name " + std::string(5000, 'x') + "-end");
  parts.issuer = common_name(std::string(700, 'y') + " of the issuer");
  const auto text = printed_of(assemble(parts));
  CHECK(text.find("  subject          CN=Good  Name") != std::string::npos);
  CHECK(text.find(std::string(5000, 'x') + "-end\n") != std::string::npos);
  CHECK(text.find(std::string(700, 'y')) != std::string::npos);
  CHECK(text.find("…") == std::string::npos);
}

TEST_CASE("characters that are not seen are printed as their numbers") {
  CertificateParts parts;
  parts.subject = common_name(
      "ab\xE2\x80\x8B\xC2\xAD\xEF\xBB\xBF\xE2\x80\x8E\xE2\x80\xA8"
      "cd");
  parts.issuer = common_name("総務省");
  const auto text = printed_of(assemble(parts));
  CHECK(text.find("  subject          CN=ab\\u200B\\u00AD\\uFEFF\\u200E\\u2028cd\n") !=
        std::string::npos);
  CHECK(text.find("  issuer           CN=総務省\n") != std::string::npos);
}

TEST_CASE("one name that reads like two is printed between quotation marks") {
  const auto text = printed_of(with_alternative_names(
      {primitive(der::tag::context(2), "evil.example, DNS bank.example"),
       primitive(der::tag::context(2), "say \"yes\""), primitive(der::tag::context(2), "a.example"),
       primitive(der::tag::context(6), "DNS b.example")}));
  INFO(text);
  CHECK(text.find("  also called      \"DNS evil.example, DNS bank.example\", "
                  "\"DNS say \\\"yes\\\"\",") != std::string::npos);
  CHECK(text.find(" DNS a.example, URI DNS\n                   b.example\n") != std::string::npos);
}

TEST_CASE("registered identifiers and principal names are told as what they are") {
  der::Writer upn;
  upn.oid(der::Oid::literal("1.3.6.1.4.1.311.20.2.3"));
  const auto certificate = with_alternative_names(
      {from_hex("8803 2a0304"),
       constructed(der::tag::context_constructed(0),
                   {upn.bytes(), constructed(der::tag::context_constructed(0),
                                             {primitive(der::tag::utf8_string, "u@a.example")})})});
  const auto text = printed_of(certificate);
  INFO(text);
  CHECK(text.find("  also called      registered id 1.2.3.4, userPrincipalName u@a.example\n") !=
        std::string::npos);
  CHECK(text.find("    registered id  1.2.3.4\n") != std::string::npos);
  const Workplace place;
  place.write("one.der", ::text_of(certificate));
  const auto names = objects(place, {"one.der"}).at(0).at("extensions").at(0).at("content");
  CHECK(names.at(0).at("registered_id").at("id") == "1.2.3.4");
  CHECK(names.at(1).at("other_name").at("type").at("name") == "userPrincipalName");
  CHECK(names.at(1).at("other_name").at("value") == "u@a.example");
}

TEST_CASE("a subject with nothing in it is said to be empty") {
  CertificateParts parts;
  parts.subject = sequence({});
  const auto text = printed_of(assemble(parts));
  CHECK(text.find("\n  subject          (empty)\n  issuer           CN=Issuer\n") !=
        std::string::npos);
}
