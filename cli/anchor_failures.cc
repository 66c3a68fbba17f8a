#include "cli/anchor_failures.h"

#include <algorithm>

namespace accord::cli {

void AnchorFailures::note(const std::string& name, const Refusal& refusal) {
  auto findings = refusal.findings();
  findings.add(outcome::FindingId::trust_anchor_failed, {name, 0, {}}, {{"name", name}});
  failures_.push_back({name, refusal.exit(), std::move(findings)});
}

void AnchorFailures::add_facts(Json& anchors) const {
  for (const auto& failure : failures_) {
    anchors.push(Json::object({{"name", failure.name},
                               {"verdict", to_string(Verdict::indeterminate)},
                               {"failed", true},
                               {"findings", to_json(failure.findings)}}));
  }
}

void AnchorFailures::conclude(Answer& answer, const Style& style) const {
  for (const auto& failure : failures_) {
    answer.text +=
        (answer.text.empty() ? "" : "\n") + style.paint(Tone::strong, failure.name) + "\n";
    for (const auto& finding : failure.findings.all()) {
      answer.text += wrap(outcome::message(finding), style.width, "  - ", "    ");
    }
    answer.findings.add(failure.findings);
    answer.exit = std::max(answer.exit, failure.exit);
    answer.verdict.reset();
  }
}

}  // namespace accord::cli
