#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using outcome::Severity;
namespace uri = trustlist::uri;

constexpr auto other_type = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/XXlist";
constexpr auto later = "2026-07-28T00:00:00Z";

/// Several issues of the list of JP; the world's own has the number 7.
struct Issues : World {
  /// Another issue of it, changed before it is signed.
  template <typename Change>
  void add(const std::string& name, Change change, std::function<std::string(std::string)> damage) {
    auto one = static_cast<World&>(*this);
    one.list.sequence = 9;
    one.list.issued = instant(later);
    one.change_unsigned_list = std::move(damage);
    change(one);
    files.push_back({name, one.list_text()});
  }
  template <typename Change>
  void add(const std::string& name, Change change) {
    add(name, change, {});
  }
  void add_own() { files.push_back({"jp.xml", list_text()}); }
  verifier::Trust trust() {
    auto given = sources();
    given.lists = files;
    return verifier::establish_trust(given, at, policy.algorithms, budget);
  }
  verifier::Answer ask_all() {
    return verifier::verify_document({"data-sharing.xml", document()}, trust(), evidence(), policy,
                                     budget);
  }
  void turn_around() { std::reverse(files.begin(), files.end()); }

  std::vector<verifier::NamedBytes> files;
};

void withdraw(World& world) { world.service().status = uri::withdrawn; }

/// That finding is about that list, which is not used.
const outcome::Finding& require_about(const verifier::Trust& trust, FindingId id,
                                      const std::string& file) {
  const auto& refused = trust.refused();
  const auto found = std::find_if(refused.begin(), refused.end(),
                                  [&](const auto& one) { return one.name == file; });
  REQUIRE(found != refused.end());
  return require_finding(found->findings, id);
}

TEST_CASE("two issues with one number, or with dates against their numbers, settle nothing") {
  struct Row {
    const char* what;
    void (*change)(World&);
    const char* newest;  // nothing: the first one given
  };
  const Row rows[] = {
      {"the same number, issued later",
       [](World& w) {
         withdraw(w);
         w.list.sequence = 7;
       },
       nullptr},
      {"the same number and date",
       [](World& w) {
         withdraw(w);
         w.list.sequence = 7;
         w.list.issued = issue_date();
       },
       nullptr},
      {"a higher number, issued earlier",
       [](World& w) { w.list.issued = instant("2026-05-31T00:00:00Z"); }, "second.xml"},
      {"the same number, and out of date",
       [](World& w) {
         w.list.sequence = 7;
         w.list.next_update = instant("2026-07-30T00:00:00Z");
       },
       "jp.xml"},
  };
  for (const auto& row : rows) {
    for (const bool turned : {false, true}) {
      DYNAMIC_SECTION(row.what << (turned ? ", the other way round" : "")) {
        Issues issues;
        issues.add_own();
        issues.add("second.xml", row.change);
        if (turned) issues.turn_around();
        const auto trust = issues.trust();
        CHECK(trust.lists().empty());
        CHECK(trust.anchors().empty());
        REQUIRE(trust.refused().size() == 2);
        for (const auto* file : {"jp.xml", "second.xml"}) {
          const auto& finding = require_about(trust, FindingId::trust_issues_conflict, file);
          CHECK(finding.severity == Severity::indeterminate);
          CHECK(finding.about.what ==
                (row.newest != nullptr ? row.newest : issues.files.front().name));
          CHECK(outcome::message(finding).find("{") == std::string::npos);
        }
        const auto answer = issues.ask_all();
        CHECK(std::holds_alternative<verifier::Indeterminate>(answer.outcome));
        require_among(answer, FindingId::trust_issues_conflict);
      }
    }
  }
}

TEST_CASE("an older issue does not take the place of a newest one that may not be relied on") {
  struct Row {
    const char* what;
    void (*change)(World&);
    std::function<std::string(std::string)> damage;
    FindingId id;
  };
  const Row rows[] = {
      {"out of date",
       [](World& w) {
         withdraw(w);
         w.list.next_update = instant("2026-07-30T00:00:00Z");
       },
       {},
       FindingId::list_expired},
      {"an unknown critical extension of the scheme", withdraw,
       [](std::string text) {
         return replaced(std::move(text), "</tsl:SchemeInformation>",
                         "<tsl:SchemeExtensions><tsl:Extension Critical=\"true\"><n:x "
                         "xmlns:n=\"urn:n\"/></tsl:Extension></tsl:SchemeExtensions>"
                         "</tsl:SchemeInformation>");
       },
       FindingId::list_extension_critical_unknown},
  };
  for (const auto& row : rows) {
    for (const bool turned : {false, true}) {
      DYNAMIC_SECTION(row.what << (turned ? ", the other way round" : "")) {
        Issues issues;
        issues.add_own();
        issues.add("newest.xml", row.change, row.damage);
        if (turned) issues.turn_around();
        const auto trust = issues.trust();
        CHECK(trust.lists().empty());
        require_about(trust, row.id, "newest.xml");
        const auto& finding = require_about(trust, FindingId::trust_newest_not_usable, "jp.xml");
        CHECK(finding.severity == Severity::indeterminate);
        CHECK(finding.about.what == "jp.xml");
        CHECK(outcome::message(finding).find("number 9 (newest.xml)") != std::string::npos);
        const auto answer = issues.ask_all();
        CHECK(std::holds_alternative<verifier::Indeterminate>(answer.outcome));
        require_among(answer, FindingId::trust_newest_not_usable);
        require_among(answer, row.id);
      }
    }
  }
}

TEST_CASE("the newest issue is used, and an older one is told") {
  for (const bool turned : {false, true}) {
    Issues issues;
    issues.add_own();
    issues.add("newest.xml", [](World&) {});
    if (turned) issues.turn_around();
    require_valid(issues.ask_all());
    const auto trust = issues.trust();
    REQUIRE(trust.lists().size() == 1);
    CHECK(trust.lists().front().name == "newest.xml");
    CHECK(require_about(trust, FindingId::trust_list_superseded, "jp.xml").severity ==
          Severity::info);
  }
}

TEST_CASE("one file given twice is one issue") {
  Issues issues;
  issues.add_own();
  issues.files.push_back({"copy.xml", issues.files.front().bytes});
  require_valid(issues.ask_all());
}

TEST_CASE("what nobody announced signed, and what was not issued yet, takes no place") {
  Issues issues;
  issues.add_own();
  issues.add("strange.xml", [](World& w) {
    withdraw(w);
    w.list_signer = &other_signer();
  });
  issues.add("tomorrow.xml", [](World& w) {
    withdraw(w);
    w.list.issued = w.at + std::chrono::seconds{1};
  });
  require_valid(issues.ask_all());
  const auto trust = issues.trust();
  require_about(trust, FindingId::list_signer_not_announced, "strange.xml");
  require_about(trust, FindingId::list_not_yet_issued, "tomorrow.xml");
}

TEST_CASE("a list that changes its type does not begin anew") {
  for (const bool turned : {false, true}) {
    Issues issues;
    issues.add_own();
    issues.add("newest.xml", [](World& w) {
      withdraw(w);
      w.list.type = other_type;
    });
    if (turned) issues.turn_around();
    const auto trust = issues.trust();
    REQUIRE(trust.lists().size() == 1);
    CHECK(trust.lists().front().name == "newest.xml");
    require_about(trust, FindingId::trust_list_superseded, "jp.xml");
    CHECK_FALSE(std::holds_alternative<verifier::Valid>(issues.ask_all().outcome));
  }
}

TEST_CASE("where pointers name both types there are two lists") {
  Issues issues;
  auto& pointers = issues.list_of_lists.pointers;
  pointers.push_back(pointers.front());
  pointers.back().list_type = other_type;
  pointers.back().location = "https://operator.example/jp/second.xml";
  issues.add_own();
  issues.add("other.xml", [](World& w) { w.list.type = other_type; });
  CHECK(issues.trust().lists().size() == 2);
}

}  // namespace
}  // namespace accord::tests
