#pragma once

#include "lib/x509/certificate.h"

namespace accord::x509 {

/// PKIStatus (RFC 3161, 2.4.2).
enum class TimeStampStatus : std::uint8_t {
  granted = 0,
  granted_with_mods = 1,
  rejection = 2,
  waiting = 3,
  revocation_warning = 4,
  revocation_notification = 5
};
[[nodiscard]] std::string_view to_string(TimeStampStatus status) noexcept;  ///< "grantedWithMods"

/// PKIFailureInfo (RFC 3161, 2.4.2): the words of the bits that are set, "badAlg"; a bit without a
/// word as its number.
[[nodiscard]] std::vector<std::string> failure_words(const std::vector<std::uint32_t>& bits);

/// PKIStatusInfo: what a response says beside the token.
struct TimeStampReply {
  TimeStampStatus status{};
  std::vector<std::string> texts;       ///< PKIFreeText
  std::vector<std::uint32_t> failures;  ///< numbers of the bits of PKIFailureInfo
};

/// Accuracy (RFC 3161, 2.4.2): how far the clock may be off. What is not said is zero.
struct TimeStampAccuracy {
  std::optional<std::uint32_t> seconds, millis, micros;
};

/// TSTInfo (RFC 3161, 2.4.2).
struct TimeStampInfo {
  der::Oid policy;
  der::Bytes imprint_algorithm;  ///< AlgorithmIdentifier, the whole encoding
  der::Oid imprint_digest;
  der::Bytes imprint;
  der::SerialNumber serial;
  time::Instant time;    ///< cut off to the second
  std::string fraction;  ///< digits behind the point of genTime; empty when there are none
  std::optional<TimeStampAccuracy> accuracy;
  bool ordering{};
  std::optional<der::SerialNumber> nonce;
  std::optional<GeneralName> tsa;
  std::vector<Extension> extensions;  ///< views into the time-stamp
};

/// One attribute of a signer (RFC 5652, 5.3); views into the time-stamp.
struct TimeStampAttribute {
  der::Oid type;
  der::ByteView values;     ///< content of the SET OF
  std::size_t values_at{};  ///< where it starts in the time-stamp
};

/// ESSCertID and ESSCertIDv2 (RFC 2634, 5.4.1; RFC 5035, 4): which certificate signed.
struct TimeStampCertificateId {
  der::Oid digest;
  der::Bytes hash;
  std::vector<GeneralName> issuer;
  std::optional<der::SerialNumber> serial;
};

/// SignerInfo (RFC 5652, 5.3). Which certificate is meant is said by issuer and serial number, or
/// by the subject key identifier.
struct TimeStampSigner {
  std::optional<Name> issuer;
  std::optional<der::SerialNumber> serial;
  std::optional<der::Bytes> key_identifier;
  der::Bytes digest_algorithm;     ///< AlgorithmIdentifier, the whole encoding
  der::Bytes signature_algorithm;  ///< the same
  std::vector<TimeStampAttribute> signed_attributes, unsigned_attributes;
  /// What the signature covers: the signed attributes with the tag SET OF (RFC 5652, 5.4).
  der::Bytes signed_bytes;
  std::optional<der::Bytes> message_digest;  ///< that the signed attributes announce
  std::optional<time::Instant> signing_time;
  std::vector<TimeStampCertificateId> certificate_ids;  ///< of both versions
  der::ByteView signature;
};

/// A time-stamp (RFC 3161, 2.4.2), read strictly once: a TimeStampResp, or a TimeStampToken alone.
/// Immutable; copies share it. Reading verifies nothing: neither the signature, nor that the token
/// is about some data.
///
/// Different from RFC 5652 and 3161: only DER is read, not all of BER (tokens in use are DER). The
/// SETs OF that the signature does not cover (certificates, digest algorithms, unsigned attributes)
/// may be in any order; the signed attributes must be sorted, since the signature is over their
/// DER. Certificates that cannot be read are kept as encodings. CRLs are skipped. The version of
/// SignedData and of SignerInfo may be any from 1 to 5.
class TimeStamp {
 public:
  /// Errors: `timestamp_malformed` (with the reason that only DER is read, for BER),
  /// `extension_malformed` where the list of extensions itself is, name, time and DER errors.
  [[nodiscard]] static outcome::Result<TimeStamp> parse(der::ByteView der);

  [[nodiscard]] der::ByteView der() const noexcept;
  /// Nothing for a token alone.
  [[nodiscard]] const std::optional<TimeStampReply>& reply() const noexcept;
  /// The TimeStampToken, a view; empty for a reply that brings none.
  [[nodiscard]] der::ByteView token() const noexcept;
  /// Nothing for a reply without a token.
  [[nodiscard]] const std::optional<TimeStampInfo>& info() const noexcept;
  /// TSTInfo's encoding, whose digest the signed attributes announce; empty without a token.
  [[nodiscard]] der::ByteView info_der() const noexcept;
  [[nodiscard]] const std::optional<TimeStampSigner>& signer() const noexcept;
  /// Certificates in the token, as they stand; and those of them that can be read.
  [[nodiscard]] const std::vector<der::ByteView>& certificate_encodings() const noexcept;
  [[nodiscard]] std::vector<Certificate> certificates() const;

 private:
  struct State;
  explicit TimeStamp(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace accord::x509
