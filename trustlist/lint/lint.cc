#include "trustlist/lint/lint.h"

#include "trustlist/read/read.h"

namespace accord::trustlist::lint {

outcome::Findings lint_list(std::string bytes, outcome::Budget& budget) {
  outcome::Findings findings;
  budget.next_document();
  // A copy of the text for libxml2: parsing takes the bytes over.
  const std::string text = bytes;
  auto document = xml::Document::parse(std::move(bytes), budget);
  if (!document) {
    findings.add(document.error());
    return findings;
  }
  outcome::Findings reading;
  const auto list = read::read_list(document->root(), budget, reading);
  if (!list.has_value()) {
    findings.add(reading);
    return findings;
  }
  budget.next_document();
  validate(text, list->version == 5 ? Schema::trusted_list_5 : Schema::trusted_list_6, budget,
           findings);
  findings.add(reading);
  check_rules(*list, findings);
  return findings;
}

}  // namespace accord::trustlist::lint
