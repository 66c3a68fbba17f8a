#include <catch2/catch_test_macros.hpp>

#include "tests/verifier/revocation/revocation_case.h"

namespace accord::tests {
namespace {

TEST_CASE("a certificate that a fresh CRL does not list is good") {
  Case one;
  CHECK(is_good(one.ask()));
  CHECK(one.findings.empty());
}

TEST_CASE("a certificate is revoked from the second of its revocation on") {
  Case before;
  before.content.this_update = asked + second;
  before.content.entries = {revoked(asked + second)};
  CHECK(is_good(before.ask()));
  const auto& later =
      require_finding(before.findings, FindingId::certificate_revoked_later, "CN=Subject");
  CHECK(later.severity == Severity::info);
  CHECK_FALSE(before.findings.blocking());

  Case after;
  after.content.entries = {revoked(asked)};
  const auto status = after.ask();
  REQUIRE(std::holds_alternative<revocation::Revoked>(status));
  CHECK(std::get<revocation::Revoked>(status).entry.reason == RevocationReason::key_compromise);
  require_only_blocking(after.findings, FindingId::certificate_revoked, "certificate 42");
}

TEST_CASE("a certificate on hold and revoked in one CRL stays revoked under a later one") {
  for (const bool hold_first : {true, false}) {
    INFO(hold_first);
    Case one;
    auto older = Case::good();
    older.this_update = asked - std::chrono::hours(36);
    older.next_update = asked + std::chrono::hours(36);
    older.entries = {revoked(asked - std::chrono::hours(48), RevocationReason::certificate_hold),
                     revoked(asked - std::chrono::hours(40))};
    if (!hold_first) std::swap(older.entries.front(), older.entries.back());
    one.sources.crls = {Case::made(older)};
    const auto status = one.ask();
    REQUIRE(std::holds_alternative<revocation::Revoked>(status));
    CHECK(std::get<revocation::Revoked>(status).entry.reason == RevocationReason::key_compromise);
    require_only_blocking(one.findings, FindingId::certificate_revoked, "certificate 42");
  }
}

TEST_CASE("what a CRL lists was revoked by the time that it was made, whatever date it names") {
  Case one;
  one.content.entries = {revoked(asked + std::chrono::hours(1))};
  const auto status = one.ask();
  REQUIRE(std::holds_alternative<revocation::Revoked>(status));
  CHECK(std::get<revocation::Revoked>(status).entry.revocation_date == one.content.this_update);
  require_only_blocking(one.findings, FindingId::certificate_revoked, "certificate 42");
}

TEST_CASE("another certificate's revocation does not matter") {
  Case one;
  one.content.entries = {revoked(asked - second)};
  one.spec.serial = der::SerialNumber::from_magnitude(der::Bytes{0x43});
  CHECK(is_good(one.ask()));
}

TEST_CASE("a CRL holds from this update to next update, both included") {
  struct Row {
    const char* what;
    std::chrono::seconds this_update, next_update;
    std::optional<FindingId> why;
  };
  const Row rows[] = {
      {"made at that moment", std::chrono::seconds(0), std::chrono::hours(1), std::nullopt},
      {"due at that moment", -std::chrono::hours(1), std::chrono::seconds(0), std::nullopt},
      {"due a second before", -std::chrono::hours(1), -second, FindingId::revocation_stale},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Case one;
      one.content.this_update = asked + row.this_update;
      one.content.next_update = asked + row.next_update;
      const auto status = one.ask();
      CHECK(is_good(status) == !row.why.has_value());
      if (!row.why.has_value()) continue;
      CHECK(is_unknown(status));
      require_finding(one.findings, *row.why, "CN=Subject");
      require_finding(one.findings, FindingId::revocation_unknown, "CN=Subject");
      CHECK(one.findings.worst() == Severity::indeterminate);
    }
  }
}

TEST_CASE("a CRL that cannot be used leaves the status unknown, and says why") {
  struct Row {
    const char* what;
    void (*change)(Case&);
    FindingId why;
  };
  const Row rows[] = {
      {"attribute certificates only", [](Case& c) { c.content.extensions = {scope("", 5)}; },
       FindingId::revocation_crl_scope},
      {"a delta CRL",
       [](Case& c) {
         c.content.extensions = {{id::delta_crl_indicator, true, x509::write_crl_number(1)}};
         c.content.entries.clear();
       },
       FindingId::revocation_crl_unsupported},
      {"CA certificates only", [](Case& c) { c.content.extensions = {scope("", 2)}; },
       FindingId::revocation_crl_scope},
      {"user certificates only, asked about a CA",
       [](Case& c) {
         c.spec.ca = true;
         c.content.extensions = {scope("", 1)};
       },
       FindingId::revocation_crl_scope},
      {"another distribution point",
       [](Case& c) {
         c.spec.further = {{id::crl_distribution_points, false,
                            x509::write_crl_distribution_points({"https://ca.example/1"})}};
         c.content.extensions = {scope("https://ca.example/2")};
       },
       FindingId::revocation_crl_scope},
      {"a distribution point that the certificate does not name",
       [](Case& c) { c.content.extensions = {scope("https://ca.example/2")}; },
       FindingId::revocation_crl_scope},
      {"a critical extension that nobody knows",
       [](Case& c) {
         c.content.extensions = {{der::Oid::literal("1.2.3.4.5"), true, x509::write_crl_number(1)}};
       },
       FindingId::revocation_crl_critical_extension},
      {"an issuer that may not sign CRLs",
       [](Case& c) { c.key_usage = x509::KeyUsage{}.with(x509::KeyUsageBit::key_cert_sign); },
       FindingId::revocation_crl_signer_not_allowed},
      {"another key of the same name",
       [](Case& c) {
         c.with_crl = false;
         c.sources.crls = {Case::made(c.content, stranger())};
       },
       FindingId::revocation_crl_signature_wrong},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Case one;
      // Even a revocation in it does not count.
      one.content.entries = {revoked(asked - second)};
      row.change(one);
      CHECK(is_unknown(one.ask()));
      require_finding(one.findings, row.why, "CN=Subject");
      require_finding(one.findings, FindingId::revocation_unknown, "CN=Subject");
      CHECK(one.findings.worst() == Severity::indeterminate);
    }
  }
}

TEST_CASE("a CRL whose scope fits is used") {
  struct Row {
    const char* what;
    void (*change)(Case&);
  };
  const Row rows[] = {
      {"the certificate's distribution point",
       [](Case& c) {
         c.spec.further = {{id::crl_distribution_points, false,
                            x509::write_crl_distribution_points({"https://ca.example/1"})}};
         c.content.extensions = {scope("https://ca.example/1")};
       }},
      {"user certificates only", [](Case& c) { c.content.extensions = {scope("", 1)}; }},
      {"an issuer without key usage", [](Case& c) { c.key_usage.reset(); }},
      {"an extension that nobody knows and that is not critical",
       [](Case& c) {
         c.content.extensions = {
             {der::Oid::literal("1.2.3.4.5"), false, x509::write_crl_number(1)}};
       }},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Case one;
      row.change(one);
      CHECK(is_good(one.ask()));
      CHECK(one.findings.empty());
    }
  }
}

TEST_CASE("without a CRL of the issuer the status is unknown") {
  Case none;
  none.with_crl = false;
  CHECK(is_unknown(none.ask()));
  require_only_blocking(none.findings, FindingId::revocation_unknown, "CN=Subject");

  Case others;
  others.content.issuer = subject_name(others.spec);
  CHECK(is_unknown(others.ask()));
  require_only_blocking(others.findings, FindingId::revocation_unknown, "CN=Subject");
}

TEST_CASE("a CRL without a next update is not used") {
  // Written without it by hand: the writer always has one.
  der::Writer tbs;
  tbs.constructed(der::tag::sequence, [](der::Writer& list) {
    list.integer(1);
    list.raw(crypto::write_signature_algorithm(authority().key.algorithm()));
    list.raw(subject_name(authority_spec()).der());
    list.time(asked - std::chrono::hours(1));
  });
  Case one;
  one.with_crl = false;
  one.sources.crls = {
      require_value(x509::Crl::parse(require_value(x509::sign_tbs(tbs.bytes(), authority().key))))};
  CHECK(is_unknown(one.ask()));
  require_finding(one.findings, FindingId::revocation_no_next_update, "CN=Subject");
  require_finding(one.findings, FindingId::revocation_unknown);
}

TEST_CASE("what was wrong with one CRL is a note when another gives the answer") {
  Case one;
  auto old = one.content;
  old.this_update = asked - std::chrono::hours(100);
  old.next_update = asked - std::chrono::hours(50);
  one.sources.crls = {Case::made(old)};
  CHECK(is_good(one.ask()));
  CHECK(require_finding(one.findings, FindingId::revocation_stale).severity == Severity::info);
  CHECK_FALSE(one.findings.blocking());
}

TEST_CASE("a revocation found in an old CRL stands against a newer one that does not list it") {
  Case one;
  auto old = one.content;
  old.this_update = asked - std::chrono::hours(100);
  old.next_update = asked - std::chrono::hours(50);
  old.entries = {revoked(asked - std::chrono::hours(200))};
  one.sources.crls = {Case::made(old)};
  CHECK(std::holds_alternative<revocation::Revoked>(one.ask()));
  require_only_blocking(one.findings, FindingId::certificate_revoked);
}

TEST_CASE("a CRL of later proves a revocation of before") {
  Case one;
  one.content.this_update = asked + std::chrono::hours(24);
  one.content.next_update = asked + std::chrono::hours(48);
  one.content.entries = {revoked(asked - second)};
  CHECK(std::holds_alternative<revocation::Revoked>(one.ask()));
  require_only_blocking(one.findings, FindingId::certificate_revoked);
}

TEST_CASE("a hold leaves the question open until a later CRL lifts it") {
  Case held;
  held.content.entries = {revoked(asked - second, RevocationReason::certificate_hold)};
  const auto status = held.ask();
  CHECK(std::holds_alternative<revocation::Revoked>(status));
  const auto& finding =
      require_only_blocking(held.findings, FindingId::certificate_on_hold, "CN=Subject");
  CHECK(finding.severity == Severity::indeterminate);

  Case lifted;
  auto before = lifted.content;
  before.this_update -= std::chrono::hours(1);
  before.entries = {revoked(asked - std::chrono::hours(20), RevocationReason::certificate_hold)};
  lifted.sources.crls = {Case::made(before)};
  CHECK(is_good(lifted.ask()));
}

TEST_CASE("a key that was suspect at that moment leaves the question open") {
  Case one;
  auto entry = revoked(asked + second);
  entry.invalidity_date = asked - second;
  one.content.this_update = asked + second;
  one.content.entries = {entry};
  one.ask();
  require_only_blocking(one.findings, FindingId::certificate_invalid_before_revocation,
                        "CN=Subject");

  Case later;
  entry.invalidity_date = asked + second;
  later.content.this_update = asked + second;
  later.content.entries = {entry};
  later.ask();
  CHECK_FALSE(later.findings.blocking());
}

TEST_CASE("a rule that does not require evidence makes a warning of its absence") {
  Case one;
  one.with_crl = false;
  one.rule = Rule::prefer;
  CHECK(is_unknown(one.ask()));
  CHECK(require_finding(one.findings, FindingId::revocation_unknown).severity == Severity::warning);

  Case off;
  off.rule = Rule::off;
  off.content.entries = {revoked(asked - second)};
  CHECK(is_unknown(off.ask()));
  CHECK(off.findings.empty());
}

TEST_CASE("a CRL signed with SHA-1 leaves the status unknown") {
  auto content = Case::good();
  content.algorithm = sha1_signer().algorithm();
  const auto crl = require_value(
      x509::Crl::parse(require_value(x509::sign_tbs(x509::write_tbs_crl(content), sha1_signer()))));
  CertificateSpec spec;
  const auto certificate = make_certificate(spec, authority().key.public_key(), sha1_signer(),
                                            subject_name(authority_spec()));
  const revocation::Issuer issuer{subject_name(authority_spec()), sha1_signer().public_key(), {}};
  outcome::Budget budget;
  outcome::Findings findings;
  revocation::Sources sources;
  sources.crls = {crl};
  const revocation::Terms terms{asked, Rule::require, crypto::AlgorithmPolicy::strict()};
  CHECK(is_unknown(
      revocation::check(certificate, issuer, sources, terms, nullptr, budget, findings)));
  require_finding(findings, FindingId::algorithm_weak, "CRL of CN=Authority");
  require_finding(findings, FindingId::revocation_unknown);
}

TEST_CASE(
    "a genuine CRL that lists the certificate and must not be used leaves the question open") {
  for (const bool genuine : {true, false}) {
    INFO(genuine);
    Case one;
    auto content = one.content;
    content.entries = {revoked(asked - second)};
    content.extensions = {{der::Oid::literal("1.2.3.4.5"), true, x509::write_crl_number(1)}};
    one.sources.crls = {Case::made(content, genuine ? authority() : stranger())};
    const auto status = one.ask();
    CHECK(is_good(status) == !genuine);
    if (!genuine) continue;
    CHECK(is_unknown(status));
    const auto& finding =
        require_finding(one.findings, FindingId::revocation_listed_unusable, "certificate 42");
    CHECK(finding.severity == Severity::indeterminate);
  }
}

TEST_CASE("evidence that was not looked at might say that the certificate is revoked") {
  Case one;
  one.sources.crls = {Case::made(one.content)};
  one.content.this_update = asked - second;
  one.budget.set_limit(outcome::Cost::signatures, 1);
  CHECK(is_unknown(one.ask()));
  require_finding(one.findings, FindingId::budget_exhausted, "certificate 42");
  require_finding(one.findings, FindingId::revocation_unknown, "certificate 42");
}

TEST_CASE("the budget for signatures is enough at n and used up at n-1") {
  Case enough;
  enough.budget.set_limit(outcome::Cost::signatures, 1);
  CHECK(is_good(enough.ask()));
  Case scarce;
  scarce.budget.set_limit(outcome::Cost::signatures, 0);
  CHECK(is_unknown(scarce.ask()));
  require_finding(scarce.findings, FindingId::budget_exhausted, "CN=Subject");
}

TEST_CASE("the reason without a word is shown as unspecified") {
  Case one;
  one.content.entries = {{serial(), moment("2026-07-20T00:00:00Z"), std::nullopt, std::nullopt}};
  one.ask();
  const auto text = outcome::message(require_finding(one.findings, FindingId::certificate_revoked));
  CHECK(text.find("2026-07-20T00:00:00Z (reason: unspecified)") != std::string::npos);
}

}  // namespace
}  // namespace accord::tests
