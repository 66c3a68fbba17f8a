#pragma once

#include <memory>

#include "lib/x509/certificate.h"

namespace accord::x509 {

/// CRLReason (RFC 5280, 5.3.1).
enum class RevocationReason : std::uint8_t {
  unspecified = 0,
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  remove_from_crl = 8,
  privilege_withdrawn = 9,
  aa_compromise = 10
};
[[nodiscard]] std::string_view to_string(RevocationReason reason) noexcept;  ///< "keyCompromise"
[[nodiscard]] std::optional<RevocationReason> reason_from(std::string_view word) noexcept;

/// One entry of a CRL (RFC 5280, 5.1.2.6, 5.3).
struct RevokedEntry {
  der::SerialNumber serial;
  time::Instant revocation_date;
  std::optional<RevocationReason> reason;
  std::optional<time::Instant> invalidity_date;
};

/// IssuingDistributionPoint (RFC 5280, 5.2.5).
struct IssuingDistributionPoint {
  std::vector<GeneralName> full_name;
  std::optional<der::Bytes> relative_name;
  bool only_user_certs{}, only_ca_certs{}, only_attribute_certs{}, indirect{};
  std::optional<std::uint16_t> only_some_reasons;
};
/// Reads its value. Errors: `extension_malformed`.
[[nodiscard]] outcome::Result<IssuingDistributionPoint> read_issuing_distribution_point(
    der::ByteView value);

/// A certificate revocation list (RFC 5280, 5). Immutable; copies share it. Entries are checked
/// when read and indexed by serial number; an entry is decoded only when looked up, so that a list
/// of a million entries stays small (12 bytes an entry beside the DER).
///
/// A CRL that has an entry with a certificateIssuer, but does not call itself indirect (5.3.3),
/// names that extension in `unknown_critical`, and must not be used.
///
/// Different from RFC 5280: version 1 is read; next update may be absent (5.1.2.5 asks issuers for
/// it); revokedCertificates may be present and empty; an issuing distribution point may be empty.
/// Times follow the rule of 5.1.2.4: UTCTime through 2049.
class Crl {
 public:
  /// Errors: `crl_malformed`, `crl_version`, `crl_algorithm_mismatch`, `crl_extension_duplicate`,
  /// `extension_malformed`, name, time and DER errors. The place names the field and the byte:
  /// "thisUpdate, byte 120".
  [[nodiscard]] static outcome::Result<Crl> parse(der::ByteView der);
  /// The same, without copying the bytes.
  [[nodiscard]] static outcome::Result<Crl> parse(der::Bytes&& der);

  [[nodiscard]] der::ByteView der() const noexcept;
  [[nodiscard]] der::ByteView tbs() const noexcept;
  [[nodiscard]] const Name& issuer() const noexcept;
  [[nodiscard]] time::Instant this_update() const noexcept;
  [[nodiscard]] std::optional<time::Instant> next_update() const noexcept;
  [[nodiscard]] const std::vector<Extension>& extensions() const noexcept;
  [[nodiscard]] const std::optional<der::SerialNumber>& number() const noexcept;  ///< CRLNumber
  [[nodiscard]] bool is_delta() const noexcept { return delta_base().has_value(); }
  /// BaseCRLNumber of a delta CRL (5.2.4): it lists what changed since that full CRL.
  [[nodiscard]] const std::optional<der::SerialNumber>& delta_base() const noexcept;
  /// Certificates that expired from this moment on are still listed (ISO/IEC 9594-8, 8.5.2.12:
  /// expiredCertsOnCRL); nothing when it does not say.
  [[nodiscard]] std::optional<time::Instant> expired_certs_since() const noexcept;
  /// It lists certificates of other issuers too (5.2.5).
  [[nodiscard]] bool is_indirect() const noexcept;
  [[nodiscard]] const std::optional<IssuingDistributionPoint>& issuing_distribution_point()
      const noexcept;
  [[nodiscard]] const std::optional<AuthorityKeyIdentifier>& authority_key_identifier()
      const noexcept;
  /// Critical extensions of the list or of any entry that this reader does not know (RFC
  /// 5280, 5.2, 5.3: the CRL must not be used).
  [[nodiscard]] const std::vector<der::Oid>& unknown_critical() const noexcept;
  [[nodiscard]] std::size_t size() const noexcept;  ///< number of entries
  /// The entry of a certificate, by its issuer and serial number (5.3.3); nothing when it is not
  /// listed. A CRL that is not indirect lists certificates of its own issuer only.
  [[nodiscard]] std::optional<RevokedEntry> find(const Name& issuer,
                                                 const der::SerialNumber& serial) const;
  /// The entry of a serial number, whoever issued the certificate; nothing when it is not listed.
  /// Of several entries
  /// with that serial number, the most severe that they say together: the earliest revocation date,
  /// the earliest invalidity date, and the reason of the earliest of those that are for good;
  /// "removeFromCRL" or else "certificateHold" only when there is none.
  [[nodiscard]] std::optional<RevokedEntry> find(const der::SerialNumber& serial) const;
  /// Every entry in order of the encoding.
  [[nodiscard]] std::vector<RevokedEntry> entries() const;
  /// SHA-256 of the DER, made on first use (thread-safe).
  [[nodiscard]] crypto::Digest fingerprint() const;
  /// Checks this CRL's signature with a key. Errors: `signature_wrong` and the algorithm's.
  [[nodiscard]] outcome::Result<void> check_signature(const crypto::PublicKey& issuer_key) const;

 private:
  struct State;
  explicit Crl(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

/// CRLs from a file's bytes: one DER CRL, or PEM with any number ("X509 CRL"). Errors: those of PEM
/// and `parse`, `crl_none`.
[[nodiscard]] outcome::Result<std::vector<Crl>> read_crls(der::ByteView file);

}  // namespace accord::x509
