#include "cli/refusal.h"

namespace accord::cli {

void refuse(Exit exit, outcome::FindingId id, outcome::About about, outcome::Params params) {
  throw Refusal(exit, outcome::make_finding(id, std::move(about), std::move(params)));
}

void refuse(Exit exit, outcome::Finding finding, std::string_view what) {
  if (finding.about.what.empty()) finding.about.what = what;
  throw Refusal(exit, std::move(finding));
}

}  // namespace accord::cli
