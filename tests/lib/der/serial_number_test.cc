#include "lib/der/serial_number.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/hex.h"

namespace accord::der {
namespace {

using outcome::FindingId;
using tests::from_hex;
using tests::require_failure;
using tests::require_value;

SerialNumber serial(std::string_view hex) {
  return require_value(SerialNumber::from_content(from_hex(hex)));
}

TEST_CASE("a serial number keeps the octets of its encoding") {
  CHECK(to_hex(serial("00ff").content()) == "00ff");
  CHECK(serial("00ff").to_hex() == "00ff");
  CHECK(serial("01") != serial("0100"));
  CHECK(serial("01") < serial("02"));
}

TEST_CASE("numbers that an authority must not give are read and named so") {
  CHECK(serial("01").is_conforming());
  CHECK(serial("7fffffffffffffffffffffffffffffffffffffff").is_conforming());
  CHECK_FALSE(serial("00").is_conforming());
  CHECK_FALSE(serial("ff").is_conforming());
  CHECK_FALSE(serial("00ffffffffffffffffffffffffffffffffffffffff").is_conforming());
  CHECK_FALSE(SerialNumber().is_conforming());
}

TEST_CASE("an integer that is not minimal is no serial number") {
  require_failure(SerialNumber::from_content({}), FindingId::der_empty_integer);
  require_failure(SerialNumber::from_content(from_hex("0001")), FindingId::der_integer_not_minimal);
  require_failure(SerialNumber::from_content(from_hex("ff80")), FindingId::der_integer_not_minimal);
  CHECK(SerialNumber::from_content(from_hex("0080")).has_value());
  CHECK(SerialNumber::from_content(from_hex("ff7f")).has_value());
}

TEST_CASE("a magnitude becomes a positive number in its shortest form") {
  CHECK(SerialNumber::from_magnitude(from_hex("0000007f")).to_hex() == "7f");
  CHECK(SerialNumber::from_magnitude(from_hex("80")).to_hex() == "0080");
  CHECK(SerialNumber::from_magnitude(from_hex("00")).to_hex() == "00");
  CHECK(SerialNumber::from_magnitude({}).to_hex() == "00");
}

TEST_CASE("hexadecimal is read as people write it") {
  CHECK(require_value(SerialNumber::from_hex("1A2b")).to_hex() == "1a2b");
  CHECK(require_value(SerialNumber::from_hex("fff")).to_hex() == "0fff");
  CHECK(require_value(SerialNumber::from_hex("00ff")).to_hex() == "00ff");
  CHECK(require_value(SerialNumber::from_hex("0")).to_hex() == "00");
  CHECK(require_value(SerialNumber::from_hex(std::string(256, 'a'))).content().size() == 129);
}

TEST_CASE("what is no hexadecimal number is no serial number") {
  for (const auto& text : {std::string(), std::string("0x12"), std::string("12:34"),
                           std::string("-1"), std::string("g"), std::string(257, 'a')}) {
    INFO(text);
    CHECK(require_failure(SerialNumber::from_hex(text), FindingId::serial_malformed).params ==
          outcome::Params{{"text", text}});
  }
}

}  // namespace
}  // namespace accord::der
