#pragma once

#include <span>

#include "cli/json.h"
#include "cli/screen.h"
#include "trustlist/model/takeover.h"

namespace accord::cli {

/// What `tl show` and `tl find` say of a service: its entry, its history, and who took it over as
/// far as the lists at hand say.
[[nodiscard]] Json facts_of(const trustlist::Service& service,
                            std::span<const trustlist::TrustedList* const> at_hand);
[[nodiscard]] std::string text_of(const trustlist::Service& service,
                                  std::span<const trustlist::TrustedList* const> at_hand,
                                  const Style& style);

}  // namespace accord::cli
