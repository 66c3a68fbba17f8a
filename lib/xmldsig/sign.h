#pragma once

#include <string>
#include <vector>

#include "lib/crypto/algorithm_policy.h"
#include "lib/crypto/signer.h"
#include "lib/x509/certificate.h"
#include "lib/xml/document.h"

namespace accord::xmldsig {

/// Which spelling of the signed properties: TS 101 903 (list version 5) or EN 319 132-1 (version 6,
/// documents).
enum class Properties : std::uint8_t { v1, v2 };

struct SignOptions {
  time::Instant signing_time{};
  Properties properties = Properties::v2;
  std::vector<x509::Certificate>
      chain;  ///< further certificates for KeyInfo, the signing one not among them
  /// What may be used; what it refuses is not put out.
  crypto::AlgorithmPolicy algorithms = crypto::AlgorithmPolicy::strict();
};

/// What can be said of a signing certificate without its key: it is valid at the signing time, and
/// its key is one that may be used. Errors: `signing_time_outside_certificate`, `key_weak`.
[[nodiscard]] outcome::Result<void> check_signing_certificate(const x509::Certificate& certificate,
                                                              const SignOptions& options);

/// Adds an enveloped XAdES baseline B signature as the root's last child and returns the whole
/// document. The document's bytes are otherwise kept as they are. References: URI="" with
/// enveloped-signature and exclusive canonicalisation; SignedProperties with exclusive
/// canonicalisation; SHA-256 or stronger to fit the key. Errors: `signing_already_signed`,
/// `signing_key_mismatch` (key and certificate differ), `signing_time_outside_certificate`,
/// `signing_failed`, `signature_algorithm_unknown` (XML has no name for it, as for ML-DSA),
/// `algorithm_weak`, `key_weak`, those of the XML.
[[nodiscard]] outcome::Result<std::string> sign_enveloped(std::string document,
                                                          crypto::Signer& signer,
                                                          const x509::Certificate& certificate,
                                                          const SignOptions& options,
                                                          outcome::Budget& budget);

}  // namespace accord::xmldsig
