#pragma once

#include "lib/x509/ocsp.h"
#include "tests/support/certificate_maker.h"

namespace accord::tests {

/// What an OCSP response made for a test says.
struct OcspSpec {
  x509::OcspCertStatus status = x509::OcspCertStatus::good;
  time::Instant revoked_at{};
  std::optional<x509::RevocationReason> reason{};
  time::Instant produced_at{};
  time::Instant this_update{};
  std::optional<time::Instant> next_update{};
  std::optional<time::Instant> archive_cutoff{};
  bool responder_by_key = false;
  bool with_certificate = true;  ///< the responder's own is in the response
  std::vector<x509::NewExtension> extensions{};
  std::vector<x509::NewExtension> single_extensions{};
};

/// The DER of a response about a certificate of that issuer, signed by the responder.
[[nodiscard]] der::Bytes make_ocsp(const OcspSpec& spec, const x509::Name& issuer,
                                   const crypto::PublicKey& issuer_key,
                                   const der::SerialNumber& serial, Identity& responder);

}  // namespace accord::tests
