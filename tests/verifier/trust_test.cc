#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
namespace uri = trustlist::uri;

constexpr std::chrono::seconds second{1};

verifier::Trust trust_of(World& world) {
  return verifier::establish_trust(world.sources(), world.at, world.policy.algorithms,
                                   world.budget);
}

TEST_CASE("trust holds the list of lists, the lists it announces, and their certificates") {
  World world;
  const auto trust = trust_of(world);
  REQUIRE(trust.list_of_lists() != nullptr);
  CHECK(trust.at() == world.at);
  REQUIRE(trust.lists().size() == 1);
  CHECK(trust.lists().front().bridge.has_value());
  CHECK(trust.refused().empty());
  REQUIRE(trust.anchors().size() == 1);
  CHECK(trust.anchors().front().name().matches(subject_name(world.authority)));
}

// What is wrong with the list of lists takes everything away: nothing that it points to counts.
TEST_CASE("without a list of lists to rely on no document is valid") {
  struct Row {
    const char* what;
    void (*change)(World&);
    FindingId id;
  };
  const Row rows[] = {
      {"signed by somebody else", [](World& w) { w.list_of_lists_signer = &list_signer(); },
       FindingId::list_signer_not_announced},
      {"changed",
       [](World& w) {
         w.change_list_of_lists = [](std::string t) {
           return replaced(t, "2026-07-01T00:00:00Z", "2026-06-01T00:00:00Z");
         };
       },
       FindingId::signature_digest_wrong},
      {"expired", [](World& w) { w.list_of_lists.next_update = w.at - second; },
       FindingId::list_expired},
      {"issued later", [](World& w) { w.list_of_lists.issued = w.at + second; },
       FindingId::list_not_yet_issued},
      {"no list of lists at all", [](World& w) { w.list_of_lists.type = uri::eu_generic; },
       FindingId::tree_root_not_list_of_lists},
      {"not XML", [](World& w) { w.change_list_of_lists = [](std::string) { return "{}"; }; },
       FindingId::xml_content_outside_root},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      World world;
      row.change(world);
      const auto trust = trust_of(world);
      CHECK(trust.list_of_lists() == nullptr);
      CHECK(trust.lists().empty());
      CHECK(trust.anchors().empty());
      const auto answer = world.ask();
      // The document is not shown to be bad by it, only not to be good.
      CHECK(std::holds_alternative<verifier::Indeterminate>(answer.outcome));
      CHECK(require_among(answer, row.id, "eu.xml").severity == outcome::Severity::indeterminate);
      require_among(answer, FindingId::path_no_anchors);
    }
  }
}

// A store that has lost a list could lack the one that speaks against the document.
TEST_CASE("what was found where the sources were gathered weighs on the verdict") {
  World world;
  auto sources = world.sources();
  sources.findings.add(FindingId::trust_file_changed, {.what = "eu/LU-42.xml"},
                       {{"found", "00"}, {"expected", "01"}});
  const auto trust =
      verifier::establish_trust(sources, world.at, world.policy.algorithms, world.budget);
  CHECK(trust.lists().size() == 1);
  const auto answer = verifier::verify_document({"data-sharing.xml", world.document()}, trust,
                                                world.evidence(), world.policy, world.budget);
  CHECK(std::holds_alternative<verifier::Indeterminate>(answer.outcome));
  require_refused(answer, FindingId::trust_file_changed);
  CHECK(answer.findings.all().front().about.what == "eu/LU-42.xml");
  CHECK_FALSE(answer.legal_effect.has_value());
}

TEST_CASE("a list that may not be relied on is not used, and the answer says why") {
  struct Row {
    const char* what;
    void (*change)(World&);
    FindingId id;
    const char* where;
  };
  const Row rows[] = {
      {"signed by somebody else with the same names",
       [](World& w) { w.list_signer = &other_signer(); }, FindingId::list_signer_not_announced,
       "jp.xml"},
      {"changed",
       [](World& w) {
         w.change_list = [](std::string t) { return replaced(t, "Seal trust", "Seal twist"); };
       },
       FindingId::signature_digest_wrong, "jp.xml"},
      {"expired", [](World& w) { w.list.next_update = w.at - second; }, FindingId::list_expired,
       "jp.xml"},
      {"issued later", [](World& w) { w.list.issued = w.at + second; },
       FindingId::list_not_yet_issued, "jp.xml"},
      {"of a territory that is not pointed to", [](World& w) { w.list.territory = "KR"; },
       FindingId::list_signers_unknown, "jp.xml"},
      {"no list", [](World& w) { w.change_list = [](std::string) { return "<a/>"; }; },
       FindingId::signature_none, "jp.xml"},
      {"no agreement, and not of the home scheme",
       [](World& w) { w.list_of_lists.pointers.front().agreement.reset(); },
       FindingId::recognition_no_agreement, "list of lists of EU"},
      {"no agreement, and a list that claims to be at home",
       [](World& w) {
         w.list_of_lists.pointers.front().agreement.reset();
         w.list.type = uri::eu_generic;
       },
       FindingId::recognition_no_agreement, "list of lists of EU"},
      {"no agreement, and a pointer that does not say whose list it is",
       [](World& w) {
         w.list_of_lists.pointers.front().agreement.reset();
         w.list_of_lists.pointers.front().list_type.reset();
       },
       FindingId::recognition_no_agreement, "list of lists of EU"},
      {"two pointers with different agreements",
       [](World& w) {
         auto& pointers = w.list_of_lists.pointers;
         pointers.push_back(pointers.front());
         pointers.back().agreement->depth = 2;
       },
       FindingId::recognition_several_agreements, "list of lists of EU"},
      {"two pointers, one without an agreement",
       [](World& w) {
         auto& pointers = w.list_of_lists.pointers;
         pointers.push_back(pointers.front());
         pointers.back().agreement.reset();
       },
       FindingId::recognition_several_agreements, "list of lists of EU"},
      {"two pointers with different agreements, the second with another signer",
       [](World& w) {
         auto& pointers = w.list_of_lists.pointers;
         pointers.push_back(pointers.front());
         pointers.back().agreement->equivalences.front().current.status = uri::repealed;
         pointers.back().signers = {{{trustlist::DigitalId{other_signer().certificate}}}};
       },
       FindingId::recognition_several_agreements, "list of lists of EU"},
      {"the same, and the second does not name a type",
       [](World& w) {
         auto& pointers = w.list_of_lists.pointers;
         pointers.push_back(pointers.front());
         pointers.back().agreement->equivalences.front().current.status = uri::repealed;
         pointers.back().signers = {{{trustlist::DigitalId{other_signer().certificate}}}};
         pointers.back().list_type.reset();
       },
       FindingId::recognition_several_agreements, "list of lists of EU"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      World world;
      row.change(world);
      const auto trust = trust_of(world);
      CHECK(trust.lists().empty());
      REQUIRE(trust.refused().size() == 1);
      require_finding(trust.refused().front().findings, row.id, row.where);
      const auto answer = world.ask();
      CHECK(std::holds_alternative<verifier::Indeterminate>(answer.outcome));
      require_among(answer, row.id, row.where);
      require_among(answer, FindingId::path_no_anchors);
    }
  }
}

TEST_CASE("two pointers to one list with the same agreement are fine") {
  World world;
  auto& pointers = world.list_of_lists.pointers;
  pointers.push_back(pointers.front());
  require_valid(world.ask());
}

TEST_CASE("lists hold up to their next update") {
  World world;
  world.list.next_update = world.at;
  world.list_of_lists.next_update = world.at;
  require_valid(world.ask());
}

TEST_CASE("a closed list says nothing of a later moment") {
  World closed;
  closed.list.next_update.reset();
  require_refused(closed.ask(), FindingId::list_closed);
  World closed_above;
  closed_above.list_of_lists.next_update.reset();
  require_refused(closed_above.ask(), FindingId::list_closed);
}

TEST_CASE("a damaged agreement is not relied on") {
  World world;
  // The list of lists is signed with the damage in it.
  world.change_unsigned_list_of_lists = [](std::string text) {
    return replaced(std::move(text), " assert=\"all\"", "");
  };
  const auto answer = world.ask();
  require_refused(answer, FindingId::recognition_agreement_damaged, "agreement of EU with JP");
}

TEST_CASE("the budget for lists is enough at n and used up at n-1") {
  for (const bool enough : {true, false}) {
    World world;
    world.budget.set_limit(outcome::Cost::lists, enough ? 1 : 0);
    const auto answer = world.ask();
    if (enough) {
      require_valid(answer);
    } else {
      require_among(answer, FindingId::budget_exhausted, "jp.xml");
    }
  }
}

}  // namespace
}  // namespace accord::tests
