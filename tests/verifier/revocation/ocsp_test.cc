#include <catch2/catch_test_macros.hpp>

#include "tests/support/hex.h"
#include "tests/support/ocsp_maker.h"
#include "tests/verifier/revocation/revocation_case.h"

namespace accord::tests {
namespace {

using x509::OcspCertStatus;

CertificateSpec responder_spec() {
  CertificateSpec spec;
  spec.common_name = "Responder";
  spec.extended_key_usage = {der::Oid::literal("1.3.6.1.5.5.7.3.9")};
  spec.further = {{id::ocsp_no_check, false, from_hex("0500")}};
  return spec;
}

Identity& responder() {
  static Identity identity = make_issued(responder_spec(), authority());
  return identity;
}

// A certificate, one OCSP response about it, and what is asked.
struct OcspCase {
  OcspCase() {
    one.with_crl = false;
    spec.produced_at = asked - std::chrono::hours(1);
    spec.this_update = asked - std::chrono::hours(1);
    spec.next_update = asked + std::chrono::hours(1);
  }

  revocation::Status ask() {
    const auto issuer = subject_name(authority_spec());
    one.sources.ocsp = {require_value(x509::OcspResponse::parse(
        make_ocsp(spec, issuer, authority().key.public_key(), serial(), *signer)))};
    return one.ask();
  }

  void require_unknown(FindingId why) {
    CHECK(is_unknown(ask()));
    require_finding(one.findings, why, "certificate 42");
    require_finding(one.findings, FindingId::revocation_unknown, "certificate 42");
    CHECK(one.findings.worst() == Severity::indeterminate);
  }

  Case one;
  OcspSpec spec;
  Identity* signer = &responder();
};

}  // namespace

TEST_CASE("a certificate is good when its responder says so, by name or by key") {
  for (const bool by_key : {false, true}) {
    INFO(by_key);
    OcspCase by_delegate;
    by_delegate.spec.responder_by_key = by_key;
    CHECK(is_good(by_delegate.ask()));
    CHECK(by_delegate.one.findings.empty());
    OcspCase by_issuer;
    by_issuer.spec.responder_by_key = by_key;
    by_issuer.spec.with_certificate = false;
    by_issuer.signer = &authority();
    CHECK(is_good(by_issuer.ask()));
  }
}

TEST_CASE("a certificate is revoked when its responder says so, whatever a CRL says") {
  OcspCase one;
  one.one.with_crl = true;
  one.spec.status = OcspCertStatus::revoked;
  one.spec.revoked_at = asked - second;
  one.spec.reason = RevocationReason::key_compromise;
  const auto status = one.ask();
  REQUIRE(std::holds_alternative<revocation::Revoked>(status));
  CHECK(std::get<revocation::Revoked>(status).entry.reason == RevocationReason::key_compromise);
  require_only_blocking(one.one.findings, FindingId::certificate_revoked, "certificate 42");

  // A response that says so was made by then, whatever date it names.
  OcspCase dated_later;
  dated_later.spec.status = OcspCertStatus::revoked;
  dated_later.spec.revoked_at = asked + std::chrono::hours(1);
  CHECK(std::holds_alternative<revocation::Revoked>(dated_later.ask()));
  require_only_blocking(dated_later.one.findings, FindingId::certificate_revoked);

  OcspCase later;
  later.spec.status = OcspCertStatus::revoked;
  later.spec.revoked_at = asked + second;
  later.spec.produced_at = later.spec.this_update = asked + second;
  CHECK(is_good(later.ask()));
  require_finding(later.one.findings, FindingId::certificate_revoked_later);
}

TEST_CASE("a response that cannot be used leaves the status unknown, and says why") {
  OcspCase unknown;
  unknown.spec.status = OcspCertStatus::unknown;
  unknown.require_unknown(FindingId::revocation_ocsp_says_unknown);

  OcspCase stale;
  stale.spec.next_update = asked - second;
  stale.require_unknown(FindingId::revocation_ocsp_stale);

  OcspCase endless;
  endless.spec.next_update.reset();
  endless.require_unknown(FindingId::revocation_ocsp_no_next_update);

  OcspCase after_expiry;
  after_expiry.one.spec.not_after = asked;
  after_expiry.spec.produced_at = after_expiry.spec.this_update = asked + second;
  after_expiry.require_unknown(FindingId::revocation_ocsp_made_later);
  after_expiry.one.findings = {};
  after_expiry.spec.archive_cutoff = asked - second;
  CHECK(is_good(after_expiry.ask()));
  require_finding(after_expiry.one.findings, FindingId::revocation_shown_later);

  OcspCase critical;
  critical.spec.extensions = {{der::Oid::literal("1.2.3.4"), true, from_hex("0500")}};
  critical.require_unknown(FindingId::revocation_ocsp_critical_extension);
  OcspCase critical_single;
  critical_single.spec.single_extensions = {{der::Oid::literal("1.2.3.4"), true, from_hex("0500")}};
  critical_single.require_unknown(FindingId::revocation_ocsp_critical_extension);

  OcspCase without_certificate;
  without_certificate.spec.with_certificate = false;
  without_certificate.require_unknown(FindingId::revocation_ocsp_responder_unknown);
}

TEST_CASE("only who the issuer made a responder answers") {
  const auto refused = [](CertificateSpec spec, Identity& issuer, std::string_view reason) {
    INFO(reason);
    Identity someone = make_issued(spec, issuer);
    OcspCase one;
    one.signer = &someone;
    one.require_unknown(FindingId::revocation_ocsp_responder_not_allowed);
    const auto& finding =
        require_finding(one.one.findings, FindingId::revocation_ocsp_responder_not_allowed);
    CHECK(finding.params.back().second == reason);
  };
  auto spec = responder_spec();
  spec.extended_key_usage = {};
  refused(spec, authority(), "it is not for signing OCSP responses");
  spec = responder_spec();
  refused(spec, stranger(), "the issuer's key did not sign it");
  spec.not_after = asked - std::chrono::hours(2);
  refused(spec, authority(),
          "it was not valid when the response was made, or at the moment asked about");
  spec = responder_spec();
  spec.key_usage = x509::KeyUsage{}.with(x509::KeyUsageBit::key_encipherment);
  refused(spec, authority(), "its key usage does not allow signatures");
  spec = responder_spec();
  spec.further.push_back({der::Oid::literal("1.2.3.4"), true, from_hex("0500")});
  refused(spec, authority(), "it has a critical extension that is not known");
  // Critical policies with a qualifier that nobody knows.
  spec = responder_spec();
  spec.further.push_back({x509::extension::certificate_policies, true,
                          from_hex("3013 3011 0603 2a0304 300a 3008 0603 2a0363 0c01 78")});
  refused(spec, authority(), "it has a critical extension that is not known");
  // A response that says it was made when its responder still was one, about a moment after that.
  spec = responder_spec();
  spec.not_after = asked - std::chrono::minutes(30);
  refused(spec, authority(),
          "it was not valid when the response was made, or at the moment asked about");
  spec = responder_spec();
  spec.further.clear();
  refused(spec, authority(), "whether it is revoked is not known");
}

TEST_CASE("a responder that is not to be trusted does not answer") {
  for (const bool by_key : {false, true}) {
    OcspCase one;
    if (by_key) {
      one.one.distrust.add(responder().key.public_key());
    } else {
      one.one.distrust.add(responder().certificate);
    }
    one.require_unknown(FindingId::revocation_ocsp_responder_not_allowed);
    const auto& finding =
        require_finding(one.one.findings, FindingId::revocation_ocsp_responder_not_allowed);
    CHECK(finding.params.back().second == "it is one that is not to be trusted");
  }
}

TEST_CASE("a response dated after the present does not show that a certificate is good") {
  OcspCase one;
  one.one.now = asked - std::chrono::hours(2);
  one.require_unknown(FindingId::revocation_not_yet_made);
  // Made now, about a time to come.
  OcspCase ahead;
  ahead.one.now = asked;
  ahead.spec.this_update = asked + std::chrono::hours(1);
  ahead.spec.next_update = asked + std::chrono::hours(2);
  ahead.require_unknown(FindingId::revocation_not_yet_made);
}

TEST_CASE("a responder that need not be checked does not answer once it is known to be revoked") {
  OcspCase one;
  auto content = Case::good();
  content.entries = {{responder().certificate.serial(), asked - std::chrono::hours(2),
                      RevocationReason::key_compromise, std::nullopt}};
  one.one.sources.crls = {Case::made(content)};
  one.spec.produced_at = one.spec.this_update = asked - std::chrono::minutes(1);
  // The CRL speaks for the certificate too: it is to be another one's.
  one.one.spec.further = {{id::crl_distribution_points, false,
                           x509::write_crl_distribution_points({"https://ca.example/1"})}};
  content.extensions = {scope("https://ca.example/2")};
  one.one.sources.crls = {Case::made(content)};
  one.one.with_crl = false;
  CHECK(is_good(one.ask()));  // the responder names no distribution point: out of its scope too
  OcspCase known;
  content.extensions.clear();
  known.one.sources.crls = {Case::made(content)};
  known.spec.produced_at = known.spec.this_update = asked - std::chrono::minutes(1);
  known.ask();
  const auto& finding =
      require_finding(known.one.findings, FindingId::revocation_ocsp_responder_not_allowed);
  CHECK(finding.params.back().second == "it is revoked");
}

TEST_CASE("a responder does not answer about itself") {
  OcspCase one;
  one.one.spec = responder_spec();
  one.one.spec.serial = serial();
  auto self = make_issued(one.one.spec, authority());
  one.signer = &self;
  const auto issuer = subject_name(authority_spec());
  one.one.sources.ocsp = {require_value(x509::OcspResponse::parse(
      make_ocsp(one.spec, issuer, authority().key.public_key(), serial(), self)))};
  const revocation::Issuer by{issuer, authority().key.public_key(), {}};
  const revocation::Terms terms{asked, Rule::require, crypto::AlgorithmPolicy::strict()};
  outcome::Findings findings;
  CHECK(is_unknown(revocation::check(self.certificate, by, one.one.sources, terms, nullptr,
                                     one.one.budget, findings)));
  const auto& finding = require_finding(findings, FindingId::revocation_ocsp_responder_not_allowed);
  CHECK(finding.params.back().second == "it is the certificate that is asked about");
}

TEST_CASE("a responder that was revoked when it answered does not say what held before") {
  OcspCase one;
  one.spec.produced_at = one.spec.this_update = asked + std::chrono::hours(48);
  one.spec.next_update = asked + std::chrono::hours(72);
  CHECK(is_good(one.ask()));
  auto crl = Case::good();
  crl.this_update = asked + std::chrono::hours(48);
  crl.next_update = asked + std::chrono::hours(72);
  crl.entries.push_back({responder().certificate.serial(), asked + std::chrono::hours(24),
                         RevocationReason::key_compromise, std::nullopt});
  OcspCase revoked_responder;
  revoked_responder.spec = one.spec;
  revoked_responder.one.sources.crls.push_back(Case::made(crl));
  revoked_responder.ask();
  const auto& finding = require_finding(revoked_responder.one.findings,
                                        FindingId::revocation_ocsp_responder_not_allowed);
  CHECK(finding.params.back().second == "it is revoked");
}

TEST_CASE("that a certificate was never issued is taken back by its responder only") {
  OcspCase one;
  one.one.with_crl = true;
  one.spec.status = OcspCertStatus::revoked;
  one.spec.revoked_at = time::Instant{};
  one.spec.reason = RevocationReason::certificate_hold;
  one.spec.this_update = one.spec.produced_at = asked - std::chrono::hours(24);
  REQUIRE(std::holds_alternative<revocation::Revoked>(one.ask()));
  require_finding(one.one.findings, FindingId::certificate_on_hold, "certificate 42");

  OcspCase taken_back;
  taken_back.one.with_crl = false;
  const auto never_issued = [&] {
    const auto issuer = subject_name(authority_spec());
    return require_value(x509::OcspResponse::parse(
        make_ocsp(one.spec, issuer, authority().key.public_key(), serial(), responder())));
  }();
  CHECK(is_good(taken_back.ask()));
  taken_back.one.sources.ocsp.push_back(never_issued);
  CHECK(is_good(taken_back.one.ask()));
}

TEST_CASE("a response that ends before it begins, or is of the future, shows nothing") {
  OcspCase backwards;
  backwards.spec.this_update = backwards.spec.produced_at = asked + std::chrono::hours(5);
  backwards.spec.next_update = asked + std::chrono::hours(4);
  backwards.require_unknown(FindingId::revocation_ocsp_stale);
  OcspCase future;
  future.one.now = asked;
  future.spec.produced_at = asked + std::chrono::hours(1);
  future.require_unknown(FindingId::revocation_not_yet_made);
}

TEST_CASE("a forged response does not count") {
  OcspCase one;
  Identity forger{require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256)),
                  responder().certificate};
  one.signer = &forger;
  one.require_unknown(FindingId::revocation_ocsp_signature_wrong);
}

TEST_CASE("a responder that did not answer leaves the question open") {
  Case one;
  one.with_crl = false;
  one.sources.ocsp = {require_value(x509::OcspResponse::parse(from_hex("30030a0103")))};
  CHECK(is_unknown(one.ask()));
  const auto& finding = require_finding(one.findings, FindingId::revocation_ocsp_unsuccessful);
  CHECK(finding.params.front().second == "tryLater");
}

}  // namespace accord::tests
