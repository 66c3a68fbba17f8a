#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/cli/program.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/hex.h"

// Lists that somebody made long, and numbers below zero.
namespace accord::tests {
namespace {

struct Shown {
  std::string text;
  nlohmann::json object;
};

Shown shown(const der::Bytes& bytes, const std::vector<std::string>& further = {}) {
  const Workplace place;
  place.write("one.der", std::string(der::as_text(bytes)));
  std::vector<std::string> words{"cert", "inspect", "one.der"};
  words.insert(words.end(), further.begin(), further.end());
  auto object = accord_json(0, words, place.path()).at("objects").at(0);
  return {run_accord(words, place.path()).output, std::move(object)};
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

der::Bytes with_extensions(unsigned count) {
  CertificateParts parts;
  for (unsigned i = 0; i < count; ++i) {
    const auto id = der::Oid::from_text("1.2.3." + std::to_string(i + 1));
    parts.extensions.push_back(extension(*id, from_hex("0500")));
  }
  return assemble(parts);
}

/// An OCSP response that nobody signed, with so many answers.
der::Bytes with_answers(unsigned count) {
  const auto sha1 = from_hex("300906052b0e03021a0500");
  const auto hash = primitive(der::tag::octet_string, "01234567890123456789");
  const auto moment = primitive(der::tag::generalized_time, "20260101000000Z");
  const auto id = sequence({sha1, hash, hash, from_hex("0201fb")});
  const std::vector<der::Bytes> answers(count, sequence({id, from_hex("8000"), moment}));
  const auto data =
      sequence({constructed(der::tag::context_constructed(2), {hash}), moment, sequence(answers)});
  const auto basic = sequence({data, from_hex("300a06082a8648ce3d040302"), from_hex("0302 00ff")});
  const auto bytes = sequence(
      {from_hex("06092b0601050507300101"), primitive(der::tag::octet_string, der::as_text(basic))});
  return sequence({from_hex("0a0100"), constructed(der::tag::context_constructed(0), {bytes})});
}

TEST_CASE("of many extensions the first hundred are shown, and every one with --all") {
  const auto few = shown(with_extensions(100));
  CHECK(count_of(few.text, "  extension 1.2.3.") == 100);
  CHECK(few.text.find("--all") == std::string::npos);
  CHECK_FALSE(few.object.contains("extensions_left_out"));
  const auto cut = shown(with_extensions(103));
  CHECK(count_of(cut.text, "  extension 1.2.3.") == 100);
  CHECK(cut.text.find("\n  and 3 more; --all shows every one\n") != std::string::npos);
  CHECK(cut.object.at("extensions").size() == 100);
  CHECK(cut.object.at("not_decoded").size() == 100);
  CHECK(cut.object.at("extensions_left_out") == 3);
  const auto all = shown(with_extensions(103), {"--all"});
  CHECK(count_of(all.text, "  extension 1.2.3.") == 103);
  CHECK(all.object.at("extensions").size() == 103);
  CHECK(all.object.at("not_decoded").size() == 103);
}

TEST_CASE("a certificate that breaks a rule is cut like one that does not") {
  CertificateParts parts;
  parts.version = {};  // extensions are for version 3
  for (unsigned i = 0; i < 101; ++i) {
    const auto id = der::Oid::from_text("1.2.3." + std::to_string(i + 1));
    parts.extensions.push_back(extension(*id, from_hex("0500")));
  }
  const Workplace place;
  place.write("one.der", std::string(der::as_text(assemble(parts))));
  const auto text = run_accord({"cert", "inspect", "one.der"}, place.path()).output;
  INFO(text);
  CHECK(count_of(text, "  extension 1.2.3.") == 100);
  CHECK(text.find("\n  and 1 more; --all shows every one\n") != std::string::npos);
}

TEST_CASE("of many answers in an OCSP response the first hundred are shown") {
  const auto cut = shown(with_answers(102));
  CHECK(cut.object.at("responses").size() == 100);
  CHECK(cut.object.at("responses_left_out") == 2);
  CHECK(count_of(cut.text, "certificate id\n") == 100);
  CHECK(cut.text.find("\n  and 2 more; --all shows every one\n") != std::string::npos);
  const auto all = shown(with_answers(102), {"--all"});
  CHECK(all.object.at("responses").size() == 102);
  CHECK_FALSE(all.object.contains("responses_left_out"));
  const auto& id = all.object.at("responses").at(0).at("certificate_id");
  CHECK(id.at("serial") == "fb");
  CHECK(id.at("serial_value") == "-5");
}

TEST_CASE("a serial number below zero is told as one") {
  CertificateParts parts;
  parts.serial = from_hex("0201fb");
  auto of_five = shown(assemble(parts));
  CHECK(of_five.text.find("  serial           -5 (octets fb)\n") != std::string::npos);
  CHECK(count_of(of_five.text, "-5") == 1);
  CHECK(of_five.object.at("serial") == "fb");
  CHECK(of_five.object.at("serial_value") == "-5");
  parts.serial = from_hex("0209 800000000000000000");
  auto of_many = shown(assemble(parts));
  CHECK(of_many.text.find("  serial           below zero (octets 800000000000000000)\n") !=
        std::string::npos);
  CHECK(of_many.object.at("serial_value") == "below zero");
  parts.serial = from_hex("020200fb");
  auto positive = shown(assemble(parts));
  CHECK(positive.text.find("  serial           00fb\n") != std::string::npos);
  CHECK_FALSE(positive.object.contains("serial_value"));

  CrlParts list;
  const auto negative = der::SerialNumber::from_content(from_hex("fb"));
  list.entries = {crl_entry(*negative)};
  const auto of_list = shown(assemble(list));
  CHECK(of_list.text.find("  -5 (octets fb)  no reason given\n") != std::string::npos);
  CHECK(of_list.object.at("entries").at(0).at("serial_value") == "-5");
}

}  // namespace
}  // namespace accord::tests
