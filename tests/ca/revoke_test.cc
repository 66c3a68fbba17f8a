#include "ca/revoke.h"

#include <catch2/catch_test_macros.hpp>

#include "ca/event.h"
#include "tests/ca/workbench.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using x509::RevocationReason;

const auto at = on(2026, 7, 10);

}  // namespace

TEST_CASE("a revoked certificate is recorded with time and reason") {
  Workbench bench;
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  bench.revoke_seal(seal, RevocationReason::key_compromise, at + Days{10});
  const auto record = tests::require_value(
      find_certificate(bench.registry, bench.issuing(), seal.certificate.serial()));
  CHECK(record.status == CertificateStatus::revoked);
  CHECK(record.revoked == at + Days{10});
  CHECK(record.reason == RevocationReason::key_compromise);
  CHECK(der::equal(record.der, seal.certificate.der()));
  const auto last = tests::require_value(events(bench.registry, bench.issuing())).back();
  CHECK(last.kind == "certificate_revoked");
  CHECK(last.detail == seal.certificate.serial().to_hex() + " keyCompromise");
}

TEST_CASE("the second revocation is refused, and the first one stands") {
  Workbench bench;
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  bench.revoke_seal(seal, RevocationReason::superseded, at + Days{1});
  const auto again =
      revoke(bench.registry, bench.issuing(),
             {seal.certificate.serial(), RevocationReason::key_compromise}, {at + Days{2}});
  const auto& finding = tests::require_failure(again, FindingId::ca_already_revoked);
  CHECK(outcome::message(finding).find("2026-07-11T00:00:00Z") != std::string::npos);
  CHECK(outcome::message(finding).find("superseded") != std::string::npos);
  const auto record = tests::require_value(
      find_certificate(bench.registry, bench.issuing(), seal.certificate.serial()));
  CHECK(record.revoked == at + Days{1});
  CHECK(record.reason == RevocationReason::superseded);
}

TEST_CASE("a serial number that the authority did not give cannot be revoked") {
  Workbench bench;
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  tests::require_failure(revoke(bench.registry, bench.issuing(),
                                {der::SerialNumber::from_magnitude(der::Bytes{1})}, {at}),
                         FindingId::ca_certificate_unknown);
  tests::require_failure(revoke(bench.registry, bench.root(), {seal.certificate.serial()}, {at}),
                         FindingId::ca_certificate_unknown);
}

TEST_CASE("reasons that are not final, or do not fit, are refused") {
  Workbench bench;
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  for (const auto reason : {RevocationReason::certificate_hold, RevocationReason::remove_from_crl,
                            RevocationReason::ca_compromise, RevocationReason::aa_compromise}) {
    INFO(x509::to_string(reason));
    tests::require_failure(
        revoke(bench.registry, bench.issuing(), {seal.certificate.serial(), reason}, {at}),
        FindingId::ca_reason_refused);
  }
}

TEST_CASE("every other reason is taken") {
  Workbench bench;
  bench.found();
  for (const auto reason :
       {RevocationReason::unspecified, RevocationReason::key_compromise,
        RevocationReason::affiliation_changed, RevocationReason::superseded,
        RevocationReason::cessation_of_operation, RevocationReason::privilege_withdrawn}) {
    const auto seal = require_answer(bench.issue_seal(at));
    CHECK(revoke(bench.registry, bench.issuing(), {seal.certificate.serial(), reason}, {at})
              .has_value());
  }
}

TEST_CASE("a key is not known to be lost in the future") {
  Workbench bench;
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  const auto with = [&](time::Instant date) {
    return revoke(bench.registry, bench.issuing(),
                  {seal.certificate.serial(), RevocationReason::key_compromise, date},
                  {at + Days{1}});
  };
  tests::require_failure(with(at + Days{1} + std::chrono::seconds{1}),
                         FindingId::ca_invalidity_date_late);
  CHECK(with(at + Days{1}).has_value());
}

TEST_CASE("an expired certificate can be revoked") {
  Workbench bench;
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  bench.revoke_seal(seal, RevocationReason::key_compromise, at + Days{400});
  CHECK(tests::require_value(
            find_certificate(bench.registry, bench.issuing(), seal.certificate.serial()))
            .status == CertificateStatus::revoked);
}

TEST_CASE("no one takes a revocation back, not even by hand") {
  Workbench bench;
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  bench.revoke_seal(seal, RevocationReason::key_compromise, at);
  auto& database = bench.registry.database();
  for (const auto* sql : {"DELETE FROM revocation", "UPDATE revocation SET reason = 0",
                          "UPDATE certificate SET status = 'issued' WHERE status = 'revoked'",
                          "UPDATE certificate SET der = NULL WHERE status = 'revoked'"}) {
    INFO(sql);
    tests::require_failure(database.run(sql), FindingId::store_constraint);
  }
}

}  // namespace accord::ca
