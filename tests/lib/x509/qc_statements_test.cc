#include <catch2/catch_test_macros.hpp>

#include "lib/x509/write.h"
#include "tests/lib/der/refused.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/hex.h"

namespace accord::x509 {
namespace {

using outcome::FindingId;
using tests::from_hex;
using tests::require_value;
using tests::sequence;

der::Bytes statement(const der::Oid& id, const der::Bytes& info = {}) {
  der::Writer writer;
  writer.oid(id);
  return sequence({writer.bytes(), info});
}

void check_malformed(const der::Bytes& value, std::string_view place, std::string_view reason) {
  const auto refused = read_qc_statements(value);
  tests::check_refused(refused, FindingId::extension_malformed,
                       "qcStatements, " + std::string(place));
  CHECK(refused.error().params.back().second == reason);
}

TEST_CASE("the statements of EN 319 412-5 are read as they are written") {
  QcStatements written;
  written.compliance = true;
  written.sscd = true;
  written.types = {qc::type_eseal};
  written.legislation = {"JP"};
  written.retention_years = 10;
  written.pds = {{"https://x.example/en.pdf", "en"}, {"https://x.example/ja.pdf", "ja"}};
  const auto read = require_value(read_qc_statements(write_qc_statements(written)));
  CHECK(read.compliance);
  CHECK(read.sscd);
  CHECK(read.types == written.types);
  CHECK(read.legislation == written.legislation);
  CHECK(read.retention_years == 10U);
  REQUIRE(read.pds.size() == 2);
  CHECK(read.pds[1].url == "https://x.example/ja.pdf");
  CHECK(read.pds[1].language == "ja");
  REQUIRE(read.all.size() == 6);
  CHECK(read.all[0].id == qc::compliance);
  CHECK_FALSE(read.all[0].info.has_value());
  CHECK(read.all[2].info.has_value());
}

TEST_CASE("nothing is claimed that no statement says") {
  const auto read = require_value(read_qc_statements(from_hex("3000")));
  CHECK_FALSE(read.compliance);
  CHECK_FALSE(read.sscd);
  CHECK(read.all.empty());
  CHECK(read.types.empty());
  CHECK(read.legislation.empty());
  CHECK_FALSE(read.retention_years.has_value());
  CHECK(require_value(read_qc_statements(write_qc_statements({}))).all.empty());
}

TEST_CASE("a statement that is not known is kept as it is") {
  const auto id = der::Oid::literal("1.2.3.4");
  const auto read =
      require_value(read_qc_statements(sequence({statement(id, from_hex("3003 020101"))})));
  REQUIRE(read.all.size() == 1);
  CHECK(read.all[0].id == id);
  CHECK(read.all[0].info == from_hex("3003 020101"));
}

TEST_CASE("broken statements are refused") {
  check_malformed({}, "byte 0", "SEQUENCE was expected here, and the structure ends");
  check_malformed(sequence({statement(qc::compliance, from_hex("0500"))}), "byte 12",
                  "a statement that has no parameter has one");
  check_malformed(sequence({statement(qc::sscd, from_hex("0500"))}), "byte 12",
                  "a statement that has no parameter has one");
  check_malformed(sequence({statement(qc::type, from_hex("0500"))}), "byte 12",
                  "SEQUENCE was expected here, and NULL was found");
  check_malformed(sequence({statement(qc::type)}), "byte 12",
                  "SEQUENCE was expected here, and the structure ends");
  check_malformed(sequence({statement(qc::retention_period, from_hex("0201ff"))}), "byte 12",
                  "An INTEGER is negative or too large for what it counts");
  check_malformed(sequence({statement(qc::retention_period, from_hex("0203 0186a0"))}), "byte 12",
                  "the retention period is longer than any calendar");
  check_malformed(
      sequence({statement(qc::legislation,
                          sequence({tests::primitive(der::tag::printable_string, "JPN")}))}),
      "byte 14", "a country is not written with two letters");
  // Seen in use: the location without its sequence around it, or as a bare string.
  check_malformed(sequence({statement(
                      qc::pds, sequence({tests::primitive(der::tag::ia5_string, "https://x")}))}),
                  "byte 14", "SEQUENCE was expected here, and IA5String was found");
  check_malformed(
      sequence({statement(qc::pds, tests::primitive(der::tag::ia5_string, "https://x"))}),
      "byte 12", "SEQUENCE was expected here, and IA5String was found");
  check_malformed(
      sequence({statement(qc::pds,
                          sequence({sequence({tests::primitive(der::tag::ia5_string, "\xFC")})}))}),
      "byte 16", "a string is not ASCII");
  check_malformed(sequence({sequence({from_hex("06022a03 0500 0500")})}), "byte 10",
                  "2 bytes follow where the structure should end");
}

}  // namespace
}  // namespace accord::x509
