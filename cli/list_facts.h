#pragma once

#include <string>
#include <string_view>

#include "cli/answer.h"
#include "cli/screen.h"
#include "trustlist/read/tree.h"

namespace accord::cli {

[[nodiscard]] Verdict to_verdict(trustlist::read::Verdict verdict) noexcept;
[[nodiscard]] Tone tone_of(Verdict verdict) noexcept;

/// The facts of a list's head, as `tl verify`, `tl show` and `tl tree` give them.
[[nodiscard]] Json facts_of(const trustlist::TrustedList& list);
/// The facts of one list's verdict; `file` is its name on the command line.
[[nodiscard]] Json facts_of(const trustlist::read::ListVerdict& verdict, std::string_view file);
[[nodiscard]] Json facts_of(const trustlist::read::TreeRow& row);

/// The title and the issue date, for one line on a screen.
[[nodiscard]] std::string issue_of(const trustlist::TrustedList& list);
/// "trusted list of JP, sequence 1, version 6" and the lines below it.
[[nodiscard]] std::string title_of(const trustlist::TrustedList& list);
[[nodiscard]] std::string head_of(const trustlist::TrustedList& list, const Style& style);
/// The lines about signature and signer.
[[nodiscard]] std::string signature_of(const trustlist::read::ListVerdict& verdict,
                                       const Style& style);

/// "1 list", "2 lists".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

/// What the file says its territory, form and sequence number are, without reading it whole or
/// checking anything: to find the list that a pointer means. Empty when it says none.
struct ClaimedList {
  std::string territory, type;
  trustlist::Form form{};
  std::uint64_t sequence = 0;
};
[[nodiscard]] ClaimedList claimed_list(std::string_view bytes);
/// Whether the beginning of the file names the root of a list of either form.
[[nodiscard]] bool names_list(std::string_view bytes);

}  // namespace accord::cli
