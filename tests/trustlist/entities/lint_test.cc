#include "trustlist/lint/lint.h"

#include <algorithm>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/entities_maker.h"
#include "trustlist/lint/rule.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using lint::Profile;
using lint::Schema;
using outcome::FindingId;

lint::Report lint_text(std::string text, std::optional<Profile> profile = std::nullopt) {
  outcome::Budget budget;
  return lint::lint_list(std::move(text), profile, crypto::AlgorithmPolicy::strict(), budget);
}

outcome::Findings lint_list(const TrustedList& list) {
  return lint_text(unsigned_text(list)).findings;
}

/// With everything in it but an extension that nobody knows, which is a remark by itself.
TrustedList known_list() {
  auto list = full_entities_list();
  list.scheme_extensions.clear();
  return list;
}

TEST_CASE("lists of trusted entities keep the rules of their own profile") {
  for (const auto& list : {known_list(), entities_list_of_lists()}) {
    const auto report = lint_text(unsigned_text(list));
    CHECK(report.profile == Profile::trusted_entities);
    for (const auto& one : report.findings.all()) FAIL_CHECK(outcome::message(one));
  }
  const auto bare = lint_list(entities_list());
  require_finding(bare, FindingId::entities_without_status);
  CHECK(bare.all().size() == 1);
  CHECK(lint_text(signed_text(known_list(), list_signer())).findings.empty());
}

TEST_CASE("rules that only TS 119 612 has do not hold for lists of trusted entities") {
  auto list = known_list();
  list.history_period = 365;
  list.next_update = instant("2027-06-01T00:00:00Z");
  list.community_rules.clear();
  list.scheme_names = {{"en", "A name without a territory"}};
  list.providers.front().trade_names.clear();
  list.pointers.front().mime_type = "text/plain";
  const auto findings = lint_list(list);
  for (const auto& one : findings.all()) FAIL_CHECK(outcome::message(one));
}

struct Breach {
  FindingId id;
  std::string_view where;
  void (*change)(TrustedList& list);
};
#define SERVICE                                                                   \
  "/TrustedEntitiesList/TrustedEntity/TrustedEntityServices/TrustedEntityService" \
  "/ServiceInformation"

Service& service_of(TrustedList& list) { return list.providers.front().services.front(); }

TEST_CASE("each rule names the element of a list of trusted entities that breaks it") {
  const Breach breaches[] = {
      {FindingId::lint_no_english, "/ListAndSchemeInformation/SchemeName",
       [](auto& l) {
         l.scheme_names = {{"ja", "試験"}};
       }},
      {FindingId::lint_no_english, "/TrustedEntityInformation/TEName",
       [](auto& l) {
         l.providers.front().names = {{"ja", "試験"}};
       }},
      {FindingId::lint_next_update_before_issue, "/ListAndSchemeInformation/NextUpdate/dateTime",
       [](auto& l) { l.next_update = l.issued; }},
      {FindingId::lint_status_starts_later, SERVICE "/StatusStartingTime",
       [](auto& l) { service_of(l).current.starting = l.issued + std::chrono::seconds{1}; }},
      {FindingId::lint_address_no_mail, "/TrustedEntityInformation/TEAddress/ElectronicAddress",
       [](auto& l) {
         l.providers.front().address.electronic = {{"en", "https://operator.example/"}};
       }},
      {FindingId::lint_uri_malformed, SERVICE "/ServiceStatus",
       [](auto& l) { service_of(l).current.status = "notified"; }},
      {FindingId::lint_uri_malformed,
       SERVICE "/ServiceInformationExtensions/Extension/ServiceUniqueIdentifier",
       [](auto& l) {
         service_of(l).current.extensions = {{false, ServiceUniqueIdentifier{"id 1"}}};
       }},
      {FindingId::lint_identity_key_identifier, SERVICE "/ServiceDigitalIdentity",
       [](auto& l) {
         service_of(l).current.identity.ids.emplace_back(KeyIdentifierId{{1, 2, 3}});
       }},
      {FindingId::lint_pointer_no_signers, "/PointersToOtherLoTE/OtherLoTEPointer",
       [](auto& l) { l.pointers.front().signers.clear(); }},
      {FindingId::lint_territory_malformed, "/ListAndSchemeInformation/SchemeTerritory",
       [](auto& l) { l.territory = "jp"; }},
      {FindingId::lint_extension_repeated,
       SERVICE "/ServiceInformationExtensions/Extension[2]/ServiceUniqueIdentifier",
       [](auto& l) {
         service_of(l).current.extensions.push_back(
             {false, ServiceUniqueIdentifier{"https://operator.example/id/2"}});
       }},
      {FindingId::lint_entities_history_period, "/ListAndSchemeInformation",
       [](auto& l) { l.history_period.reset(); }},
      {FindingId::lint_entities_identifier_repeated,
       "/TrustedEntityService[2]/ServiceInformation/ServiceInformationExtensions/Extension"
       "/ServiceUniqueIdentifier",
       [](auto& l) {
         auto second = service_of(l);
         second.current.names = {{"en", "Another"}};
         l.providers.front().services.push_back(second);
       }},
  };
  for (const auto& breach : breaches) {
    INFO(outcome::entry(breach.id).name);
    auto list = full_entities_list();
    breach.change(list);
    const auto findings = lint_list(list);
    const auto& finding = require_finding(findings, breach.id, breach.where);
    CHECK(finding.about.where.find("/ListOfTrustedEntities/") == 0);
    CHECK(finding.about.line > 0);
  }
}

TEST_CASE("a profile of the other form is refused, and the list's own is used") {
  const auto ours = lint_text(unsigned_text(full_entities_list()), Profile::eu);
  require_only_blocking(ours.findings, FindingId::lint_profile_not_of_form,
                        "/ListOfTrustedEntities");
  CHECK(ours.profile == Profile::trusted_entities);
  const auto theirs = lint_text(unsigned_text(sample_list()), Profile::trusted_entities);
  require_only_blocking(theirs.findings, FindingId::lint_profile_not_of_form,
                        "/TrustServiceStatusList");
  CHECK(theirs.profile == Profile::third_country);
}

TEST_CASE("every rule that holds for lists of trusted entities cites their standard") {
  for (const auto& group : lint::rule_groups()) {
    for (const auto& rule : group.rules) {
      if (!rule.profiles.contains(Profile::trusted_entities)) continue;
      const auto& row = outcome::entry(rule.id);
      INFO(row.name << ": " << row.clause);
      const bool of_612 = row.clause.find("TS 119 612") != std::string_view::npos;
      CHECK((!of_612 || row.clause.find("TS 119 602") != std::string_view::npos ||
             rule.id == FindingId::lint_byte_order_mark || rule.id == FindingId::lint_size));
    }
  }
}

/// The official schema, by xmllint: whether these files fit, in their order.
std::vector<bool> fits_official(const std::vector<std::filesystem::path>& files) {
  const auto folder = reference_file("reference/etsi-xsd");
  if (!program_exists("xmllint")) SKIP("xmllint is not installed");
  std::vector<std::string> words{"env",
                                 "XML_CATALOG_FILES=" + (folder / "catalog.xml").string(),
                                 "xmllint",
                                 "--nonet",
                                 "--noout",
                                 "--schema",
                                 (folder / "driver-lote.xsd").string()};
  for (const auto& file : files) words.push_back(file.string());
  const auto result = run_program(words);
  std::vector<bool> fits;
  for (const auto& file : files) {
    const bool yes = result.errors.find(file.string() + " validates") != std::string::npos;
    const bool no = result.errors.find(file.string() + " fails to validate") != std::string::npos;
    INFO(file << "\n" << result.errors.substr(0, 2000));
    REQUIRE(yes != no);
    fits.push_back(yes);
  }
  return fits;
}

bool fits_ours(const std::filesystem::path& file) {
  outcome::Budget budget;
  outcome::Findings findings;
  lint::validate(read_file(file), Schema::trusted_entities_1, budget, findings);
  return !findings.blocking();
}

TEST_CASE("what we build of trusted entities fits the official schema") {
  const TemporaryFolder folder;
  std::vector<std::filesystem::path> files;
  for (const auto& text :
       {unsigned_text(entities_list()), signed_text(full_entities_list(), list_signer()),
        signed_text(entities_list_of_lists(), list_signer())}) {
    files.push_back(folder.path() / (std::to_string(files.size()) + ".xml"));
    std::ofstream(files.back()) << text;
    CHECK(fits_ours(files.back()));
  }
  for (const bool fits : fits_official(files)) CHECK(fits);
}

struct Damage {
  std::string_view from, to;
};
constexpr Damage damages[] = {
    {"LOTETag=", "Tag="},
    {"Id=\"the-list\"", "Id=\"1 2\""},
    {"<lote:LoTEVersionIdentifier>1", "<lote:LoTEVersionIdentifier>one"},
    {"<lote:LoTESequenceNumber>7", "<lote:LoTESequenceNumber>0"},
    {"<lote:LoTEType>", "<lote:LoTEType/><lote:LoTEType>"},
    {"xml:lang=\"en\">Test authority", ">Test authority"},
    {"<lote:StreetAddress>1-1 Test</lote:StreetAddress>", ""},
    {"<lote:HistoricalInformationPeriod>65535", "<lote:HistoricalInformationPeriod>-1"},
    {"<lote:HistoricalInformationPeriod>65535</lote:HistoricalInformationPeriod>", ""},
    {"<lote:SchemeTerritory>JP</lote:SchemeTerritory>", ""},
    {"<lote:ListIssueDateTime>2026-06-01", "<lote:ListIssueDateTime>2026-06-31"},
    {"<lote:dateTime>2026-11-01T00:00:00Z</lote:dateTime>", ""},
    {"</lote:PolicyOrLegalNotice>",
     "<lote:LoTELegalNotice xml:lang=\"en\">x</lote:LoTELegalNotice></lote:PolicyOrLegalNotice>"},
    {"<lote:ServiceTypeIdentifier>", "<lote:ServiceTypeIdentifier/><lote:ServiceTypeIdentifier>"},
    {"<lote:ServiceStatus>", "<lote:ServiceCurrentStatus/><lote:ServiceStatus>"},
    {"<lote:StatusStartingTime>2026-05-20T00:00:00Z</lote:StatusStartingTime>", ""},
    {"<lote:StatusStartingTime>2026-05-01T00:00:00Z</lote:StatusStartingTime>", ""},
    {"<lote:X509SKI>", "<lote:X509SKI>*"},
    {"<OtherId ", "<Other "},
    {"Critical=\"false\"", "Critical=\"no\""},
    {"<sie:ServiceUniqueIdentifier>", "<sie:ServiceUniqueIdentifier kind=\"a\">"},
    {"<tie:AssociatedBodyName>", "<tie:AssociatedBodyNames/><tie:AssociatedBodyName>"},
    {"<tie:AssociatedBody>", "<tie:AssociatedBody/><tie:AssociatedBody>"},
    {"<lote:LoTELocation>", "<lote:TSLLocation>x</lote:TSLLocation><lote:LoTELocation>"},
    {"<lote:TEInformationURI>", "<lote:TSPInformationURI/><lote:TEInformationURI>"},
    {"</lote:ServiceHistory>", "<lote:ServiceHistoryInstance/></lote:ServiceHistory>"},
    {"<ds:SignatureValue", "<ds:SignatureValues/><ds:SignatureValue"},
    {"<xades:SigningTime>", "<xades:SigningTime>x"},
};

TEST_CASE("damaged lists of trusted entities fit our schema just where they fit the official one") {
  const auto whole = signed_text(full_entities_list(), list_signer());
  const TemporaryFolder folder;
  std::vector<std::filesystem::path> files;
  for (const auto& [from, to] : damages) {
    auto text = replaced(whole, from, to);
    if (from == "<OtherId ") text = replaced(text, "</OtherId>", "</Other>");
    files.push_back(folder.path() / ("damaged-" + std::to_string(files.size()) + ".xml"));
    std::ofstream(files.back()) << text;
  }
  const auto official = fits_official(files);
  for (std::size_t i = 0; i < files.size(); ++i) {
    INFO(damages[i].from << " -> " << damages[i].to << ", official: " << official[i]);
    CHECK(fits_ours(files[i]) == official[i]);
  }
  CHECK(std::count(official.begin(), official.end(), false) > 18);
}

}  // namespace
}  // namespace accord::tests
