#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/qualification/listing.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using qualification::CertificateType;
using qualification::Decision;
using qualification::SignatureKind;
using trustlist::Qualifier;
namespace uri = trustlist::uri;

TEST_CASE("a certificate of a granted service for its type is qualified") {
  Listing listing;
  const auto answer = listing.determine();
  CHECK(answer.qualified == Decision::yes);
  CHECK(answer.type == CertificateType::eseal);
  CHECK(answer.device == Decision::no);
  CHECK(answer.service == 0);
  CHECK(listing.findings.empty());
}

TEST_CASE("whatever keeps a certificate from being qualified has a finding of its own") {
  struct Row {
    const char* what;
    void (*change)(Listing&);
    Decision qualified;
    FindingId id;
  };
  const Row rows[] = {
      {"issued before eIDAS",
       [](Listing& l) {
         l.question.issued = qualification::eidas_applies - std::chrono::seconds(1);
       },
       Decision::unknown, FindingId::qualification_before_eidas},
      {"no service had a status then", [](Listing& l) { l.question.listed.clear(); },
       Decision::unknown, FindingId::service_no_status_then},
      {"a service of another type",
       [](Listing& l) { l.service().type = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC"; },
       Decision::unknown, FindingId::service_type_not_qualifying},
      {"a service for signatures",
       [](Listing& l) { l.service().additional_information = {information(uri::for_esignatures)}; },
       Decision::unknown, FindingId::service_not_for_type},
      {"a service for nothing in particular",
       [](Listing& l) { l.service().additional_information.clear(); }, Decision::unknown,
       FindingId::service_not_for_type},
      {"a signature certificate for a legal person",
       [](Listing& l) {
         l.certificate().types = {CertificateType::esignature};
         l.service().additional_information = {information(uri::for_esignatures)};
         l.qualify(Qualifier::qc_for_legal_person);
       },
       Decision::unknown, FindingId::service_not_for_type},
      {"an entry that contradicts itself",
       [](Listing& l) {
         l.qualify(Qualifier::qc_statement);
         l.qualify(Qualifier::not_qualified);
       },
       Decision::unknown, FindingId::service_inconsistent},
      {"two services with different answers",
       [](Listing& l) { l.second().service.status = uri::withdrawn; }, Decision::unknown,
       FindingId::service_answers_differ},
      {"a withdrawn service", [](Listing& l) { l.service().status = uri::withdrawn; }, Decision::no,
       FindingId::service_not_granted},
      {"a service with a status of before eIDAS",
       [](Listing& l) {
         l.service().status = trustlist::status_uri(trustlist::Status::under_supervision);
       },
       Decision::no, FindingId::service_not_granted},
      {"a status that nobody knows", [](Listing& l) { l.service().status = "urn:test:granted"; },
       Decision::unknown, FindingId::service_status_unknown},
      {"a list that says it is not qualified",
       [](Listing& l) { l.qualify(Qualifier::not_qualified); }, Decision::no,
       FindingId::certificate_not_qualified},
      {"nobody says it is qualified", [](Listing& l) { l.certificate().compliance = false; },
       Decision::no, FindingId::certificate_not_qualified},
      {"qualified under another law", [](Listing& l) { l.certificate().legislation = {"KR"}; },
       Decision::no, FindingId::certificate_not_qualified},
      {"several types at once",
       [](Listing& l) {
         l.certificate().types = {CertificateType::eseal, CertificateType::esignature};
       },
       Decision::unknown, FindingId::certificate_type_ambiguous},
      {"a type, and another that nobody knows",
       [](Listing& l) { l.certificate().has_unknown_type = true; }, Decision::unknown,
       FindingId::certificate_type_ambiguous},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Listing listing;
      row.change(listing);
      CHECK(listing.determine().qualified == row.qualified);
      const auto& finding = require_only_blocking(listing.findings, row.id);
      CHECK(outcome::message(finding).find("{") == std::string::npos);
    }
  }
}

TEST_CASE("eIDAS applies from its second on") {
  Listing listing;
  listing.question.issued = qualification::eidas_applies;
  CHECK(listing.determine().qualified == Decision::yes);
}

TEST_CASE("services that do not count are set aside before the answer is sought") {
  struct Row {
    const char* what;
    void (*change)(qualification::Listed&);
  };
  const Row rows[] = {
      {"another type beside CA/QC",
       [](qualification::Listed& l) {
         l.service.type = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC";
         l.service.status = uri::withdrawn;
       }},
      {"for another type of certificate",
       [](qualification::Listed& l) {
         l.service.additional_information = {information(uri::for_web)};
         l.service.status = uri::withdrawn;
       }},
      {"the same answer", [](qualification::Listed&) {}},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Listing listing;
      row.change(listing.second());
      CHECK(listing.determine().qualified == Decision::yes);
      CHECK_FALSE(listing.findings.blocking());
    }
  }
}

TEST_CASE("the type is the list's when it names one, else the certificate's") {
  struct Row {
    const char* what;
    void (*change)(Listing&);
    std::optional<CertificateType> type;
  };
  const Row rows[] = {
      {"compliance alone is for signatures",
       [](Listing& l) {
         l.certificate().types.clear();
         l.service().additional_information = {information(uri::for_esignatures)};
       },
       CertificateType::esignature},
      {"a qualifier where the service names no type",
       [](Listing& l) {
         l.service().additional_information.clear();
         l.qualify(Qualifier::qc_for_eseal);
       },
       CertificateType::eseal},
      {"the list's word against the certificate's",
       [](Listing& l) {
         l.service().additional_information = {information(uri::for_eseals),
                                               information(uri::for_esignatures)};
         l.qualify(Qualifier::qc_for_esig);
       },
       CertificateType::esignature},
      {"a certificate without a word, named by the list",
       [](Listing& l) {
         l.certificate() = {};
         l.qualify(Qualifier::qc_statement);
         l.qualify(Qualifier::qc_for_eseal);
       },
       CertificateType::eseal},
      {"a certificate without a word, not named by the list",
       [](Listing& l) {
         l.certificate() = {};
         l.qualify(Qualifier::qc_statement);
       },
       std::nullopt},
      {"website authentication",
       [](Listing& l) {
         l.certificate().types = {CertificateType::web_authentication};
         l.service().additional_information = {information(uri::for_web)};
       },
       CertificateType::web_authentication},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Listing listing;
      row.change(listing);
      const auto answer = listing.determine();
      CHECK(answer.qualified == Decision::yes);
      CHECK(answer.type == row.type);
    }
  }
}

TEST_CASE("the device is the list's when it says, else the certificate's") {
  struct Row {
    std::optional<Qualifier> qualifier;
    bool certificate;
    Decision device;
  };
  const Row rows[] = {
      {std::nullopt, false, Decision::no},
      {std::nullopt, true, Decision::yes},
      {Qualifier::qc_with_qscd, false, Decision::yes},
      {Qualifier::qc_qscd_managed_on_behalf, false, Decision::yes},
      {Qualifier::qc_no_qscd, true, Decision::no},
      {Qualifier::qc_qscd_status_as_in_cert, true, Decision::yes},
      {Qualifier::qc_qscd_status_as_in_cert, false, Decision::no},
  };
  for (const auto& row : rows) {
    Listing listing;
    listing.certificate().device = row.certificate;
    if (row.qualifier.has_value()) listing.qualify(*row.qualifier);
    CHECK(listing.determine().device == row.device);
  }
}

TEST_CASE("an issuer whose name is neither the provider's nor the service's is noted") {
  Listing listing;
  listing.service().provider = "Somebody else";
  CHECK(listing.determine().qualified == Decision::yes);
  require_finding(listing.findings, FindingId::service_name_differs, "Seal authority");
  CHECK_FALSE(listing.findings.blocking());

  Listing spelled;
  spelled.service().provider = "  SEAL   trust ";
  CHECK(spelled.determine().qualified == Decision::yes);
  CHECK(spelled.findings.empty());
}

qualification::Determination determination(Decision qualified, std::optional<CertificateType> type,
                                           Decision device) {
  qualification::Determination answer;
  answer.qualified = qualified;
  answer.type = type;
  answer.device = device;
  return answer;
}

TEST_CASE("the two moments together") {
  constexpr auto yes = Decision::yes;
  constexpr auto no = Decision::no;
  constexpr auto unknown = Decision::unknown;
  constexpr auto sig = CertificateType::esignature;
  constexpr auto seal = CertificateType::eseal;
  struct Row {
    Decision issuance, use, device;
    CertificateType type;
    Decision qualified;
    SignatureKind kind;
  };
  const Row rows[] = {
      {yes, yes, yes, sig, yes, SignatureKind::qesig},
      {yes, yes, no, sig, yes, SignatureKind::adesig_qc},
      {no, yes, yes, sig, no, SignatureKind::adesig},
      {yes, yes, yes, seal, yes, SignatureKind::qeseal},
      {yes, yes, no, seal, yes, SignatureKind::adeseal_qc},
      {yes, no, yes, seal, no, SignatureKind::adeseal},
      {unknown, yes, yes, seal, unknown, SignatureKind::unknown},
      {yes, unknown, yes, seal, unknown, SignatureKind::unknown},
      {unknown, no, yes, seal, no, SignatureKind::adeseal},
  };
  for (const auto& row : rows) {
    outcome::Findings findings;
    const auto result =
        qualification::together(determination(row.issuance, row.type, no),
                                determination(row.use, row.type, row.device), {}, findings);
    CHECK(result.qualified == row.qualified);
    CHECK(result.kind == row.kind);
    CHECK(findings.empty());
  }
}

TEST_CASE("a type that changed between the moments is unknown") {
  outcome::Findings findings;
  const auto result = qualification::together(
      determination(Decision::yes, CertificateType::eseal, Decision::yes),
      determination(Decision::yes, CertificateType::esignature, Decision::yes),
      {.what = "CN=Hospital", .line = 0, .where = {}}, findings);
  CHECK_FALSE(result.type.has_value());
  CHECK(result.kind == SignatureKind::unknown);
  require_only_blocking(findings, FindingId::certificate_type_unknown, "CN=Hospital");
}

TEST_CASE("a certificate for websites signs no documents") {
  outcome::Findings findings;
  const auto web = determination(Decision::yes, CertificateType::web_authentication, Decision::no);
  const auto result =
      qualification::together(web, web, {.what = "CN=Site", .line = 0, .where = {}}, findings);
  CHECK(result.kind == SignatureKind::unknown);
  require_only_blocking(findings, FindingId::certificate_type_not_for_signing, "CN=Site");
}

}  // namespace
}  // namespace accord::tests
