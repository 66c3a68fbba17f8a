#pragma once

#include <string>
#include <vector>

#include "trustlist/read/tree.h"

namespace accord::trustlist::follow {

/// What a relying party trusts before it has read anything: certificates that may sign a list of
/// lists, and the notice that announced them.
struct Anchor {
  std::vector<x509::Certificate> signers;
  std::string journal;  ///< URI of the notice (Official Journal); empty when there was none
  std::string
      location;  ///< URI where the list of lists is looked for; empty when that is not known
};

/// The addresses that a list of lists gives in SchemeInformationURI: its pivot lists, the newest
/// first, and the notice that announced the signers of the oldest.
struct Route {
  std::vector<std::string> pivots;
  std::string journal;  ///< empty when it names none
};

/// Reads them from the URIs in their order. Pivot lists are the URIs whose path ends in ".xml" and
/// that stand before the notice; the notice is the URI `journal` where it is named, else the first
/// URI after the pivot lists.
[[nodiscard]] Route route_of(const TrustedList& list, std::string_view journal);

/// Where pivot lists come from. Only the command line has one that touches files or the network.
class PivotSource {
 public:
  using File = read::ListSource::File;
  using Pivot = outcome::Result<std::optional<File>>;

  PivotSource() = default;
  PivotSource(const PivotSource&) = delete;
  PivotSource& operator=(const PivotSource&) = delete;
  virtual ~PivotSource() = default;
  /// One answer for each URI, in their order: the list, nothing when it is not at hand, or what
  /// kept it from being read.
  [[nodiscard]] virtual std::vector<Pivot> pivots(const std::vector<std::string>& uris) = 0;
};

/// What became of one pivot list.
struct PivotStep {
  std::string uri;
  bool counts = false;  ///< it replaced the certificates that may sign
  std::uint64_t sequence{};
  std::optional<time::Instant> issued;  ///< nothing: it could not be read
  std::string signer_sha256;            ///< hex; empty without an intact signature
  std::size_t signers{};                ///< how many certificates it announces
  std::string bytes;                    ///< as they came; empty when it was not at hand
  outcome::Findings findings;           ///< of its own verification
};

struct Followed {
  std::vector<PivotStep> pivots;           ///< the oldest first
  std::vector<x509::Certificate> signers;  ///< that may sign the list of lists, by the last pivot
  std::string journal;                     ///< as the list of lists names it
  /// Where the list of lists is, by its own pointer to itself or, when it may not be relied on,
  /// that of the last pivot that counts; empty when nobody says.
  std::string location;
  read::ListVerdict verdict;  ///< of the list of lists, with those signers
  outcome::Findings
      findings;  ///< about pivots, notice and location: warnings, but for those of the source
};

/// Most pivot lists that are looked at: the EU had 5 between 2019 and 2025.
inline constexpr std::size_t most_pivots = 64;

/// Finds out who may sign the list of lists now, and verifies it as of `at`: from the oldest pivot
/// list to the newest, one that is signed by a certificate of the present set replaces that set by
/// the certificates of its own pointer to the list of lists (TS 119 615, 4.1). One that is broken,
/// missing or out of order changes nothing, and is told.
///
/// Different from other lists: a pivot list may be past its next update, since pivot lists are kept
/// as they were issued.
///
/// Findings: `pivot_not_at_hand`, `pivot_refused`, `pivot_without_own_pointer`,
/// `pivot_out_of_order`, `pivot_replaced_signers`, `journal_notice_new`, `journal_notice_missing`,
/// `list_location_moved`, those of the source; in the verdicts those of `verify_list`,
/// `tree_root_not_list_of_lists` and `budget_exhausted` (lists).
[[nodiscard]] Followed follow(const read::ListSource::File& list_of_lists, const Anchor& anchor,
                              PivotSource& source, time::Instant at, const read::ListPolicy& policy,
                              outcome::Budget& budget);

}  // namespace accord::trustlist::follow
