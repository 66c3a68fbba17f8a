// Signatures with every family, digest and curve that XML has a name for.
#include <catch2/catch_test_macros.hpp>

#include "lib/xmldsig/sign.h"
#include "tests/lib/xmldsig/forge.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeySpec;
using crypto::SignatureAlgorithm;
using crypto::SignatureFamily;
using outcome::FindingId;

constexpr KeySpec curves[] = {KeySpec::ec_p256,        KeySpec::ec_p384,
                              KeySpec::ec_p521,        KeySpec::brainpool256r1,
                              KeySpec::brainpool384r1, KeySpec::brainpool512r1};
constexpr DigestAlgorithm digests[] = {DigestAlgorithm::sha256,   DigestAlgorithm::sha384,
                                       DigestAlgorithm::sha512,   DigestAlgorithm::sha3_256,
                                       DigestAlgorithm::sha3_384, DigestAlgorithm::sha3_512};

outcome::Result<std::string> try_to_sign(Identity& signer, const SignatureAlgorithm& algorithm) {
  require_value(signer.key.use(algorithm));
  xmldsig::SignOptions options;
  options.signing_time = signing_moment();
  outcome::Budget budget;
  return xmldsig::sign_enveloped("<a><b>text</b></a>", signer.key, signer.certificate, options,
                                 budget);
}

void require_signs(Identity& signer, const SignatureAlgorithm& algorithm) {
  INFO(to_string(signer.key.public_key().facts()) << ", " << to_string(algorithm));
  const auto text = require_value(try_to_sign(signer, algorithm));
  CHECK(text.find(crypto::signature_uri(algorithm)) != std::string::npos);
  const auto result = verify(text);
  CHECK(result.findings.empty());
  REQUIRE(result.intact.has_value());
  CHECK(result.intact->algorithm() == algorithm);
  // The digest is the first thing to break, so the value is changed by itself.
  const auto value = cut(text, "<ds:SignatureValue ", "</ds:SignatureValue>");
  auto changed = value;
  auto& letter = changed[changed.find('>') + 10];
  letter = letter == 'A' ? 'B' : 'A';
  require_refused(replaced(text, value, changed), FindingId::signature_value_wrong,
                  "/a/Signature/SignatureValue");
}

SignatureAlgorithm pss_with(DigestAlgorithm digest) {
  return {SignatureFamily::rsa_pss, digest, static_cast<std::uint32_t>(digest_size(digest))};
}

}  // namespace

TEST_CASE("ECDSA on every curve with every digest is signed and verified") {
  for (const auto curve : curves) {
    auto signer = make_self_signed({.key = curve});
    for (const auto digest : digests) require_signs(signer, {SignatureFamily::ecdsa, digest});
  }
}

TEST_CASE("RSA with every padding and digest that XML has a name for is signed and verified") {
  auto signer = make_self_signed({.key = KeySpec::rsa_2048});
  for (const auto digest : digests) {
    require_signs(signer, pss_with(digest));
    const SignatureAlgorithm pkcs1{SignatureFamily::rsa_pkcs1, digest};
    if (!crypto::signature_uri(pkcs1).empty()) {
      require_signs(signer, pkcs1);
    } else {
      require_failure(try_to_sign(signer, pkcs1), FindingId::signature_algorithm_unknown);
    }
  }
}

TEST_CASE("Ed25519 and Ed448 are signed and verified") {
  auto ed25519 = make_self_signed({.key = KeySpec::ed25519});
  require_signs(ed25519, {SignatureFamily::ed25519});
  auto ed448 = make_self_signed({.key = KeySpec::ed448});
  require_signs(ed448, {SignatureFamily::ed448});
}

TEST_CASE("XML signatures with ML-DSA are not made") {
  for (const auto& [spec, family] : {std::pair{KeySpec::ml_dsa_44, SignatureFamily::ml_dsa_44},
                                     std::pair{KeySpec::ml_dsa_65, SignatureFamily::ml_dsa_65},
                                     std::pair{KeySpec::ml_dsa_87, SignatureFamily::ml_dsa_87}}) {
    auto signer = make_self_signed({.key = spec});
    const auto result = try_to_sign(signer, {family});
    const auto& finding = require_failure(result, FindingId::signature_algorithm_unknown);
    CHECK(outcome::message(finding).find(to_string(SignatureAlgorithm{family})) !=
          std::string::npos);
  }
}

TEST_CASE("XML signatures under the names that drafts and programs have for ML-DSA are refused") {
  auto signer = make_self_signed({});
  const auto text = require_value(try_to_sign(signer, signer.key.algorithm()));
  const std::string usual(crypto::signature_uri(signer.key.algorithm()));
  for (const auto* name : {"http://www.w3.org/2026/08/xmldsig-more#ml-dsa-44",
                           "http://www.aleksey.com/xmlsec/2025/12/xmldsig-more#ml-dsa-44"}) {
    require_refused(replaced(text, usual, name), FindingId::signature_algorithm_unknown,
                    "/a/Signature/SignedInfo/SignatureMethod");
  }
}

TEST_CASE("what the policy does not accept is not signed") {
  auto signer = make_self_signed({.key = KeySpec::ec_p256});
  auto tables = crypto::AlgorithmPolicy::strict().tables();
  std::erase_if(tables.families,
                [](const auto& row) { return row.family == SignatureFamily::ecdsa; });
  xmldsig::SignOptions options;
  options.signing_time = signing_moment();
  options.algorithms = crypto::AlgorithmPolicy(tables);
  outcome::Budget budget;
  require_failure(xmldsig::sign_enveloped("<a/>", signer.key, signer.certificate, options, budget),
                  FindingId::algorithm_weak, "/a/Signature/SignedInfo/SignatureMethod");
}

}  // namespace accord::tests
