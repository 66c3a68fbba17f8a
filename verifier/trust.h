#pragma once

#include <memory>
#include <string>
#include <vector>

#include "trustlist/index/index.h"
#include "trustlist/read/verify.h"
#include "verifier/path/anchor.h"
#include "verifier/recognition/recognise.h"

namespace accord::verifier {

/// A file's bytes, and the name by which findings call it.
struct NamedBytes {
  std::string name, bytes;
  /// Of a list: what is known against it already. It weighs like what its verification finds.
  outcome::Findings findings{};
};

/// What a relying party trusts: a list of lists by the certificates that may sign it, and nothing
/// else. Lists count when the list of lists announces their signers.
struct TrustSources {
  NamedBytes list_of_lists;
  std::vector<x509::Certificate> signers;
  std::vector<NamedBytes> lists;
  /// What was found where they were gathered, such as a copy that has changed. It weighs like what
  /// is found about the list of lists.
  outcome::Findings findings{};
};

/// A list that may be relied on, and the agreement under which it stands. Without one it is a list
/// of the home scheme itself.
struct UsableList {
  std::string name;
  std::shared_ptr<const trustlist::read::VerifiedList> verified;
  std::optional<recognition::Bridge> bridge;  ///< points into the list of lists

  [[nodiscard]] const trustlist::TrustedList& list() const noexcept { return verified->list(); }
};

/// A list that was given and is not used, and why.
struct RefusedList {
  std::string name, territory;  ///< territory: as the list claims
  outcome::Findings findings;
};

/// What of the lists may be relied on at one moment. Only `establish_trust` makes one.
class Trust {
 public:
  /// The moment for which it holds.
  [[nodiscard]] time::Instant at() const noexcept { return at_; }
  /// None: the list of lists may not be relied on, and so there are no lists either.
  [[nodiscard]] const std::shared_ptr<const trustlist::read::VerifiedList>& list_of_lists()
      const noexcept {
    return list_of_lists_;
  }
  [[nodiscard]] const std::vector<UsableList>& lists() const noexcept { return lists_; }
  /// Their services, to be looked up; a hit's list is the place in `lists()`.
  [[nodiscard]] const trustlist::index::VerifiedIndex& index() const noexcept { return index_; }
  [[nodiscard]] const std::vector<RefusedList>& refused() const noexcept { return refused_; }
  /// The certificate of every service in the lists, each once.
  [[nodiscard]] const std::vector<path::TrustAnchor>& anchors() const noexcept { return anchors_; }
  /// About the list of lists, whether it may be relied on or not; first those of the sources.
  [[nodiscard]] const outcome::Findings& findings() const noexcept { return findings_; }

 private:
  friend class TrustMaker;
  Trust() = default;
  time::Instant at_{};
  std::shared_ptr<const trustlist::read::VerifiedList> list_of_lists_;
  std::vector<UsableList> lists_;
  trustlist::index::VerifiedIndex index_;
  std::vector<RefusedList> refused_;
  std::vector<path::TrustAnchor> anchors_;
  outcome::Findings findings_;
};

/// Verifies the list of lists with its signers, then each list with the signers that the list of
/// lists announces for the territory that it claims, as they stood at `at`. Of several issues of
/// one list, issued by then and signed as announced, the one with the highest sequence number
/// counts: where it may not be relied on, an older one does not take its place, and where numbers
/// and issue dates do not tell which is the newest, none counts (TS 119 612, 5.3.2). Two trusted
/// lists of one territory are issues of one list unless pointers name the types of both; lists of
/// trusted entities are told apart by their type. A list belongs to the home scheme
/// when the pointer to it says so by its TSLType; otherwise it counts only under the one
/// recognition agreement that the pointer carries. Findings: those of
/// `trustlist::read::verify_list`, `trust_list_of_lists_missing` (it has no bytes),
/// `tree_root_not_list_of_lists`, `trust_list_superseded`, `trust_newest_not_usable`,
/// `trust_issues_conflict`,
/// `recognition_no_agreement`, `recognition_several_agreements`, `budget_exhausted` (lists).
[[nodiscard]] Trust establish_trust(const TrustSources& sources, time::Instant at,
                                    const crypto::AlgorithmPolicy& algorithms,
                                    outcome::Budget& budget);

}  // namespace accord::verifier
