#pragma once

#include <optional>
#include <string>

#include "cli/scheme_folder.h"
#include "cli/session.h"
#include "trustlist/compare/compare.h"

namespace accord::cli {

/// What the next list is held against before it is signed.
struct PreviousList {
  std::string file;
  trustlist::TrustedList list;
};

/// The list published last: the one that --previous names, else the one that the source noted.
/// Nothing when none was published. Throws Refusal: `previous_list_wrong` (--previous names another
/// one), `previous_list_missing` (it is not there as it was signed). With --without-previous that
/// is a finding, `signed_without_previous`, and there is nothing to compare with.
[[nodiscard]] std::optional<PreviousList> previous_list(
    const Arguments& arguments, const SchemeFolder& folder,
    const trustlist::scheme::SchemeSource& scheme, outcome::Findings& findings);

/// The list that the source noted as published last; nothing when none was. Throws Refusal
/// (`signed_list_lost`) when it is not there as it was signed.
[[nodiscard]] std::optional<PreviousList> noted_list(const SchemeFolder& folder,
                                                     const trustlist::scheme::SchemeSource& scheme);

/// The same where nothing depends on it: nothing also when it is not there as it was signed.
[[nodiscard]] std::optional<trustlist::TrustedList> last_list_at_hand(
    const SchemeFolder& folder, const trustlist::scheme::SchemeSource& scheme);

/// Holds the list that is to be signed against the scheme's source, the moment of signing and the
/// list published last. Throws Refusal: `list_of_other_scheme`, `sequence_not_above_last`,
/// `issue_not_after_last`, `list_over_before_signed`.
void check_next_list(const trustlist::TrustedList& list,
                     const trustlist::scheme::SchemeSource& scheme,
                     const std::optional<PreviousList>& previous, time::Instant signing,
                     const std::string& file);

/// `status_back_dated` for each status that begins no later than the older list was issued, and
/// that this list did not have.
[[nodiscard]] outcome::Findings back_dated(const trustlist::TrustedList& older,
                                           const trustlist::compare::Comparison& comparison);

/// `list_rewrites_past` with the first such change; nothing when there is none. A warning when the
/// past is to be corrected (--correct-past).
[[nodiscard]] std::optional<outcome::Finding> rewritten_past(
    const trustlist::compare::Comparison& comparison, bool correct);

}  // namespace accord::cli
