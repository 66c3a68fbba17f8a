#include "trustlist/lint/inspection.h"

namespace accord::trustlist::lint {

using outcome::FindingId;

bool Inspection::counts(FindingId id) { return ++counts_[id] <= most_findings_of_a_rule; }

void Inspection::report(FindingId id, const Spot& spot, outcome::Params params) {
  if (counts(id)) findings_.add(id, finder_.find(spot).about(), std::move(params));
}

void Inspection::report(FindingId id, const xml::Element& element, outcome::Params params) {
  if (counts(id)) findings_.add(id, element.about(), std::move(params));
}

void Inspection::report(FindingId id, outcome::About about, outcome::Params params) {
  if (counts(id)) findings_.add(id, std::move(about), std::move(params));
}

void Inspection::finish() {
  for (const auto& [id, count] : counts_) {
    if (count <= most_findings_of_a_rule) continue;
    findings_.add(FindingId::lint_rule_cut, {},
                  {{"rule", std::string(outcome::entry(id).name)},
                   {"count", std::to_string(count - most_findings_of_a_rule)}});
  }
}

}  // namespace accord::trustlist::lint
