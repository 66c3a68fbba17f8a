#include "lib/x509/write.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/lib/der/refused.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/hex.h"
#include "tests/support/reference.h"

namespace accord::x509 {
namespace {

using outcome::FindingId;
using tests::check_refused;
using tests::from_hex;
using tests::require_value;

time::Instant day(int year, unsigned month, unsigned date) {
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} /
                               std::chrono::day{date}};
}

Name some_name(const char* text) {
  return Name::build({{attribute::country, "JP"},
                      {attribute::organization, "病院"},
                      {attribute::common_name, text}});
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// A certificate with every extension that can be written.
CertificateContent full_content(const crypto::Signer& signer) {
  CertificateContent content;
  content.serial = require_value(der::SerialNumber::from_hex("f00dcafe"));
  content.algorithm = signer.algorithm();
  content.issuer = some_name("Root");
  content.subject = some_name("Root");
  content.not_before = day(2026, 1, 1);
  content.not_after = day(2051, 1, 1);
  content.spki.assign(signer.public_key().spki().begin(), signer.public_key().spki().end());
  QcStatements qc;
  qc.compliance = true;
  qc.types = {qc::type_eseal};
  const auto identifier = signer.public_key().key_identifier();
  content.extensions = {
      {extension::basic_constraints, true, write_basic_constraints({.ca = true, .path_length = 3})},
      {extension::key_usage, true,
       write_key_usage(KeyUsage{}
                           .with(KeyUsageBit::key_cert_sign)
                           .with(KeyUsageBit::crl_sign)
                           .with(KeyUsageBit::decipher_only))},
      {extension::extended_key_usage, false,
       write_extended_key_usage({der::Oid::literal("1.3.6.1.5.5.7.3.9")})},
      {extension::subject_key_identifier, false, write_key_identifier(identifier.bytes())},
      {extension::authority_key_identifier, false,
       write_authority_key_identifier(identifier.bytes())},
      {extension::certificate_policies, false,
       write_certificate_policies({der::Oid::literal("1.2.3.4"), der::Oid::literal("1.2.3.5")})},
      {extension::crl_distribution_points, false,
       write_crl_distribution_points({"http://a.example/crl", "http://b.example/crl"})},
      {extension::authority_information_access, false,
       write_authority_information_access({"http://a.example/ca"}, {"http://a.example/ocsp"})},
      {extension::qc_statements, false, write_qc_statements(qc)}};
  return content;
}

TEST_CASE("a certificate that is written is read as the same") {
  auto key = require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
  const auto content = full_content(key);
  const auto certificate = require_value(
      Certificate::parse(require_value(sign_tbs(write_tbs_certificate(content), key))));
  CHECK(certificate.version() == 3);
  CHECK(certificate.serial() == content.serial);
  CHECK(certificate.issuer().matches(content.issuer));
  CHECK(certificate.not_before() == content.not_before);
  CHECK(certificate.not_after() == content.not_after);
  CHECK(der::equal(certificate.spki(), content.spki));
  REQUIRE(certificate.extensions().size() == content.extensions.size());
  for (std::size_t i = 0; i < content.extensions.size(); ++i) {
    CHECK(certificate.extensions()[i].id == content.extensions[i].id);
    CHECK(certificate.extensions()[i].critical == content.extensions[i].critical);
    CHECK(der::equal(certificate.extensions()[i].value, content.extensions[i].value));
  }
  CHECK(certificate.basic_constraints()->ca);
  CHECK(certificate.basic_constraints()->path_length == 3U);
  CHECK(certificate.key_usage()->bits() == 0x160);
  CHECK(certificate.extended_key_usage()->front().to_string() == "1.3.6.1.5.5.7.3.9");
  CHECK(certificate.subject_key_identifier() ==
        certificate.authority_key_identifier()->key_identifier);
  CHECK(certificate.policies().size() == 2);
  REQUIRE(certificate.crl_distribution_points().size() == 2);
  CHECK(certificate.crl_distribution_points()[1].full_name[0].text == "http://b.example/crl");
  REQUIRE(certificate.authority_information_access().size() == 2);
  CHECK(certificate.authority_information_access()[0].location.text == "http://a.example/ocsp");
  CHECK(certificate.authority_information_access()[1].location.text == "http://a.example/ca");
  CHECK(certificate.qc_statements()->types.front() == qc::type_eseal);
  CHECK(certificate.check_signature(key.public_key()).has_value());
}

TEST_CASE("what is written is strict DER") {
  auto key = require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ed25519));
  outcome::Budget budget;
  CHECK(der::check_structure(require_value(sign_tbs(write_tbs_certificate(full_content(key)), key)),
                             budget)
            .has_value());
  for (const auto& extension : full_content(key).extensions) {
    INFO(extension::name_of(extension.id));
    CHECK(der::check_structure(extension.value, budget).has_value());
  }
  CHECK(der::to_hex(write_basic_constraints({})) == "3000");
  CHECK(der::to_hex(write_crl_number(128)) == "02020080");
}

TEST_CASE("openssl reads and verifies certificates of every kind of key") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  for (const auto spec :
       {crypto::KeySpec::ec_p256, crypto::KeySpec::ec_p384, crypto::KeySpec::ec_p521,
        crypto::KeySpec::brainpool256r1, crypto::KeySpec::brainpool384r1,
        crypto::KeySpec::brainpool512r1, crypto::KeySpec::rsa_2048, crypto::KeySpec::ed25519,
        crypto::KeySpec::ed448}) {
    INFO(crypto::to_string(spec));
    auto key = require_value(crypto::SoftwareKey::generate(spec));
    const auto der = require_value(sign_tbs(write_tbs_certificate(full_content(key)), key));
    const tests::TemporaryFolder folder;
    write_file(folder.path() / "root.pem", der::to_pem("CERTIFICATE", der));
    const auto verified = tests::run_program({"openssl", "verify", "-CAfile", "root.pem",
                                              "-check_ss_sig", "-attime", "1800000000", "root.pem"},
                                             folder.path());
    INFO(verified.output << verified.errors);
    CHECK(verified.exit_code == 0);
    const auto shown = tests::run_program({"openssl", "x509", "-in", "root.pem", "-noout", "-text"},
                                          folder.path());
    INFO(shown.output << shown.errors);
    REQUIRE(shown.exit_code == 0);
    for (const auto* line :
         {"Version: 3 (0x2)", "4027435774 (0xf00dcafe)", "Not Before: Jan  1 00:00:00 2026 GMT",
          "Not After : Jan  1 00:00:00 2051 GMT", "CA:TRUE, pathlen:3",
          "Certificate Sign, CRL Sign, Decipher Only", "OCSP Signing", "Policy: 1.2.3.5",
          "URI:http://b.example/crl", "OCSP - URI:http://a.example/ocsp",
          "CA Issuers - URI:http://a.example/ca", "qcStatements"}) {
      INFO(line);
      CHECK(shown.output.find(line) != std::string::npos);
    }
  }
}

CrlContent crl_content(const crypto::Signer& signer) {
  CrlContent content;
  content.algorithm = signer.algorithm();
  content.issuer = some_name("Root");
  content.this_update = day(2026, 1, 1);
  content.next_update = day(2050, 2, 1);
  content.entries = {{require_value(der::SerialNumber::from_hex("0a")), day(2025, 1, 1),
                      std::nullopt, std::nullopt},
                     {require_value(der::SerialNumber::from_hex("f00dcafe")), day(2025, 2, 1),
                      RevocationReason::key_compromise, day(2024, 12, 1)},
                     {require_value(der::SerialNumber::from_hex("0b")), day(2025, 3, 1),
                      RevocationReason::unspecified, std::nullopt}};
  content.extensions = {
      {extension::crl_number, false, write_crl_number(7)},
      {extension::authority_key_identifier, false,
       write_authority_key_identifier(signer.public_key().key_identifier().bytes())}};
  return content;
}

TEST_CASE("a CRL that is written is read as the same") {
  auto key = require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
  const auto content = crl_content(key);
  const auto crl = require_value(Crl::parse(require_value(sign_tbs(write_tbs_crl(content), key))));
  CHECK(crl.issuer().matches(content.issuer));
  CHECK(crl.this_update() == content.this_update);
  CHECK(crl.next_update() == content.next_update);
  CHECK(crl.number()->to_hex() == "07");
  CHECK(crl.authority_key_identifier()->key_identifier.has_value());
  const auto entries = crl.entries();
  REQUIRE(entries.size() == 3);
  CHECK(entries[1].serial == content.entries[1].serial);
  CHECK(entries[1].revocation_date == content.entries[1].revocation_date);
  CHECK(entries[1].reason == RevocationReason::key_compromise);
  CHECK(entries[1].invalidity_date == content.entries[1].invalidity_date);
  // "unspecified" is left out (RFC 5280, 5.3.1).
  CHECK_FALSE(entries[2].reason.has_value());
  CHECK(crl.check_signature(key.public_key()).has_value());
  const auto other = require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
  tests::require_failure(crl.check_signature(other.public_key()), FindingId::signature_wrong);
}

TEST_CASE("a CRL without entries or extensions leaves the lists out") {
  auto key = require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ed25519));
  auto content = crl_content(key);
  content.entries.clear();
  content.extensions.clear();
  const auto crl = require_value(Crl::parse(require_value(sign_tbs(write_tbs_crl(content), key))));
  CHECK(crl.size() == 0);
  CHECK(crl.extensions().empty());
}

TEST_CASE("openssl reads and verifies a CRL, and finds its entries") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  auto key = require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
  const tests::TemporaryFolder folder;
  const auto root = require_value(sign_tbs(write_tbs_certificate(full_content(key)), key));
  const auto crl = require_value(sign_tbs(write_tbs_crl(crl_content(key)), key));
  write_file(folder.path() / "root.pem", der::to_pem("CERTIFICATE", root));
  write_file(folder.path() / "crl.pem", der::to_pem("X509 CRL", crl));
  const auto shown = tests::run_program(
      {"openssl", "crl", "-in", "crl.pem", "-CAfile", "root.pem", "-noout", "-text"},
      folder.path());
  INFO(shown.output << shown.errors);
  REQUIRE(shown.exit_code == 0);
  CHECK(shown.errors.find("verify OK") != std::string::npos);
  for (const auto* line :
       {"Version 2 (0x1)", "Last Update: Jan  1 00:00:00 2026 GMT",
        "Next Update: Feb  1 00:00:00 2050 GMT", "Serial Number: F00DCAFE", "Key Compromise",
        "Invalidity Date", "Dec  1 00:00:00 2024 GMT", "Serial Number: 0A"}) {
    INFO(line);
    CHECK(shown.output.find(line) != std::string::npos);
  }
}

TEST_CASE("a request that is written is read, and openssl verifies it") {
  auto key = require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
  const auto der = require_value(write_request(some_name("Subscriber"), key));
  const auto request = require_value(read_request(der));
  CHECK(request.subject.matches(some_name("subscriber")));
  CHECK(der::equal(request.spki, key.public_key().spki()));
  const auto pem = der::to_pem("CERTIFICATE REQUEST", der);
  CHECK(require_value(read_request(der::as_bytes(pem))).subject.matches(request.subject));
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  const tests::TemporaryFolder folder;
  write_file(folder.path() / "request.pem", pem);
  const auto verified = tests::run_program(
      {"openssl", "req", "-in", "request.pem", "-verify", "-noout", "-text"}, folder.path());
  INFO(verified.output << verified.errors);
  CHECK(verified.exit_code == 0);
  CHECK(verified.output.find("Subscriber") != std::string::npos);
}

TEST_CASE("a request that openssl makes is read") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  const tests::TemporaryFolder folder;
  const auto made = tests::run_program(
      {"openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
       "-keyout", "key.pem", "-out", "request.pem", "-subj", "/C=JP/CN=From openssl", "-addext",
       "subjectAltName=DNS:x.example"},
      folder.path());
  INFO(made.errors);
  REQUIRE(made.exit_code == 0);
  const auto file = tests::read_file(folder.path() / "request.pem");
  CHECK(require_value(read_request(der::as_bytes(file))).subject.to_string() ==
        "CN=From openssl,C=JP");
}

TEST_CASE("a request that its key did not sign is refused") {
  auto key = require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
  std::string changed(der::as_text(require_value(write_request(some_name("Subscriber"), key))));
  changed.replace(changed.find("Subscriber"), 10, "Substitute");
  check_refused(read_request(der::as_bytes(changed)), FindingId::request_signature_wrong, "");
}

/// A request signed by `key` over these parts of its information.
der::Bytes request_of(crypto::Signer& key, const std::vector<der::Bytes>& parts) {
  return require_value(sign_tbs(tests::sequence(parts), key));
}

TEST_CASE("a broken request is refused") {
  auto key = require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
  const auto version = from_hex("020100");
  const auto name = from_hex("3000");
  const der::Bytes spki(key.public_key().spki().begin(), key.public_key().spki().end());
  const auto none = from_hex("a000");
  REQUIRE(read_request(request_of(key, {version, name, spki, none})).has_value());
  const auto versioned = read_request(request_of(key, {from_hex("020101"), name, spki, none}));
  check_refused(versioned, FindingId::request_malformed, "version");
  CHECK(versioned.error().params.front().second == "the number 1 stands for no version");
  tests::require_failure(
      read_request(request_of(key, {version, from_hex("3002 3100"), spki, none})),
      FindingId::name_malformed, "subject, byte ");
  tests::require_failure(read_request(request_of(key, {version, name, from_hex("3000"), none})),
                         FindingId::der_missing_value, "subjectPKInfo, byte ");
  tests::require_failure(read_request(request_of(key, {version, name, spki})),
                         FindingId::der_missing_value, "attributes, byte ");
  tests::require_failure(
      read_request(request_of(key, {version, name, spki, from_hex("a002 3000")})),
      FindingId::der_missing_value, "attributes, byte ");
  tests::require_failure(read_request(request_of(key, {version, name, spki, none, none})),
                         FindingId::der_trailing_data);
  const auto pem = der::to_pem("CERTIFICATE REQUEST", request_of(key, {version, name, spki, none}));
  check_refused(read_request(der::as_bytes(pem + pem)), FindingId::request_malformed, "");
  check_refused(read_request(der::as_bytes(der::to_pem("CERTIFICATE", spki))),
                FindingId::request_malformed, "");
}

}  // namespace
}  // namespace accord::x509
