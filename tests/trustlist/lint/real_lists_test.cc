#include <map>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/lint/lint_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;

using Broken = std::map<std::string, std::set<std::string>>;

/// The rules that each published list breaks, those that block alone.
Broken broken_by_published_lists() {
  Broken result;
  for (const auto* folder : {"lists/eu-2019", "lists/samples"}) {
    for (const auto& entry : std::filesystem::directory_iterator(reference_file(folder))) {
      const auto findings = lint_text(read_file(entry.path()));
      for (const auto& finding : findings.all()) {
        const std::string id(outcome::entry(finding.id).name);
        UNSCOPED_INFO(entry.path().filename().string()
                      << " " << outcome::to_string(finding.severity) << " " << id << " "
                      << outcome::to_string(finding.about) << ": " << outcome::message(finding));
        if (finding.severity < outcome::Severity::indeterminate) continue;
        result[entry.path().stem().string()].insert(id);
      }
    }
  }
  return result;
}

TEST_CASE("published lists keep what the standard asks, but for what is known of them") {
  const Broken known{
      {"AT", {"lint_uri_malformed"}},
      {"BE", {"lint_identity_repeated"}},
      {"EL", {"lint_qualifiers_not_ca_qc"}},
      {"FR", {"lint_identity_repeated", "lint_uri_malformed"}},
      {"IE", {"lint_address_no_website", "lint_identity_repeated"}},
      {"NO", {"lint_mail_malformed"}},
      {"PL", {"lint_trade_name_missing"}},
      {"PT",
       {"lint_qualifiers_contradict", "lint_qualifiers_not_ca_qc",
        "lint_qualifiers_several_kinds"}},
      {"SI", {"lint_qualifiers_contradict"}},
      {"SK", {"lint_history_no_key_identifier"}},
      // Made for trying things out, in 2022.
      {"mra-lotl", {"lint_next_update_too_late", "lint_time_fraction", "lint_uri_malformed"}},
      {"mra-zz-tl",
       {"lint_agreement_status_unknown", "lint_legal_notice_missing", "lint_next_update_too_late",
        "lint_time_fraction", "lint_uri_malformed"}},
  };
  CHECK(broken_by_published_lists() == known);
}

}  // namespace
}  // namespace accord::tests
