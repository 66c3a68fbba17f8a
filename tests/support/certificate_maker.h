#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/crypto/signer.h"
#include "lib/x509/certificate.h"
#include "lib/x509/write.h"

namespace accord::tests {

/// What a certificate made for a test says. Every member has a usable value, so a test names only
/// what it is about.
struct CertificateSpec {
  std::string common_name = "Test signer";
  std::string organization = "Test organisation";
  std::string country = "ZZ";
  crypto::KeySpec key = crypto::KeySpec::ec_p256;
  time::Instant not_before = std::chrono::sys_days{std::chrono::year{2020} / 1 / 1};
  time::Instant not_after = std::chrono::sys_days{std::chrono::year{2045} / 1 / 1};
  bool ca = false;  ///< basicConstraints with cA; an end entity has none
  std::optional<std::uint32_t> path_length{};
  /// Without a value: certificate and CRL signing for a CA, digital signature and content
  /// commitment otherwise. An empty one (no bit set): the extension is left out.
  std::optional<x509::KeyUsage> key_usage{};
  std::vector<der::Oid> extended_key_usage{};
  std::vector<x509::NewExtension> further{};  ///< written after those above
  std::optional<der::SerialNumber> serial{};  ///< without a value: the next one of this process
  bool with_authority_key_identifier = true;  ///< that of the issuer's key is written
  std::string email{};  ///< in the subject, as certificates had it before alternative names
};

/// A private key and a certificate for its public key.
struct Identity {
  crypto::SoftwareKey key;
  x509::Certificate certificate;
};

/// Makes a key and a certificate that it signs itself. Subject and authority key identifiers are
/// there.
[[nodiscard]] Identity make_self_signed(const CertificateSpec& spec);
/// Makes a key and a certificate that the issuer signs, whatever the issuer's certificate allows.
[[nodiscard]] Identity make_issued(const CertificateSpec& spec, Identity& issuer);
/// A further certificate for a key that is there already, signed by the issuer (self-signed when it
/// is the same key).
[[nodiscard]] x509::Certificate make_certificate(const CertificateSpec& spec,
                                                 const crypto::PublicKey& subject_key,
                                                 crypto::Signer& issuer_key,
                                                 const x509::Name& issuer_name);
/// The subject name of a spec: C, O, CN, and its e-mail address.
[[nodiscard]] x509::Name subject_name(const CertificateSpec& spec);
/// PEM of a certificate, for other programs.
[[nodiscard]] std::string to_pem(const x509::Certificate& certificate);

}  // namespace accord::tests
