#pragma once

#include "ca/answer.h"
#include "ca/request.h"
#include "lib/crypto/signer.h"
#include "lib/x509/crl.h"

namespace accord::ca {

struct CertificateLint;
struct CrlLint;
class Linted;
[[nodiscard]] Answer<Linted> lint_certificate(der::Bytes tbs, const CertificateLint& expected);
[[nodiscard]] Answer<Linted> lint_crl(der::Bytes tbs, const CrlLint& expected);

/// To-be-signed bytes that the linter passed. Only the linter makes one, it cannot be copied, and
/// `sign` uses it up: what was linted is what gets signed, once.
class Linted {
 public:
  Linted(Linted&&) noexcept = default;
  Linted& operator=(Linted&&) noexcept = default;
  Linted(const Linted&) = delete;
  Linted& operator=(const Linted&) = delete;
  ~Linted() = default;

  [[nodiscard]] der::ByteView tbs() const noexcept { return tbs_; }

 private:
  friend Answer<Linted> lint_certificate(der::Bytes tbs, const CertificateLint& expected);
  friend Answer<Linted> lint_crl(der::Bytes tbs, const CrlLint& expected);
  explicit Linted(der::Bytes tbs) noexcept : tbs_(std::move(tbs)) {}
  der::Bytes tbs_;
};

/// What a certificate has to be, as approved.
struct CertificateLint {
  const Profile& profile;
  const x509::Certificate* issuer;  ///< null: self-signed
  x509::Name subject;               ///< as approved
  der::Bytes spki;                  ///< as approved
  time::Instant at;                 ///< its validity starts then
};

/// Reads a to-be-signed certificate as a relying party would and compares it with the profile, the
/// approval and the issuer. Anything above information blocks. Findings: `ca_lint_serial`,
/// `ca_lint_issuer`, `ca_lint_subject`, `ca_lint_validity`, `ca_lint_key`,
/// `ca_lint_extension_missing`, `ca_lint_extension_unexpected`, `ca_lint_extension_critical`,
/// `ca_lint_extension_value`, `algorithm_weak`, `key_weak`, those of x509::Certificate::parse.
///
/// The certificate is read with a signature of zeros in place of one by a throwaway key: a linter
/// reads what is to be signed, and no key of the right kind has to be made for it.
[[nodiscard]] Answer<Linted> lint_certificate(der::Bytes tbs, const CertificateLint& expected);

/// What a CRL has to be.
struct CrlLint {
  const x509::Certificate& issuer;
  std::uint64_t number{};
  time::Instant this_update, next_update;
  std::size_t entries{};  ///< how many certificates are revoked
};

/// The same for a to-be-signed CRL (RFC 5280, 5): issuer, times, number, key identifier, no other
/// critical extension, the entries in order, each once, none revoked later than thisUpdate.
/// Findings: `ca_lint_crl`, `algorithm_weak`, those of x509::Crl::parse.
[[nodiscard]] Answer<Linted> lint_crl(der::Bytes tbs, const CrlLint& expected);

/// What was signed, and what the token allowed to be signed.
struct SignedBytes {
  der::Bytes der;
  der::Bytes linted;
};

/// Signs what was linted. The token is used up, also when signing fails. Errors: the signer's.
[[nodiscard]] outcome::Result<SignedBytes> sign(Linted token, crypto::Signer& signer);

/// Compares what came back from the signer with what was linted, byte for byte, and checks the
/// signature with the issuer's key: a fault in a token must not reach the world. Errors:
/// `ca_signed_bytes_differ`, `signature_wrong` and the key's.
[[nodiscard]] outcome::Result<void> check_signed(const SignedBytes& bytes,
                                                 const crypto::PublicKey& issuer_key);

}  // namespace accord::ca
