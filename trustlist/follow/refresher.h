#pragma once

#include "trustlist/follow/memory.h"

namespace accord::trustlist::follow {

/// The work of one refresh. Only sources of this folder include this header.
class Refresher {
 public:
  Refresher(const Anchor& anchor, const Generation* before, KeptBytes& kept, Downloads& downloads,
            const RefreshOptions& options, outcome::Budget& budget)
      : anchor_(anchor),
        before_(before),
        kept_(kept),
        downloads_(downloads),
        options_(options),
        budget_(budget),
        memory_(before, options) {}

  Refreshed run();

 private:
  /// A copy of the list of lists, and what was found out about it.
  struct Root {
    Received received;
    std::string url;
    Followed followed;
    outcome::Findings reasons;  ///< why it cannot be taken
    bool can_be_taken = false;
  };
  /// A copy of another list.
  struct Copy {
    Received received;
    read::ListVerdict verdict;
    outcome::Findings reasons;
    bool can_be_taken = false;
    bool only_expired = false;
  };

  // The list of lists (refresh_root.cc).
  /// The list of lists to go on with; nothing when there is none that may be relied on.
  std::optional<TrustedList> refresh_root();
  Root get_root(const std::string& url);
  void judge_root(Root& root);
  std::optional<TrustedList> take_root(Root root);
  std::optional<TrustedList> keep_root(Root refused);
  void add_pivots(const Followed& followed);

  // The lists that it points to (refresh_list.cc).
  void refresh_lists(const TrustedList& root);
  void keep_lists_unseen();
  void refresh_list(const Pointer& pointer, outcome::Result<Received> received);
  Copy judge(const Pointer& pointer, Received received);
  void take_list(const Pointer& pointer, Copy copy, State state);
  void keep_list(const Pointer& pointer, const KeptFile& old, Copy old_copy,
                 const outcome::Findings& reasons);
  [[nodiscard]] const KeptFile* before_of(const Pointer& pointer) const;
  void settle_issues();
  void tell_dropped();

  // Both.
  [[nodiscard]] Wanted wanted(const std::string& url, const KeptFile* old);
  KeptFile describe(const read::ListVerdict& verdict, const Received& received, Role role,
                    std::string url) const;
  void put(KeptFile file, State state, outcome::Findings findings, std::string bytes);
  void alert_change(const KeptFile* old, const KeptFile& now, const x509::Certificate* signer,
                    outcome::Findings& findings);
  void alert_age(const KeptFile& file, State state, outcome::Findings& findings);
  void conclude();

  const Anchor& anchor_;
  const Generation* before_;
  KeptBytes& kept_;
  Downloads& downloads_;
  const RefreshOptions& options_;
  outcome::Budget& budget_;
  Memory memory_;
  std::vector<Pointer> pointers_;  ///< of the list of lists
  Refreshed result_;
};

/// SHA-256, hexadecimal.
[[nodiscard]] std::string sha256_of(std::string_view bytes);

/// The findings that keep a verdict from "valid".
[[nodiscard]] outcome::Findings blocking(const outcome::Findings& findings);

}  // namespace accord::trustlist::follow
