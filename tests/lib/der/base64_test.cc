#include "lib/der/base64.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/hex.h"

namespace accord::der {
namespace {

using outcome::FindingId;
using tests::require_failure;
using tests::require_value;

TEST_CASE("the examples of RFC 4648 are written and read") {
  const std::pair<const char*, const char*> examples[] = {{"", ""},
                                                          {"f", "Zg=="},
                                                          {"fo", "Zm8="},
                                                          {"foo", "Zm9v"},
                                                          {"foob", "Zm9vYg=="},
                                                          {"fooba", "Zm9vYmE="},
                                                          {"foobar", "Zm9vYmFy"}};
  for (const auto& [text, encoded] : examples) {
    CHECK(to_base64(as_bytes(text)) == encoded);
    const auto decoded = require_value(from_base64(encoded));
    CHECK(as_text(decoded) == text);
  }
  CHECK(to_base64(tests::from_hex("fbff00")) == "+/8A");
}

TEST_CASE("bytes of every length and value survive") {
  Bytes bytes;
  for (unsigned i = 0; i < 600; ++i) {
    CHECK(equal(require_value(from_base64(to_base64(bytes))), bytes));
    bytes.push_back(static_cast<std::uint8_t>(i * 7));
  }
}

TEST_CASE("white space may stand anywhere in base64") {
  const auto decoded = require_value(from_base64(" \tZm9v\r\nYm\nE = \n"));
  CHECK(as_text(decoded) == "fooba");
  CHECK(require_value(from_base64(" \n")).empty());
}

TEST_CASE("base64 has one spelling, and a fault is told with its place") {
  struct Case {
    const char* text;
    const char* where;
    const char* reason;
  };
  for (const auto& [text, where, reason] :
       {Case{"Zm9v!", "byte 4", "a character is not of the base64 alphabet"},
        Case{"Zm-v", "byte 2", "a character is not of the base64 alphabet"},
        Case{"Zm\xC2\xA0", "byte 2", "a character is not of the base64 alphabet"},
        Case{"Z", "byte 1", "one character is left over"},
        Case{"Zm9vZ===", "byte 5", "one character is left over"},
        Case{"Zg", "byte 2", "the padding does not complete a group of four"},
        Case{"Zg=", "byte 2", "the padding does not complete a group of four"},
        Case{"Zm8==", "byte 3", "the padding does not complete a group of four"},
        Case{"Zm9v=", "byte 4", "the padding does not complete a group of four"},
        Case{"Zg===", "byte 4", "there is too much padding"},
        Case{"Zg==Zg==", "byte 4", "a character follows the padding"},
        Case{"Zg= =\nA", "byte 6", "a character follows the padding"},
        Case{"Zh==", "byte 1", "unused bits of the last character are not zero"},
        Case{"Zm9=", "byte 2", "unused bits of the last character are not zero"}}) {
    INFO(text);
    const auto refused = from_base64(text);
    const auto& finding = require_failure(refused, FindingId::base64_malformed);
    CHECK(finding.about.where == where);
    CHECK(finding.params.front().second == reason);
  }
}

}  // namespace
}  // namespace accord::der
