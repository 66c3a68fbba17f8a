#include "lib/xmldsig/issuer_serial.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

der::SerialNumber serial(std::initializer_list<std::uint8_t> content) {
  return require_value(der::SerialNumber::from_content(der::Bytes(content)));
}

}  // namespace

TEST_CASE("serial numbers in decimal") {
  using xmldsig::to_decimal;
  CHECK(to_decimal(serial({0})) == "0");
  CHECK(to_decimal(serial({9})) == "9");
  CHECK(to_decimal(serial({0x01, 0x00})) == "256");
  CHECK(to_decimal(serial({0x00, 0x80})) == "128");
  CHECK(to_decimal(serial({0x80})) == "-128");
  CHECK(to_decimal(serial({0xFF})) == "-1");
  CHECK(to_decimal(serial({0xFF, 0x00})) == "-256");
  CHECK(to_decimal(serial({0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})) ==
        "18446744073709551615");
  CHECK(to_decimal(serial({0x01, 0, 0, 0, 0, 0, 0, 0, 0})) == "18446744073709551616");
  const der::Bytes huge(65, 0x11);
  CHECK(to_decimal(require_value(der::SerialNumber::from_content(huge))).substr(0, 4) == "0x11");
}

TEST_CASE("a name's text is compared by its values in any order and spelling") {
  const auto name =
      x509::Name::build({{x509::attribute::country, "CZ"},
                         {x509::attribute::organization, "První, a.s."},
                         {x509::attribute::organization_identifier, "NTRBG-131276827"},
                         {x509::attribute::common_name, "I.CA  Root/2016"}});
  using xmldsig::text_has_values_of;
  for (const std::string text :
       {"C=CZ, O=První\\, a.s., 2.5.4.97=NTRBG-131276827, CN=I.CA Root/2016",
        "CN=i.ca root/2016,2.5.4.97=#0c0f4e545242472d313331323736383237,O=\"První, a.s.\",C=CZ",
        "CN=I.CA Root/2016;OID.2.5.4.97=NTRBG-131276827+O=Prvn\\C3\\AD\\, a.s. ;C= CZ"}) {
    INFO(text);
    CHECK(text_has_values_of(text, name));
  }
  for (const std::string text :
       {"", "C=CZ", "C=CZ, O=Druhá, 2.5.4.97=NTRBG-131276827, CN=I.CA Root/2016",
        "C=CZ, O=První\\, a.s., 2.5.4.97=NTRBG-131276827, CN=I.CA Root/2016, CN=x", "2.5.4.97=#0c",
        "\\", "=\"", "=\\"}) {
    INFO(text);
    CHECK_FALSE(text_has_values_of(text, name));
  }
}

TEST_CASE("issuer and serial number in DER read back as written") {
  const auto signer = make_self_signed({.common_name = "Číslo"});
  const auto der = xmldsig::write_issuer_serial(signer.certificate);
  const auto back = require_value(xmldsig::read_issuer_serial(der));
  CHECK(back.issuer.matches(signer.certificate.issuer()));
  CHECK(back.serial == signer.certificate.serial());
  auto longer = der;
  longer.push_back(0);
  require_failure(xmldsig::read_issuer_serial(longer), outcome::FindingId::der_trailing_data);
  require_failure(xmldsig::read_issuer_serial(der::Bytes{0x30, 0x00}),
                  outcome::FindingId::der_missing_value);
}

}  // namespace accord::tests
