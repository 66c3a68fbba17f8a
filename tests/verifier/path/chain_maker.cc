#include "tests/verifier/path/chain_maker.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

namespace accord::tests {
namespace {

CertificateSpec named(std::string_view common_name, bool ca) {
  CertificateSpec spec;
  spec.common_name = common_name;
  spec.ca = ca;
  return spec;
}

}  // namespace

time::Instant moment(std::string_view rfc3339) {
  return require_value(time::parse_rfc3339(rfc3339));
}

Identity& root_identity() {
  static Identity identity = make_self_signed(named("Root", true));
  return identity;
}
Identity& upper_identity() {
  static Identity identity = make_self_signed(named("Upper", true));
  return identity;
}
Identity& lower_identity() {
  static Identity identity = make_self_signed(named("Lower", true));
  return identity;
}
Identity& leaf_identity() {
  static Identity identity = make_self_signed(named("Leaf", false));
  return identity;
}
Identity& outsider() {
  static Identity identity = make_self_signed(named("Outsider", true));
  return identity;
}

Chain::Chain()
    : root(named("Root", true)),
      upper(named("Upper", true)),
      lower(named("Lower", true)),
      leaf(named("Leaf", false)),
      at(moment("2026-08-01T00:00:00Z")) {}

x509::Certificate Chain::root_certificate() const {
  auto& own = root_identity();
  return make_certificate(root, own.key.public_key(), own.key, subject_name(root));
}
x509::Certificate Chain::upper_certificate() const {
  return make_certificate(upper, upper_identity().key.public_key(), root_identity().key,
                          subject_name(root));
}
x509::Certificate Chain::lower_certificate() const {
  return make_certificate(lower, lower_identity().key.public_key(), upper_identity().key,
                          subject_name(upper));
}
x509::Certificate Chain::leaf_certificate() const {
  return make_certificate(leaf, leaf_identity().key.public_key(), lower_identity().key,
                          subject_name(lower));
}

x509::Crl fresh_crl(const CertificateSpec& issuer, crypto::Signer& key, time::Instant at) {
  x509::CrlContent content;
  content.algorithm = key.algorithm();
  content.issuer = subject_name(issuer);
  content.this_update = at - std::chrono::hours(1);
  content.next_update = at + std::chrono::hours(1);
  const auto der = require_value(x509::sign_tbs(x509::write_tbs_crl(content), key));
  return require_value(x509::Crl::parse(der));
}

path::Candidate Chain::candidate() const {
  return {path::TrustAnchor(root_certificate(), trusted),
          {upper_certificate(), lower_certificate(), leaf_certificate()}};
}

path::Material Chain::material() const {
  path::Material result;
  result.anchors.emplace_back(root_certificate(), trusted);
  result.untrusted = {lower_certificate(), upper_certificate()};
  if (with_crls) {
    result.revocation.crls = {fresh_crl(root, root_identity().key, at),
                              fresh_crl(upper, upper_identity().key, at),
                              fresh_crl(lower, lower_identity().key, at)};
  }
  return result;
}

std::variant<path::Valid, path::Refused> Chain::validate() {
  return path::validate(candidate(), policy, at, material().revocation, budget);
}

path::Answer Chain::find() {
  return path::find(leaf_certificate(), material(), policy, at, budget);
}

void require_refused(const std::variant<path::Valid, path::Refused>& examined,
                     outcome::FindingId id, std::string_view subject) {
  INFO("expected " << outcome::entry(id).name << " on " << subject);
  REQUIRE(std::holds_alternative<path::Refused>(examined));
  const auto& findings = std::get<path::Refused>(examined).findings;
  require_only_blocking(findings, id, subject);
}

}  // namespace accord::tests
