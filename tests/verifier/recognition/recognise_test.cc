#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/recognition/treaty.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using outcome::Severity;
using trustlist::Qualifier;
namespace uri = trustlist::uri;

constexpr std::chrono::seconds second{1};

TEST_CASE("a foreign service is translated into the home scheme's terms") {
  Treaty treaty;
  const auto recognised = treaty.recognise();
  REQUIRE(recognised.has_value());
  CHECK(recognised->home.type == uri::ca_qc);
  CHECK(recognised->home.status == uri::granted);
  REQUIRE(recognised->home.additional_information.size() == 1);
  CHECK(recognised->home.additional_information.front().uri.text == uri::for_eseals);
  CHECK(recognised->home.name == "Seal authority");
  CHECK(recognised->foreign_type == "urn:jp:seal");
  CHECK(recognised->foreign_status == "urn:jp:good");
  CHECK(recognised->legal_identifier == "QCForESeal");
  // What was so before the agreement counts from the agreement on.
  CHECK(recognised->home.period.from == moment("2026-07-01T00:00:00Z"));
  CHECK(treaty.findings.empty());

  Treaty bad;
  bad.service.status = "urn:jp:bad";
  bad.service.period.from = moment("2026-07-25T00:00:00Z");
  const auto withdrawn = bad.recognise();
  REQUIRE(withdrawn.has_value());
  CHECK(withdrawn->home.status == uri::withdrawn);
  CHECK(withdrawn->home.period.from == moment("2026-07-25T00:00:00Z"));
}

TEST_CASE("an equivalence holds from the second it is enacted to the second it is repealed") {
  struct Row {
    const char* what;
    void (*change)(Treaty&);
    bool holds;
  };
  const Row rows[] = {
      {"in its first second", [](Treaty& t) { t.at = t.terms().starting; }, true},
      {"a second before", [](Treaty& t) { t.at = t.terms().starting - second; }, false},
      {"in its last second",
       [](Treaty& t) {
         auto& equivalence = t.agreement.equivalences.front();
         equivalence.history = {equivalence.current};
         equivalence.current.status = uri::repealed;
         equivalence.current.starting = t.at + second;
       },
       true},
      {"in the second of its repeal",
       [](Treaty& t) {
         auto& equivalence = t.agreement.equivalences.front();
         equivalence.history = {equivalence.current};
         equivalence.current.status = uri::repealed;
         equivalence.current.starting = t.at;
       },
       false},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Treaty treaty;
      row.change(treaty);
      CHECK(treaty.recognise().has_value() == row.holds);
      if (row.holds) {
        CHECK(treaty.findings.empty());
      } else {
        const auto& finding = require_only_blocking(
            treaty.findings, FindingId::agreement_not_in_force, "agreement of EU with JP");
        CHECK(finding.severity == Severity::invalid);
      }
    }
  }
}

TEST_CASE("a service that cannot be translated has the finding that says why") {
  struct Row {
    const char* what;
    void (*change)(Treaty&);
    FindingId id;
  };
  const Row rows[] = {
      {"another type", [](Treaty& t) { t.service.type = "urn:jp:stamp"; },
       FindingId::recognition_type_not_equivalent},
      {"other additional information",
       [](Treaty& t) { t.service.additional_information = {information("urn:jp:for-mail")}; },
       FindingId::recognition_type_not_equivalent},
      {"no additional information where it is asked for",
       [](Treaty& t) { t.service.additional_information.clear(); },
       FindingId::recognition_type_not_equivalent},
      {"additional information with another value",
       [](Treaty& t) {
         t.service.additional_information.front().information_value = "undersupervision";
       },
       FindingId::recognition_type_not_equivalent},
      {"no equivalence at all", [](Treaty& t) { t.agreement.equivalences.clear(); },
       FindingId::recognition_type_not_equivalent},
      {"a status that is not in the agreement",
       [](Treaty& t) { t.service.status = "urn:jp:so-so"; },
       FindingId::recognition_status_not_equivalent},
      {"a status that is both valid and invalid",
       [](Treaty& t) { t.terms().invalid.pointed.push_back("urn:jp:good"); },
       FindingId::recognition_status_not_equivalent},
      {"a state that nobody knows", [](Treaty& t) { t.terms().status = "urn:test:paused"; },
       FindingId::agreement_status_unknown},
      {"repealed", [](Treaty& t) { t.terms().status = uri::repealed; },
       FindingId::agreement_not_in_force},
      {"two equivalences",
       [](Treaty& t) { t.agreement.equivalences.push_back(t.agreement.equivalences.front()); },
       FindingId::recognition_ambiguous},
      {"two equivalences, one of them repealed since",
       [](Treaty& t) {
         auto repealed = t.agreement.equivalences.front();
         repealed.current.status = uri::repealed;
         repealed.current.starting += second;
         t.agreement.equivalences.push_back(repealed);
       },
       FindingId::recognition_ambiguous},
      {"two equivalences, the second of a state that nobody knows",
       [](Treaty& t) {
         auto paused = t.agreement.equivalences.front();
         paused.current.status = "urn:test:paused";
         t.agreement.equivalences.push_back(paused);
       },
       FindingId::agreement_status_unknown},
      {"three equivalences, one of a state that nobody knows, one repealed since",
       [](Treaty& t) {
         auto paused = t.agreement.equivalences.front();
         paused.current.status = "urn:test:paused";
         paused.current.starting += second;
         auto repealed = paused;
         repealed.current.status = uri::repealed;
         t.agreement.equivalences.insert(t.agreement.equivalences.begin(), paused);
         t.agreement.equivalences.push_back(repealed);
       },
       FindingId::agreement_status_unknown},
      {"two statuses for one",
       [](Treaty& t) { t.terms().valid.pointing.push_back("urn:eu:also-good"); },
       FindingId::recognition_ambiguous},
      {"two types for one",
       [](Treaty& t) {
         t.terms().pointing_kinds.push_back({"urn:eu:other", {}});
       },
       FindingId::recognition_ambiguous},
      {"two qualifiers for one",
       [](Treaty& t) {
         t.service.qualifiers = {"urn:jp:q"};
         t.terms().qualifiers = trustlist::QualifierEquivalence{
             "Q", "Q", {{{"urn:eu:q1", "urn:jp:q"}}, {{"urn:eu:q2", "urn:jp:q"}}}};
       },
       FindingId::recognition_ambiguous},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Treaty treaty;
      row.change(treaty);
      CHECK_FALSE(treaty.recognise().has_value());
      const auto& finding =
          require_only_blocking(treaty.findings, row.id, "agreement of EU with JP");
      CHECK(outcome::message(finding).find("{") == std::string::npos);
    }
  }
}

TEST_CASE("an equivalence that was repealed earlier gives way to the one in force") {
  Treaty treaty;
  auto repealed = treaty.agreement.equivalences.front();
  repealed.current.status = uri::repealed;
  repealed.current.starting -= second;
  treaty.agreement.equivalences.push_back(repealed);
  CHECK(treaty.recognise().has_value());
}

TEST_CASE("an equivalence of an unknown state gives way to one that was enacted later") {
  Treaty treaty;
  auto paused = treaty.agreement.equivalences.front();
  paused.current.status = "urn:test:paused";
  paused.current.starting -= second;
  treaty.agreement.equivalences.push_back(paused);
  CHECK(treaty.recognise().has_value());
  CHECK(treaty.findings.empty());
}

TEST_CASE("of the equivalences for several purposes the certificate's own counts") {
  namespace qc = x509::qc;
  struct Row {
    const char* what;
    std::optional<std::vector<der::Oid>> types;
    const char* identifier;  // none: nothing is recognised
    FindingId id;
  };
  const Row rows[] = {
      {"a certificate for seals", {{qc::type_eseal}}, "QCForESeal", {}},
      {"a certificate for signatures", {{qc::type_esign}}, "QCForESig", {}},
      {"a qualified certificate that names no type is for signatures",
       std::vector<der::Oid>{},
       "QCForESig",
       {}},
      {"a certificate for websites",
       {{qc::type_web}},
       nullptr,
       FindingId::recognition_type_not_equivalent},
      {"a certificate for both",
       {{qc::type_esign, qc::type_eseal}},
       nullptr,
       FindingId::recognition_ambiguous},
      {"a certificate that does not say", std::nullopt, nullptr, FindingId::recognition_ambiguous},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Treaty treaty;
      treaty.make_it_for_both();
      treaty.types = row.types;
      const auto recognised = treaty.recognise();
      REQUIRE(recognised.has_value() == (row.identifier != nullptr));
      if (recognised.has_value()) {
        CHECK(recognised->legal_identifier == row.identifier);
        CHECK(recognised->home.additional_information.size() == 1);
        CHECK(treaty.findings.empty());
      } else {
        require_only_blocking(treaty.findings, row.id, "agreement of EU with JP");
      }
    }
  }
}

TEST_CASE("the purpose is what the certificate says in the terms of each equivalence") {
  Treaty treaty;
  treaty.make_it_for_both();
  const auto foreign = der::Oid::literal("1.2.392.1");
  treaty.types = {{foreign}};
  CHECK_FALSE(treaty.recognise().has_value());
  require_only_blocking(treaty.findings, FindingId::recognition_type_not_equivalent);
  treaty.findings = {};
  for (auto& equivalence : treaty.agreement.equivalences) {
    const bool seals = equivalence.legal_identifier == "QCForESeal";
    equivalence.current.contents = {
        {std::string(uri::qc_type_context),
         all_of({type_statement(seals ? x509::qc::type_eseal : x509::qc::type_esign)}),
         all_of({type_statement(seals ? foreign : der::Oid::literal("1.2.392.2"))})}};
  }
  const auto recognised = treaty.recognise();
  REQUIRE(recognised.has_value());
  CHECK(recognised->legal_identifier == "QCForESeal");
  CHECK(treaty.findings.empty());
}

TEST_CASE("a repeal takes back what is for the same purpose only") {
  for (const bool seals : {true, false}) {
    INFO(seals);
    Treaty treaty;
    treaty.make_it_for_both();
    auto repealed = treaty.agreement.equivalences[seals ? 0 : 1];
    treaty.agreement.equivalences[seals ? 0 : 1].current.status = uri::repealed;
    treaty.agreement.equivalences[seals ? 0 : 1].current.starting += second;
    CHECK(treaty.recognise().has_value() == !seals);
    if (seals) {
      require_only_blocking(treaty.findings, FindingId::agreement_not_in_force);
    } else {
      CHECK(treaty.findings.empty());
    }
    // In force as well, by another equivalence: two words on the same thing.
    treaty.findings = {};
    treaty.agreement.equivalences.push_back(std::move(repealed));
    CHECK(treaty.recognise().has_value() == !seals);
    if (seals) require_only_blocking(treaty.findings, FindingId::recognition_ambiguous);
  }
}

TEST_CASE("where several words stand on the home side the one of the same name is taken") {
  Treaty treaty;
  treaty.service.type = uri::ca_qc;
  treaty.service.status = uri::granted;
  treaty.service.additional_information = {information(uri::for_eseals)};
  treaty.terms().pointed_kinds = {{std::string(uri::ca_qc), information(uri::for_esignatures)},
                                  {std::string(uri::ca_qc), information(uri::for_eseals)}};
  treaty.terms().pointing_kinds = treaty.terms().pointed_kinds;
  treaty.terms().valid = {{"urn:eu:other", std::string(uri::granted)}, {std::string(uri::granted)}};
  const auto recognised = treaty.recognise();
  REQUIRE(recognised.has_value());
  CHECK(recognised->home.status == uri::granted);
  REQUIRE(recognised->home.additional_information.size() == 1);
  CHECK(recognised->home.additional_information.front().uri.text == uri::for_eseals);
}

TEST_CASE("an equivalence without additional information covers services with any") {
  Treaty treaty;
  treaty.terms().pointed_kinds.front().additional.reset();
  treaty.service.additional_information = {information("urn:jp:anything")};
  CHECK(treaty.recognise().has_value());
}

TEST_CASE("a qualifier follows the map, stays without an entry, goes without a map") {
  Treaty mapped;
  mapped.service.qualifiers = {"urn:jp:device", "urn:jp:unmapped"};
  mapped.terms().qualifiers = trustlist::QualifierEquivalence{
      "Q", "Q", {{{uri_of(Qualifier::qc_with_qscd), "urn:jp:device"}}}};
  const auto with_map = mapped.recognise();
  REQUIRE(with_map.has_value());
  CHECK(with_map->home.qualifiers ==
        std::vector<std::string>{uri_of(Qualifier::qc_with_qscd), "urn:jp:unmapped"});
  CHECK(mapped.findings.empty());

  Treaty without;
  without.service.qualifiers = {"urn:jp:device"};
  const auto no_map = without.recognise();
  REQUIRE(no_map.has_value());
  CHECK(no_map->home.qualifiers.empty());
  CHECK(require_finding(without.findings, FindingId::recognition_qualifier_dropped).severity ==
        Severity::warning);
}

TEST_CASE(
    "a qualifier that gives more than the certificate says counts only where the map has it") {
  for (const auto qualifier : {Qualifier::qc_statement, Qualifier::qc_with_qscd,
                               Qualifier::qc_with_sscd, Qualifier::qc_qscd_managed_on_behalf}) {
    INFO(uri_of(qualifier));
    Treaty treaty;
    treaty.service.qualifiers = {uri_of(qualifier)};
    treaty.terms().qualifiers = trustlist::QualifierEquivalence{
        "Q", "Q", {{{uri_of(Qualifier::not_qualified), uri_of(Qualifier::not_qualified)}}}};
    const auto unmapped = treaty.recognise();
    REQUIRE(unmapped.has_value());
    CHECK(unmapped->home.qualifiers.empty());
    require_finding(treaty.findings, FindingId::recognition_qualifier_dropped);
    treaty.terms().qualifiers->lists.front().push_back({uri_of(qualifier), uri_of(qualifier)});
    CHECK(treaty.recognise()->home.qualifiers == std::vector<std::string>{uri_of(qualifier)});
  }
}

TEST_CASE("a qualifier that takes something away is never lost silently") {
  for (const auto qualifier : {Qualifier::not_qualified, Qualifier::qc_no_qscd,
                               Qualifier::qc_for_legal_person, Qualifier::qc_for_wsa}) {
    INFO(uri_of(qualifier));
    Treaty treaty;
    treaty.service.qualifiers = {uri_of(qualifier)};
    CHECK(treaty.recognise().has_value());
    require_only_blocking(treaty.findings, FindingId::recognition_qualifier_dropped);
  }
}

TEST_CASE("an agreement may be chained as often as it says") {
  for (const auto& [depth, hops, usable] :
       {std::tuple{1, 1, true}, {2, 2, true}, {1, 2, false}, {0, 1, false}, {-1, 1, false}}) {
    Treaty treaty;
    treaty.agreement.depth = depth;
    treaty.hops = hops;
    CHECK(treaty.is_usable() == usable);
    if (!usable) {
      require_only_blocking(treaty.findings, FindingId::recognition_depth_exceeded,
                            "agreement of EU with JP");
    }
  }
}

TEST_CASE("an agreement that could not be read whole is not used") {
  Treaty treaty;
  treaty.agreement.damaged = true;
  CHECK_FALSE(treaty.is_usable());
  require_only_blocking(treaty.findings, FindingId::recognition_agreement_damaged,
                        "agreement of EU with JP");
}

}  // namespace
}  // namespace accord::tests
