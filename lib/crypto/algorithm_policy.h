#pragma once

#include <memory>
#include <vector>

#include "lib/crypto/algorithm.h"

namespace accord::crypto {

/// Until when each algorithm and size may be relied on (ETSI TS 119 312, 7 to 9; RFC 5698). What is
/// not in the tables may never be. Immutable; copies share the tables.
class AlgorithmPolicy {
 public:
  /// Until when something may be relied on: the first moment at which it may not; always, without.
  struct Term {
    std::optional<time::Instant> until{};
    bool with_warning = false;  ///< an exception that was asked for: what it lets pass is told
  };
  struct DigestRow {
    DigestAlgorithm digest{};
    Term term{};
  };
  struct FamilyRow {
    SignatureFamily family{};
    Term term{};
  };
  struct KeyRow {
    KeyKind kind{};
    std::uint32_t least_bits{};
    Term term{};
  };
  /// The most lenient row that speaks of a thing counts.
  struct Tables {
    std::vector<DigestRow> digests;
    std::vector<FamilyRow> families;
    std::vector<KeyRow> keys;
  };

  explicit AlgorithmPolicy(Tables tables)
      : tables_(std::make_shared<const Tables>(std::move(tables))) {}

  /// SHA-1 never, RSA from 1900 bits (the least that ETSI TS 119 312 accepts), DSA never, the named
  /// curves, EdDSA, ML-DSA.
  [[nodiscard]] static const AlgorithmPolicy& strict();
  /// The strict policy, but SHA-1 before 2017-01-01 is a warning instead of a refusal: asked for by
  /// name only, for lists and certificates that were made then.
  [[nodiscard]] static const AlgorithmPolicy& old_lists();

  [[nodiscard]] const Tables& tables() const noexcept { return *tables_; }

  // Each check returns nothing when there is nothing to say. What it returns has to be added to the
  // findings: its severity tells a refusal (`indeterminate`: what the signature proves is not
  // known) from a warning.

  /// A signature algorithm at a moment: `algorithm_weak`.
  [[nodiscard]] std::optional<outcome::Finding> check(const SignatureAlgorithm& algorithm,
                                                      time::Instant at) const;
  /// A digest algorithm at a moment: `algorithm_weak`.
  [[nodiscard]] std::optional<outcome::Finding> check(DigestAlgorithm digest,
                                                      time::Instant at) const;
  /// A key at a moment: `key_weak`.
  [[nodiscard]] std::optional<outcome::Finding> check(const KeyFacts& key, time::Instant at) const;

 private:
  std::shared_ptr<const Tables> tables_;  // never null
};

}  // namespace accord::crypto
