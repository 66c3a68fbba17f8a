#include "ca/crl.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/ca/workbench.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using std::chrono::hours;
using x509::RevocationReason;

const auto at = on(2026, 7, 10);

Answer<IssuedCrl> publish(Workbench& bench, time::Instant moment,
                          std::chrono::seconds validity = hours{24}) {
  return issue_crl(bench.registry, bench.issuing(), bench.issuing_key, validity, {moment, "test"});
}

}  // namespace

TEST_CASE("an empty CRL is a right CRL") {
  Workbench bench;
  bench.found();
  const auto issued = require_answer(publish(bench, at));
  CHECK(issued.number == 1);
  CHECK(issued.crl.size() == 0);
  CHECK(issued.crl.this_update() == at);
  CHECK(issued.crl.next_update() == at + hours{24});
  CHECK(issued.crl.number()->to_hex() == "01");
  CHECK(issued.crl.check_signature(bench.issuing_key.public_key()).has_value());
  CHECK(issued.crl.authority_key_identifier()->key_identifier ==
        bench.issuing().certificate().subject_key_identifier());
  CHECK(issued.crl.unknown_critical().empty());
}

TEST_CASE("a CRL lists what is revoked, with reasons, in order of serial numbers") {
  Workbench bench;
  bench.found();
  std::vector<Issued> seals;
  for (int i = 0; i < 12; ++i) seals.push_back(require_answer(bench.issue_seal(at)));
  for (std::size_t i = 0; i < 10; ++i) {
    bench.revoke_seal(seals[i],
                      i == 0 ? RevocationReason::unspecified : RevocationReason::superseded,
                      at + hours{static_cast<int>(i)});
  }
  const auto moment = at + Days{1};
  const auto crl = require_answer(publish(bench, moment)).crl;
  CHECK(crl.size() == 10);
  CHECK_FALSE(crl.find(seals[0].certificate.serial())->reason.has_value());
  CHECK(crl.find(seals[1].certificate.serial())->reason == RevocationReason::superseded);
  CHECK(crl.find(seals[9].certificate.serial())->revocation_date == at + hours{9});
  CHECK_FALSE(crl.find(seals[10].certificate.serial()).has_value());
  const auto entries = crl.entries();
  CHECK(std::is_sorted(entries.begin(), entries.end(),
                       [](const auto& a, const auto& b) { return a.serial < b.serial; }));
}

TEST_CASE("an invalidity date is on the CRL") {
  Workbench bench;
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  tests::require_value(
      revoke(bench.registry, bench.issuing(),
             {seal.certificate.serial(), RevocationReason::key_compromise, at + hours{1}},
             {at + hours{5}}));
  const auto crl = require_answer(publish(bench, at + hours{6})).crl;
  CHECK(crl.find(seal.certificate.serial())->invalidity_date == at + hours{1});
}

TEST_CASE("expired certificates stay on the CRL, and the CRL says so") {
  Workbench bench;
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  bench.revoke_seal(seal, RevocationReason::superseded, at + hours{1});
  const auto crl = require_answer(publish(bench, at + Days{1000})).crl;
  CHECK(crl.find(seal.certificate.serial()).has_value());
  const auto& extensions = crl.extensions();
  const auto expired = std::find_if(
      extensions.begin(), extensions.end(),
      [](const auto& extension) { return extension.id == x509::extension::expired_certs_on_crl; });
  REQUIRE(expired != extensions.end());
  CHECK_FALSE(expired->critical);
  CHECK(der::as_text(expired->value.subspan(2)) == "20260511000000Z");
}

TEST_CASE("numbers grow by one, and the last CRL is kept") {
  Workbench bench;
  bench.found();
  CHECK_FALSE(tests::require_value(latest_crl(bench.registry, bench.issuing())).has_value());
  for (std::uint64_t number = 1; number <= 300; number += number < 3 ? 1 : 297) {
    if (number == 300) {
      // Two bytes in DER.
      auto& database = bench.registry.database();
      tests::require_value(
          database.run("INSERT INTO crl(authority, number, this_update, next_update, tbs) "
                       "VALUES (?, 299, 1, 2, x'00')",
                       bench.issuing().id()));
    }
    const auto issued = require_answer(publish(bench, at));
    CHECK(issued.number == number);
    CHECK(der::equal(tests::require_value(latest_crl(bench.registry, bench.issuing()))->der(),
                     issued.crl.der()));
  }
}

TEST_CASE("a CRL's number and bytes cannot be changed by hand") {
  Workbench bench;
  bench.found();
  REQUIRE(publish(bench, at).has_value());
  REQUIRE(publish(bench, at).has_value());
  auto& database = bench.registry.database();
  for (const auto* sql :
       {"DELETE FROM crl", "UPDATE crl SET der = x'00'", "UPDATE crl SET number = 9",
        "INSERT INTO crl(authority, number, this_update, next_update, tbs) SELECT authority, 1, 1, "
        "2, "
        "x'00' FROM crl WHERE number = 1"}) {
    INFO(sql);
    tests::require_failure(database.run(sql), FindingId::store_constraint);
  }
}

TEST_CASE("a CRL is valid from an hour to ten days, a root's to a year") {
  Workbench bench;
  bench.found();
  require_refusal(publish(bench, at, hours{1} - std::chrono::seconds{1}),
                  FindingId::ca_crl_validity);
  require_refusal(publish(bench, at, hours{240} + std::chrono::seconds{1}),
                  FindingId::ca_crl_validity);
  require_refusal(publish(bench, at, std::chrono::seconds{-1}), FindingId::ca_crl_validity);
  CHECK(publish(bench, at, hours{1}).has_value());
  CHECK(publish(bench, at, hours{240}).has_value());
  const auto of_root = [&](std::chrono::seconds validity) {
    return issue_crl(bench.registry, bench.root(), bench.root_key, validity, {at});
  };
  CHECK(of_root(hours{24 * 366}).has_value());
  require_refusal(of_root(hours{24 * 366} + std::chrono::seconds{1}), FindingId::ca_crl_validity);
}

TEST_CASE("a CRL is signed with the authority's key, while its certificate is valid") {
  Workbench bench;
  bench.found();
  require_refusal(issue_crl(bench.registry, bench.issuing(), bench.root_key, hours{24}, {at}),
                  FindingId::ca_signer_mismatch);
  require_refusal(publish(bench, on(2037, 1, 1)), FindingId::ca_issuer_not_valid);
  OddSigner faulty(bench.issuing_key, [&](der::ByteView) {
    return bench.issuing_key.sign({}, crypto::SignatureForm::der);
  });
  require_refusal(issue_crl(bench.registry, bench.issuing(), faulty, hours{24}, {at}),
                  FindingId::signature_wrong);
  CHECK_FALSE(tests::require_value(latest_crl(bench.registry, bench.issuing())).has_value());
}

TEST_CASE("a root's CRL lists its revoked authorities") {
  Workbench bench;
  bench.found();
  const auto serial = bench.issuing().certificate().serial();
  tests::require_value(
      revoke(bench.registry, bench.root(), {serial, RevocationReason::ca_compromise}, {at}));
  const auto crl =
      require_answer(issue_crl(bench.registry, bench.root(), bench.root_key, hours{24 * 30}, {at}))
          .crl;
  CHECK(crl.find(serial)->reason == RevocationReason::ca_compromise);
}

}  // namespace accord::ca
