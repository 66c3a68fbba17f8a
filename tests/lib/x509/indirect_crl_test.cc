#include <catch2/catch_test_macros.hpp>

#include "lib/x509/crl.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"

namespace accord::x509 {
namespace {

using tests::crl_entry;
using tests::CrlParts;
using tests::from_hex;
using tests::require_value;
using tests::sequence;

Crl parse(const CrlParts& parts) { return require_value(Crl::parse(tests::assemble(parts))); }

der::SerialNumber serial(std::string_view hex) {
  return require_value(der::SerialNumber::from_hex(hex));
}

TEST_CASE("only an indirect CRL may say whose certificate an entry revokes") {
  CrlParts parts;
  const auto other_issuer = sequence({tests::constructed(0xA4, {tests::common_name("Other")})});
  const auto of_other =
      tests::extension(extension::certificate_issuer, other_issuer, from_hex("0101ff"));
  parts.entries = {crl_entry(serial("01"), {}), crl_entry(serial("02"), {of_other}),
                   crl_entry(serial("03"), {})};
  CHECK(parse(parts).unknown_critical() == std::vector<der::Oid>{extension::certificate_issuer});
  parts.extensions = {tests::extension(extension::issuing_distribution_point,
                                       from_hex("3003 8401ff"), from_hex("0101ff"))};
  const auto crl = parse(parts);
  CHECK(crl.is_indirect());
  CHECK(crl.unknown_critical().empty());
  const auto other = require_value(Name::parse(tests::common_name("Other")));
  const auto number = [](std::uint8_t value) {
    return der::SerialNumber::from_magnitude(der::Bytes{value});
  };
  CHECK(crl.find(crl.issuer(), number(1)).has_value());
  CHECK_FALSE(crl.find(other, number(1)).has_value());
  CHECK(crl.find(other, number(2)).has_value());
  CHECK_FALSE(crl.find(crl.issuer(), number(2)).has_value());
  // Without one of its own, an entry has that of the entry before.
  CHECK(crl.find(other, number(3)).has_value());
  CHECK_FALSE(crl.find(crl.issuer(), number(3)).has_value());
}

}  // namespace
}  // namespace accord::x509
