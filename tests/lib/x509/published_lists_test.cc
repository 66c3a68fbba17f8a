// Certificates as they are found in published trusted lists.
#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/x509/certificate.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::x509 {
namespace {

using outcome::FindingId;
using tests::require_value;

/// The text of every X509Certificate element: lists write it without attributes or markup inside.
std::vector<der::Bytes> certificates_in(const std::filesystem::path& path) {
  std::vector<der::Bytes> found;
  const auto list = tests::read_file(path);
  constexpr std::string_view mark = "X509Certificate>";
  for (auto at = list.find(mark); at != std::string::npos; at = list.find(mark, at)) {
    at += mark.size();
    const auto end = list.find('<', at);
    const auto text = std::string_view(list).substr(at, end - at);
    // After an end tag comes white space only.
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
    found.push_back(require_value(der::from_base64(text)));
  }
  return found;
}

/// The certificates, by the start of their SHA-256, that break DER or their profile, and how.
struct Refusal {
  const char* fingerprint;
  FindingId id;
  const char* where;
  const char* why;
};

TEST_CASE("the certificates of published lists are read, but for those that are malformed") {
  std::set<std::string> seen;
  std::map<std::string, outcome::Finding> refused;
  for (const auto& entry :
       std::filesystem::directory_iterator(tests::reference_file("lists/eu-2019"))) {
    for (const auto& der : certificates_in(entry.path())) {
      const auto fingerprint =
          der::to_hex(crypto::digest(crypto::DigestAlgorithm::sha256, der).bytes()).substr(0, 12);
      if (!seen.insert(fingerprint).second) continue;
      const auto certificate = Certificate::parse(der);
      if (!certificate) refused.emplace(fingerprint, certificate.error());
    }
  }
  const auto extension = FindingId::extension_malformed;
  const std::vector<Refusal> expected = {
      {"005eaf9362f6", extension, "basicConstraints, byte 2",
       "TRUE is written as 01 (X.690, 11.1)"},
      {"6e5693f5541c", extension, "basicConstraints, byte 2",
       "TRUE is written as 01 (X.690, 11.1)"},
      {"583f4df89689", extension, "subjectAltName, byte 2",
       "GeneralNames is empty (RFC 5280, 4.2.1.6)"},
      {"8390e70357e9", extension, "subjectAltName, byte 2",
       "GeneralNames is empty (RFC 5280, 4.2.1.6)"},
      {"fa14511b37bb", extension, "subjectAltName, byte 2",
       "GeneralNames is empty (RFC 5280, 4.2.1.6)"},
      {"b114566d6673", extension, "subjectAltName, byte 42",
       "otherName without the tag [0] of its value (RFC 5280, 4.2.1.6)"},
      {"5c5124363118", extension, "subjectAltName, byte 60",
       "a PrintableString in Latin-1 (X.680, 41.4)"},
      {"0647e3418678", extension, "qcStatements, byte 55",
       "a PdsLocation without its SEQUENCE (EN 319 412-5, 4.3.4)"},
      {"eba2bd4ba5bd", extension, "qcStatements, byte 46",
       "a bare string for PdsLocations (EN 319 412-5, 4.3.4)"}};
  CHECK(seen.size() == 1852);
  for (const auto& refusal : expected) {
    INFO(refusal.fingerprint << ": " << refusal.why);
    const auto found = refused.find(refusal.fingerprint);
    REQUIRE(found != refused.end());
    CHECK(found->second.id == refusal.id);
    CHECK(found->second.about.where == refusal.where);
    refused.erase(found);
  }
  for (const auto& [fingerprint, finding] : refused) {
    FAIL_CHECK(fingerprint << ": " << outcome::message(finding) << " (" << finding.about.where
                           << ")");
  }
}

}  // namespace
}  // namespace accord::x509
