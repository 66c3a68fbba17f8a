#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"

namespace accord::der {
namespace {

using outcome::FindingId;
using tests::require_failure;
using tests::require_value;

constexpr const char* two_blocks =
    "Subject: a note before the block\n"
    "-----BEGIN CERTIFICATE-----\r\n"
    "AQID\r\n"
    "-----END CERTIFICATE-----\r\n"
    "text between\n"
    "-----BEGIN X509 CRL-----  \n"
    "BA\n"
    "==\n"
    "-----END X509 CRL-----";

TEST_CASE("every block of a PEM text is read, whatever stands around it") {
  const auto blocks = require_value(parse_pem(two_blocks));
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].label == "CERTIFICATE");
  CHECK(to_hex(blocks[0].content) == "010203");
  CHECK(blocks[1].label == "X509 CRL");
  CHECK(to_hex(blocks[1].content) == "04");
}

TEST_CASE("PEM is written with 64 characters a line and read again") {
  const Bytes bytes(100, 0x5A);
  const auto text = to_pem("CERTIFICATE", bytes);
  CHECK(text.rfind("-----BEGIN CERTIFICATE-----\n", 0) == 0);
  CHECK(text.find('\n', 28) - 28 == 64);
  CHECK(text.substr(text.size() - 26) == "-----END CERTIFICATE-----\n");
  const auto blocks = require_value(parse_pem(text));
  REQUIRE(blocks.size() == 1);
  CHECK(equal(blocks[0].content, bytes));
  CHECK(require_value(parse_pem(to_pem("EMPTY", {}))).front().content.empty());
}

TEST_CASE("a text without a PEM block is told so") {
  require_failure(parse_pem(""), FindingId::pem_missing);
  require_failure(parse_pem("no block\n"), FindingId::pem_missing);
  require_failure(parse_pem("x -----BEGIN CERTIFICATE-----\nAQID\n"), FindingId::pem_missing);
}

TEST_CASE("broken PEM is refused with the line and the reason") {
  struct Case {
    const char* text;
    std::uint32_t line;
    const char* reason;
  };
  for (const auto& [text, line, reason] :
       {Case{"\n-----BEGIN A-----\nAQID\n", 2, "the block A has no END line"},
        Case{"-----BEGIN A-----\nAQID\n-----END B-----\n", 3, "the block A ends as B"},
        Case{"-----BEGIN A-----\n-----BEGIN A-----\n", 2, "a block begins inside another"},
        Case{"note\n-----END A-----\n", 2, "the END line of A has no BEGIN line"},
        Case{"-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nAQID\n-----END A-----\n", 2,
             "a block has header lines, which are not read (RFC 7468, 2)"},
        Case{"-----BEGIN A-----\nAQ*D\n-----END A-----\n", 1,
             "the block A is not base64: The base64 text is malformed: a character is not of the "
             "base64 alphabet."}}) {
    INFO(text);
    const auto refused = parse_pem(text);
    const auto& finding = require_failure(refused, FindingId::pem_malformed);
    CHECK(finding.about.line == line);
    CHECK(finding.params.front().second == reason);
  }
}

}  // namespace
}  // namespace accord::der
