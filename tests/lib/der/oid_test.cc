#include "lib/der/oid.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/hex.h"

namespace accord::der {
namespace {

using outcome::FindingId;
using tests::from_hex;
using tests::require_failure;
using tests::require_value;

struct Example {
  const char* text;
  const char* content;
};

// X.690, 8.19.5 has 2.999.3; X.667 the longest arcs: 2.25.(2^128 - 1).
constexpr Example examples[] = {
    {"2.5.29.15", "551d0f"},
    {"1.2.840.113549.1.1.11", "2a864886f70d01010b"},
    {"0.0", "00"},
    {"0.39", "27"},
    {"1.0", "28"},
    {"1.39", "4f"},
    {"2.0", "50"},
    {"2.47", "7f"},
    {"2.48", "8100"},
    {"2.999.3", "883703"},
    {"0.9.2342.19200300.100.1.25", "0992268993f22c640119"},
    {"1.2.18446744073709551615", "2a81ffffffffffffffff7f"},
    {"1.2.18446744073709551616", "2a82808080808080808000"},
    {"2.25.340282366920938463463374607431768211455", "6983ffffffffffffffffffffffffffffffffff7f"},
    // The most that 19 groups of seven bits can hold: 2^133 - 1.
    {"1.2.10889035741470030830827987437816582766591", "2affffffffffffffffffffffffffffffffffff7f"},
};

TEST_CASE("object identifiers are the same in dotted form and in DER") {
  for (const auto& example : examples) {
    INFO(example.text);
    const auto from_text = require_value(Oid::from_text(example.text));
    CHECK(to_hex(from_text.content()) == example.content);
    const auto from_content = require_value(Oid::from_content(from_hex(example.content)));
    CHECK(from_content.to_string() == example.text);
    CHECK(from_content == from_text);
    CHECK(Oid::literal(example.text) == from_text);
  }
}

TEST_CASE("object identifiers have one spelling") {
  for (const auto& text :
       {std::string(), std::string("1"), std::string("3.1"), std::string("0.40"),
        std::string("1.40"), std::string("1.02.3"), std::string("01.2"), std::string("1..2"),
        std::string("1.2."), std::string(".1.2"), std::string("1.2.a"), std::string("1.2.-1"),
        std::string("1,2"), std::string(" 1.2"),
        // 2^133: more than 19 groups of seven bits.
        std::string("1.2.10889035741470030830827987437816582766592"),
        "1.2." + std::string(1000, '9')}) {
    INFO(text);
    const auto refused = Oid::from_text(text);
    const auto& finding = require_failure(refused, FindingId::oid_malformed);
    CHECK(finding.params.front().second == text);
  }
}

TEST_CASE("object identifiers have at most 64 arcs") {
  std::string text = "1.2";
  for (int i = 2; i < 64; ++i) text += ".1";
  const auto most = require_value(Oid::from_text(text));
  CHECK(require_value(Oid::from_content(most.content())).to_string() == text);
  CHECK(
      require_failure(Oid::from_text(text + ".1"), FindingId::oid_malformed).params.back().second ==
      "it has more than 64 arcs");
  Bytes longer(most.content().begin(), most.content().end());
  longer.push_back(1);
  CHECK(require_failure(Oid::from_content(longer), FindingId::oid_malformed).params.back().second ==
        "it has more than 64 arcs");
}

TEST_CASE("octets that are no object identifier are refused with the reason") {
  const auto reason = [](std::string_view hex) {
    const auto refused = Oid::from_content(from_hex(hex));
    return require_failure(refused, FindingId::oid_malformed).params.back().second;
  };
  CHECK(reason("") == "it is empty");
  CHECK(reason("2a86") == "its last arc is cut off");
  CHECK(reason("2a8001") == "an arc is padded with zero bits");
  CHECK(reason("8001") == "an arc is padded with zero bits");
  CHECK(reason("2a83ffffffffffffffffffffffffffffffffffffff7f") == "an arc has more than 128 bits");
}

TEST_CASE("object identifiers are ordered, and the default one is empty") {
  CHECK(Oid().empty());
  CHECK(Oid().to_string().empty());
  CHECK(Oid::literal("2.5.29.14") < Oid::literal("2.5.29.15"));
  CHECK(Oid::literal("2.5.29.14") != Oid::literal("2.5.29.15"));
}

}  // namespace
}  // namespace accord::der
