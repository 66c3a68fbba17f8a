#pragma once

#include <utility>

#include <tl/expected.hpp>

#include "lib/outcome/finding.h"

namespace accord::outcome {

/// A value, or the one finding that explains why there is none.
template <typename T>
using Result = tl::expected<T, Finding>;

/// The failed result: `return fail(FindingId::xml_doctype, {.where = "byte 12"});`
[[nodiscard]] inline tl::unexpected<Finding> fail(FindingId id, About about = {},
                                                  Params params = {}) {
  return tl::unexpected<Finding>(make_finding(id, std::move(about), std::move(params)));
}

/// Passes a failure on unchanged: `if (!x) return pass_on(x);`
template <typename T>
[[nodiscard]] tl::unexpected<Finding> pass_on(const Result<T>& result) {
  return tl::unexpected<Finding>(result.error());
}
template <typename T>
[[nodiscard]] tl::unexpected<Finding> pass_on(Result<T>&& result) {
  return tl::unexpected<Finding>(std::move(result).error());
}

}  // namespace accord::outcome
