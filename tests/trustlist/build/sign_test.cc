#include "trustlist/build/sign.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using build::ListToSign;
using outcome::FindingId;

std::optional<ListToSign> prepare(std::string text, outcome::Findings& findings) {
  outcome::Budget budget;
  return build::lint_to_sign(std::move(text), budget, findings);
}

outcome::Result<std::string> sign(const TrustedList& list, Identity& signer) {
  outcome::Findings findings;
  auto linted = prepare(unsigned_text(list), findings);
  REQUIRE(linted.has_value());
  outcome::Budget budget;
  return build::sign_list(std::move(*linted), signer.key, signer.certificate, {issue_date(), {}},
                          budget);
}

TEST_CASE("a linted list is signed in the form of its version, and verifies") {
  for (const std::uint32_t version : {5U, 6U}) {
    const auto text = require_value(sign(sample_list(version), list_signer()));
    CHECK((text.find("SigningCertificateV2") != std::string::npos) == (version == 6));
    outcome::Budget budget;
    const auto verdict =
        read::verify_list(text, read::SignerSet::given({list_signer().certificate}),
                          instant("2026-08-01T00:00:00Z"), {}, budget);
    CHECK(verdict.verdict == read::Verdict::valid);
    // Version 5 is past its time.
    CHECK(verdict.findings.all().size() == (version == 5 ? 1 : 0));
    CHECK(verdict.findings.has(outcome::FindingId::list_version_outdated) == (version == 5));
  }
}

TEST_CASE("xmlsec1 verifies the signature on a list") {
  if (!program_exists("xmlsec1")) SKIP("xmlsec1 is not installed");
  const TemporaryFolder folder;
  const auto list = folder.path() / "list.xml";
  const auto certificate = folder.path() / "signer.pem";
  std::ofstream(list) << require_value(sign(full_list(), list_signer()));
  std::ofstream(certificate) << to_pem(list_signer().certificate);
  const auto result = run_program(
      {"xmlsec1", "--verify", "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
       "--id-attr:Id", "http://uri.etsi.org/02231/v2#:TrustServiceStatusList", "--trusted-pem",
       certificate.string(), list.string()});
  INFO(result.output << result.errors);
  CHECK(result.exit_code == 0);
}

TEST_CASE("what does not fit the schema is not signed") {
  outcome::Findings findings;
  CHECK_FALSE(
      prepare(cut(unsigned_text(sample_list()), "<tsl:SchemeName>", "</tsl:SchemeName>"), findings)
          .has_value());
  require_finding(findings, FindingId::schema_invalid);
}

TEST_CASE("what lint only warns of may be signed, and the warning is told") {
  auto list = sample_list();
  list.sequence = 2'147'483'648U;
  outcome::Findings findings;
  CHECK(prepare(unsigned_text(list), findings).has_value());
  require_finding(findings, FindingId::lint_sequence_large);
}

TEST_CASE("a scheme may have statuses of its own") {
  auto list = sample_list();
  list.providers.front().services.front().current.status = "urn:jp:granted";
  outcome::Findings findings;
  CHECK(prepare(unsigned_text(list), findings).has_value());
}

TEST_CASE("a signed list is not signed again") {
  outcome::Findings findings;
  CHECK_FALSE(prepare(signed_text(sample_list(), list_signer()), findings).has_value());
  require_only_blocking(findings, FindingId::list_already_signed, "/TrustServiceStatusList");
}

TEST_CASE("a list is signed only with a certificate that keeps the rules for it") {
  auto korean = make_self_signed(list_signer_spec("KR"));
  require_failure(sign(sample_list(), korean), FindingId::list_signer_country);
  CHECK(sign(sample_list(), korean).error().severity == outcome::Severity::invalid);
}

TEST_CASE("a list is not signed with another key than the certificate's") {
  outcome::Findings findings;
  auto linted = prepare(unsigned_text(sample_list()), findings);
  REQUIRE(linted.has_value());
  outcome::Budget budget;
  require_failure(build::sign_list(std::move(*linted), other_signer().key,
                                   list_signer().certificate, {issue_date(), {}}, budget),
                  FindingId::signing_key_mismatch);
}

}  // namespace
}  // namespace accord::tests
