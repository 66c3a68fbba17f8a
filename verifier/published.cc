#include "verifier/published.h"

#include <accord/verdict.h>

namespace accord {
namespace {

Severity severity_of(outcome::Severity severity) noexcept {
  switch (severity) {
    case outcome::Severity::info:
      return Severity::info;
    case outcome::Severity::warning:
      return Severity::warning;
    case outcome::Severity::indeterminate:
      return Severity::indeterminate;
    case outcome::Severity::invalid:
      return Severity::invalid;
  }
  return Severity::invalid;
}

}  // namespace

Finding published(const outcome::Finding& finding) {
  const auto& row = outcome::entry(finding.id);
  return {std::string(row.name),   severity_of(finding.severity), finding.about.what,
          finding.about.line,      finding.about.where,           outcome::message(finding),
          std::string(row.clause), std::string(row.advice),       finding.params};
}

std::vector<Finding> published(const outcome::Findings& findings) {
  std::vector<Finding> all;
  all.reserve(findings.all().size());
  for (const auto& finding : findings.all()) all.push_back(published(finding));
  return all;
}

std::string_view to_string(Severity severity) noexcept {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::indeterminate:
      return "indeterminate";
    case Severity::invalid:
      return "invalid";
  }
  return "invalid";
}

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::valid:
      return "valid";
    case Verdict::invalid:
      return "invalid";
    case Verdict::indeterminate:
      return "indeterminate";
  }
  return "invalid";
}

}  // namespace accord
