#pragma once

#include "trustlist/follow/kept.h"
#include "trustlist/follow/refresh.h"

namespace accord::trustlist::follow {

/// What is remembered from one refresh to the next, so that nothing older is taken.
class Memory {
 public:
  Memory(const Generation* before, const RefreshOptions& options);
  /// The pointers of the list of lists. Before they are known, there are none.
  void know(std::vector<Pointer> pointers) { pointers_ = std::move(pointers); }

  /// The sequence number below which an issue of that list is a rollback; nothing when none was
  /// seen, or an older one may be taken.
  [[nodiscard]] std::optional<std::uint64_t> least_sequence(std::string_view territory,
                                                            std::string_view type) const;
  /// Adds what the issues seen say against this one (`against`), unless an older one may be taken.
  /// Those of its territory count that have its type or came from its place: a list that changes
  /// its type does not begin anew. Where pointers to one place name both types, there are two
  /// lists.
  void check_issue(const Seen& issue, std::string_view name, outcome::Findings& findings) const;
  /// Adds `trust_signer_went_back` when the list of lists leaves out a pivot list that counted
  /// before, and its signer is none of those that were left then.
  void check_signer(const Followed& followed, std::string_view name,
                    outcome::Findings& findings) const;

  /// The issue is kept from now on. Tells one that could be taken by a decision only
  /// (`trust_older_accepted`).
  void remember(const Seen& issue, outcome::Findings& findings);
  void remember_signers(const Followed& followed);

  /// Writes down what is remembered.
  void give(Generation& generation) const;

 private:
  [[nodiscard]] const Seen* find(std::string_view territory, std::string_view type) const;
  [[nodiscard]] bool is_of_one_list(const Seen& seen, const Seen& issue) const;
  [[nodiscard]] bool is_pointed_to(const Seen& seen, std::string_view place) const;
  [[nodiscard]] bool accepts_older(std::string_view territory) const;

  const RefreshOptions& options_;
  std::vector<Pointer> pointers_;
  std::vector<Seen> seen_;
  std::vector<AcceptedOlder> accepted_;
  std::vector<std::string> pivots_, signers_;
};

}  // namespace accord::trustlist::follow
