#include "cli/refusal.h"

#include <algorithm>
#include <array>

namespace accord::cli {
namespace {

using outcome::FindingId;

// The database could not be read or written. That is nobody's wrong usage, whatever was asked.
bool is_of_the_database(const outcome::Finding& finding) {
  constexpr std::array ids{FindingId::store_busy,      FindingId::store_full,
                           FindingId::store_io_failed, FindingId::store_read_only,
                           FindingId::store_corrupt,   FindingId::store_open_failed};
  return std::find(ids.begin(), ids.end(), finding.id) != ids.end();
}

}  // namespace

void refuse(Exit exit, outcome::FindingId id, outcome::About about, outcome::Params params) {
  refuse(exit, outcome::make_finding(id, std::move(about), std::move(params)));
}

void refuse(Exit exit, outcome::Finding finding, std::string_view what) {
  outcome::Findings findings;
  findings.add(std::move(finding));
  refuse(exit, std::move(findings), what);
}

void refuse(Exit exit, outcome::Findings findings, std::string_view what) {
  if (!what.empty()) findings.name_subject(what);
  const auto& all = findings.all();
  if (std::any_of(all.begin(), all.end(), is_of_the_database)) exit = Exit::io;
  throw Refusal(exit, std::move(findings));
}

}  // namespace accord::cli
