#include "lib/outcome/finding_id.h"

#include <algorithm>
#include <iterator>

namespace accord::outcome {
namespace {

constexpr FindingEntry rows[] = {
#define ACCORD_FINDING(id, severity, message, clause, advice) \
  {FindingId::id, #id, Severity::severity, message, clause, advice},
#include "lib/outcome/findings/all.def"
#undef ACCORD_FINDING
};

}  // namespace

std::span<const FindingEntry> finding_table() noexcept { return rows; }

const FindingEntry& entry(FindingId id) noexcept { return rows[static_cast<std::size_t>(id)]; }

std::optional<FindingId> find_finding(std::string_view name) noexcept {
  const auto* row = std::find_if(std::begin(rows), std::end(rows),
                                 [&](const FindingEntry& e) { return e.name == name; });
  if (row == std::end(rows)) return std::nullopt;
  return row->id;
}

}  // namespace accord::outcome
