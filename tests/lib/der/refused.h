#pragma once

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

namespace accord::tests {

/// Requires a failed result with exactly that finding at exactly that place.
template <typename T>
void check_refused(const outcome::Result<T>& result, outcome::FindingId id,
                   std::string_view where) {
  CHECK(require_failure(result, id).about.where == where);
}

}  // namespace accord::tests
