#include "ca/issue.h"

#include <catch2/catch_test_macros.hpp>

#include "ca/event.h"
#include "ca/records.h"
#include "ca/unfinished.h"
#include "tests/ca/workbench.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using x509::KeyUsageBit;

const auto at = on(2026, 7, 10);

std::size_t certificates(Workbench& bench) {
  return tests::require_value(list_certificates(bench.registry, bench.issuing())).size();
}

}  // namespace

TEST_CASE("an e-seal certificate says what ETSI EN 319 412-3 and -5 ask for") {
  Workbench bench;
  bench.found();
  const auto issuing = bench.issuing();
  const auto issued = require_answer(bench.issue_seal(at));
  const auto& certificate = issued.certificate;
  CHECK(certificate.subject().to_string() ==
        "CN=Nara Example Hospital,organizationIdentifier=NTRJP-1500-05-000002,O=奈良見本病院,C=JP");
  CHECK(certificate.check_signature(issuing.key()).has_value());
  CHECK(certificate.not_before() == at);
  CHECK(certificate.not_after() == at + Days{365} - std::chrono::seconds{1});
  CHECK(certificate.serial().content().size() == 16);
  CHECK(certificate.key_usage()->has(KeyUsageBit::content_commitment));
  CHECK(certificate.key_usage()->bits() == 2);
  CHECK(certificate.find(x509::extension::key_usage)->critical);
  CHECK_FALSE(certificate.basic_constraints().has_value());
  REQUIRE(certificate.policies().size() == 1);
  CHECK(certificate.policies().front().policy.to_string() == "0.4.0.194112.1.1");
  const auto& qc = certificate.qc_statements();
  REQUIRE(qc.has_value());
  CHECK(qc->compliance);
  CHECK_FALSE(qc->sscd);
  CHECK(qc->types == std::vector<der::Oid>{x509::qc::type_eseal});
  CHECK(qc->legislation == std::vector<std::string>{"JP"});
  CHECK(qc->pds.size() == 2);
  CHECK(certificate.authority_key_identifier()->key_identifier ==
        issuing.certificate().subject_key_identifier());
  CHECK(certificate.crl_distribution_points().front().full_name.front().text ==
        "http://ca.example/issuing.crl");
  CHECK(certificate.authority_information_access().front().location.text ==
        "http://ca.example/issuing.crt");
}

TEST_CASE("a key in a qualified device is stated, and has the policy for it") {
  Workbench bench;
  bench.found();
  auto request = seal_request(bench.seal_key.public_key());
  request.qc.device = true;
  const auto issued =
      require_answer(issue(bench.registry, bench.issuing(), bench.issuing_key, request, {at}));
  CHECK(issued.certificate.qc_statements()->sscd);
  CHECK(issued.certificate.policies().front().policy.to_string() == "0.4.0.194112.1.3");
}

TEST_CASE("a list signer's certificate says what ETSI TS 119 612 asks for") {
  Workbench bench;
  const auto request = list_signer_request(bench.seal_key.public_key());
  const auto check = [](const x509::Certificate& certificate) {
    CHECK(certificate.subject().to_string() == "CN=List signer 1,O=Example Commission,C=EU");
    CHECK(certificate.key_usage()->has(KeyUsageBit::digital_signature));
    CHECK(certificate.extended_key_usage() ==
          std::vector<der::Oid>{der::Oid::literal("0.4.0.2231.3.0")});
    CHECK_FALSE(certificate.basic_constraints()->ca);
    CHECK(certificate.subject_key_identifier().has_value());
  };
  SECTION("signed by itself") {
    const auto certificate = require_answer(issue_self_signed(request, bench.seal_key, at));
    check(certificate);
    CHECK(certificate.is_self_issued());
    CHECK(certificate.check_signature(bench.seal_key.public_key()).has_value());
  }
  SECTION("signed by an authority") {
    bench.found();
    check(require_answer(issue(bench.registry, bench.issuing(), bench.issuing_key, request, {at}))
              .certificate);
  }
}

TEST_CASE("what signs itself outside a registry is a list signer and has the right key") {
  Workbench bench;
  require_refusal(issue_self_signed(seal_request(bench.seal_key.public_key()), bench.seal_key, at),
                  FindingId::ca_profile_not_here);
  require_refusal(
      issue_self_signed(list_signer_request(bench.root_key.public_key()), bench.seal_key, at),
      FindingId::ca_signer_mismatch);
  IssueRequest root;
  root.profile = "root-ca";
  root.subject = root_wanted().subject;
  const auto spki = bench.root_key.public_key().spki();
  root.spki.assign(spki.begin(), spki.end());
  root.validity = Days{365};
  require_refusal(issue_self_signed(root, bench.root_key, at), FindingId::ca_profile_not_here);
}

TEST_CASE("authorities' certificates are not issued without founding the authority") {
  Workbench bench;
  bench.found();
  IssueRequest request;
  request.profile = "issuing-ca";
  request.subject = issuing_wanted().subject;
  const auto spki = bench.seal_key.public_key().spki();
  request.spki.assign(spki.begin(), spki.end());
  request.validity = Days{365};
  require_refusal(issue(bench.registry, bench.root(), bench.root_key, request, {at}),
                  FindingId::ca_profile_not_here);
}

TEST_CASE("another key than the authority's signs nothing") {
  Workbench bench;
  bench.found();
  require_refusal(issue(bench.registry, bench.issuing(), bench.root_key,
                        seal_request(bench.seal_key.public_key()), {at}),
                  FindingId::ca_signer_mismatch);
  CHECK(certificates(bench) == 0);
}

TEST_CASE("a refused request leaves no record") {
  Workbench bench;
  bench.found();
  auto request = seal_request(bench.seal_key.public_key());
  request.qc.pds.clear();
  require_refusal(issue(bench.registry, bench.issuing(), bench.issuing_key, request, {at}),
                  FindingId::ca_qc_incomplete);
  CHECK(certificates(bench) == 0);
}

TEST_CASE("a revoked authority issues no more, but still revokes and publishes") {
  Workbench bench;
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  const auto issuing = bench.issuing();
  tests::require_value(
      revoke(bench.registry, bench.root(),
             {issuing.certificate().serial(), x509::RevocationReason::ca_compromise}, {at}));
  require_refusal(bench.issue_seal(at), FindingId::ca_authority_revoked);
  bench.revoke_seal(seal, x509::RevocationReason::superseded, at);
  CHECK(issue_crl(bench.registry, issuing, bench.issuing_key, std::chrono::hours{24}, {at})
            .has_value());
}

TEST_CASE("a serial number that is taken is drawn again, and the registry is the judge") {
  Workbench bench;
  bench.found();
  std::vector<std::uint8_t> draws{7, 7, 8};
  std::size_t drawn = 0;
  bench.registry.hooks.random_serial = [&] { return der::Bytes(16, draws[drawn++]); };
  const auto first = require_answer(bench.issue_seal(at));
  const auto second = require_answer(bench.issue_seal(at));
  CHECK(drawn == 3);
  CHECK(first.certificate.serial().to_hex() == "47070707070707070707070707070707");
  CHECK(second.certificate.serial().to_hex() == "48080808080808080808080808080808");
}

TEST_CASE("a random generator that repeats itself stops issuance") {
  Workbench bench;
  bench.found();
  std::size_t drawn = 0;
  bench.registry.hooks.random_serial = [&] { return ++drawn, der::Bytes(16, 7); };
  REQUIRE(bench.issue_seal(at).has_value());
  require_refusal(bench.issue_seal(at), FindingId::ca_serial_collisions);
  CHECK(drawn == 4);
  CHECK(certificates(bench) == 1);
}

TEST_CASE("two authorities may give the same serial number") {
  Workbench bench;
  bench.found();
  bench.registry.hooks.random_serial = [] { return der::Bytes(16, 7); };
  auto wanted = issuing_wanted();
  wanted.name = "second";
  wanted.validity = Days{365};
  const auto second = require_answer(found_issuing(bench.registry, bench.root(), bench.root_key,
                                                   wanted, bench.seal_key.public_key(), {at}));
  const auto key = tests::require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
  const auto seal = require_answer(issue(bench.registry, bench.issuing(), bench.issuing_key,
                                         seal_request(key.public_key()), {at}));
  CHECK(seal.certificate.serial() == second.certificate().serial());
}

TEST_CASE("serial numbers are positive, of one length, and not repeated") {
  Workbench bench;
  bench.found();
  std::vector<der::SerialNumber> seen;
  for (int i = 0; i < 20; ++i)
    seen.push_back(require_answer(bench.issue_seal(at)).certificate.serial());
  std::sort(seen.begin(), seen.end());
  CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
  for (const auto& serial : seen) {
    CHECK(serial.is_conforming());
    CHECK(serial.content().size() == 16);
  }
}

TEST_CASE("what is issued is listed and found again") {
  Workbench bench;
  bench.found();
  const auto first = require_answer(bench.issue_seal(at));
  const auto second = require_answer(bench.issue_seal(at + Days{1}));
  const auto listed = tests::require_value(list_certificates(bench.registry, bench.issuing()));
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].serial == first.certificate.serial());
  CHECK(listed[1].serial == second.certificate.serial());
  CHECK(listed[0].profile == "eseal");
  CHECK(listed[0].status == CertificateStatus::issued);
  CHECK(der::equal(listed[0].der, first.certificate.der()));
  CHECK(listed[0].not_after == first.certificate.not_after());
  const auto found = tests::require_value(
      find_certificate(bench.registry, bench.issuing(), second.certificate.serial()));
  CHECK(found.record == second.record);
  CHECK(found.subject == second.certificate.subject().to_string());
  tests::require_failure(
      find_certificate(bench.registry, bench.root(), second.certificate.serial()),
      FindingId::ca_certificate_unknown);
  CHECK(tests::require_value(list_certificates(bench.registry, bench.root())).size() == 2);
}

TEST_CASE("a signer that fails leaves an intent, not a certificate") {
  Workbench bench;
  bench.found();
  OddSigner failing(bench.issuing_key, [](der::ByteView) -> outcome::Result<der::Bytes> {
    return outcome::fail(FindingId::signing_failed, {}, {{"reason", "the token is gone"}});
  });
  require_refusal(issue(bench.registry, bench.issuing(), failing,
                        seal_request(bench.seal_key.public_key()), {at}),
                  FindingId::signing_failed);
  CHECK(tests::require_value(unfinished(bench.registry)).size() == 1);
}

TEST_CASE("a signature with a fault in it is not handed out") {
  Workbench bench;
  bench.found();
  OddSigner faulty(bench.issuing_key, [&](der::ByteView message) -> outcome::Result<der::Bytes> {
    auto signature = bench.issuing_key.sign(message, crypto::SignatureForm::der);
    signature->back() ^= 1U;
    return signature;
  });
  require_refusal(issue(bench.registry, bench.issuing(), faulty,
                        seal_request(bench.seal_key.public_key()), {at}),
                  FindingId::signature_wrong);
  const auto listed = tests::require_value(list_certificates(bench.registry, bench.issuing()));
  REQUIRE(listed.size() == 1);
  CHECK(listed.front().status == CertificateStatus::intended);
  CHECK(listed.front().der.empty());
}

TEST_CASE("several programs issue from one registry at the same time") {
  Workbench bench;
  bench.found();
  auto other = bench.open();
  const auto authority = tests::require_value(open_authority(other, "issuing"));
  for (int i = 0; i < 5; ++i) {
    CHECK(bench.issue_seal(at).has_value());
    CHECK(
        issue(other, authority, bench.issuing_key, seal_request(bench.seal_key.public_key()), {at})
            .has_value());
  }
  CHECK(certificates(bench) == 10);
}

}  // namespace accord::ca
