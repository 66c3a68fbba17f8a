#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/ocsp_maker.h"
#include "tests/verifier/path/chain_maker.h"

// Evidence that was made after the moment asked about: its signer must still have been good then.
namespace accord::tests {
namespace {

using outcome::FindingId;

constexpr auto day = std::chrono::hours(24);

x509::CrlContent content_of(const CertificateSpec& issuer, crypto::Signer& key,
                            time::Instant made) {
  x509::CrlContent content;
  content.algorithm = key.algorithm();
  content.issuer = subject_name(issuer);
  content.this_update = made;
  content.next_update = made + 7 * day;
  return content;
}

x509::Crl signed_crl(const x509::CrlContent& content, crypto::Signer& key) {
  return require_value(
      x509::Crl::parse(require_value(x509::sign_tbs(x509::write_tbs_crl(content), key))));
}

/// The chain's CRLs, all made 60 days after the moment asked about.
struct Late {
  Late() : made(chain.at + 60 * day) {
    chain.lower.serial = der::SerialNumber::from_magnitude(der::Bytes{0x21});
    chain.leaf.serial = der::SerialNumber::from_magnitude(der::Bytes{0x22});
    material = chain.material();
    const auto root_crl = content_of(chain.root, root_identity().key, made);
    material.revocation.crls = {signed_crl(root_crl, root_identity().key),
                                signed_crl(upper_crl(), upper_identity().key),
                                signed_crl(lower_crl(), lower_identity().key)};
  }

  x509::CrlContent upper_crl() const { return content_of(chain.upper, upper_identity().key, made); }
  x509::CrlContent lower_crl() const { return content_of(chain.lower, lower_identity().key, made); }

  void revoke_lower(time::Instant since) {
    auto content = upper_crl();
    content.entries.push_back({chain.lower_certificate().serial(), since,
                               x509::RevocationReason::key_compromise, std::nullopt});
    material.revocation.crls[1] = signed_crl(content, upper_identity().key);
  }

  path::Answer find() {
    outcome::Budget budget;
    return path::find(chain.leaf_certificate(), material, chain.policy, chain.at, budget);
  }

  void require_ended(std::string_view end) {
    const auto answer = find();
    REQUIRE(std::holds_alternative<path::Indeterminate>(answer));
    const auto findings = path::findings_of(answer);
    require_finding(findings, FindingId::revocation_unknown, "CN=Leaf");
    const auto& ended = require_finding(findings, FindingId::revocation_signer_ended, "CN=Leaf");
    CHECK(ended.params[1].second == end);
  }

  Chain chain;
  time::Instant made;
  path::Material material;
};

}  // namespace

TEST_CASE("what a good authority says later shows what held before") {
  Late late;
  CHECK(std::holds_alternative<path::Valid>(late.find()));
}

TEST_CASE("a CRL that an authority made after it was revoked is not believed") {
  Late late;
  late.revoke_lower(late.chain.at + 30 * day);
  late.require_ended("2026-08-31T00:00:00Z");
  // Before that, it was good.
  late.material.revocation.crls[2] =
      fresh_crl(late.chain.lower, lower_identity().key, late.chain.at);
  const auto answer = late.find();
  REQUIRE(std::holds_alternative<path::Valid>(answer));
  require_finding(std::get<path::Valid>(answer).findings(), FindingId::certificate_revoked_later,
                  "CN=Lower");
}

TEST_CASE("a CRL that an authority made after it, or one above it, expired is not believed") {
  Late own;
  own.chain.lower.not_after = own.chain.at + 10 * day;
  own.material.untrusted = own.chain.material().untrusted;
  // While it was there, it was not revoked.
  own.material.revocation.crls.push_back(
      fresh_crl(own.chain.upper, upper_identity().key, own.chain.at));
  own.require_ended("2026-08-11T00:00:00Z");
  // Its successor, with the same key, says the same.
  auto renewed = own.chain.lower;
  renewed.not_after = own.made + 100 * day;
  own.material.untrusted.push_back(make_certificate(renewed, lower_identity().key.public_key(),
                                                    upper_identity().key,
                                                    subject_name(own.chain.upper)));
  CHECK(std::holds_alternative<path::Valid>(own.find()));

  Late above;
  above.chain.upper.not_after = above.chain.at + 20 * day;
  above.material.untrusted = above.chain.material().untrusted;
  above.material.revocation.crls[1] =
      fresh_crl(above.chain.upper, upper_identity().key, above.chain.at);
  above.require_ended("2026-08-21T00:00:00Z");
}

TEST_CASE("an authority that had ended does not answer for its certificates, good or revoked") {
  for (const auto status : {x509::OcspCertStatus::good, x509::OcspCertStatus::revoked}) {
    Late late;
    late.revoke_lower(late.chain.at + 30 * day);
    late.material.revocation.crls[2] =
        fresh_crl(late.chain.lower, lower_identity().key, late.chain.at);
    OcspSpec spec;
    spec.status = status;
    spec.revoked_at = late.chain.at - day;
    spec.produced_at = spec.this_update = late.made;
    spec.next_update = late.made + day;
    spec.with_certificate = false;
    const auto response =
        make_ocsp(spec, subject_name(late.chain.lower), lower_identity().key.public_key(),
                  late.chain.leaf_certificate().serial(), lower_identity());
    late.material.revocation.ocsp = {require_value(x509::OcspResponse::parse(response))};
    if (status == x509::OcspCertStatus::revoked) {
      // What it says may still be true: the CRL from before does not make the certificate good.
      late.require_ended("2026-08-31T00:00:00Z");
    } else {
      CHECK(std::holds_alternative<path::Valid>(late.find()));
      late.material.revocation.crls.pop_back();
      late.require_ended("2026-08-31T00:00:00Z");
    }
  }
}

TEST_CASE("a signer of CRLs beside the path must have been good when it signed") {
  Late late;
  auto other = make_self_signed(late.chain.lower);
  auto signer = late.chain.lower;
  signer.not_after = late.chain.at + 10 * day;
  late.material.untrusted.push_back(make_certificate(
      signer, other.key.public_key(), upper_identity().key, subject_name(late.chain.upper)));
  const auto made_by_other = [&](time::Instant made) {
    auto content = content_of(late.chain.lower, other.key, made);
    late.material.revocation.crls[2] = signed_crl(content, other.key);
  };
  made_by_other(late.chain.at + 5 * day);
  late.material.revocation.crls[1] = signed_crl(
      content_of(late.chain.upper, upper_identity().key, late.chain.at), upper_identity().key);
  late.material.revocation.crls.push_back(signed_crl(
      content_of(late.chain.root, root_identity().key, late.chain.at), root_identity().key));
  CHECK(std::holds_alternative<path::Valid>(late.find()));
  made_by_other(late.chain.at + 20 * day);
  const auto answer = late.find();
  REQUIRE(std::holds_alternative<path::Indeterminate>(answer));
  require_finding(path::findings_of(answer), FindingId::revocation_unknown, "CN=Leaf");
}

}  // namespace accord::tests
