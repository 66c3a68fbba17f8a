#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>

#include "lib/outcome/result.h"
#include "lib/x509/description.h"
#include "lib/x509/extensions.h"

// What the bytes of certificates, CRLs, OCSP responses, requests and time-stamps say, for people.
// Nothing is verified (but that a request is signed with its own key), and what a verifier would
// refuse is shown as far as it can be read: the frame must be sound, the content of an extension
// and the certificates inside another structure need not be.
namespace accord::x509 {

enum class ObjectKind : std::uint8_t { certificate, crl, ocsp_response, request, timestamp };

/// What a PEM label announces (RFC 7468, and the older labels); nothing when it is none of the
/// five. "PKCS7" and "CMS" stand for a time-stamp token, or for a message with certificates only,
/// which is told by what is in it (certificate_bag.h).
[[nodiscard]] std::optional<ObjectKind> kind_of_label(std::string_view label) noexcept;
/// What a DER structure is by its first tags; nothing when it is none of the five.
[[nodiscard]] std::optional<ObjectKind> kind_of_structure(der::ByteView der);

/// A record: "name" (where it has one), "id", "critical", "size" of the value in octets, and
/// "content" where it is known and well-formed; else "value", the octets, and for one that is not
/// well-formed "malformed": "reason" and "where".
[[nodiscard]] Description describe_extension(const Extension& extension);
/// "-5" of an INTEGER's content that is below zero ("below zero" when it has over 64 bits); empty
/// of any other. A serial number's octets alone, "fb", read like 251.
[[nodiscard]] std::string negative_value(der::ByteView content);
/// Whether `describe_extension` knows what that extension says.
[[nodiscard]] bool is_described(const der::Oid& id);

/// No limit on how many values of a list are described.
inline constexpr std::size_t every_one = std::numeric_limits<std::size_t>::max();

// Errors: those of the frames (`Certificate::parse` and the like) but for what extensions say. Of
// extensions, and of the answers in an OCSP response, the first `most` are described, and
// "extensions_left_out" and "responses_left_out" say how many more there are.

[[nodiscard]] outcome::Result<Description> describe_certificate(der::ByteView der,
                                                                std::size_t most = every_one);
/// The same fields of a certificate that `describe_certificate` refuses, as far as they can be
/// read: names, times, serial number and extensions as they stand, though they break a rule;
/// "read_until" where no more could be. Errors: those of the two outermost headers.
[[nodiscard]] outcome::Result<Description> describe_unsound_certificate(
    der::ByteView der, std::size_t most = every_one);
[[nodiscard]] outcome::Result<Description> describe_ocsp_response(der::ByteView der,
                                                                  std::size_t most = every_one);
[[nodiscard]] outcome::Result<Description> describe_request(der::ByteView der);
[[nodiscard]] outcome::Result<Description> describe_timestamp(der::ByteView der);
/// Gives the first `most` entries to `take`, one after the other; the record that is returned has
/// the rest, and "entries_total".
[[nodiscard]] outcome::Result<Description> describe_crl(
    der::ByteView der, std::size_t most, const std::function<void(Description)>& take);

}  // namespace accord::x509
