#pragma once

#include "tests/support/certificate_maker.h"
#include "tests/support/ocsp_maker.h"

namespace accord::tests {

/// 2026-08-01.
[[nodiscard]] time::Instant question_time();

/// Where a certificate says that things are.
struct Places {
  std::vector<std::string> issuers{};
  std::vector<std::string> ocsp{};
  std::vector<std::string> crls{};
  std::vector<std::string> deltas{};
};
/// A certificate's specification with that name and those places.
[[nodiscard]] CertificateSpec located(const std::string& name, bool ca, const Places& places);

/// The DER of an empty "certs-only" message (RFC 5652) with these in it, in that order.
[[nodiscard]] der::Bytes certificate_bag(const std::vector<x509::Certificate>& certificates,
                                         const std::vector<x509::Crl>& crls = {});

/// The DER of a CRL of that issuer, good at `question_time`.
[[nodiscard]] der::Bytes make_crl(Identity& issuer,
                                  const std::vector<x509::RevokedEntry>& entries = {},
                                  const std::vector<x509::NewExtension>& extensions = {});
/// An entry for a revocation before `question_time`.
[[nodiscard]] x509::RevokedEntry revoked(const x509::Certificate& certificate);

/// What a responder answers to a request: "good" for that certificate, with the nonce when it is
/// not empty. The issuer itself is the responder.
[[nodiscard]] der::Bytes good_response(const x509::Certificate& certificate, Identity& issuer,
                                       der::ByteView nonce);
/// The nonce in a request that Accord makes: its last 32 octets.
[[nodiscard]] der::Bytes nonce_of(std::string_view request);

}  // namespace accord::tests
