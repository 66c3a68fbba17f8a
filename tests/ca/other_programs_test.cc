#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/ca/workbench.h"

namespace accord::ca {
namespace {

const auto at = on(2026, 7, 10);

std::string pem(const x509::Certificate& certificate) {
  return der::to_pem("CERTIFICATE", certificate.der());
}

/// A hierarchy in files: root.pem, issuing.pem, seal.pem, revoked.pem, and root.crl.pem,
/// issuing.crl.pem of a day later.
void write_hierarchy(Workbench& bench) {
  bench.found();
  const auto seal = require_answer(bench.issue_seal(at));
  const auto revoked = require_answer(bench.issue_seal(at));
  bench.revoke_seal(revoked, x509::RevocationReason::key_compromise, at + std::chrono::hours{1});
  const auto day = std::chrono::hours{24};
  const auto root_crl =
      require_answer(issue_crl(bench.registry, bench.root(), bench.root_key, day, {at + Days{1}}));
  const auto crl = require_answer(
      issue_crl(bench.registry, bench.issuing(), bench.issuing_key, day, {at + Days{1}}));
  bench.write("root.pem", pem(bench.root().certificate()));
  bench.write("issuing.pem", pem(bench.issuing().certificate()));
  bench.write("seal.pem", pem(seal.certificate));
  bench.write("revoked.pem", pem(revoked.certificate));
  bench.write("crls.pem",
              der::to_pem("X509 CRL", root_crl.crl.der()) + der::to_pem("X509 CRL", crl.crl.der()));
  bench.write("issuing.crl", der::to_pem("X509 CRL", crl.crl.der()));
}

tests::ProgramResult run(const Workbench& bench, const std::vector<std::string>& words) {
  return tests::run_program(words, bench.folder());
}

tests::ProgramResult verify(const Workbench& bench, const std::string& certificate) {
  const auto moment =
      std::to_string((at + Days{1} + std::chrono::hours{12}).time_since_epoch().count());
  return run(bench, {"openssl", "verify", "-x509_strict", "-policy_check", "-crl_check_all",
                     "-attime", moment, "-CAfile", "root.pem", "-untrusted", "issuing.pem",
                     "-CRLfile", "crls.pem", certificate});
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("openssl verifies the whole path with CRLs, and finds what is revoked") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  Workbench bench;
  write_hierarchy(bench);
  const auto good = verify(bench, "seal.pem");
  INFO(good.errors << good.output);
  CHECK(good.exit_code == 0);
  const auto revoked = verify(bench, "revoked.pem");
  CHECK(revoked.exit_code != 0);
  CHECK(contains(revoked.errors + revoked.output, "certificate revoked"));
}

TEST_CASE("openssl prints what we wrote") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  Workbench bench;
  write_hierarchy(bench);
  const auto text = run(bench, {"openssl", "x509", "-in", "seal.pem", "-noout", "-text"}).output;
  INFO(text);
  CHECK(contains(text, "Version: 3 (0x2)"));
  CHECK(contains(text, "X509v3 Key Usage: critical\n                Non Repudiation"));
  CHECK(contains(text, "CA Issuers - URI:http://ca.example/issuing.crt"));
  CHECK(contains(text, "URI:http://ca.example/issuing.crl"));
  CHECK(contains(text, "Policy: 0.4.0.194112.1.1"));
  CHECK(contains(text, "qcStatements"));
  // With spaces up to openssl 3.1, without from 3.2 on.
  CHECK((contains(text, "organizationIdentifier = NTRJP-1500-05-000002") ||
         contains(text, "organizationIdentifier=NTRJP-1500-05-000002")));
  const auto crl = run(
      bench, {"openssl", "crl", "-in", "issuing.crl", "-noout", "-text", "-CAfile", "issuing.pem"});
  INFO(crl.output);
  CHECK(contains(crl.errors, "verify OK"));
  CHECK(contains(crl.output, "X509v3 CRL Number: \n                1"));
  CHECK(contains(crl.output, "Key Compromise"));
}

TEST_CASE("openssl reads a list signer's certificate") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  Workbench bench;
  const auto certificate = require_answer(
      issue_self_signed(list_signer_request(bench.seal_key.public_key()), bench.seal_key, at));
  bench.write("signer.pem", pem(certificate));
  const auto text = run(bench, {"openssl", "x509", "-in", "signer.pem", "-noout", "-text"}).output;
  INFO(text);
  CHECK(contains(text, "CA:FALSE"));
  CHECK(contains(text, "0.4.0.2231.3.0"));
  CHECK(run(bench, {"openssl", "verify", "-attime", std::to_string(at.time_since_epoch().count()),
                    "-check_ss_sig", "-CAfile", "signer.pem", "signer.pem"})
            .exit_code == 0);
}

TEST_CASE("GnuTLS reads and prints our certificates and CRLs") {
  if (!tests::program_exists("certtool")) SKIP("certtool not present");
  Workbench bench;
  write_hierarchy(bench);
  for (const auto* file : {"root.pem", "issuing.pem", "seal.pem"}) {
    const auto result = run(bench, {"certtool", "--certificate-info", "--infile", file});
    INFO(result.errors << result.output);
    CHECK(result.exit_code == 0);
    CHECK(contains(result.output, "Version: 3"));
    CHECK_FALSE(contains(result.output, "error:"));
  }
  const auto crl = run(bench, {"certtool", "--crl-info", "--infile", "issuing.crl"});
  INFO(crl.errors << crl.output);
  CHECK(crl.exit_code == 0);
  CHECK(contains(crl.output, "CRL Number (not critical): 01"));
  CHECK(contains(crl.output, "Revoked certificates (1)"));
}

}  // namespace accord::ca
