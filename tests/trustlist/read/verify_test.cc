#include <catch2/catch_test_macros.hpp>

#include "lib/xmldsig/sign.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/read/signer_rules.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::read;
using outcome::FindingId;

time::Instant asked_about() { return instant("2026-08-01T00:00:00Z"); }

SignerSet announced() { return SignerSet::given({list_signer().certificate}); }

ListVerdict verify(std::string text, const SignerSet& signers = announced(),
                   time::Instant at = asked_about(), const ListPolicy& policy = {}) {
  outcome::Budget budget;
  return verify_list(std::move(text), signers, at, policy, budget);
}

TEST_CASE("a list signed by an announced signer may be relied on") {
  for (const std::uint32_t version : {5U, 6U}) {
    const auto text = signed_text(sample_list(version), list_signer());
    const auto verdict = verify(text);
    CHECK(verdict.verdict == Verdict::valid);
    CHECK(verdict.signature == SignatureState::valid);
    // Version 5 is past its time.
    CHECK(verdict.findings.all().size() == (version == 5 ? 1 : 0));
    CHECK(verdict.findings.has(FindingId::list_version_outdated) == (version == 5));
    REQUIRE(verdict.verified.has_value());
    CHECK(verdict.verified->list() == sample_list(version));
    CHECK(verdict.verified->signer() == list_signer().certificate);
    CHECK(verdict.verified->signing_time() == issue_date());
    CHECK(verdict.verified->at() == asked_about());
    CHECK(verdict.verified->sha256() ==
          crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(text)));
    CHECK(verdict.services == 1);
  }
}

TEST_CASE("an intact signature without known signers is not trusted") {
  const auto verdict = verify(signed_text(sample_list(), list_signer()), SignerSet::unknown());
  CHECK(verdict.verdict == Verdict::indeterminate);
  CHECK(verdict.signature == SignatureState::untrusted);
  CHECK_FALSE(verdict.verified.has_value());
  CHECK(verdict.list() != nullptr);
  require_only_blocking(verdict.findings, FindingId::list_signers_unknown, "Signature");
}

TEST_CASE("a signer that is not announced is refused, whatever its names say") {
  const auto verdict = verify(signed_text(sample_list(), other_signer()));
  CHECK(verdict.verdict == Verdict::invalid);
  CHECK(verdict.signature == SignatureState::untrusted);
  CHECK_FALSE(verdict.verified.has_value());
  require_only_blocking(verdict.findings, FindingId::list_signer_not_announced, "Signature");
}

TEST_CASE("a changed list is invalid, and what it claims is still shown") {
  const auto verdict =
      verify(replaced(signed_text(sample_list(), list_signer()), "Seal trust", "Real trust"));
  CHECK(verdict.verdict == Verdict::invalid);
  CHECK(verdict.signature == SignatureState::invalid);
  CHECK_FALSE(verdict.signer.has_value());
  REQUIRE(verdict.unverified.has_value());
  CHECK(verdict.unverified->providers.front().names.front().text == "Real trust");
  require_only_blocking(verdict.findings, FindingId::signature_digest_wrong);
}

TEST_CASE("an unsigned list and a document that is no XML are invalid") {
  const auto verdict = verify(unsigned_text(sample_list()));
  CHECK(verdict.verdict == Verdict::invalid);
  require_only_blocking(verdict.findings, FindingId::signature_none);
  const auto rubbish = verify("<!DOCTYPE x><x/>");
  CHECK(rubbish.verdict == Verdict::invalid);
  CHECK(rubbish.list() == nullptr);
  require_only_blocking(rubbish.findings, FindingId::xml_doctype);
}

TEST_CASE("a list is out of date one second after its next update") {
  const auto text = signed_text(sample_list(), list_signer());
  CHECK(verify(text, announced(), instant("2026-11-01T00:00:00Z")).verdict == Verdict::valid);
  const auto late = verify(text, announced(), instant("2026-11-01T00:00:01Z"));
  CHECK(late.verdict == Verdict::indeterminate);
  CHECK(late.signature == SignatureState::valid);
  CHECK_FALSE(late.verified.has_value());
  require_only_blocking(late.findings, FindingId::list_expired, "SchemeInformation");
}

TEST_CASE("a list does not answer about the time before it was issued") {
  const auto text = signed_text(sample_list(), list_signer());
  CHECK(verify(text, announced(), issue_date()).verdict == Verdict::valid);
  const auto early = verify(text, announced(), issue_date() - std::chrono::seconds{1});
  CHECK(early.verdict == Verdict::indeterminate);
  require_only_blocking(early.findings, FindingId::list_not_yet_issued);
}

TEST_CASE("a closed list is valid, with a warning") {
  auto list = sample_list();
  list.next_update.reset();
  const auto verdict =
      verify(signed_text(list, list_signer()), announced(), instant("2030-01-01T00:00:00Z"));
  CHECK(verdict.verdict == Verdict::valid);
  require_finding(verdict.findings, FindingId::list_closed);
}

TEST_CASE("a next update more than six months after the issue date is told") {
  auto list = sample_list();
  list.next_update = list.issued + std::chrono::days{184};
  CHECK(verify(signed_text(list, list_signer())).findings.empty());
  list.next_update = instant("2099-01-01T00:00:00Z");
  const auto verdict = verify(signed_text(list, list_signer()));
  CHECK(verdict.verdict == Verdict::valid);
  const auto& finding =
      require_finding(verdict.findings, FindingId::list_next_update_late, "/SchemeInformation");
  CHECK(finding.severity == outcome::Severity::warning);
}

TEST_CASE("version 5 is told from the moment on at which version 6 applies") {
  auto list = sample_list(5);
  list.issued = instant("2026-04-01T00:00:00Z");
  list.next_update = instant("2026-09-01T00:00:00Z");
  xmldsig::SignOptions options;
  options.signing_time = list.issued;
  options.properties = xmldsig::Properties::v1;
  outcome::Budget budget;
  const auto text = require_value(xmldsig::sign_enveloped(
      unsigned_text(list), list_signer().key, list_signer().certificate, options, budget));
  CHECK(verify(text, announced(), instant("2026-04-28T21:59:59Z")).findings.empty());
  const auto verdict = verify(text, announced(), instant("2026-04-28T22:00:00Z"));
  CHECK(verdict.verdict == Verdict::valid);
  const auto& finding =
      require_finding(verdict.findings, FindingId::list_version_outdated, "/SchemeInformation");
  CHECK(finding.severity == outcome::Severity::warning);
}

TEST_CASE("a critical extension of the signer's certificate that is not known is told") {
  auto spec = list_signer_spec();
  spec.further = {{der::Oid::literal("1.2.3.4.5"), true, x509::write_crl_number(1)}};
  auto signer = make_self_signed(spec);
  const auto verdict =
      verify(signed_text(sample_list(), signer), SignerSet::given({signer.certificate}));
  CHECK(verdict.verdict == Verdict::valid);
  const auto& finding = require_finding(verdict.findings, FindingId::list_signer_critical_extension,
                                        "Test authority");
  CHECK(finding.severity == outcome::Severity::warning);
  CHECK(outcome::message(finding).find("1.2.3.4.5") != std::string::npos);

  spec.further.front().critical = false;
  auto plain = make_self_signed(spec);
  CHECK(verify(signed_text(sample_list(), plain), SignerSet::given({plain.certificate}))
            .findings.empty());
}

TEST_CASE("an older list than the one last seen is a rollback") {
  const auto text = signed_text(sample_list(), list_signer());
  ListPolicy policy;
  policy.last_sequence = 7;
  CHECK(verify(text, announced(), asked_about(), policy).verdict == Verdict::valid);
  policy.last_sequence = 8;
  const auto verdict = verify(text, announced(), asked_about(), policy);
  CHECK(verdict.verdict == Verdict::invalid);
  require_only_blocking(verdict.findings, FindingId::list_rolled_back);
}

TEST_CASE("a list signed before its issue date is noted") {
  auto list = sample_list();
  list.issued = instant("2026-06-02T00:00:00Z");
  const auto verdict = verify(signed_text(list, list_signer()));
  CHECK(verdict.verdict == Verdict::valid);
  require_finding(verdict.findings, FindingId::list_signed_before_issue_date);
}

TEST_CASE("the form of the signing certificate fits the version of the list") {
  const auto six = verify(sign_text(unsigned_text(sample_list(6)), list_signer(), 5));
  CHECK(six.verdict == Verdict::valid);
  require_finding(six.findings, FindingId::list_signature_form, "Signature");
  const auto five = verify(sign_text(unsigned_text(sample_list(5)), list_signer(), 6));
  CHECK(five.verdict == Verdict::valid);
  require_finding(five.findings, FindingId::list_signature_form, "Signature");
}

TEST_CASE("a list whose scheme information is damaged cannot be relied on, whoever signed it") {
  const auto text = replaced(unsigned_text(sample_list()), "Number>7<", "Number>0<");
  const auto verdict = verify(sign_text(text, list_signer()));
  CHECK(verdict.verdict == Verdict::indeterminate);
  CHECK(verdict.signature == SignatureState::valid);
  require_only_blocking(verdict.findings, FindingId::list_scheme_value_wrong);
  const auto later = verify(sign_text(
      replaced(unsigned_text(sample_list()), "Identifier>6<", "Identifier>7<"), list_signer()));
  CHECK(later.verdict == Verdict::indeterminate);
  CHECK(later.list() == nullptr);
  require_only_blocking(later.findings, FindingId::list_version_unknown);
}

TEST_CASE("a list with a second scheme information cannot be relied on, whoever signed it") {
  const auto text =
      replaced(unsigned_text(sample_list()), "</tsl:SchemeInformation>",
               "</tsl:SchemeInformation><tsl:SchemeInformation><tsl:NextUpdate><tsl:dateTime>"
               "2026-06-02T00:00:00Z</tsl:dateTime></tsl:NextUpdate></tsl:SchemeInformation>");
  const auto verdict = verify(sign_text(text, list_signer()));
  CHECK(verdict.verdict == Verdict::indeterminate);
  CHECK(verdict.signature == SignatureState::valid);
  CHECK_FALSE(verdict.verified.has_value());
  require_only_blocking(verdict.findings, FindingId::list_scheme_partial,
                        "/TrustServiceStatusList");
}

TEST_CASE("signers announced by a pointer hold for the list that it points to") {
  const auto parent = sample_list_of_lists();
  const auto text = signed_text(sample_list(), list_signer());
  CHECK(verify(text, SignerSet::announced_for(parent, "JP")).verdict == Verdict::valid);
  CHECK(verify(text, SignerSet::announced_by(parent.pointers.front())).verdict == Verdict::valid);
  const auto none = verify(text, SignerSet::announced_for(parent, "KR"));
  CHECK(none.verdict == Verdict::indeterminate);
  require_only_blocking(none.findings, FindingId::list_signers_unknown);
}

TEST_CASE("the announced signer of one territory does not sign for another") {
  auto parent = sample_list_of_lists();
  auto korea = sample_list();
  korea.territory = "KR";
  const auto verdict =
      verify(signed_text(korea, list_signer()), SignerSet::announced_by(parent.pointers.front()));
  CHECK(verdict.verdict == Verdict::invalid);
  require_only_blocking(verdict.findings, FindingId::list_not_the_one_pointed_to);
}

TEST_CASE("signers of a form for people or of another territory's pointer are not taken") {
  auto parent = sample_list_of_lists();
  parent.pointers.front().mime_type = "application/pdf";
  CHECK_FALSE(SignerSet::announced_for(parent, "JP").known());
  auto other = sample_list_of_lists();
  other.pointers.front().territory = "KR";
  CHECK_FALSE(SignerSet::announced_for(other, "JP").known());
}

TEST_CASE("who may sign another list of the territory does not sign this one") {
  auto parent = sample_list_of_lists();
  auto other = parent.pointers.front();
  other.list_type = uri::list_of("JPother");
  other.signers = {trustlist::Identity{{DigitalId{other_signer().certificate}}}};
  parent.pointers.push_back(other);
  const auto type = *parent.pointers.front().list_type;
  const auto text = signed_text(sample_list(), other_signer());
  const auto refused =
      verify(text, SignerSet::announced_for(parent, "JP", Form::trusted_list, type));
  CHECK(refused.signature == SignatureState::untrusted);
  require_finding(refused.findings, FindingId::list_signer_not_announced, "Signature");
  CHECK(verify(signed_text(sample_list(), list_signer()),
               SignerSet::announced_for(parent, "JP", Form::trusted_list, type))
            .verdict == Verdict::valid);
}

TEST_CASE("a signer whose certificate ended before the list was issued is not relied on") {
  auto spec = list_signer_spec();
  spec.not_before = instant("2023-01-01T00:00:00Z");
  spec.not_after = instant("2024-04-10T00:00:00Z");
  auto signer = make_self_signed(spec);
  xmldsig::SignOptions options;
  options.signing_time = instant("2024-04-09T00:00:00Z");
  options.properties = xmldsig::Properties::v2;
  outcome::Budget budget;
  const auto text = require_value(xmldsig::sign_enveloped(unsigned_text(sample_list()), signer.key,
                                                          signer.certificate, options, budget));
  const auto verdict = verify(text, SignerSet::given({signer.certificate}));
  CHECK(verdict.verdict == Verdict::indeterminate);
  require_finding(verdict.findings, FindingId::list_signer_ended_before_issue, "Signature");
}

TEST_CASE("a list signed after the moment asked about is not relied on for that moment") {
  xmldsig::SignOptions options;
  options.signing_time = instant("2026-08-02T00:00:00Z");
  options.properties = xmldsig::Properties::v2;
  outcome::Budget budget;
  const auto text = require_value(xmldsig::sign_enveloped(
      unsigned_text(sample_list()), list_signer().key, list_signer().certificate, options, budget));
  const auto signers = SignerSet::given({list_signer().certificate});
  const auto early = verify(text, signers, instant("2026-08-01T23:59:59Z"));
  CHECK(early.verdict == Verdict::indeterminate);
  require_finding(early.findings, FindingId::list_signed_later, "Signature");
  CHECK(verify(text, signers, options.signing_time).verdict == Verdict::valid);
}

TEST_CASE("another type of list than the pointer says is reported") {
  auto parent = sample_list_of_lists();
  parent.pointers.front().list_type = "urn:another";
  const auto verdict =
      verify(signed_text(sample_list(), list_signer()), SignerSet::announced_for(parent, "JP"));
  CHECK(verdict.verdict == Verdict::valid);
  require_finding(verdict.findings, FindingId::list_type_not_as_pointed_to);
}

TEST_CASE("the name of a list stands in its findings") {
  outcome::Budget budget;
  const auto verdict = verify_list(signed_text(sample_list(), list_signer()), "jp/list.xml",
                                   SignerSet::unknown(), asked_about(), {}, budget);
  CHECK(verdict.findings.all().front().about.what == "jp/list.xml");
}

TEST_CASE("each rule on the signer's own certificate that is broken is a warning") {
  struct Case {
    FindingId id;
    CertificateSpec spec;
  };
  std::vector<Case> cases;
  const auto add = [&](FindingId id, auto change) {
    auto spec = list_signer_spec();
    change(spec);
    cases.push_back({id, spec});
  };
  add(FindingId::list_signer_country, [](CertificateSpec& spec) { spec.country = "KR"; });
  add(FindingId::list_signer_operator,
      [](CertificateSpec& spec) { spec.organization = "Somebody"; });
  add(FindingId::list_signer_key_usage, [](CertificateSpec& spec) {
    spec.key_usage = x509::KeyUsage{}
                         .with(x509::KeyUsageBit::digital_signature)
                         .with(x509::KeyUsageBit::key_encipherment);
  });
  add(FindingId::list_signer_purpose,
      [](CertificateSpec& spec) { spec.extended_key_usage.clear(); });
  add(FindingId::list_signer_is_ca, [](CertificateSpec& spec) { spec.ca = true; });
  for (auto& one : cases) {
    INFO(outcome::entry(one.id).name);
    auto signer = make_self_signed(one.spec);
    const auto verdict =
        verify(signed_text(sample_list(), signer), SignerSet::given({signer.certificate}));
    CHECK(verdict.verdict == Verdict::valid);
    CHECK(verdict.findings.all().size() == 1);
    require_finding(verdict.findings, one.id);
  }
}

TEST_CASE("a signer's certificate without key identifier is a warning") {
  // The maker of test certificates always writes one; openssl leaves it out when told so.
  if (!program_exists("openssl")) SKIP("openssl is not installed");
  const TemporaryFolder folder;
  const auto certificate_file = folder.path() / "signer.crt";
  const auto made = run_program(
      {"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
       "-keyout", (folder.path() / "signer.key").string(), "-out", certificate_file.string(),
       "-subj", "/C=JP/O=Test authority/CN=x", "-addext", "subjectKeyIdentifier=none"});
  INFO(made.errors);
  REQUIRE(made.exit_code == 0);
  const auto certificates =
      require_value(x509::read_certificates(der::as_bytes(read_file(certificate_file))));
  outcome::Findings findings;
  check_signer_certificate(sample_list(), certificates.front(), findings);
  require_finding(findings, FindingId::list_signer_key_identifier);
}

TEST_CASE("the territories EL and UK are the countries GR and GB") {
  outcome::Findings findings;
  auto list = sample_list();
  list.territory = "EL";
  check_signer_certificate(list, make_self_signed(list_signer_spec("GR")).certificate, findings);
  list.territory = "UK";
  check_signer_certificate(list, make_self_signed(list_signer_spec("GB")).certificate, findings);
  CHECK(findings.empty());
}

}  // namespace
}  // namespace accord::tests
