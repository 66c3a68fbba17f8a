#include "trustlist/lint/lint.h"

#include "trustlist/lint/rule.h"
#include "trustlist/read/read.h"

namespace accord::trustlist::lint {

using outcome::FindingId;

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
  validate(text, schema_of(*list), budget, findings);
  findings.add(reading);
  report.profile = profile.value_or(profile_of(*list));
  if (form_of(*report.profile) != list->form) {
    findings.add(FindingId::lint_profile_not_of_form, document->root().about(),
                 {{"profile", std::string(to_string(*report.profile))},
                  {"wanted", std::string(to_string(form_of(*report.profile)))},
                  {"form", std::string(to_string(list->form))}});
    report.profile = profile_of(*list);
  }
  Inspection inspection(*list, *report.profile, *document, text, algorithms, findings);
  check_rules(inspection);
  return report;
}

outcome::Findings lint_list(std::string bytes, outcome::Budget& budget) {
  return lint_list(std::move(bytes), std::nullopt, crypto::AlgorithmPolicy::strict(), budget)
      .findings;
}

}  // namespace accord::trustlist::lint
