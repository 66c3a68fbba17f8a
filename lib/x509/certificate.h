#pragma once

#include <memory>

#include "lib/crypto/public_key.h"
#include "lib/x509/extensions.h"

namespace accord::x509 {

/// A certificate (RFC 5280, 4.1), read strictly once. Immutable; copies share it. Structure and the
/// extensions listed here are checked at the door; what a path needs to know is decided in
/// verifier/path.
///
/// Different from RFC 5280, since what others have issued must be handled: versions 1 and 2 are
/// read; serial numbers may be negative, zero or over 20 octets (`serial().is_conforming()`); the
/// validity may be GeneralizedTime before 2050 (4.1.2.5 lets readers take it); issuer and subject
/// may be empty; unique identifiers are read and not kept. Whether an unknown extension is critical
/// is for the path to judge. Extensions without an accessor here are kept as they are and not
/// decoded.
class Certificate {
 public:
  /// Reads one DER certificate. Errors: `certificate_version`, `certificate_algorithm_mismatch`
  /// (inner and outer differ), `certificate_extension_duplicate`, `extension_malformed`, name, time
  /// and DER errors. The place names the field and the byte: "validity, byte 120"; that of
  /// `extension_malformed` counts within the extension's value.
  [[nodiscard]] static outcome::Result<Certificate> parse(der::ByteView der);
  /// The same, without copying the bytes.
  [[nodiscard]] static outcome::Result<Certificate> parse(der::Bytes&& der);

  [[nodiscard]] der::ByteView der() const noexcept;
  [[nodiscard]] der::ByteView tbs() const noexcept;
  [[nodiscard]] unsigned version() const noexcept;  ///< 1, 2 or 3
  [[nodiscard]] const der::SerialNumber& serial() const noexcept;
  [[nodiscard]] const Name& issuer() const noexcept;
  [[nodiscard]] const Name& subject() const noexcept;
  [[nodiscard]] time::Instant not_before() const noexcept;
  [[nodiscard]] time::Instant not_after() const noexcept;  ///< inclusive (RFC 5280, 4.1.2.5)
  /// Years before 2050 are written as UTCTime (4.1.2.5).
  [[nodiscard]] bool has_conforming_times() const noexcept;
  [[nodiscard]] der::ByteView spki() const noexcept;
  [[nodiscard]] der::ByteView signature_algorithm_der() const noexcept;
  [[nodiscard]] der::ByteView signature() const noexcept;
  [[nodiscard]] const std::vector<Extension>& extensions() const noexcept;
  [[nodiscard]] const Extension* find(const der::Oid& id) const noexcept;

  // Decoded when parsed; nothing when the extension is absent.
  [[nodiscard]] const std::optional<BasicConstraints>& basic_constraints() const noexcept;
  [[nodiscard]] const std::optional<KeyUsage>& key_usage() const noexcept;
  [[nodiscard]] const std::optional<std::vector<der::Oid>>& extended_key_usage() const noexcept;
  [[nodiscard]] const std::optional<der::Bytes>& subject_key_identifier() const noexcept;
  [[nodiscard]] const std::optional<AuthorityKeyIdentifier>& authority_key_identifier()
      const noexcept;
  [[nodiscard]] const std::vector<GeneralName>& subject_alternative_names() const noexcept;
  [[nodiscard]] const std::vector<PolicyInformation>& policies() const noexcept;
  [[nodiscard]] const std::vector<DistributionPoint>& crl_distribution_points() const noexcept;
  [[nodiscard]] const std::vector<AccessDescription>& authority_information_access() const noexcept;
  [[nodiscard]] const std::optional<QcStatements>& qc_statements() const noexcept;
  [[nodiscard]] const std::optional<NameConstraints>& name_constraints() const noexcept;
  [[nodiscard]] const std::vector<PolicyMapping>& policy_mappings() const noexcept;
  [[nodiscard]] const PolicyConstraints& policy_constraints() const noexcept;
  [[nodiscard]] const std::optional<std::uint32_t>& inhibit_any_policy() const noexcept;
  /// Where delta CRLs are (RFC 5280, 4.2.1.15).
  [[nodiscard]] const std::vector<DistributionPoint>& freshest_crl() const noexcept;

  /// The key, read on first use (thread-safe). Errors: those of `crypto::PublicKey::from_spki`.
  [[nodiscard]] const outcome::Result<crypto::PublicKey>& public_key() const;
  /// SHA-256 of the DER: the identity used in answers.
  [[nodiscard]] crypto::Digest fingerprint() const;
  /// Subject and issuer names match (RFC 5280, 3.2: self-issued).
  [[nodiscard]] bool is_self_issued() const;
  /// Checks this certificate's signature with a key. Errors: `signature_wrong` and the algorithm's.
  [[nodiscard]] outcome::Result<void> check_signature(const crypto::PublicKey& issuer_key) const;

  /// Same bytes.
  friend bool operator==(const Certificate& a, const Certificate& b) noexcept {
    return der::equal(a.der(), b.der());
  }

 private:
  struct State;
  explicit Certificate(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

/// Certificates from a file's bytes: one DER certificate, or PEM with any number. Errors: those of
/// PEM and `parse`, `certificate_none`.
[[nodiscard]] outcome::Result<std::vector<Certificate>> read_certificates(der::ByteView file);

}  // namespace accord::x509
