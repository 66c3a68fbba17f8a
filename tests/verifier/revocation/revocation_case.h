#pragma once

#include "lib/der/writer.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"
#include "tests/verifier/weak_keys/weak_keys.h"
#include "verifier/revocation/revocation.h"

// A certificate, its issuer and the CRL that the tests of revocation ask about it.
namespace accord::tests {

using outcome::FindingId;
using outcome::Severity;
using revocation::Rule;
using x509::RevocationReason;
using x509::RevokedEntry;
namespace id = x509::extension;

inline time::Instant moment(std::string_view rfc3339) {
  return require_value(time::parse_rfc3339(rfc3339));
}
inline const time::Instant asked = std::chrono::sys_days{std::chrono::year{2026} / 8 / 1};
inline constexpr std::chrono::seconds second{1};

inline CertificateSpec authority_spec() {
  CertificateSpec spec;
  spec.common_name = "Authority";
  spec.ca = true;
  return spec;
}
inline Identity& authority() {
  static Identity identity = make_self_signed(authority_spec());
  return identity;
}
inline Identity& stranger() {
  static Identity identity = make_self_signed(authority_spec());
  return identity;
}
inline const der::SerialNumber& serial() {
  static const auto value = der::SerialNumber::from_magnitude(der::Bytes{0x42});
  return value;
}

// A certificate and what is asked about it.
struct Case {
  Case() {
    spec.common_name = "Subject";
    spec.serial = serial();
    content = good();
  }

  static x509::CrlContent good() {
    x509::CrlContent crl;
    crl.algorithm = authority().key.algorithm();
    crl.issuer = subject_name(authority_spec());
    crl.this_update = asked - std::chrono::hours(12);
    crl.next_update = asked + std::chrono::hours(12);
    return crl;
  }

  static x509::Crl made(const x509::CrlContent& content, Identity& signer = authority()) {
    return require_value(
        x509::Crl::parse(require_value(x509::sign_tbs(x509::write_tbs_crl(content), signer.key))));
  }

  revocation::Status ask() {
    if (with_crl) sources.crls.push_back(made(content));
    const auto certificate = make_issued(spec, authority()).certificate;
    const revocation::Issuer issuer{subject_name(authority_spec()), authority().key.public_key(),
                                    key_usage};
    const revocation::Terms terms{at, rule, crypto::AlgorithmPolicy::strict(), &distrust, now};
    return revocation::check(certificate, issuer, sources, terms, nullptr, budget, findings);
  }

  CertificateSpec spec;
  x509::CrlContent content;
  bool with_crl = true;
  revocation::Sources sources;
  std::optional<x509::KeyUsage> key_usage = authority().certificate.key_usage();
  time::Instant at = asked;
  Rule rule = Rule::require;
  revocation::Distrust distrust;
  std::optional<time::Instant> now;
  outcome::Budget budget;
  outcome::Findings findings;
};

inline RevokedEntry revoked(time::Instant since,
                            RevocationReason reason = RevocationReason::key_compromise) {
  return {serial(), since, reason, std::nullopt};
}

inline bool is_good(const revocation::Status& status) {
  return std::holds_alternative<revocation::Good>(status);
}
inline bool is_unknown(const revocation::Status& status) {
  return std::holds_alternative<revocation::Unknown>(status);
}

inline der::Bytes distribution_point(std::string_view uri,
                                     std::optional<unsigned> flag = std::nullopt) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& point) {
    if (!uri.empty()) {
      point.constructed(der::tag::context_constructed(0), [&](der::Writer& name) {
        name.constructed(der::tag::context_constructed(0), [&](der::Writer& full) {
          full.value(der::tag::context(6), der::as_bytes(uri));
        });
      });
    }
    if (flag == 3U) {
      point.named_bits(0x02, der::tag::context(3));
    } else if (flag.has_value()) {
      point.boolean(true, der::tag::context(*flag));
    }
  });
  return writer.bytes();
}

inline x509::NewExtension scope(std::string_view uri, std::optional<unsigned> flag = std::nullopt) {
  return {id::issuing_distribution_point, true, distribution_point(uri, flag)};
}

}  // namespace accord::tests
