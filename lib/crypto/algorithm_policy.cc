#include "lib/crypto/algorithm.h"

namespace accord::crypto {
namespace {

// ETSI TS 119 312 names RSA from 1900 bits: the published cards and modules make 1976 and 2048.
constexpr std::uint32_t least_rsa_bits = 1900;

outcome::Finding weak(std::string algorithm, std::string reason) {
  return outcome::make_finding(
      outcome::FindingId::algorithm_weak, {},
      {{"algorithm", std::move(algorithm)}, {"reason", std::move(reason)}});
}

}  // namespace

AlgorithmPolicy AlgorithmPolicy::strict() { return {}; }

AlgorithmPolicy AlgorithmPolicy::old_lists() {
  AlgorithmPolicy policy;
  policy.sha1_until_ = std::chrono::sys_days{std::chrono::year{2017} / 1 / 1};
  return policy;
}

std::optional<outcome::Finding> AlgorithmPolicy::check(DigestAlgorithm digest,
                                                       time::Instant at) const {
  switch (digest) {
    case DigestAlgorithm::sha1: {
      auto finding = weak("SHA-1", "collisions of it have been made");
      if (sha1_until_.has_value() && at < *sha1_until_) {
        finding.severity = outcome::Severity::warning;
      }
      return finding;
    }
    case DigestAlgorithm::sha224:
    case DigestAlgorithm::sha256:
    case DigestAlgorithm::sha384:
    case DigestAlgorithm::sha512:
    case DigestAlgorithm::sha3_256:
    case DigestAlgorithm::sha3_384:
    case DigestAlgorithm::sha3_512:
      return std::nullopt;
  }
  return weak("", "it is not known");
}

std::optional<outcome::Finding> AlgorithmPolicy::check(const SignatureAlgorithm& algorithm,
                                                       time::Instant at) const {
  switch (algorithm.family) {
    case SignatureFamily::rsa_pkcs1:
    case SignatureFamily::rsa_pss:
    case SignatureFamily::ecdsa:
      break;
    case SignatureFamily::ed25519:
    case SignatureFamily::ed448:
      return std::nullopt;
    case SignatureFamily::dsa:
      return weak(to_string(algorithm), "DSA is withdrawn");
  }
  auto finding = check(algorithm.digest, at);
  if (finding.has_value()) finding->params.front().second = to_string(algorithm);
  return finding;
}

std::optional<outcome::Finding> AlgorithmPolicy::check(const KeyFacts& key, time::Instant) const {
  switch (key.kind) {
    case KeyKind::rsa:
      if (key.bits >= least_rsa_bits) return std::nullopt;
      break;
    case KeyKind::ec:
    case KeyKind::ed25519:
    case KeyKind::ed448:
      return std::nullopt;
    case KeyKind::dsa:
      break;
  }
  return outcome::make_finding(outcome::FindingId::key_weak, {}, {{"key", to_string(key)}});
}

}  // namespace accord::crypto
