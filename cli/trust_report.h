#pragma once

#include "cli/answer.h"
#include "cli/screen.h"
#include "trustlist/follow/refresh.h"

namespace accord::cli {

/// What a refresh found, for JSON; `name` is the anchor's.
[[nodiscard]] Json facts_of(const std::string& name, const trustlist::follow::Refreshed& refreshed);
/// The same for people: a table of the lists.
[[nodiscard]] std::string text_of(const std::string& name,
                                  const trustlist::follow::Refreshed& refreshed,
                                  const Style& style);
/// Why a list is not fresh, for people: a line for each reason.
[[nodiscard]] std::string reasons_text(const std::vector<std::string>& reasons, const Style& style);
/// Everything that it found.
[[nodiscard]] outcome::Findings findings_of(const trustlist::follow::Refreshed& refreshed);

/// A file of the store as it is written down.
[[nodiscard]] Json facts_of(const trustlist::follow::KeptFile& file);

/// Sets verdict and exit code by the worst of them: 1 nothing usable, then the alerts from the most
/// pressing (14 new notice, 12 signer changed, 13 moved, 11 expired), 2 something not fresh, 10
/// expiring, 0.
void judge(Answer& answer, const std::vector<trustlist::follow::Refreshed>& all);

}  // namespace accord::cli
