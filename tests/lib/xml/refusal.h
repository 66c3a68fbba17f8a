#pragma once

#include <cstddef>
#include <string_view>

#include <fmt/format.h>

#include "lib/xml/strict.h"
#include "tests/support/expect.h"

namespace accord::tests {

/// Requires that the strict check refuses `input` with that finding at that line and byte offset.
inline outcome::Finding refused(std::string_view input, outcome::FindingId id, unsigned line,
                                std::size_t byte) {
  outcome::Budget budget;
  const auto checked = xml::check_strictly(input, budget);
  const auto where = fmt::format("byte {}", byte);
  const auto& finding = require_failure(checked, id, where);
  require_finding(finding, id, fmt::format("line {}", line));
  if (finding.about.where != where || finding.about.line != line)
    return require_finding(outcome::Findings{}, id, where);
  return finding;
}

}  // namespace accord::tests
