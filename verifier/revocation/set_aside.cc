#include "verifier/revocation/set_aside.h"

namespace accord::revocation {

using outcome::Severity;

void SetAside::add(outcome::Finding why) {
  constexpr std::size_t most_told = 200;
  if (count_++ < most_told) findings_.add(std::move(why));
}

void SetAside::report(outcome::Findings& findings, Weight weight) const {
  for (auto finding : findings_.all()) {
    if (finding.id == outcome::FindingId::budget_exhausted) continue;
    if (weight == Weight::info) {
      finding.severity = Severity::info;
    } else if (finding.severity == Severity::invalid) {
      finding.severity = Severity::indeterminate;
    }
    findings.add(std::move(finding));
  }
}

}  // namespace accord::revocation
