#include <algorithm>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/lint/lint.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using lint::Schema;

/// The official schemas, by xmllint: whether these files fit, in their order. One process for all,
/// since it is the schemas that take time.
std::vector<bool> fits_official(const std::vector<std::filesystem::path>& files, int version) {
  const auto folder = reference_file("reference/etsi-xsd");
  if (!program_exists("xmllint")) SKIP("xmllint is not installed");
  std::vector<std::string> words{
      "env",      "XML_CATALOG_FILES=" + (folder / "catalog.xml").string(),
      "xmllint",  "--nonet",
      "--noout",  "--huge",
      "--schema", (folder / ("driver-tl-v" + std::to_string(version) + "-mra.xsd")).string()};
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

bool fits_ours(const std::filesystem::path& file, int version) {
  outcome::Budget budget;
  outcome::Findings findings;
  lint::validate(read_file(file), version == 5 ? Schema::trusted_list_5 : Schema::trusted_list_6,
                 budget, findings);
  return !findings.blocking();
}

void compare(const std::vector<std::filesystem::path>& files) {
  for (const int version : {5, 6}) {
    const auto official = fits_official(files, version);
    for (std::size_t i = 0; i < files.size(); ++i) {
      INFO(files[i].filename() << " in version " << version << ", official: " << official[i]);
      CHECK(fits_ours(files[i], version) == official[i]);
    }
  }
}

TEST_CASE("published lists fit our schemas just where they fit the official ones") {
  std::vector<std::filesystem::path> files;
  for (const auto* folder : {"lists/eu-2019", "lists/samples"}) {
    for (const auto& entry : std::filesystem::directory_iterator(reference_file(folder))) {
      if (entry.path().extension() == ".xml") files.push_back(entry.path());
    }
  }
  CHECK(files.size() >= 33);
  compare(files);
}

/// Damages done to a built list with everything in it: "from" becomes "to".
struct Damage {
  std::string_view from, to;
};
constexpr Damage damages[] = {
    {"TSLTag=", "Tag="},
    {"Id=\"the-list\"", "Id=\"1 2\""},
    {"<tsl:TSLVersionIdentifier>6", "<tsl:TSLVersionIdentifier>six"},
    {"<tsl:TSLSequenceNumber>7", "<tsl:TSLSequenceNumber>0"},
    {"<tsl:TSLSequenceNumber>7", "<tsl:TSLSequenceNumber>-7"},
    {"<tsl:TSLType>", "<tsl:TSLType/><tsl:TSLType>"},
    {"xml:lang=\"en\">Test authority", ">Test authority"},
    {"xml:lang=\"en\">Test authority", "xml:lang=\"e n\">Test authority"},
    {"<tsl:StreetAddress>1-1 Test</tsl:StreetAddress>", ""},
    {"<tsl:StreetAddress>1-1 Test</tsl:StreetAddress>", "<tsl:StreetAddress/>"},
    {"<tsl:ElectronicAddress>", "<tsl:EMail/><tsl:ElectronicAddress>"},
    {"<tsl:HistoricalInformationPeriod>65535", "<tsl:HistoricalInformationPeriod>-1"},
    {"<tsl:HistoricalInformationPeriod>65535", "<tsl:HistoricalInformationPeriod>"},
    {"<tsl:SchemeTerritory>", "<tsl:SchemeLand>x</tsl:SchemeLand><tsl:SchemeTerritory>"},
    {"<tsl:ListIssueDateTime>2026-06-01", "<tsl:ListIssueDateTime>2026-06-31"},
    {"<tsl:NextUpdate>", "<tsl:NextUpdate/><tsl:NextUpdate>"},
    {"<tsl:dateTime>2026-11-01T00:00:00Z</tsl:dateTime>", ""},
    {"<tsl:dateTime>2026-11-01T00:00:00Z</tsl:dateTime>", "soon"},
    {"</tsl:PolicyOrLegalNotice>",
     "<tsl:TSLLegalNotice xml:lang=\"en\">x</tsl:TSLLegalNotice></tsl:PolicyOrLegalNotice>"},
    {"<tsl:ServiceStatus>", "<tsl:ServiceStatus/><tsl:ServiceStatus>"},
    {"<tsl:StatusStartingTime>2026-05-20T00:00:00Z", "<tsl:StatusStartingTime>2026-05-20"},
    {"<tsl:X509SKI>", "<tsl:X509SKI>*"},
    {"<tsl:DigitalId>", "<tsl:DigitalId/><tsl:DigitalId>"},
    {"<tsl:DigitalId>",
     "<tsl:DigitalId><tsl:X509SKI>AAAA</tsl:X509SKI></tsl:DigitalId>"
     "<tsl:DigitalId><tsl:X509SKI>AAAA</tsl:X509SKI>"},
    {"Critical=\"true\"", "Critical=\"yes\""},
    {"Critical=\"true\"", ""},
    {"assert=\"all\"", "assert=\"some\""},
    {"assert=\"all\"", ""},
    {"name=\"nonRepudiation\"", "name=\"contentCommitment\""},
    {"name=\"nonRepudiation\">true", "name=\"nonRepudiation\">ja"},
    {"<q:PolicySet>", "<q:PolicySet/><q:PolicySet>"},
    {"<q:Qualifiers>", "<q:Qualifiers/><q:Qualifiers>"},
    {"Qualifier=\"OIDAsURN\"", "Qualifier=\"OIDAsURL\""},
    {"<x:TSPName>", "<x:TSPNames/><x:TSPName>"},
    {"<tsl:ExpiredCertsRevocationInfo>2026-01-01T", "<tsl:ExpiredCertsRevocationInfo>2026-01-01 "},
    {"<x:CertSubjectDNAttribute>", "<x:CertSubjectDNAttribute/><x:CertSubjectDNAttribute>"},
    {"<x:KeyPurposeId>", "<x:KeyPurposeId/><x:KeyPurposeId>"},
    {"<x:MimeType>", "<x:MimeType/><x:MimeType>"},
    {"<mra:QcCClegislation>JP</mra:QcCClegislation>", "<mra:QcCClegislation/>"},
    {"<mra:QcStatementId>", "<mra:QcStatement/><mra:QcStatementId>"},
    {"MRADepth=\"1\"", "MRADepth=\"deep\""},
    {"technicalType=\"1\"", ""},
    {"<mra:TrustServiceEquivalenceStatus>", "<mra:Status/><mra:TrustServiceEquivalenceStatus>"},
    {"<tsl:TSPServices>", "<tsl:TSPServices/><tsl:TSPServices>"},
    {"<tsl:ServiceHistory>", "<tsl:ServiceHistory/><tsl:ServiceHistory>"},
    {"</tsl:ServiceHistory>", "<tsl:ServiceHistoryInstance/></tsl:ServiceHistory>"},
    {"<tsl:TSPInformationURI>", "<tsl:TSPInformationURI/><tsl:TSPInformationURI>"},
    {"type=\"http", "kind=\"http"},
    {"<ds:SignatureValue", "<ds:SignatureValues/><ds:SignatureValue"},
    {"<xades:SigningTime>", "<xades:SigningTime>x"},
    {"<ds:X509Certificate>", "<ds:X509Certificate>*"},
    {"Target=", "Targets="},
};

TEST_CASE("damaged lists fit our schemas just where they fit the official ones") {
  const auto whole = signed_text(full_list(6), list_signer());
  const TemporaryFolder folder;
  std::vector<std::filesystem::path> files;
  for (std::size_t i = 0; i < std::size(damages); ++i) {
    const auto file = folder.path() / ("damaged-" + std::to_string(i) + ".xml");
    std::ofstream(file) << replaced(whole, damages[i].from, damages[i].to);
    files.push_back(file);
  }
  CHECK(files.size() > 30);
  const auto official = fits_official(files, 6);
  for (std::size_t i = 0; i < files.size(); ++i) {
    INFO(damages[i].from << " -> " << damages[i].to << ", official: " << official[i]);
    CHECK(fits_ours(files[i], 6) == official[i]);
  }
  CHECK(std::count(official.begin(), official.end(), false) > 30);
}

TEST_CASE("what we build fits the official schemas") {
  const TemporaryFolder folder;
  for (const std::uint32_t version : {5U, 6U}) {
    const auto plain = folder.path() / ("plain-" + std::to_string(version) + ".xml");
    const auto full = folder.path() / ("full-" + std::to_string(version) + ".xml");
    const auto parent = folder.path() / ("parent-" + std::to_string(version) + ".xml");
    std::ofstream(plain) << unsigned_text(sample_list(version));
    std::ofstream(full) << signed_text(full_list(version), list_signer());
    auto list_of_lists = sample_list_of_lists();
    list_of_lists.version = version;
    std::ofstream(parent) << signed_text(list_of_lists, list_signer());
    for (const bool fits : fits_official({plain, full, parent}, static_cast<int>(version))) {
      CHECK(fits);
    }
  }
}

}  // namespace
}  // namespace accord::tests
