#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/x509/certificate.h"

namespace accord::trustlist {

/// One DigitalId (TS 119 612, 5.5.3). The forms, in the order of the schema:
struct SubjectNameId {
  std::string
      text;  ///< a distinguished name in the spelling of the list (RFC 4514 or something near it)
  friend bool operator==(const SubjectNameId&, const SubjectNameId&) = default;
};
struct KeyIdentifierId {
  der::Bytes value;  ///< X509SKI
  friend bool operator==(const KeyIdentifierId&, const KeyIdentifierId&) = default;
};
struct KeyValueId {
  der::Bytes spki;  ///< SubjectPublicKeyInfo of an RSAKeyValue or ECKeyValue; empty when it is
                    ///< another kind
  std::string xml;  ///< ds:KeyValue as it stood, canonical
  friend bool operator==(const KeyValueId&, const KeyValueId&) = default;
};
struct OtherId {
  std::string xml;  ///< the element Other as it stood, canonical
  friend bool operator==(const OtherId&, const OtherId&) = default;
};
using DigitalId =
    std::variant<x509::Certificate, SubjectNameId, KeyValueId, KeyIdentifierId, OtherId>;

/// ServiceDigitalIdentity: everything that identifies one service (or the signer of a pointed
/// list), in the order of the list.
struct Identity {
  std::vector<DigitalId> ids;
  /// SubjectPublicKeyInfo of certificates that could not be read as a whole, and so are not in
  /// `ids`.
  std::vector<der::Bytes> keys_of_unreadable{};
  /// Something else that is not in `ids` could not be read.
  bool incomplete = false;

  [[nodiscard]] std::vector<x509::Certificate> certificates() const;
  [[nodiscard]] std::vector<std::string> subject_names() const;
  [[nodiscard]] std::vector<der::Bytes> key_identifiers() const;
  [[nodiscard]] bool has_certificate() const noexcept;
  /// There is a certificate, a key or a key identifier, even one that could not be read.
  [[nodiscard]] bool names_key() const noexcept;
  /// Something that stood in the list is not in `ids`.
  [[nodiscard]] bool lost_parts() const noexcept {
    return incomplete || !keys_of_unreadable.empty();
  }
  /// There is nothing, not even something that could not be read.
  [[nodiscard]] bool is_empty() const noexcept { return ids.empty() && !lost_parts(); }
  /// There is something, and all of it could be read and is understood; a key value of an unknown
  /// kind is not.
  [[nodiscard]] bool is_whole() const noexcept;

  friend bool operator==(const Identity&, const Identity&) = default;
};

/// How a certificate was recognised as that of a service, the strongest first.
enum class IdentityMatch : std::uint8_t {
  certificate,    ///< the same bytes
  key_and_name,   ///< a certificate of the identity has the same subject and public key
  key,            ///< the same public key under another name, or a KeyValue
  key_identifier  ///< X509SKI alone: the SHA-1 of the certificate's key (RFC 5280, 4.2.1.2), not
                  ///< the identifier that it claims
};
[[nodiscard]] std::string_view to_string(IdentityMatch match) noexcept;

/// Whether the identity is that of this certificate; the strongest way in which it is. TS 119
/// 612, 5.5.3: what counts is the key (and the name); the certificate carries them.
[[nodiscard]] std::optional<IdentityMatch> match(const Identity& identity,
                                                 const x509::Certificate& certificate);
/// Whose identity one that could not be read whole may be.
enum class MayBe : std::uint8_t {
  another,           ///< another certificate's
  this_certificate,  ///< by a key or its identifier, even one that is only claimed, or by the name
  any_certificate    ///< nothing of it says whose
};
/// Asked of an identity that is damaged or empty, or of something that was left out: more
/// certificates than by `match` may be meant, since a match counts against them. A name decides
/// only where no key or key identifier is known. An identity that is whole, but of a kind that is
/// not known here, is another's.
[[nodiscard]] MayBe may_be(const Identity& identity, const x509::Certificate& certificate);

/// Whether the identity has a certificate or key value with this SubjectPublicKeyInfo.
[[nodiscard]] bool has_key(const Identity& identity, der::ByteView spki);
/// Whether the identity has this X509SKI, or a certificate that claims this SubjectKeyIdentifier.
[[nodiscard]] bool has_key_identifier(const Identity& identity, der::ByteView identifier);
/// Whether a certificate of the identity has this subject, or one of its names may be it: lists
/// spell names in many ways, so the common name, else the organisation, decides; a name with
/// escaped or encoded values may be anybody's.
[[nodiscard]] bool may_be_named(const Identity& identity, const x509::Name& subject);

}  // namespace accord::trustlist
