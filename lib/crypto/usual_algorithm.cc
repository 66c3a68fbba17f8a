#include "lib/crypto/usual_algorithm.h"

namespace accord::crypto {
namespace {

DigestAlgorithm digest_for(const KeyFacts& key) {
  // FIPS 186-5, 6.1.1: the digest no shorter than the group's order; for RSA the digest of about
  // the same strength.
  const bool rsa = key.kind == KeyKind::rsa;
  if (key.bits < (rsa ? 3072U : 384U)) return DigestAlgorithm::sha256;
  if (key.bits < (rsa ? 4096U : 512U)) return DigestAlgorithm::sha384;
  return DigestAlgorithm::sha512;
}

}  // namespace

std::optional<SignatureAlgorithm> usual_algorithm(const KeyFacts& key) {
  SignatureAlgorithm algorithm;
  algorithm.digest = digest_for(key);
  switch (key.kind) {
    case KeyKind::rsa:
      algorithm.family = SignatureFamily::rsa_pkcs1;
      return algorithm;
    case KeyKind::ec:
      algorithm.family = SignatureFamily::ecdsa;
      return algorithm;
    case KeyKind::ed25519:
      return SignatureAlgorithm{SignatureFamily::ed25519};
    case KeyKind::ed448:
      return SignatureAlgorithm{SignatureFamily::ed448};
    case KeyKind::ml_dsa_44:
      return SignatureAlgorithm{SignatureFamily::ml_dsa_44};
    case KeyKind::ml_dsa_65:
      return SignatureAlgorithm{SignatureFamily::ml_dsa_65};
    case KeyKind::ml_dsa_87:
      return SignatureAlgorithm{SignatureFamily::ml_dsa_87};
    case KeyKind::dsa:
      return std::nullopt;  // DSA signatures are only checked, never made
  }
  return std::nullopt;
}

}  // namespace accord::crypto
