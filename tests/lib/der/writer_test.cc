#include "lib/der/writer.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/hex.h"
#include "tests/support/reference.h"

namespace accord::der {
namespace {

using tests::require_value;

template <typename Write>
std::string written(Write write) {
  Writer writer;
  write(writer);
  return to_hex(writer.bytes());
}

time::Instant day(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} /
                               std::chrono::day{day}};
}

void write_file(const std::filesystem::path& path, ByteView bytes) {
  std::ofstream(path, std::ios::binary) << as_text(bytes);
}

/// One value of every kind.
Bytes one_of_each() {
  Writer writer;
  writer.constructed(tag::sequence, [](Writer& s) {
    s.boolean(true);
    s.integer(65537);
    s.serial_number(require_value(SerialNumber::from_hex("f00d")));
    s.bit_string(tests::from_hex("a0"), 5);
    s.octet_string(tests::from_hex("00ff"));
    s.null();
    s.oid(Oid::literal("2.5.29.15"));
    s.integer(4, tag::enumerated);
    s.text(tag::utf8_string, "Zürich");
    s.text(tag::printable_string, "JP");
    s.time(day(2026, 11, 21));
    s.time(day(2050, 1, 1));
    s.set_of({tests::from_hex("020102"), tests::from_hex("020101")});
    s.constructed(tag::context_constructed(3),
                  [](Writer& inner) { inner.octet_string(Bytes(300, 7)); });
  });
  return std::move(writer).bytes();
}

TEST_CASE("lengths are written in their shortest form") {
  for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U}) {
    Writer writer;
    writer.octet_string(Bytes(size, 0x5A));
    const auto value = require_value(read_single(writer.bytes(), tag::octet_string));
    CHECK(value.content.size() == size);
  }
  CHECK(written([](Writer& w) { w.octet_string(Bytes(127, 0)); }).substr(0, 6) == "047f00");
  CHECK(written([](Writer& w) { w.octet_string(Bytes(128, 0)); }).substr(0, 6) == "048180");
  CHECK(written([](Writer& w) { w.octet_string(Bytes(256, 0)); }).substr(0, 8) == "04820100");
}

TEST_CASE("integers are written in their shortest form and read as the same") {
  CHECK(written([](Writer& w) { w.integer(0); }) == "020100");
  CHECK(written([](Writer& w) { w.integer(127); }) == "02017f");
  CHECK(written([](Writer& w) { w.integer(128); }) == "02020080");
  CHECK(written([](Writer& w) { w.integer(0xFFFFFFFFFFFFFFFF); }) == "020900ffffffffffffffff");
  for (unsigned bit = 0; bit < 64; ++bit) {
    for (const auto number : {(1ULL << bit) - 1, 1ULL << bit}) {
      Writer writer;
      writer.integer(number);
      Reader reader(writer.bytes());
      CHECK(require_value(reader.small_integer()) == number);
    }
  }
}

TEST_CASE("named bits are written without zero bits at the end") {
  CHECK(written([](Writer& w) { w.named_bits(0); }) == "030100");
  CHECK(written([](Writer& w) { w.named_bits(1); }) == "03020780");
  CHECK(written([](Writer& w) { w.named_bits(0b1100000); }) == "03020106");
  CHECK(written([](Writer& w) { w.named_bits(0x100); }) == "0303070080");
  CHECK(written([](Writer& w) { w.named_bits(0x80000000); }) ==
        "0305000000"
        "0001");
}

TEST_CASE("unused bits are written as zero") {
  CHECK(written([](Writer& w) { w.bit_string(tests::from_hex("ff"), 3); }) == "030203f8");
  CHECK(written([](Writer& w) { w.bit_string({}); }) == "030100");
}

TEST_CASE("a SET OF is written in order") {
  CHECK(written([](Writer& w) {
          w.set_of(
              {tests::from_hex("0402ffff"), tests::from_hex("0401ff"), tests::from_hex("040100")});
        }) ==
        "310a"
        "040100"
        "0401ff"
        "0402ffff");
}

TEST_CASE("times are written in the type that RFC 5280 asks for") {
  CHECK(written([](Writer& w) { w.time(day(2049, 12, 31)); }) ==
        "170d" + to_hex(as_bytes("491231000000Z")));
  CHECK(written([](Writer& w) { w.time(day(2050, 1, 1)); }) ==
        "180f" + to_hex(as_bytes("20500101000000Z")));
  CHECK(written([](Writer& w) { w.time(day(1949, 12, 31)); }) ==
        "180f" + to_hex(as_bytes("19491231000000Z")));
}

TEST_CASE("what is written is strict DER") {
  outcome::Budget budget;
  const auto bytes = one_of_each();
  tests::require_value(check_structure(bytes, budget).map([] { return true; }));
}

TEST_CASE("openssl reads what is written") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  const tests::TemporaryFolder folder;
  write_file(folder.path() / "all.der", one_of_each());
  const auto result = tests::run_program(
      {"openssl", "asn1parse", "-inform", "DER", "-in", "all.der"}, folder.path());
  INFO(result.output << result.errors);
  REQUIRE(result.exit_code == 0);
  for (const auto* line :
       {"BOOLEAN ", "INTEGER           :010001", "INTEGER           :F00D", "BIT STRING",
        "OCTET STRING      [HEX DUMP]:00FF", "NULL", "OBJECT            :X509v3 Key Usage",
        "ENUMERATED        :04", "UTF8STRING        :Zürich", "PRINTABLESTRING   :JP",
        "UTCTIME           :261121000000Z", "GENERALIZEDTIME   :20500101000000Z", "cont [ 3 ]"}) {
    INFO(line);
    CHECK(result.output.find(line) != std::string::npos);
  }
  CHECK(result.output.find("INTEGER           :01\n") <
        result.output.find("INTEGER           :02\n"));
}

TEST_CASE("what openssl writes is read") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  const tests::TemporaryFolder folder;
  std::ofstream(folder.path() / "asn1.cnf")
      << "asn1=SEQUENCE:all\n[all]\na=BOOLEAN:TRUE\nb=INTEGER:0x8000000000\n"
         "c=OID:1.2.840.113549.1.1.11\nd=FORMAT:BITLIST,BITSTRING:1,5\n"
         "e=UTCTIME:261121000000Z\nf=IMPLICIT:2,FORMAT:HEX,OCTETSTRING:0102\n"
         "g=EXPLICIT:0,NULL\nh=SET:set\n[set]\nx=INTEGER:2\ny=INTEGER:1\n";
  const auto result = tests::run_program(
      {"openssl", "asn1parse", "-genconf", "asn1.cnf", "-noout", "-out", "made.der"},
      folder.path());
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  const auto file = tests::read_file(folder.path() / "made.der");
  outcome::Budget budget;
  REQUIRE(check_structure(as_bytes(file), budget).has_value());
  Reader outer(as_bytes(file));
  auto reader = require_value(outer.enter(tag::sequence));
  CHECK(require_value(reader.boolean()));
  CHECK(require_value(reader.small_integer()) == 0x8000000000);
  CHECK(require_value(reader.oid()).to_string() == "1.2.840.113549.1.1.11");
  const auto bits = require_value(reader.bit_string());
  CHECK((bits.bit(1) && bits.bit(5) && !bits.bit(0) && !bits.bit(6)));
  CHECK(require_value(reader.time()) == day(2026, 11, 21));
  CHECK(to_hex(require_value(reader.octet_string(tag::context(2)))) == "0102");
  CHECK(require_value(reader.enter(tag::context_constructed(0))).null().has_value());
  auto set = require_value(reader.enter(tag::set));
  CHECK(require_value(set.small_integer()) == 1);
  CHECK(require_value(set.small_integer()) == 2);
  CHECK(reader.finish().has_value());
}

}  // namespace
}  // namespace accord::der
