#include "lib/der/reader.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/lib/der/refused.h"
#include "tests/support/hex.h"

namespace accord::der {
namespace {

using outcome::FindingId;
using tests::check_refused;
using tests::from_hex;
using tests::require_value;

/// Reads one value from bytes that live as long as the answer is looked at.
template <typename Read>
auto reading(std::string_view hex, Read read) {
  const auto bytes = from_hex(hex);
  Reader reader(bytes);
  return read(reader);
}

auto any(std::string_view hex) {
  return reading(hex, [](Reader& r) -> outcome::Result<std::size_t> {
    const auto value = r.any();
    if (!value) return outcome::pass_on(value);
    return value->content.size();
  });
}

TEST_CASE("a value is read with its tag, its content and its whole encoding") {
  const auto bytes = from_hex("0403 010203 0500");
  Reader reader(bytes);
  CHECK(reader.peek() == tag::octet_string);
  CHECK(reader.next_is(tag::octet_string));
  const auto value = require_value(reader.any());
  CHECK(value.tag == tag::octet_string);
  CHECK(to_hex(value.content) == "010203");
  CHECK(to_hex(value.whole) == "0403010203");
  CHECK(value.content.data() == bytes.data() + 2);
  CHECK(reader.offset() == 5);
  CHECK(reader.null().has_value());
  CHECK(reader.at_end());
  CHECK(reader.peek() == 0);
  CHECK(reader.finish().has_value());
}

TEST_CASE("lengths are read in their shortest form only") {
  CHECK(any("04 00") == 0);
  CHECK(any("0481 80" + std::string(256, '0')) == 128);
  CHECK(any("0482 0100" + std::string(512, '0')) == 256);
  check_refused(any("0481 7f" + std::string(254, '0')), FindingId::der_length_not_minimal,
                "byte 0");
  check_refused(any("0481 00"), FindingId::der_length_not_minimal, "byte 0");
  check_refused(any("0482 00ff" + std::string(510, '0')), FindingId::der_length_not_minimal,
                "byte 0");
  check_refused(any("0489 000000000000000001 00"), FindingId::der_length_not_minimal, "byte 0");
  check_refused(any("3080 0000"), FindingId::der_indefinite_length, "byte 0");
}

TEST_CASE("a value that ends after the bytes do is cut off") {
  for (const auto* hex : {"", "04", "0401", "0482", "048201", "04820100", "0484ffffffff00",
                          "0488ffffffffffffffff00", "0489ffffffffffffffffff00", "04ff01"}) {
    INFO(hex);
    check_refused(any(hex), FindingId::der_truncated, "byte 0");
  }
}

TEST_CASE("tags that nothing here uses are refused") {
  check_refused(any("1f8101 00"), FindingId::der_high_tag, "byte 0");
  check_refused(any("bf1f 00"), FindingId::der_high_tag, "byte 0");
  check_refused(any("00 00"), FindingId::der_reserved_tag, "byte 0");
  check_refused(any("20 00"), FindingId::der_reserved_tag, "byte 0");
  CHECK(any("80 00") == 0);
}

TEST_CASE("another value than the expected one is refused by name") {
  const auto bytes = from_hex("0500 0c0161");
  Reader reader(bytes);
  REQUIRE(reader.null().has_value());
  const auto refused = reader.integer();
  check_refused(refused, FindingId::der_unexpected_tag, "byte 2");
  CHECK(refused.error().params ==
        outcome::Params{{"expected", "INTEGER"}, {"found", "UTF8String"}});
  REQUIRE(reader.any().has_value());
  const auto missing = reader.element(tag::context_constructed(0));
  check_refused(missing, FindingId::der_missing_value, "byte 5");
  CHECK(missing.error().params == outcome::Params{{"expected", "[0] constructed"}});
}

TEST_CASE("places are counted from the start of the outermost value") {
  const auto bytes = from_hex("3006 3004 0101 01 00");
  Reader outer(bytes);
  auto middle = require_value(outer.enter(tag::sequence));
  CHECK(middle.offset() == 2);
  auto inner = require_value(middle.enter(tag::sequence));
  CHECK(inner.offset() == 4);
  check_refused(inner.boolean(), FindingId::der_boolean_not_canonical, "byte 4");
  Reader later(bytes, 100);
  REQUIRE(later.enter(tag::sequence).has_value());
  CHECK(later.offset() == 108);
}

TEST_CASE("nothing may follow where the structure ends") {
  const auto bytes = from_hex("0500 0500");
  Reader reader(bytes);
  REQUIRE(reader.null().has_value());
  const auto refused = reader.finish();
  check_refused(refused, FindingId::der_trailing_data, "byte 2");
  CHECK(refused.error().params == outcome::Params{{"count", "2"}});
  check_refused(read_single(bytes, tag::null), FindingId::der_trailing_data, "byte 2");
  CHECK(read_single(ByteView(bytes).first(2), tag::null).has_value());
}

TEST_CASE("values may be nested 32 levels deep and no deeper") {
  const auto nested = [](unsigned levels) {
    Bytes bytes{0x05, 0x00};
    for (unsigned i = 0; i < levels; ++i) {
      bytes.insert(bytes.begin(), {0x30, static_cast<std::uint8_t>(bytes.size())});
    }
    return bytes;
  };
  const auto descend = [](ByteView input, unsigned levels) -> outcome::Result<void> {
    Reader reader(input);
    for (unsigned i = 0; i < levels; ++i) {
      auto inner = reader.enter(tag::sequence);
      if (!inner) return outcome::pass_on(inner);
      reader = *inner;
    }
    return reader.null();
  };
  const auto deepest = nested(32);
  CHECK(descend(deepest, 32).has_value());
  const auto deeper = nested(33);
  check_refused(descend(deeper, 33), FindingId::der_too_deep, "byte 64");
}

TEST_CASE("booleans are 00 or FF") {
  const auto boolean = [](std::string_view hex) {
    return reading(hex, [](Reader& r) { return r.boolean(); });
  };
  CHECK(boolean("0101ff") == true);
  CHECK(boolean("010100") == false);
  for (const auto* hex : {"010101", "0100", "0102ffff"}) {
    INFO(hex);
    check_refused(boolean(hex), FindingId::der_boolean_not_canonical, "byte 0");
  }
  CHECK(reading("8101ff", [](Reader& r) { return r.boolean(tag::context(1)); }) == true);
}

TEST_CASE("integers are minimal") {
  const auto integer = [](std::string_view hex) {
    return reading(hex, [](Reader& r) -> outcome::Result<std::string> {
      const auto content = r.integer();
      if (!content) return outcome::pass_on(content);
      return to_hex(*content);
    });
  };
  CHECK(integer("020100") == "00");
  CHECK(integer("02020080") == "0080");
  CHECK(integer("0201ff") == "ff");
  CHECK(integer("0202ff7f") == "ff7f");
  check_refused(integer("02020001"), FindingId::der_integer_not_minimal, "byte 0");
  check_refused(integer("0202ffff"), FindingId::der_integer_not_minimal, "byte 0");
  check_refused(integer("0200"), FindingId::der_empty_integer, "byte 0");
  const auto serial = reading("0202007f", [](Reader& r) { return r.serial_number(); });
  check_refused(serial, FindingId::der_integer_not_minimal, "byte 0");
  CHECK(reading("020200ff", [](Reader& r) { return r.serial_number(); })->to_hex() == "00ff");
}

TEST_CASE("small integers are counted in 64 bits and not negative") {
  const auto number = [](std::string_view hex) {
    return reading(hex, [](Reader& r) { return r.small_integer(); });
  };
  CHECK(number("020100") == 0U);
  CHECK(number("02020100") == 256U);
  CHECK(number("020900ffffffffffffffff") == 0xFFFFFFFFFFFFFFFFU);
  CHECK(number("02087fffffffffffffff") == 0x7FFFFFFFFFFFFFFFU);
  check_refused(number("0201ff"), FindingId::der_integer_out_of_range, "byte 0");
  check_refused(number("0209010000000000000000"), FindingId::der_integer_out_of_range, "byte 0");
  check_refused(number("020a00ffffffffffffffffff"), FindingId::der_integer_out_of_range, "byte 0");
  CHECK(reading("0a0105", [](Reader& r) { return r.small_integer(tag::enumerated); }) == 5U);
}

TEST_CASE("bit strings count their unused bits, and these are zero") {
  const auto bytes = from_hex("0303 06 0640");
  Reader reader(bytes);
  const auto bits = require_value(reader.bit_string());
  CHECK(bits.unused_bits == 6);
  CHECK_FALSE(bits.bit(0));
  CHECK(bits.bit(5));
  CHECK(bits.bit(6));
  CHECK(bits.bit(9));
  CHECK_FALSE(bits.bit(10));
  CHECK_FALSE(bits.bit(1000));
  const auto reason = [](std::string_view hex) {
    const auto refused = reading(hex, [](Reader& r) -> outcome::Result<unsigned> {
      const auto value = r.bit_string();
      if (!value) return outcome::pass_on(value);
      return value->unused_bits;
    });
    check_refused(refused, FindingId::der_bit_string_malformed, "byte 0");
    return refused.error().params.front().second;
  };
  CHECK(reason("0300") == "it has no octet that counts the unused bits");
  CHECK(reason("03020880") == "it counts more than 7 unused bits");
  CHECK(reason("030101") == "it counts unused bits but has none");
  CHECK(reason("03020181") == "its unused bits are not zero");
  CHECK(reading("030100", [](Reader& r) { return r.bit_string().has_value(); }));
}

TEST_CASE("octet strings, nulls and object identifiers are read") {
  CHECK(reading("04020102", [](Reader& r) { return to_hex(r.octet_string().value()); }) == "0102");
  CHECK(reading("80020102", [](Reader& r) {
          return to_hex(r.octet_string(tag::context(0)).value());
        }) == "0102");
  check_refused(reading("050100", [](Reader& r) { return r.null(); }),
                FindingId::der_null_not_empty, "byte 0");
  CHECK(reading("0603551d0f", [](Reader& r) { return r.oid()->to_string(); }) == "2.5.29.15");
  check_refused(reading("0600", [](Reader& r) { return r.oid(); }), FindingId::oid_malformed,
                "byte 0");
}

TEST_CASE("a SET OF is read in the order of its encodings only") {
  const auto read_all = [](std::string_view hex) -> outcome::Result<std::size_t> {
    const auto bytes = from_hex(hex);
    Reader outer(bytes);
    auto set = outer.enter(tag::set);
    if (!set) return outcome::pass_on(set);
    ByteView previous;
    std::size_t count = 0;
    for (; !set->at_end(); ++count) {
      const auto value = set->set_of_element(tag::octet_string, previous);
      if (!value) return outcome::pass_on(value);
    }
    return count;
  };
  CHECK(read_all("3100") == 0U);
  CHECK(read_all("3109 040101 040102 040102") == 3U);
  CHECK(read_all("3107 0401ff 04020000") == 2U);
  check_refused(read_all("3106 040102 040101"), FindingId::der_set_not_sorted, "byte 5");
  check_refused(read_all("3107 04020000 0401ff"), FindingId::der_set_not_sorted, "byte 6");
}

TEST_CASE("times are UTCTime through 2049 and GeneralizedTime after") {
  const auto hex_of = [](std::string_view tag, std::string_view text) {
    const Bytes size{static_cast<std::uint8_t>(text.size())};
    return std::string(tag) + to_hex(size) + to_hex(as_bytes(text));
  };
  const auto strict = [](std::string_view hex) {
    return reading(hex, [](Reader& r) { return r.time(); });
  };
  const auto either = [](std::string_view hex) {
    return reading(hex, [](Reader& r) { return r.time_of_either_type(); });
  };
  const auto general = [](std::string_view hex) {
    return reading(hex, [](Reader& r) { return r.generalized_time(); });
  };
  const auto utc = hex_of("17", "491231235959Z");
  const auto late = hex_of("18", "20500101000000Z");
  const auto early = hex_of("18", "20491231235959Z");
  CHECK(time::to_string(require_value(strict(utc))) == "2049-12-31T23:59:59Z");
  CHECK(time::to_string(require_value(strict(late))) == "2050-01-01T00:00:00Z");
  CHECK(strict(hex_of("18", "19491231235959Z")).has_value());
  check_refused(strict(early), FindingId::der_time_wrong_type, "byte 0");
  CHECK(either(early) == strict(utc));
  CHECK(either(utc) == strict(utc));
  CHECK(general(early) == strict(utc));
  check_refused(general(utc), FindingId::der_unexpected_tag, "byte 0");
  check_refused(strict(hex_of("17", "4912312359Z")), FindingId::time_malformed, "byte 0");
  check_refused(general(hex_of("18", "20500101000000.5Z")), FindingId::time_malformed, "byte 0");
  const auto other = strict("0500");
  check_refused(other, FindingId::der_unexpected_tag, "byte 0");
  CHECK(other.error().params.front().second == "UTCTime or GeneralizedTime");
  check_refused(strict(""), FindingId::der_missing_value, "byte 0");
}

TEST_CASE("tags have names") {
  CHECK(tag_name(tag::sequence) == "SEQUENCE");
  CHECK(tag_name(tag::bmp_string) == "BMPString");
  CHECK(tag_name(tag::context(3)) == "[3] primitive");
  CHECK(tag_name(tag::context_constructed(0)) == "[0] constructed");
  CHECK(tag_name(0x45) == "[APPLICATION 5] primitive");
  CHECK(tag_name(0xE5) == "[PRIVATE 5] constructed");
  CHECK(tag_name(0x10) == "[UNIVERSAL 16] primitive");
}

}  // namespace
}  // namespace accord::der
