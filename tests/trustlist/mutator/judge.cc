#include "tests/trustlist/mutator/judge.h"

#include <algorithm>

#include "lib/outcome/finding_id.h"
#include "tests/support/expect.h"
#include "tests/trustlist/normal_form.h"
#include "trustlist/build/write.h"

namespace accord::tests::mutants {
namespace {

using outcome::Cost;
using outcome::Severity;

bool blocks(const outcome::Finding& finding) { return finding.severity >= Severity::indeterminate; }

std::string wrong_content(const Mutant& mutant, const Judged& judged) {
  const auto& list = mutant.list;
  const auto covered = covered_by_libxml2(mutant.text, !list.reference_id().empty());
  if (!covered) return "it is called intact, but libxml2 does not take it";
  if (covered->document != list.covered().document) return "the signed document was changed";
  if (covered->properties != list.covered().properties) return "signed properties were changed";
  if (covered->info != list.covered().info) return "SignedInfo was changed";
  if (!(judged.verdict.signer->fingerprint() == list.signer)) return "it has another signer";
  if (judged.verdict.signing_time != list.signing_time) return "it has another signing time";
  return {};
}

/// Comments, which no signature covers, are kept with what the model has no fields for; and a list
/// whose signature does not stand last cannot be written again.
bool is_same(trustlist::TrustedList a, trustlist::TrustedList b) {
  a.partial = b.partial = false;
  if (a == b) return true;
  const auto written_a = trustlist::build::write_list(a);
  const auto written_b = trustlist::build::write_list(b);
  return written_a && written_b && normal_form(*written_a) == normal_form(*written_b);
}

/// What is read is compared where it counts: in a list that is called valid.
std::string wrong_reading(const Mutant& mutant, const Judged& judged) {
  if (!judged.valid()) return {};
  const auto original = judge(mutant.list.markup.text(), mutant.list);
  if (original.verdict.list() == nullptr || judged.verdict.list() == nullptr) {
    return "there is nothing to read";
  }
  return is_same(*original.verdict.list(), *judged.verdict.list()) ? "" : "another list is read";
}

/// Canonical form spells an empty element with two tags, and what the model has no fields for is
/// written once more, within what is kept around it too. Nothing else in a list makes it grow, but
/// the shapes that are made for it.
std::size_t most_canonical(const Mutant& mutant, const Judged& judged) {
  constexpr std::size_t little = 100'000;
  if (mutant.row.kind == "growing") return judged.budget.limit(Cost::canonical_bytes);
  return (mutant.row.family == "sizes" ? 8 : 3) * judged.size + little;
}

std::string excessive_work(const Mutant& mutant, const Judged& judged) {
  const auto& budget = judged.budget;
  if (budget.spent(Cost::input_bytes) > judged.size) return "more bytes were read than there are";
  if (budget.spent(Cost::elements) > judged.size / 3) return "too many elements were counted";
  if (budget.spent(Cost::signatures) > 1) return "more than one signature was checked";
  if (budget.spent(Cost::canonical_bytes) > most_canonical(mutant, judged)) {
    return "canonical form was written too often: " +
           std::to_string(budget.spent(Cost::canonical_bytes)) + " bytes for " +
           std::to_string(judged.size);
  }
  constexpr std::size_t most_findings = 5'000;
  if (judged.verdict.findings.all().size() > most_findings) return "too many findings";
  return {};
}

}  // namespace

Judged judge(std::string text, const BaseList& list) {
  Judged judged;
  judged.size = text.size();
  judged.verdict =
      trustlist::read::verify_list(std::move(text), list.signers, list.at, {}, judged.budget);
  return judged;
}

std::string broken_rule(const Mutant& mutant, const Judged& judged) {
  const auto& verdict = judged.verdict;
  if (judged.valid() == verdict.findings.blocking()) return "verdict and findings disagree";
  if (judged.valid() != verdict.verified.has_value()) return "a verdict without its proof";
  if (judged.valid() && !judged.intact()) return "valid without an intact signature";
  if (auto broken = excessive_work(mutant, judged); !broken.empty()) return broken;
  if (!judged.intact()) return {};
  if (auto broken = wrong_content(mutant, judged); !broken.empty()) return broken;
  return wrong_reading(mutant, judged);
}

std::string unexpected(const Mutant& mutant, const Judged& judged) {
  auto expected = mutant.row.expected;
  if (expected == "-") return {};
  const auto& all = judged.verdict.findings.all();
  if (expected == "valid") return judged.valid() ? "" : "it is not valid";
  constexpr std::string_view valid_with = "valid:";
  const bool valid = expected.rfind(valid_with, 0) == 0;
  if (valid) expected.erase(0, valid_with.size());
  if (valid != judged.valid()) return valid ? "it is not valid" : "it is valid";
  const auto at = expected.find('@');
  const auto id = expected.substr(0, at);
  const auto place = at == std::string::npos ? std::string() : expected.substr(at + 1);
  // The reason of a refusal is what was found first; what follows may come of it.
  const auto found = std::find_if(all.begin(), all.end(), [&](const outcome::Finding& finding) {
    return valid ? outcome::entry(finding.id).name == id : blocks(finding);
  });
  if (found == all.end()) return "the finding is missing";
  if (outcome::entry(found->id).name != id) return "it is refused for another reason";
  if (found->about.where.find(place) == std::string::npos) return "the finding is at another place";
  note_raised(id);
  return {};
}

std::string describe(const Mutant& mutant, const Judged& judged) {
  auto text = "recipe.txt:" + std::to_string(mutant.row.line) + ": " + mutant.row.family + " " +
              mutant.row.kind + " " + mutant.row.where + ", seed " +
              std::to_string(mutant.row.seed) + ", number " + std::to_string(mutant.number) +
              ", of " + mutant.list.name + "; expected " + mutant.row.expected + "; found\n";
  std::size_t shown = 0;
  for (const auto& finding : judged.verdict.findings.all()) {
    if (!blocks(finding) || ++shown > 3) continue;
    text += "  " + std::string(outcome::entry(finding.id).name) + " [" +
            outcome::to_string(finding.about) + "] " + outcome::message(finding) + "\n";
  }
  return text;
}

}  // namespace accord::tests::mutants
