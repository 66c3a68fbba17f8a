// Any document read as a trusted list, as a recognition agreement and as the source of a scheme.
// What was read whole can be written, and what was written reads the same. A list is held against
// the rules of lint too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "trustlist/build/write.h"
#include "trustlist/lint/rule.h"
#include "trustlist/read/read.h"
#include "trustlist/scheme/source.h"

namespace {

using namespace accord;

void require(bool holds) {
  if (!holds) std::abort();
}

xml::Document parse(const std::string& text) {
  outcome::Budget budget;
  auto document = xml::Document::parse(text, budget);
  require(document.has_value());
  return std::move(*document);
}

/// Every rule of lint ends, says where, and says no more than its limit.
void check_rules(const trustlist::TrustedList& list, const xml::Document& document,
                 const std::string& text) {
  using trustlist::lint::Profile;
  const auto algorithms = crypto::AlgorithmPolicy::strict();
  for (const auto profile : {Profile::plain, Profile::eu, Profile::third_country}) {
    outcome::Findings findings;
    trustlist::lint::Inspection inspection(list, profile, document, text, algorithms, findings);
    trustlist::lint::check_rules(inspection);
    std::map<outcome::FindingId, std::size_t> counts;
    for (const auto& finding : findings.all()) {
      require(++counts[finding.id] <= trustlist::lint::most_findings_of_a_rule);
      require(finding.about.line > 0 || finding.id == outcome::FindingId::lint_rule_cut);
    }
  }
}

void check_list(const xml::Document& origin, const std::string& text) {
  const auto root = origin.root();
  outcome::Budget budget;
  outcome::Findings findings;
  const auto list = trustlist::read::read_list(root, budget, findings);
  if (!list.has_value()) {
    require(findings.blocking());
    return;
  }
  check_rules(*list, origin, text);
  const auto written = trustlist::build::write_list(*list);
  if (!written) return;
  const auto document = parse(*written);
  outcome::Findings again;
  const auto second = trustlist::read::read_list(document.root(), budget, again);
  require(second.has_value());
  // Findings stay where the damage is kept; where it was left out, they are gone. They never become
  // more.
  require(again.all().size() <= findings.all().size());
  const auto third = trustlist::build::write_list(*second);
  require(third.has_value() && *third == *written);
}

void check_agreement(const xml::Element& root) {
  outcome::Budget budget;
  outcome::Findings findings;
  const auto agreement = trustlist::read::read_agreement(root, budget, findings);
  if (!agreement.has_value() || agreement->damaged) return;
  const auto written = trustlist::build::write_agreement(*agreement);
  require(written.has_value());
  const auto document = parse(*written);
  const auto second = trustlist::read::read_agreement(document.root(), budget, findings);
  require(second.has_value() && *second == *agreement);
}

void check_source(const std::string& text) {
  outcome::Budget budget;
  outcome::Findings findings;
  if (const auto scheme = trustlist::scheme::read_scheme(text, budget, findings)) {
    require(trustlist::scheme::read_scheme(trustlist::scheme::write_scheme(*scheme), budget,
                                           findings) == scheme);
  }
  if (const auto provider = trustlist::scheme::read_provider(text, budget, findings)) {
    require(trustlist::scheme::read_provider(trustlist::scheme::write_provider(*provider), budget,
                                             findings) == provider);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  outcome::Budget budget;
  const auto document = xml::Document::parse(text, budget);
  if (!document) return 0;
  check_list(*document, text);
  check_agreement(document->root());
  check_source(text);
  return 0;
}
