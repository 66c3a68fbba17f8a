#include "verifier/fetch/received.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"
#include "tests/support/published.h"

namespace accord::tests {

using outcome::FindingId;

TEST_CASE("certificates are read in each form in which they are published") {
  const auto one = make_self_signed({.common_name = "One"}).certificate;
  const auto two = make_self_signed({.common_name = "Two"}).certificate;
  const auto read = [](std::string_view bytes) {
    return require_value(fetch::read(fetch::Kind::certificates, der::as_bytes(bytes))).certificates;
  };
  CHECK(read(der::as_text(one.der())) == std::vector{one});
  CHECK(read(to_pem(two) + to_pem(one)) == std::vector{two, one});
  const auto bag = certificate_bag({two, one});
  CHECK(read(der::as_text(bag)) == std::vector{two, one});
  CHECK(read(der::to_pem("PKCS7", bag)) == std::vector{two, one});
  CHECK(read(der::to_pem("CMS", bag)) == std::vector{two, one});
}

TEST_CASE("what is something else than was asked for is not read") {
  using fetch::Kind;
  const auto certificate = make_self_signed({}).certificate;
  const auto page = der::as_bytes("<html>not found</html>");
  require_failure(fetch::read(Kind::certificates, page), FindingId::pem_missing);
  require_failure(fetch::read(Kind::crl, page), FindingId::pem_missing);
  require_failure(fetch::read(Kind::ocsp, page), FindingId::der_unexpected_tag);
  CHECK_FALSE(fetch::read(Kind::crl, certificate.der()).has_value());
  CHECK_FALSE(fetch::read(Kind::ocsp, certificate.der()).has_value());
  CHECK_FALSE(fetch::read(Kind::certificates, {}).has_value());
}

TEST_CASE("what is there already is not added again") {
  const auto one = make_self_signed({}).certificate;
  path::Material material;
  for (int i = 0; i < 2; ++i) fetch::add({{one, one}, {}, {}}, material);
  CHECK(material.untrusted == std::vector{one});
  CHECK(material.revocation.certificates == std::vector{one});
  CHECK(material.anchors.empty());
}

}  // namespace accord::tests
