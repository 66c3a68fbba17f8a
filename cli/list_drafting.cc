#include "cli/list_drafting.h"

#include <algorithm>

#include "cli/refusal.h"
#include "trustlist/build/write.h"

namespace accord::cli {

using trustlist::compare::Kind;

namespace {

// Files that the source names are told as seen from where the command was started.
outcome::Findings below(const SchemeFolder& folder, const outcome::Findings& findings) {
  outcome::Findings result;
  const auto beginning = folder.path({}).string();
  for (auto finding : findings.all()) {
    auto& what = finding.about.what;
    if (!what.empty() && what.rfind(beginning, 0) != 0) {
      what = folder.path(what).lexically_normal().string();
    }
    result.add(std::move(finding));
  }
  return result;
}

}  // namespace

outcome::Findings gaps_of(SchemeFolder& folder, time::Instant issued) {
  outcome::Budget budget;
  outcome::Findings findings;
  const auto sources = folder.read_in_part(findings);
  trustlist::scheme::report_gaps(sources.scheme ? &*sources.scheme : nullptr, sources.providers,
                                 folder, issued, budget, findings);
  return below(folder, findings);
}

Draft draft_list(SchemeFolder& folder, time::Instant issued) {
  outcome::Budget budget;
  outcome::Findings findings;
  const auto sources = folder.read_in_part(findings);
  if (!sources.scheme || findings.blocking()) refuse(Exit::bad_input, gaps_of(folder, issued));
  auto list = trustlist::scheme::compose(*sources.scheme, sources.providers, folder, issued, budget,
                                         findings);
  if (!list) {
    refuse(Exit::bad_input, below(folder, findings), folder.scheme_file().string());
  }
  auto xml = need(trustlist::build::write_list(*list), folder.scheme_file().string());
  return {std::move(*list), std::move(xml), below(folder, findings)};
}

bool says_the_same(const trustlist::compare::Comparison& comparison) {
  const auto& all = comparison.changes;
  return std::all_of(all.begin(), all.end(), [](const trustlist::compare::Change& change) {
    return change.kind == Kind::sequence_number || change.kind == Kind::issue_date ||
           change.kind == Kind::next_update;
  });
}

}  // namespace accord::cli
