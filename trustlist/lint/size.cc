#include "trustlist/lint/rule.h"
#include "trustlist/lint/spelling.h"

namespace accord::trustlist::lint {
namespace {

using outcome::FindingId;

// The largest list that was published has 3 MB.
constexpr std::size_t megabyte = 1'000'000;
constexpr std::size_t most_megabytes = 8;

void no_byte_order_mark(Inspection& inspection) {
  if (!starts_with(inspection.bytes(), "\xEF\xBB\xBF")) return;
  inspection.report(FindingId::lint_byte_order_mark, outcome::About{{}, 1, "byte 0"});
}

void not_too_large(Inspection& inspection) {
  const auto size = inspection.bytes().size();
  if (size <= most_megabytes * megabyte) return;
  inspection.report(FindingId::lint_size, inspection.document().root(),
                    {{"size", std::to_string((size + megabyte - 1) / megabyte)},
                     {"limit", std::to_string(most_megabytes)}});
}

constexpr Rule rules[] = {
    {FindingId::lint_byte_order_mark, holds_in::all_but_plain,
     "The document begins without a byte order mark.", no_byte_order_mark},
    {FindingId::lint_size, holds_in::all_but_plain, "The document has at most 8 MB.",
     not_too_large},
};

}  // namespace

std::span<const Rule> document_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
