#pragma once

#include <map>
#include <string_view>

#include "lib/crypto/algorithm_policy.h"
#include "trustlist/lint/profile.h"
#include "trustlist/lint/spot.h"
#include "trustlist/read/names.h"

namespace accord::trustlist::lint {

/// The most findings of one rule that are kept; of the others only the number is said
/// (`lint_rule_cut`). Published lists have a few hundred; a hostile one could fill the memory.
inline constexpr std::size_t most_findings_of_a_rule = 1'000;

/// One list that is held against the rules: what they ask, and where they report.
class Inspection {
 public:
  /// `list` was read from `document`, and that from `bytes`; all three outlive the inspection, and
  /// so does the policy.
  Inspection(const TrustedList& list, Profile profile, const xml::Document& document,
             std::string_view bytes, const crypto::AlgorithmPolicy& algorithms,
             outcome::Findings& findings)
      : list_(list),
        profile_(profile),
        document_(document),
        bytes_(bytes),
        algorithms_(algorithms),
        findings_(findings),
        finder_(document.root(), list.form) {}

  [[nodiscard]] const TrustedList& list() const noexcept { return list_; }
  [[nodiscard]] Profile profile() const noexcept { return profile_; }
  [[nodiscard]] const xml::Document& document() const noexcept { return document_; }
  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }
  [[nodiscard]] const crypto::AlgorithmPolicy& algorithms() const noexcept { return algorithms_; }
  /// The list of a member state, to be held against the EU's rules.
  [[nodiscard]] bool is_member_state_list() const noexcept {
    return profile_ == Profile::eu && !list_.is_list_of_lists();
  }

  /// What the list calls the element of that name (names.h has those of TS 119 612).
  [[nodiscard]] xml::QName name(const xml::QName& name) const noexcept {
    return read::names::in(list_.form, name);
  }

  void report(outcome::FindingId id, const Spot& spot, outcome::Params params = {});
  void report(outcome::FindingId id, const xml::Element& element, outcome::Params params = {});
  /// Something that stands nowhere in particular, or has a place of its own.
  void report(outcome::FindingId id, outcome::About about, outcome::Params params = {});
  [[nodiscard]] xml::Element find(const Spot& spot) { return finder_.find(spot); }

  /// Says of each rule how many of its findings were not kept.
  void finish();

 private:
  [[nodiscard]] bool counts(outcome::FindingId id);

  const TrustedList& list_;
  Profile profile_;
  const xml::Document& document_;
  std::string_view bytes_;
  const crypto::AlgorithmPolicy& algorithms_;
  outcome::Findings& findings_;
  Finder finder_;
  std::map<outcome::FindingId, std::size_t> counts_;
};

}  // namespace accord::trustlist::lint
