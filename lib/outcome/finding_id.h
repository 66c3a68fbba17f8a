#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "lib/outcome/severity.h"

namespace accord::outcome {

/// Every finding that any part of Accord can raise. The rows are in lib/outcome/findings/*.def, one
/// file an area. The enumerator's spelling is the stable id: it appears in JSON, on the screen and
/// in `accord explain`.
enum class FindingId : std::uint16_t {
#define ACCORD_FINDING(id, severity, message, clause, advice) id,
#include "lib/outcome/findings/all.def"
#undef ACCORD_FINDING
};

/// What the table says of one finding.
struct FindingEntry {
  FindingId id;
  std::string_view name;     ///< the stable id, e.g. "xml_doctype"
  Severity severity;         ///< the weight it has unless a policy says otherwise
  std::string_view message;  ///< one sentence; `{name}` stands for the parameter of that name
  std::string_view clause;   ///< the clause of the standard that asks for it, or the rule of ours
  std::string_view advice;   ///< what the reader can do next
};

/// All rows, in order of the enumerators.
[[nodiscard]] std::span<const FindingEntry> finding_table() noexcept;

/// The row of one id.
[[nodiscard]] const FindingEntry& entry(FindingId id) noexcept;

/// The row with that stable id; nothing when there is none.
[[nodiscard]] std::optional<FindingId> find_finding(std::string_view name) noexcept;

}  // namespace accord::outcome
