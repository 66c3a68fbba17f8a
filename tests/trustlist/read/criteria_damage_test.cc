#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;

/// The service extensions' text alone, so that a test damages the criteria there and not in the
/// agreement.
std::string replaced_in_service(std::string_view from, std::string_view to) {
  auto list = full_list();
  list.pointers.clear();
  return replaced(unsigned_text(list), from, to);
}

ReadText read_damaged(std::string document) {
  auto read = read_text(std::move(document));
  REQUIRE(read.list.has_value());
  CHECK_FALSE(read.findings.blocking());
  REQUIRE(read.list->service_count() == 1);
  const auto& current = read.list->providers.front().services.front().current;
  REQUIRE(current.qualification_elements().size() == 1);
  return read;
}

const QualificationElement& qualification(const ReadText& read) {
  return *read.list->providers.front().services.front().current.qualification_elements().front();
}

TEST_CASE("criteria of every kind are read and can be decided") {
  const auto read = read_damaged(unsigned_text(full_list()));
  CHECK(is_decidable(qualification(read).criteria));
  CHECK(qualification(read).criteria.lists.size() == 2);
}

TEST_CASE("criteria that do not say how many must be met never hold") {
  for (const auto* to : {"<q:CriteriaList>", "<q:CriteriaList assert=\"some\">"}) {
    const auto read = read_damaged(replaced_in_service("<q:CriteriaList assert=\"all\">", to));
    require_finding(read.findings, FindingId::list_criteria_without_assert, "/CriteriaList");
    CHECK_FALSE(is_decidable(qualification(read).criteria));
  }
}

TEST_CASE("an empty list of criteria never holds") {
  const auto read = read_damaged(
      replaced_in_service("<q:Description>", "<q:CriteriaList assert=\"none\"/><q:Description>"));
  require_finding(read.findings, FindingId::list_criteria_empty, "/CriteriaList/CriteriaList[3]");
  CHECK_FALSE(is_decidable(qualification(read).criteria));
}

TEST_CASE("a criterion that is not understood is kept, reported, and never holds") {
  const auto read = read_damaged(replaced_in_service(
      "<x:CertSubjectDNAttribute>", "<n:moon xmlns:n=\"urn:n\"/><x:CertSubjectDNAttribute>"));
  require_finding(read.findings, FindingId::list_criteria_unknown, "/otherCriteriaList/moon");
  CHECK_FALSE(is_decidable(qualification(read).criteria));
}

TEST_CASE("a criterion whose content cannot be read never holds") {
  const std::pair<std::string_view, std::string_view> damages[] = {
      {"name=\"nonRepudiation\"", "name=\"contentCommitment\""},
      {"<q:KeyUsageBit name=\"nonRepudiation\">true", "<q:KeyUsageBit name=\"nonRepudiation\">yes"},
      {">1.2.3.4<", ">1.2.03.4<"},
      {">urn:oid:1.2.3.5<", ">urn:id:1.2.3.5<"},
      {">oid:2.5.4.97<", "><"},
      {"Qualifier=\"OIDAsURN\">urn:oid:1.3", "Qualifier=\"OIDAsURN\">urn:oid:"},
      {"<mra:QcCClegislation>JP</mra:QcCClegislation>", ""},
      {">0.4.0.1862.1.6.2<", ">0.4.0.1862.1.6.x<"},
      {"<q:PolicySet>", "<q:PolicySet/><q:PolicySet>"},
      {"<q:KeyUsage>", "<q:KeyUsage/><q:KeyUsage>"},
      {"<q:PolicySet>", "<q:PolicyBag/><q:PolicySet>"},
  };
  for (const auto& [from, to] : damages) {
    INFO(from << " -> " << to);
    const auto read = read_damaged(replaced_in_service(from, to));
    CHECK_FALSE(read.findings.empty());
    CHECK_FALSE(is_decidable(qualification(read).criteria));
  }
}

TEST_CASE("a qualification without criteria never holds") {
  auto list = full_list();
  list.pointers.clear();
  const auto whole = unsigned_text(list);
  const auto begin = whole.find("<q:CriteriaList");
  const auto end = whole.find("</q:QualificationElement>");
  const auto read = read_damaged(std::string(whole).erase(begin, end - begin));
  require_finding(read.findings, FindingId::list_element_missing, "/QualificationElement");
  CHECK_FALSE(is_decidable(qualification(read).criteria));
}

TEST_CASE("a qualifier that the standard does not define is kept and reported") {
  const auto read =
      read_damaged(replaced_in_service("SvcInfoExt/QCWithQSCD", "SvcInfoExt/QCWithMoon"));
  require_finding(read.findings, FindingId::list_qualifier_unknown, "/Qualifier");
  CHECK(qualification(read).qualifiers.size() == 1);
}

std::string agreement_text() { return unsigned_text(sample_list_of_lists()); }

TEST_CASE("a whole agreement is read as it was written") {
  const auto read = read_text(agreement_text());
  REQUIRE(read.list.has_value());
  CHECK(read.findings.empty());
  CHECK(read.list->pointers.front().agreement == sample_agreement());
}

TEST_CASE("an agreement with any part that cannot be read is not relied on") {
  const std::pair<std::string_view, std::string_view> damages[] = {
      {"version=\"1\"", ""},
      {"MRADepth=\"1\"", "MRADepth=\"one\""},
      {"pointedContractingPartyLegislation", "pointedLegislation"},
      {"<mra:TrustServiceLegalIdentifier>QCForESeal</mra:TrustServiceLegalIdentifier>", ""},
      {"<tsl:ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/CA/QC</"
       "tsl:ServiceTypeIdentifier>",
       ""},
      {"StatusStartingTime>2026-07-01T00:00:00Z<", "StatusStartingTime>July<"},
      {"<tsl:ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted</"
       "tsl:ServiceStatus>",
       ""},
      {"PointingParty assert=\"all\"", "PointingParty"},
      {"uri=\"http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/QCForESeal\"", ""},
      {"StartingTime>2026-01-01T00:00:00Z<", "StartingTime>2027-01-01T00:00:00Z<"},
      {"<mra:TrustServiceEquivalenceStatus>",
       "<mra:TrustServiceEquivalenceStatus>http://ec.europa.eu/tools/lotl/mra/enacted</"
       "mra:TrustServiceEquivalenceStatus><mra:TrustServiceEquivalenceStatus>"},
      {"<tsl:URI "
       "xml:lang=\"en\">http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals</tsl:URI>",
       ""},
      // What has no place there may be what takes the rest back.
      {"</mra:TrustServiceEquivalenceInformation>",
       "</mra:TrustServiceEquivalenceInformation><mra:TrustServiceEquivalenceInformatio/>"},
      {"<mra:TrustServiceEquivalenceInformation>",
       "<TrustServiceEquivalenceInformation xmlns=\"urn:x\"/>"
       "<mra:TrustServiceEquivalenceInformation>"},
      {"<mra:TrustServiceEquivalenceInformation>",
       "repealed<mra:TrustServiceEquivalenceInformation>"},
      {"</mra:TrustServiceEquivalenceHistoryInstance>",
       "</mra:TrustServiceEquivalenceHistoryInstance><mra:TrustServiceEquivalenceHistoryInstanc/>"},
      {"</mra:TrustServiceEquivalenceStatus>", "<mra:not/></mra:TrustServiceEquivalenceStatus>"},
  };
  for (const auto& [from, to] : damages) {
    INFO(from << " -> " << to);
    const auto read = read_text(replaced(agreement_text(), from, to));
    REQUIRE(read.list.has_value());
    CHECK_FALSE(read.findings.blocking());
    require_finding(read.findings, FindingId::agreement_damaged,
                    "MutualRecognitionAgreementInformation");
    CHECK(read.list->pointers.front().agreement->damaged);
  }
}

TEST_CASE("a document that is no agreement is not read as one") {
  outcome::Budget budget;
  outcome::Findings findings;
  const auto document = require_value(xml::Document::parse("<x/>", budget));
  CHECK_FALSE(read::read_agreement(document.root(), budget, findings).has_value());
  require_only_blocking(findings, FindingId::agreement_root_wrong, "/x");
}

}  // namespace
}  // namespace accord::tests
