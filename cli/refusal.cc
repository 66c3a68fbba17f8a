#include "cli/refusal.h"

namespace accord::cli {

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
  throw Refusal(exit, std::move(findings));
}

}  // namespace accord::cli
