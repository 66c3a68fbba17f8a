// Certificates and CRLs with ML-DSA (RFC 9881).
#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/x509/crl.h"
#include "lib/x509/describing.h"
#include "lib/x509/identifier_names.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::x509 {
namespace {

using crypto::KeySpec;
using outcome::FindingId;
using tests::require_failure;
using tests::require_value;

/// RFC 9881, C.3, made by another implementation.
der::Bytes published() {
  const auto pem = tests::read_file(tests::test_vector("crypto/ml-dsa/rfc9881-ml-dsa-44.crt"));
  return require_value(der::parse_pem(pem)).front().content;
}

constexpr KeySpec sizes[] = {KeySpec::ml_dsa_44, KeySpec::ml_dsa_65, KeySpec::ml_dsa_87};

}  // namespace

TEST_CASE("the certificate that RFC 9881 prints is read and its signature holds") {
  const auto certificate = require_value(Certificate::parse(published()));
  CHECK(certificate.subject().to_string() == "CN=LAMPS WG,O=IETF");
  const auto& key = require_value(certificate.public_key());
  CHECK(to_string(key.facts()) == "ML-DSA-44");
  CHECK(key.facts().bits == 8 * 1312);
  CHECK(certificate.check_signature(key).has_value());
}

TEST_CASE("with any part of it changed, its signature does not hold") {
  const auto bytes = published();
  const auto certificate = require_value(Certificate::parse(bytes));
  const auto key = require_value(certificate.public_key());
  std::size_t refused = 0;
  // The signature is the last 2420 bytes.
  for (std::size_t i = bytes.size() - 2420; i < bytes.size(); i += 61) {
    auto changed = bytes;
    changed[i] ^= 0x10U;
    require_failure(require_value(Certificate::parse(changed)).check_signature(key),
                    FindingId::signature_wrong);
    refused += 1;
  }
  CHECK(refused == 40);
  auto text = std::string(der::as_text(bytes));
  text.replace(text.find("LAMPS WG"), 8, "LAMPS WH");
  const auto renamed = require_value(Certificate::parse(der::as_bytes(text)));
  require_failure(renamed.check_signature(key), FindingId::signature_wrong);
}

TEST_CASE("a signature by another size of key is a mismatch") {
  auto root = tests::make_self_signed({.key = KeySpec::ml_dsa_44, .ca = true});
  const auto other = tests::make_self_signed({.key = KeySpec::ml_dsa_65, .ca = true});
  const auto leaf = tests::make_issued({}, root).certificate;
  CHECK(leaf.check_signature(root.key.public_key()).has_value());
  require_failure(leaf.check_signature(other.key.public_key()), FindingId::signature_key_mismatch);
  const auto twin = tests::make_self_signed({.key = KeySpec::ml_dsa_44, .ca = true});
  require_failure(leaf.check_signature(twin.key.public_key()), FindingId::signature_wrong);
}

TEST_CASE("certificates, CRLs and requests with ML-DSA are written and read") {
  for (const auto spec : sizes) {
    INFO(to_string(spec));
    auto root = tests::make_self_signed({.key = spec, .ca = true});
    CHECK(root.certificate.check_signature(root.key.public_key()).has_value());
    CrlContent content;
    content.algorithm = root.key.algorithm();
    content.issuer = root.certificate.subject();
    content.this_update = root.certificate.not_before();
    content.next_update = root.certificate.not_after();
    auto bytes = require_value(sign_tbs(write_tbs_crl(content), root.key));
    CHECK(require_value(Crl::parse(bytes)).check_signature(root.key.public_key()).has_value());
    bytes.back() ^= 0x01U;
    require_failure(require_value(Crl::parse(bytes)).check_signature(root.key.public_key()),
                    FindingId::signature_wrong);
  }
}

TEST_CASE("an ML-DSA key and signature are described by their names") {
  const auto described = describe_key(require_value(Certificate::parse(published())).spki());
  const auto* kind = described.find("kind");
  REQUIRE(kind != nullptr);
  CHECK(std::get<std::string>(kind->value()) == "ML-DSA-44");
  const auto* size = described.find("size");
  REQUIRE(size != nullptr);
  CHECK(std::get<std::uint64_t>(size->value()) == 8 * 1312);
  CHECK(identifier_name(der::Oid::literal("2.16.840.1.101.3.4.3.17")) == "id-ml-dsa-44");
  CHECK(identifier_name(der::Oid::literal("2.16.840.1.101.3.4.3.19")) == "id-ml-dsa-87");
}

}  // namespace accord::x509
