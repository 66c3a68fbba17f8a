#pragma once

#include <functional>
#include <string>
#include <vector>

#include "trustlist/read/verify.h"

namespace accord::trustlist::read {

/// Where the lists come from that a list of lists points to. Only the command line has one that
/// touches files or the network.
class ListSource {
 public:
  virtual ~ListSource() = default;
  struct File {
    std::string name;  ///< for findings
    std::string bytes;
    /// What is known against it already. It weighs like what its verification finds.
    outcome::Findings findings{};
  };
  /// The list that the pointer leads to; nothing when it is not at hand. Errors: whatever kept it
  /// from being read.
  [[nodiscard]] virtual outcome::Result<std::optional<File>> list_for(const Pointer& pointer) = 0;
};

/// Names under which a pointed list may lie in a folder, the likeliest first: "LU.xml", the last
/// part of the location; of a list of trusted entities in the other order.
[[nodiscard]] std::vector<std::string> file_names_for(const Pointer& pointer);

/// What a row's pointer says of the agreement under which the list is recognised.
struct PointedByAgreement {
  std::int64_t version{};
  std::size_t equivalences{};
  bool damaged = false;
};

struct TreeRow {
  std::string file, territory, operator_name, type;
  std::optional<Form> form;  ///< nothing: the list could not be read
  std::uint64_t sequence{};
  std::optional<time::Instant> issued, next_update;  ///< no `issued`: the list could not be read
  std::string location;  ///< by the pointer that led to it; empty for the list of lists
  std::optional<PointedByAgreement> agreement;  ///< a foreign list's
  std::size_t services{};
  std::string signer_sha256;  ///< hex; empty when there is no intact signature
  SignatureState signature = SignatureState::invalid;
  Verdict verdict = Verdict::invalid;
  outcome::Findings findings;
};

struct TreeOptions {
  ListPolicy policy;
  /// Receives each list that may be relied on, the list of lists first. Without it, only rows are
  /// kept and providers are dropped as they are read.
  std::function<void(VerifiedList)> keep;
  /// How many lists are verified at the same time. The answer is the same for any number: `keep` is
  /// called by the caller's thread, in the order of the pointers; the source is asked in that order
  /// too, by one thread at a time.
  std::size_t workers = 1;
};

/// The list of lists is the first row.
struct TreeResult {
  std::vector<TreeRow> rows;
  outcome::Findings findings;          ///< about the tree: pointers not followed, lists not at hand
  Verdict verdict = Verdict::invalid;  ///< the worst of the rows and findings
};

/// Verifies a list of lists with the signers given, and then every list that it points to with the
/// signers that its pointer announces. When the list of lists may not be relied on, nothing it
/// points to is followed (`tree_not_followed`). Pointers to the list itself and to forms for people
/// are passed over; where one leads to another list of lists, that one is verified and what it
/// points to is not. Each worker has one list in memory at a time; with `keep`, what more than one
/// made waits until all are done. Findings: `tree_root_not_list_of_lists`,
/// `tree_list_of_lists_beneath`, `tree_not_followed`, `tree_list_not_at_hand`, the source's,
/// `budget_exhausted` (lists).
[[nodiscard]] TreeResult verify_tree(ListSource::File list_of_lists, const SignerSet& signers,
                                     ListSource& source, time::Instant at,
                                     const TreeOptions& options, outcome::Budget& budget);

}  // namespace accord::trustlist::read
