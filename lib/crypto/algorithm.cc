#include "lib/crypto/algorithm.h"

#include <fmt/format.h>

namespace accord::crypto {

std::string_view to_string(KeyKind kind) noexcept {
  switch (kind) {
    case KeyKind::rsa:
      return "RSA";
    case KeyKind::ec:
      return "EC";
    case KeyKind::ed25519:
      return "Ed25519";
    case KeyKind::ed448:
      return "Ed448";
    case KeyKind::dsa:
      return "DSA";
    case KeyKind::ml_dsa_44:
      return "ML-DSA-44";
    case KeyKind::ml_dsa_65:
      return "ML-DSA-65";
    case KeyKind::ml_dsa_87:
      return "ML-DSA-87";
  }
  return "";
}

std::string_view to_string(Curve curve) noexcept {
  switch (curve) {
    case Curve::p256:
      return "P-256";
    case Curve::p384:
      return "P-384";
    case Curve::p521:
      return "P-521";
    case Curve::brainpool256r1:
      return "brainpoolP256r1";
    case Curve::brainpool384r1:
      return "brainpoolP384r1";
    case Curve::brainpool512r1:
      return "brainpoolP512r1";
  }
  return "";
}

bool names_digest(SignatureFamily family) noexcept {
  switch (family) {
    case SignatureFamily::rsa_pkcs1:
    case SignatureFamily::rsa_pss:
    case SignatureFamily::ecdsa:
    case SignatureFamily::dsa:
      return true;
    case SignatureFamily::ed25519:
    case SignatureFamily::ed448:
    case SignatureFamily::ml_dsa_44:
    case SignatureFamily::ml_dsa_65:
    case SignatureFamily::ml_dsa_87:
      return false;
  }
  return true;
}

std::string to_string(const SignatureAlgorithm& algorithm) {
  const auto digest = to_string(algorithm.digest);
  switch (algorithm.family) {
    case SignatureFamily::rsa_pkcs1:
      return fmt::format("RSA PKCS#1 with {}", digest);
    case SignatureFamily::rsa_pss:
      return fmt::format("RSA-PSS with {}", digest);
    case SignatureFamily::ecdsa:
      return fmt::format("ECDSA with {}", digest);
    case SignatureFamily::ed25519:
      return "Ed25519";
    case SignatureFamily::ed448:
      return "Ed448";
    case SignatureFamily::dsa:
      return fmt::format("DSA with {}", digest);
    case SignatureFamily::ml_dsa_44:
      return "ML-DSA-44";
    case SignatureFamily::ml_dsa_65:
      return "ML-DSA-65";
    case SignatureFamily::ml_dsa_87:
      return "ML-DSA-87";
  }
  return "";
}

std::string to_string(const KeyFacts& key) {
  if (key.curve.has_value()) return fmt::format("EC on {}", to_string(*key.curve));
  switch (key.kind) {
    case KeyKind::rsa:
    case KeyKind::dsa:
      return fmt::format("{} with {} bits", to_string(key.kind), key.bits);
    case KeyKind::ec:
    case KeyKind::ed25519:
    case KeyKind::ed448:
    case KeyKind::ml_dsa_44:
    case KeyKind::ml_dsa_65:
    case KeyKind::ml_dsa_87:
      return std::string(to_string(key.kind));
  }
  return "";
}

}  // namespace accord::crypto
