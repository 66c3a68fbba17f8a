// Real trusted lists, when the reference folder is there.
#include <algorithm>
#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "lib/crypto/digest.h"
#include "lib/xmldsig/verify.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

struct Checked {
  outcome::Findings findings;
  bool intact = false;
  bool v2 = false;
};

Checked check_list(const std::filesystem::path& file, const std::string& at) {
  outcome::Budget budget;
  const auto document = require_value(xml::Document::parse(read_file(file), budget));
  xmldsig::VerifyOptions options;
  options.at = require_value(time::parse_rfc3339(at));
  Checked result;
  const auto signature = xmldsig::verify_enveloped(document, options, budget, result.findings);
  result.findings.name_subject(file.filename().string());
  result.intact = signature.has_value();
  if (signature) {
    CHECK(signature->signed_root() == document.root());
    CHECK(signature->algorithm().family == crypto::SignatureFamily::rsa_pkcs1);
    result.v2 = signature->uses_v2_properties();
  }
  return result;
}

}  // namespace

TEST_CASE("every published list of 2019 has an intact signature") {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(reference_file("lists/eu-2019"))) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  CHECK(files.size() == 29);
  std::size_t named_by_sha1 = 0;
  for (const auto& file : files) {
    const auto result = check_list(file, "2019-09-15T00:00:00Z");
    for (const auto& finding : result.findings.all()) {
      INFO(outcome::to_string(finding.about) << " " << outcome::message(finding));
      // 21 of them name the signer's certificate by SHA-1, and Belgium's has no DataObjectFormat.
      const bool expected =
          finding.id == FindingId::signature_certificate_digest_weak ||
          (finding.id == FindingId::signature_data_object_format && file.filename() == "BE.xml");
      CHECK(expected);
      if (finding.id == FindingId::signature_certificate_digest_weak) ++named_by_sha1;
    }
    INFO(file.filename());
    CHECK(result.intact);
    CHECK_FALSE(result.v2);
  }
  CHECK(named_by_sha1 == 21);
}

TEST_CASE("published lists of versions 5 and 6 have intact signatures") {
  const auto v5 = check_list(reference_file("lists/samples/fi-v5.xml"), "2024-12-01T00:00:00Z");
  CHECK(v5.intact);
  CHECK_FALSE(v5.v2);
  CHECK(v5.findings.empty());
  const auto v6 = check_list(reference_file("lists/samples/fi-v6.xml"), "2024-12-01T00:00:00Z");
  CHECK(v6.intact);
  CHECK(v6.v2);
  CHECK(v6.findings.empty());
}

TEST_CASE("one changed character in a published list is found") {
  const auto file = reference_file("lists/eu-2019/CY.xml");
  auto text = read_file(file);
  const auto at = text.find("<TSLSequenceNumber>");
  REQUIRE(at != std::string::npos);
  auto& digit = text[at + std::string("<TSLSequenceNumber>").size()];
  digit = digit == '1' ? '2' : '1';
  outcome::Budget budget;
  const auto document = require_value(xml::Document::parse(text, budget));
  outcome::Findings findings;
  CHECK_FALSE(xmldsig::verify_enveloped(document, {}, budget, findings).has_value());
  require_only_blocking(findings, FindingId::signature_digest_wrong, "Reference[1]");
}

}  // namespace accord::tests
