#include "trustlist/lint/lint.h"

#include "trustlist/lint/rule.h"
#include "trustlist/read/read.h"

namespace accord::trustlist::lint {

Report lint_list(std::string bytes, std::optional<Profile> profile,
                 const crypto::AlgorithmPolicy& algorithms, outcome::Budget& budget) {
  Report report;
  auto& findings = report.findings;
  budget.next_document();
  // A copy of the text for libxml2: parsing takes the bytes over.
  const std::string text = bytes;
  const auto document = xml::Document::parse(std::move(bytes), budget);
  if (!document) {
    findings.add(document.error());
    return report;
  }
  outcome::Findings reading;
  const auto list = read::read_list(document->root(), budget, reading);
  if (!list.has_value()) {
    findings.add(reading);
    return report;
  }
  budget.next_document();
  validate(text, list->version == 5 ? Schema::trusted_list_5 : Schema::trusted_list_6, budget,
           findings);
  findings.add(reading);
  report.profile = profile.value_or(profile_of(*list));
  Inspection inspection(*list, *report.profile, *document, text, algorithms, findings);
  check_rules(inspection);
  return report;
}

outcome::Findings lint_list(std::string bytes, outcome::Budget& budget) {
  return lint_list(std::move(bytes), std::nullopt, crypto::AlgorithmPolicy::strict(), budget)
      .findings;
}

}  // namespace accord::trustlist::lint
