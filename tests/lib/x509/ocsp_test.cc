#include "lib/x509/ocsp.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"
#include "tests/support/ocsp_maker.h"
#include "tests/support/reference.h"

namespace accord::x509 {
namespace {

using outcome::FindingId;
using tests::from_hex;
using tests::require_failure;
using tests::require_value;

tests::Identity& authority() {
  static tests::Identity identity = [] {
    tests::CertificateSpec spec;
    spec.common_name = "OCSP authority";
    spec.ca = true;
    return tests::make_self_signed(spec);
  }();
  return identity;
}

time::Instant moment() { return std::chrono::sys_days{std::chrono::year{2026} / 8 / 1}; }

const der::SerialNumber& serial() {
  static const auto number = der::SerialNumber::from_magnitude(der::Bytes{0x12, 0x34});
  return number;
}

der::Bytes response(const tests::OcspSpec& spec) {
  return tests::make_ocsp(spec, authority().certificate.subject(), authority().key.public_key(),
                          serial(), authority());
}

tests::OcspSpec good() {
  tests::OcspSpec spec;
  spec.produced_at = spec.this_update = moment();
  spec.next_update = moment() + std::chrono::hours(1);
  return spec;
}

}  // namespace

TEST_CASE("an OCSP response is read in all its parts") {
  auto spec = good();
  spec.status = OcspCertStatus::revoked;
  spec.revoked_at = moment() - std::chrono::hours(5);
  spec.reason = RevocationReason::superseded;
  spec.archive_cutoff = moment() - std::chrono::hours(1000);
  spec.extensions = {{der::Oid::literal("1.3.6.1.5.5.7.48.1.2"), false, from_hex("0402cafe")}};
  const auto bytes = response(spec);
  const auto read = require_value(OcspResponse::parse(bytes));
  CHECK(der::equal(read.der(), bytes));
  CHECK(read.status() == OcspStatus::successful);
  REQUIRE(read.responder_name().has_value());
  CHECK(read.responder_name()->matches(authority().certificate.subject()));
  CHECK(read.produced_at() == moment());
  CHECK(read.nonce() == from_hex("cafe"));
  REQUIRE(read.certificates().size() == 1);
  CHECK(read.check_signature(authority().key.public_key()).has_value());
  REQUIRE(read.responses().size() == 1);
  const auto& single = read.responses().front();
  CHECK(single.status == OcspCertStatus::revoked);
  CHECK(single.revocation_time == spec.revoked_at);
  CHECK(single.reason == RevocationReason::superseded);
  CHECK(single.this_update == moment());
  CHECK(single.next_update == spec.next_update);
  CHECK(single.archive_cutoff == spec.archive_cutoff);
  const auto& issuer = authority().certificate.subject();
  CHECK(single.id.serial == serial());
  const auto stranger = tests::make_self_signed({});
  OcspIssuer named(issuer, authority().key.public_key());
  CHECK(named.is_of(single.id));
  CHECK(named.is_of(single.id));  // by the digests made before
  CHECK_FALSE(OcspIssuer(Name(), authority().key.public_key()).is_of(single.id));
  CHECK_FALSE(OcspIssuer(issuer, stranger.key.public_key()).is_of(single.id));
  auto unheard_of = single.id;
  unheard_of.digest = der::Oid::literal("1.2.3.4");
  CHECK_FALSE(named.is_of(unheard_of));
}

TEST_CASE("every cut and every extra byte makes an OCSP response unreadable") {
  const auto bytes = response(good());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(OcspResponse::parse(der::ByteView(bytes).first(size)).has_value());
  }
  auto longer = bytes;
  longer.push_back(0);
  CHECK_FALSE(OcspResponse::parse(longer).has_value());
}

TEST_CASE("an OCSP response that breaks a rule of its form is refused") {
  require_failure(OcspResponse::parse(from_hex("30030a0104")), FindingId::ocsp_malformed);
  require_failure(OcspResponse::parse(from_hex("30030a0100")), FindingId::ocsp_malformed);
  auto spec = good();
  const x509::NewExtension nonce{der::Oid::literal("1.3.6.1.5.5.7.48.1.2"), false,
                                 from_hex("0402cafe")};
  spec.extensions = {nonce, nonce};
  require_failure(OcspResponse::parse(response(spec)), FindingId::ocsp_extension_duplicate);
  require_failure(read_ocsp_responses(der::as_bytes("-----BEGIN X-----\nAAAA\n-----END X-----\n")),
                  FindingId::ocsp_none);
  const auto pem = der::to_pem("OCSP RESPONSE", response(good()));
  CHECK(require_value(read_ocsp_responses(der::as_bytes(pem + pem))).size() == 2);
}

TEST_CASE("openssl answers our request, and we read its answer") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  const tests::TemporaryFolder folder;
  const auto write = [&](const std::string& name, std::string_view bytes) {
    std::ofstream(folder.path() / name, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  };
  const auto run = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "openssl");
    const auto result = tests::run_program(words, folder.path());
    INFO(result.errors);
    REQUIRE(result.exit_code == 0);
  };
  run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
       "ca.key", "-out", "ca.pem", "-subj", "/CN=OCSP CA", "-days", "100"});
  const auto ca =
      require_value(read_certificates(der::as_bytes(tests::read_file(folder.path() / "ca.pem"))));
  const auto& key = require_value(ca.front().public_key());
  write("index.txt", "R\t450101000000Z\t260101000000Z,keyCompromise\t1234\tunknown\t/CN=Leaf\n");
  write("request.der", der::as_text(write_ocsp_request(ca.front().subject(), key, serial(),
                                                       from_hex("00112233445566778899"))));
  run({"ocsp", "-index", "index.txt", "-rsigner", "ca.pem", "-rkey", "ca.key", "-CA", "ca.pem",
       "-reqin", "request.der", "-respout", "response.der", "-nmin", "5"});
  const auto text = tests::read_file(folder.path() / "response.der");
  const auto answer = require_value(OcspResponse::parse(der::as_bytes(text)));
  CHECK(answer.nonce() == from_hex("00112233445566778899"));
  CHECK(answer.check_signature(key).has_value());
  REQUIRE(answer.responses().size() == 1);
  CHECK(answer.responses().front().id.serial == serial());
  CHECK(OcspIssuer(ca.front().subject(), key).is_of(answer.responses().front().id));
  CHECK(answer.responses().front().status == OcspCertStatus::revoked);
  CHECK(answer.responses().front().reason == RevocationReason::key_compromise);
}

}  // namespace accord::x509
