#pragma once

#include <utility>

#include "lib/outcome/result.h"

namespace accord::ca {

/// A value, or every finding that explains why there is none. What is linted can be wrong in
/// several ways at once, and whoever mends it wants to see them all.
template <typename T>
using Answer = tl::expected<T, outcome::Findings>;

[[nodiscard]] inline tl::unexpected<outcome::Findings> refuse(outcome::Findings findings) {
  return tl::unexpected<outcome::Findings>(std::move(findings));
}
[[nodiscard]] inline tl::unexpected<outcome::Findings> refuse(outcome::Finding finding) {
  outcome::Findings findings;
  findings.add(std::move(finding));
  return refuse(std::move(findings));
}
[[nodiscard]] inline tl::unexpected<outcome::Findings> refuse(outcome::FindingId id,
                                                              outcome::About about = {},
                                                              outcome::Params params = {}) {
  return refuse(outcome::make_finding(id, std::move(about), std::move(params)));
}
template <typename T>
[[nodiscard]] tl::unexpected<outcome::Findings> refuse(const outcome::Result<T>& failed) {
  return refuse(failed.error());
}

}  // namespace accord::ca
