#include "trustlist/scheme/agreement.h"

#include <array>

#include "trustlist/read/read.h"
#include "trustlist/scheme/source_reading.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

struct Law {
  std::string_view territory, uri;
};
constexpr std::array<Law, 2> laws{{
    // Regulation (EU) No 910/2014 (eIDAS)
    {"EU", "http://data.europa.eu/eli/reg/2014/910/oj"},
    // Act on Electronic Signatures and Certification Business (Act No. 102 of 2000)
    {"JP", "https://laws.e-gov.go.jp/law/412AC0000000102"},
}};

tl::unexpected<outcome::Finding> wrong(std::string_view value, std::string_view expected) {
  return outcome::fail(FindingId::source_value_wrong, {},
                       {{"value", std::string(value)}, {"expected", std::string(expected)}});
}

QcStatementCriterion statement(const der::Oid& id) {
  return {ObjectIdentifier::as_urn(id), {}, {}};
}

QcStatementCriterion statement_of_type(const der::Oid& type) {
  auto result = statement(x509::qc::type);
  result.type = ObjectIdentifier::as_urn(type);
  return result;
}

/// All or none of these statements.
CriteriaList statements(Assertion assertion, std::vector<QcStatementCriterion> members) {
  CriteriaList result;
  result.assertion = assertion;
  // Each in a set of its own: a set holds only as a whole, and "none" is about each of them.
  for (auto& member : members) {
    result.others.emplace_back(QcStatementSetCriterion{{std::move(member)}});
  }
  return result;
}

CriteriaList both(CriteriaList first, CriteriaList second) {
  CriteriaList result;
  result.assertion = Assertion::all;
  result.lists = {std::move(first), std::move(second)};
  return result;
}

/// A certificate that declares compliance under the pointed side's own law counts as one that
/// declares it without naming a country, which is how EN 319 412-5 (4.2.1 and 4.2.4) says "under EU
/// law".
ContentEquivalence compliance(const AgreementDraft& draft) {
  auto legislation = statement(x509::qc::legislation);
  legislation.legislation = draft.pointed;
  return {std::string(uri::qc_compliance_context),
          both(statements(Assertion::all, {statement(x509::qc::compliance)}),
               statements(Assertion::none, {statement(x509::qc::legislation)})),
          statements(Assertion::all, {statement(x509::qc::compliance), std::move(legislation)})};
}

/// The type e-seal, and neither of the other two, on both sides.
ContentEquivalence seal_type() {
  const auto seal = both(statements(Assertion::all, {statement_of_type(x509::qc::type_eseal)}),
                         statements(Assertion::none, {statement_of_type(x509::qc::type_esign),
                                                      statement_of_type(x509::qc::type_web)}));
  return {std::string(uri::qc_type_context), seal, seal};
}

/// Qualifiers mean the same on both sides. With a map, those that it does not name stay as they
/// are.
QualifierEquivalence same_qualifiers() {
  QualifierEquivalence result{"Sie:Q", "Sie:Q", {{}}};
  for (const auto qualifier : {Qualifier::qc_for_eseal, Qualifier::not_qualified}) {
    const std::string uri(qualifier_uri(qualifier));
    result.lists.front().push_back({uri, uri});
  }
  return result;
}

/// The law that was given; else the one that we know.
outcome::Result<std::string> legislation(const std::string& given, const std::string& territory,
                                         std::string_view option) {
  if (!given.empty()) {
    if (!is_uri(given)) return wrong(given, "the URI of a law");
    return given;
  }
  auto known = legislation_of(territory);
  if (known) return std::move(*known);
  return outcome::fail(FindingId::legislation_unknown, {},
                       {{"territory", territory}, {"option", std::string(option)}});
}

}  // namespace

std::optional<std::string> legislation_of(std::string_view territory) {
  for (const auto& law : laws) {
    if (law.territory == territory) return std::string(law.uri);
  }
  return std::nullopt;
}

outcome::Result<RecognitionAgreement> draft_agreement(const AgreementDraft& draft) {
  for (const auto& territory : {draft.pointing, draft.pointed}) {
    if (!is_territory(territory)) return wrong(territory, "a territory of two capital letters");
  }
  if (draft.pointing == draft.pointed) return wrong(draft.pointed, "another territory");
  RecognitionAgreement result;
  result.technical_type = 1;
  result.version = 1;
  result.depth = 1;
  auto pointing = legislation(draft.pointing_legislation, draft.pointing, "--pointing-legislation");
  if (!pointing) return outcome::pass_on(pointing);
  auto pointed = legislation(draft.pointed_legislation, draft.pointed, "--pointed-legislation");
  if (!pointed) return outcome::pass_on(pointed);
  result.pointing_legislation = std::move(*pointing);
  result.pointed_legislation = std::move(*pointed);
  EquivalenceTerms terms;
  const ServiceKind seals{
      std::string(uri::ca_qc),
      AdditionalServiceInformation{{"en", std::string(uri::for_eseals)}, {}, {}}};
  terms.pointing_kinds = {seals};
  terms.pointed_kinds = {seals};
  terms.status = uri::enacted;
  terms.starting = draft.enacted;
  terms.valid = {{std::string(uri::granted)}, {std::string(uri::granted)}};
  terms.invalid = {{std::string(uri::withdrawn)}, {std::string(uri::withdrawn)}};
  terms.contents = {compliance(draft), seal_type()};
  terms.qualifiers = same_qualifiers();
  result.equivalences.push_back({"QCForESeal", std::move(terms), {}});
  return result;
}

outcome::Result<RecognitionAgreement> parse_agreement(std::string bytes, outcome::Budget& budget) {
  budget.next_document();
  const auto document = xml::Document::parse(std::move(bytes), budget);
  if (!document) return outcome::pass_on(document);
  outcome::Findings findings;
  auto agreement = read::read_agreement(document->root(), budget, findings);
  const bool whole = agreement.has_value() && !agreement->damaged && !findings.blocking();
  if (whole) return std::move(*agreement);
  auto first = findings.all().front();
  first.severity = outcome::Severity::invalid;
  return tl::unexpected<outcome::Finding>(std::move(first));
}

}  // namespace accord::trustlist::scheme
