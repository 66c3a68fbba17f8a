#include "tests/support/expect.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

namespace accord::tests {
namespace {

std::string describe(const outcome::Finding& finding) {
  return std::string(outcome::entry(finding.id).name) + " [" + to_string(finding.about) + "] " +
         outcome::message(finding);
}

std::string describe(const outcome::Findings& findings) {
  std::string text;
  for (const auto& finding : findings.all()) text += "  " + describe(finding) + "\n";
  return text.empty() ? "  (none)\n" : text;
}

bool fits(const outcome::Finding& finding, outcome::FindingId id, std::string_view where) {
  return finding.id == id &&
         (where.empty() || outcome::to_string(finding.about).find(where) != std::string::npos);
}

}  // namespace

void note_raised(std::string_view id) {
  const char* folder = std::getenv("ACCORD_RAISED_DIR");
  if (folder == nullptr || *folder == '\0') return;
  std::filesystem::create_directories(folder);
  std::ofstream(std::filesystem::path(folder) / id).put('\n');
}

const outcome::Finding& require_finding(const outcome::Findings& findings, outcome::FindingId id,
                                        std::string_view where) {
  INFO("expected " << outcome::entry(id).name << " at \"" << where << "\"; found:\n"
                   << describe(findings));
  const outcome::Finding* found = nullptr;
  for (const auto& finding : findings.all()) {
    if (found == nullptr && fits(finding, id, where)) found = &finding;
  }
  REQUIRE(found != nullptr);
  note_raised(outcome::entry(id).name);
  return *found;
}

const outcome::Finding& require_only_blocking(const outcome::Findings& findings,
                                              outcome::FindingId id, std::string_view where) {
  const auto& found = require_finding(findings, id, where);
  INFO("expected only " << outcome::entry(id).name << " to block; found:\n" << describe(findings));
  for (const auto& finding : findings.all()) {
    if (finding.severity >= outcome::Severity::indeterminate) REQUIRE(finding.id == id);
  }
  return found;
}

const outcome::Finding& require_finding(const outcome::Finding& finding, outcome::FindingId id,
                                        std::string_view where) {
  INFO("expected " << outcome::entry(id).name << " at \"" << where << "\"; found:\n  "
                   << describe(finding));
  REQUIRE(fits(finding, id, where));
  note_raised(outcome::entry(id).name);
  return finding;
}

void require_no_failure(const outcome::Finding* finding) {
  if (finding == nullptr) return;
  INFO("expected success; found:\n  " << describe(*finding));
  REQUIRE(finding == nullptr);
}

}  // namespace accord::tests
