#include "lib/crypto/botan_names.h"

#include <fmt/format.h>

namespace accord::crypto {

std::string_view botan_name(DigestAlgorithm algorithm) noexcept {
  switch (algorithm) {
    case DigestAlgorithm::sha1:
      return "SHA-1";
    case DigestAlgorithm::sha224:
      return "SHA-224";
    case DigestAlgorithm::sha256:
      return "SHA-256";
    case DigestAlgorithm::sha384:
      return "SHA-384";
    case DigestAlgorithm::sha512:
      return "SHA-512";
    case DigestAlgorithm::sha3_256:
      return "SHA-3(256)";
    case DigestAlgorithm::sha3_384:
      return "SHA-3(384)";
    case DigestAlgorithm::sha3_512:
      return "SHA-3(512)";
  }
  return "";
}

std::string_view botan_name(Curve curve) noexcept {
  switch (curve) {
    case Curve::p256:
      return "secp256r1";
    case Curve::p384:
      return "secp384r1";
    case Curve::p521:
      return "secp521r1";
    case Curve::brainpool256r1:
      return "brainpool256r1";
    case Curve::brainpool384r1:
      return "brainpool384r1";
    case Curve::brainpool512r1:
      return "brainpool512r1";
  }
  return "";
}

std::string botan_padding(const SignatureAlgorithm& algorithm) {
  const auto hash = botan_name(algorithm.digest);
  switch (algorithm.family) {
    case SignatureFamily::rsa_pkcs1:
      return fmt::format("PKCS1v15({})", hash);
    case SignatureFamily::rsa_pss:
      return fmt::format("PSS({},MGF1,{})", hash, algorithm.salt_length);
    case SignatureFamily::ecdsa:
    case SignatureFamily::dsa:
      return std::string(hash);
    case SignatureFamily::ed25519:
    case SignatureFamily::ed448:
      return "Pure";
    case SignatureFamily::ml_dsa_44:
    case SignatureFamily::ml_dsa_65:
    case SignatureFamily::ml_dsa_87:
      return "";
  }
  return "";
}

}  // namespace accord::crypto
