#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/lib/der/refused.h"
#include "tests/support/hex.h"

namespace accord::der {
namespace {

using outcome::Budget;
using outcome::Cost;
using outcome::FindingId;
using tests::check_refused;
using tests::from_hex;

outcome::Result<void> check(std::string_view hex) {
  Budget budget;
  return check_structure(from_hex(hex), budget);
}

Bytes nested(unsigned levels) {
  Bytes bytes = from_hex("0500");
  for (unsigned i = 0; i < levels; ++i) {
    Writer outer;
    outer.value(tag::sequence, bytes);
    bytes = std::move(outer).bytes();
  }
  return bytes;
}

TEST_CASE("a whole structure is walked") {
  CHECK(check("0500").has_value());
  CHECK(check("3000").has_value());
  CHECK(check("300f 0101ff 020101 a005 0603551d0f 8000").has_value());
  CHECK(check("3005 0403 0101 01").has_value());
}

TEST_CASE("a fault anywhere in a structure is found at its place") {
  check_refused(check(""), FindingId::der_truncated, "byte 0");
  check_refused(check("3000 00"), FindingId::der_trailing_data, "byte 2");
  check_refused(check("3005 0101ff 0500 00"), FindingId::der_trailing_data, "byte 7");
  check_refused(check("3004 0500 0401"), FindingId::der_truncated, "byte 4");
  check_refused(check("3005 a003 010101"), FindingId::der_boolean_not_canonical, "byte 4");
  check_refused(check("3004 02020001"), FindingId::der_integer_not_minimal, "byte 2");
  check_refused(check("3004 0a020001"), FindingId::der_integer_not_minimal, "byte 2");
  check_refused(check("3003 050100"), FindingId::der_null_not_empty, "byte 2");
  check_refused(check("3002 0600"), FindingId::oid_malformed, "byte 2");
  check_refused(check("3002 0300"), FindingId::der_bit_string_malformed, "byte 2");
  check_refused(check("3004 3080 0000"), FindingId::der_indefinite_length, "byte 2");
}

TEST_CASE("strings in pieces and sequences in one are not DER") {
  check_refused(check("3005 2403 040101"), FindingId::der_wrong_form, "byte 2");
  check_refused(check("2300"), FindingId::der_wrong_form, "byte 0");
  check_refused(check("1000"), FindingId::der_wrong_form, "byte 0");
  check_refused(check("3002 1100"), FindingId::der_wrong_form, "byte 2");
}

TEST_CASE("a SET is in the order of its encodings or of its tags") {
  CHECK(check("3106 020101 020102").has_value());
  CHECK(check("3105 020105 3000").has_value());
  CHECK(check("3105 a000 810100").has_value());
  check_refused(check("3106 020102 020101"), FindingId::der_set_not_sorted, "byte 5");
  check_refused(check("3105 3000 020105"), FindingId::der_set_not_sorted, "byte 4");
}

TEST_CASE("a structure is walked within its budget") {
  Budget budget;
  budget.set_limit(Cost::der_elements, 3);
  CHECK(check_structure(from_hex("3004 0500 0500"), budget).has_value());
  CHECK(budget.spent(Cost::der_elements) == 3);
  Budget smaller;
  smaller.set_limit(Cost::der_elements, 2);
  check_refused(check_structure(from_hex("3004 0500 0500"), smaller), FindingId::budget_exhausted,
                "byte 4");
}

TEST_CASE("a structure nested to the limit is walked, and one level more is not") {
  Budget budget;
  const auto limit = static_cast<unsigned>(budget.limit(Cost::der_depth));
  CHECK(check_structure(nested(limit), budget).has_value());
  const auto refused = check_structure(nested(limit + 1), budget);
  CHECK(tests::require_failure(refused, FindingId::budget_exhausted).params.front().second ==
        "der_depth");
}

TEST_CASE("ten thousand levels end at the limit") {
  Budget budget;
  const auto refused = check_structure(nested(10'000), budget);
  CHECK(tests::require_failure(refused, FindingId::budget_exhausted).params.front().second ==
        "der_depth");
}

}  // namespace
}  // namespace accord::der
