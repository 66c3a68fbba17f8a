#pragma once

#include <map>

#include "lib/x509/crl.h"

namespace accord::x509 {

/// OCSPResponseStatus (RFC 6960, 4.2.1). 4 is not used.
enum class OcspStatus : std::uint8_t {
  successful = 0,
  malformed_request = 1,
  internal_error = 2,
  try_later = 3,
  sig_required = 5,
  unauthorized = 6
};
[[nodiscard]] std::string_view to_string(OcspStatus status) noexcept;  ///< "tryLater"

enum class OcspCertStatus : std::uint8_t { good, revoked, unknown };
[[nodiscard]] std::string_view to_string(OcspCertStatus status) noexcept;

/// Which certificate is meant (RFC 6960, 4.1.1): digests of its issuer's name and key, and its
/// serial number.
struct OcspCertId {
  der::Oid digest;  ///< of the algorithm
  der::Bytes issuer_name_hash, issuer_key_hash;
  der::SerialNumber serial;
};

/// What a response says of one certificate (RFC 6960, 4.2.1).
struct OcspSingleResponse {
  OcspCertId id;
  OcspCertStatus status = OcspCertStatus::unknown;
  std::optional<time::Instant> revocation_time;  ///< when revoked
  std::optional<RevocationReason> reason;
  time::Instant this_update;
  std::optional<time::Instant> next_update;
  std::vector<Extension> extensions;            ///< as they stand; views into the response
  std::optional<time::Instant> archive_cutoff;  ///< 4.4.4
  std::vector<der::Oid> unknown_critical;
};

/// Who issued a certificate that is asked about. Its digests are made once for each algorithm.
class OcspIssuer {
 public:
  OcspIssuer(Name name, crypto::PublicKey key) : name_(std::move(name)), key_(std::move(key)) {}
  /// Whether it issued the certificate that is meant. False for a digest algorithm that is not
  /// known.
  [[nodiscard]] bool is_of(const OcspCertId& id);

 private:
  struct Digests {
    crypto::Digest name, key;
  };
  Name name_;
  crypto::PublicKey key_;
  std::map<der::Oid, std::optional<Digests>> digests_;
};

/// An OCSP response (RFC 6960, 4.2), read strictly once. Immutable; copies share it. One that is
/// not successful has a status and nothing else.
class OcspResponse {
 public:
  /// Errors: `ocsp_malformed`, `extension_malformed`, `ocsp_extension_duplicate`, those of the
  /// certificates in it, name, time and DER errors.
  [[nodiscard]] static outcome::Result<OcspResponse> parse(der::ByteView der);

  [[nodiscard]] der::ByteView der() const noexcept;
  [[nodiscard]] OcspStatus status() const noexcept;
  /// Who signed it: by name, or by the SHA-1 of the key (4.2.1).
  [[nodiscard]] const std::optional<Name>& responder_name() const noexcept;
  [[nodiscard]] const std::optional<der::Bytes>& responder_key_hash() const noexcept;
  [[nodiscard]] time::Instant produced_at() const noexcept;
  [[nodiscard]] const std::vector<OcspSingleResponse>& responses() const noexcept;
  [[nodiscard]] const std::optional<der::Bytes>& nonce() const noexcept;  ///< 4.4.1; its octets
  [[nodiscard]] const std::vector<der::Oid>& unknown_critical() const noexcept;
  [[nodiscard]] const std::vector<Certificate>& certificates() const noexcept;
  [[nodiscard]] der::ByteView signature_algorithm_der() const noexcept;
  /// SHA-256 of the DER, made on first use (thread-safe).
  [[nodiscard]] crypto::Digest fingerprint() const;
  /// Checks the signature with a key. Errors: `signature_wrong` and the algorithm's.
  [[nodiscard]] outcome::Result<void> check_signature(const crypto::PublicKey& responder_key) const;

 private:
  struct State;
  explicit OcspResponse(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

/// OCSP responses from a file's bytes: one in DER, or PEM with any number ("OCSP RESPONSE").
/// Errors: those of PEM and `parse`, `ocsp_none`.
[[nodiscard]] outcome::Result<std::vector<OcspResponse>> read_ocsp_responses(der::ByteView file);

/// A request for the status of one certificate (RFC 6960, 4.1), identified by SHA-1 (RFC
/// 5019, 2.1.1: the one that every responder knows), with a nonce when it is not empty.
[[nodiscard]] der::Bytes write_ocsp_request(const Name& issuer, const crypto::PublicKey& issuer_key,
                                            const der::SerialNumber& serial, der::ByteView nonce);

}  // namespace accord::x509
