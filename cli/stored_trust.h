#pragma once

#include "cli/trust_store.h"
#include "verifier/trust.h"

namespace accord::cli {

/// Pivot lists of a generation.
class StoredPivots final : public trustlist::follow::PivotSource {
 public:
  explicit StoredPivots(const OpenedTrust& trust) : trust_(trust), files_(trust.folder) {}
  [[nodiscard]] std::vector<Pivot> pivots(const std::vector<std::string>& uris) override;

 private:
  const OpenedTrust& trust_;
  TrustFiles files_;
};

/// Lists of a generation, found by what the pointer says, with what its memory has against them.
class StoredLists final : public trustlist::read::ListSource {
 public:
  /// `pointers`: all those of the list of lists.
  StoredLists(const OpenedTrust& trust, std::vector<trustlist::Pointer> pointers)
      : trust_(trust), files_(trust.folder), pointers_(std::move(pointers)) {}
  [[nodiscard]] outcome::Result<std::optional<File>> list_for(
      const trustlist::Pointer& pointer) override;

 private:
  const OpenedTrust& trust_;
  TrustFiles files_;
  std::vector<trustlist::Pointer> pointers_;
};

/// "eu/LU-42-0123456789ab.xml": how findings call a stored file.
[[nodiscard]] std::string stored_name(const OpenedTrust& trust,
                                      const trustlist::follow::KeptFile& file);

/// Opens what `--trust` names: an anchor of the store, or the folder of a snapshot (a name with a
/// "/" in it). Throws Refusal.
[[nodiscard]] OpenedTrust open_trust(const std::string& name, const std::filesystem::path& home);

/// How a tree is verified: as many lists at the same time as there are processors, up to eight
/// (each takes the memory of a list).
[[nodiscard]] trustlist::read::TreeOptions tree_options(const crypto::AlgorithmPolicy& algorithms);

/// The tree of a generation, verified from its files alone.
struct StoredTree {
  trustlist::follow::Followed followed;
  trustlist::read::TreeResult result;
};
/// Throws Refusal (bad input) when the list of lists itself cannot be read.
[[nodiscard]] StoredTree verify_stored(const OpenedTrust& trust, time::Instant at,
                                       const crypto::AlgorithmPolicy& algorithms,
                                       outcome::Budget& budget);

/// The list of lists of a generation with the certificates that may sign it by its pivot lists, and
/// its lists. What cannot be read, and what following the pivots found, is among its findings: a
/// store that is not whole could lack what makes a document bad.
[[nodiscard]] verifier::TrustSources sources_of(const OpenedTrust& trust, time::Instant at,
                                                const crypto::AlgorithmPolicy& algorithms,
                                                outcome::Budget& budget);

}  // namespace accord::cli
