#include "lib/crypto/algorithm_policy.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Severity;

// ETSI TS 119 312 names RSA from 1900 bits: the published cards and modules make 1976 and 2048.
constexpr std::uint32_t least_rsa_bits = 1900;

AlgorithmPolicy::Tables strict_tables() {
  AlgorithmPolicy::Tables tables;
  for (const auto digest :
       {DigestAlgorithm::sha224, DigestAlgorithm::sha256, DigestAlgorithm::sha384,
        DigestAlgorithm::sha512, DigestAlgorithm::sha3_256, DigestAlgorithm::sha3_384,
        DigestAlgorithm::sha3_512}) {
    tables.digests.push_back({digest, {}});
  }
  for (const auto family :
       {SignatureFamily::rsa_pkcs1, SignatureFamily::rsa_pss, SignatureFamily::ecdsa,
        SignatureFamily::ed25519, SignatureFamily::ed448, SignatureFamily::ml_dsa_44,
        SignatureFamily::ml_dsa_65, SignatureFamily::ml_dsa_87}) {
    tables.families.push_back({family, {}});
  }
  tables.keys = {{KeyKind::rsa, least_rsa_bits, {}}, {KeyKind::ec, 0, {}},
                 {KeyKind::ed25519, 0, {}},          {KeyKind::ed448, 0, {}},
                 {KeyKind::ml_dsa_44, 0, {}},        {KeyKind::ml_dsa_65, 0, {}},
                 {KeyKind::ml_dsa_87, 0, {}}};
  return tables;
}

/// What the rows that fit say together.
class Judgement {
 public:
  explicit Judgement(time::Instant at) noexcept : at_(at) {}

  void consider(const AlgorithmPolicy::Term& term) noexcept {
    if (term.until.has_value() && at_ >= *term.until) {
      if (!ended_.has_value() || *term.until > *ended_) ended_ = term.until;
    } else if (term.with_warning) {
      warned_ = true;
    } else {
      accepted_ = true;
    }
  }

  /// The finding with the weight that it has; nothing when a row accepts without a word. Of what,
  /// is written only when there is one.
  template <typename Subject>
  [[nodiscard]] std::optional<outcome::Finding> finding(FindingId id, std::string_view param,
                                                        const Subject& subject,
                                                        std::string_view why) const {
    if (accepted_) return std::nullopt;
    auto reason = ended_.has_value() && !warned_
                      ? "the policy accepts it only until " + time::to_string(*ended_)
                      : std::string(why);
    auto made = outcome::make_finding(
        id, {},
        {{std::string(param), std::string(to_string(subject))}, {"reason", std::move(reason)}});
    if (warned_) made.severity = Severity::warning;
    return made;
  }

 private:
  time::Instant at_;
  bool accepted_ = false;
  bool warned_ = false;
  std::optional<time::Instant> ended_;
};

std::string_view weakness_of(DigestAlgorithm digest) noexcept {
  return digest == DigestAlgorithm::sha1 ? "collisions of it have been made"
                                         : "the policy does not accept it";
}

}  // namespace

const AlgorithmPolicy& AlgorithmPolicy::strict() {
  static const AlgorithmPolicy policy(strict_tables());
  return policy;
}

const AlgorithmPolicy& AlgorithmPolicy::old_lists() {
  static const AlgorithmPolicy policy = [] {
    auto tables = strict_tables();
    tables.digests.push_back(
        {DigestAlgorithm::sha1,
         {.until = std::chrono::sys_days{std::chrono::year{2017} / 1 / 1}, .with_warning = true}});
    return AlgorithmPolicy(std::move(tables));
  }();
  return policy;
}

std::optional<outcome::Finding> AlgorithmPolicy::check(DigestAlgorithm digest,
                                                       time::Instant at) const {
  Judgement judgement(at);
  for (const auto& row : tables_->digests) {
    if (row.digest == digest) judgement.consider(row.term);
  }
  return judgement.finding(FindingId::algorithm_weak, "algorithm", digest, weakness_of(digest));
}

std::optional<outcome::Finding> AlgorithmPolicy::check(const SignatureAlgorithm& algorithm,
                                                       time::Instant at) const {
  Judgement judgement(at);
  for (const auto& row : tables_->families) {
    if (row.family == algorithm.family) judgement.consider(row.term);
  }
  auto family =
      judgement.finding(FindingId::algorithm_weak, "algorithm", algorithm,
                        algorithm.family == SignatureFamily::dsa ? "DSA is withdrawn"
                                                                 : "the policy does not accept it");
  if (!names_digest(algorithm.family) ||
      (family.has_value() && family->severity >= Severity::indeterminate)) {
    return family;
  }
  auto digest = check(algorithm.digest, at);
  if (!digest.has_value()) return family;
  digest->params.front().second = to_string(algorithm);
  return digest;
}

std::optional<outcome::Finding> AlgorithmPolicy::check(const KeyFacts& key,
                                                       time::Instant at) const {
  Judgement judgement(at);
  for (const auto& row : tables_->keys) {
    if (row.kind == key.kind && key.bits >= row.least_bits) judgement.consider(row.term);
  }
  return judgement.finding(FindingId::key_weak, "key", key,
                           "it is too short or of a kind that is withdrawn");
}

}  // namespace accord::crypto
