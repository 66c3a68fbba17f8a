#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "lib/crypto/public_key.h"
#include "lib/der/base64.h"
#include "lib/x509/extensions.h"

// What certificates, CRLs and requests share: SEQUENCE { to be signed, algorithm, signature }. Not
// for use outside this module.
namespace accord::x509 {

/// The three parts of what X.509 calls SIGNED; views into the input.
struct SignedParts {
  der::ByteView to_be_signed;     ///< the whole encoding
  std::size_t to_be_signed_at{};  ///< where it starts in the input
  der::ByteView algorithm;        ///< AlgorithmIdentifier, the whole encoding
  der::BitString signature;
};

/// Takes the outer structure apart; `input` is one value. Errors: DER errors.
[[nodiscard]] outcome::Result<SignedParts> read_signed(der::ByteView input);

/// Checks the signature over `to_be_signed`. Errors: those of the algorithm and of
/// `crypto::PublicKey::verify`, and `der_bit_string_malformed` for a signature that does not end
/// with an octet: such certificates are in use and must be readable, but nothing vouches for them.
[[nodiscard]] outcome::Result<void> verify_signed(der::ByteView to_be_signed,
                                                  der::ByteView algorithm,
                                                  const der::BitString& signature,
                                                  const crypto::PublicKey& key);

/// Reads an AlgorithmIdentifier's frame (RFC 5280, 4.1.1.2) and returns its whole encoding. Errors:
/// DER errors.
[[nodiscard]] outcome::Result<der::ByteView> read_algorithm_frame(der::Reader& reader);
/// Reads a SubjectPublicKeyInfo's frame (RFC 5280, 4.1.2.7) and returns its whole encoding. Errors:
/// DER errors.
[[nodiscard]] outcome::Result<der::ByteView> read_key_frame(der::Reader& reader);

/// Reads Extensions to the end of the reader, which stands on the content of the SEQUENCE: at least
/// one (RFC 5280, 4.1). Errors: DER errors, `extension_malformed`, and `duplicate` when one
/// identifier stands twice (4.2).
[[nodiscard]] outcome::Result<std::vector<Extension>> read_extension_list(
    der::Reader content, outcome::FindingId duplicate);

/// Puts the field's name before the place of a failure: "validity, byte 120".
[[nodiscard]] tl::unexpected<outcome::Finding> in_field(std::string_view field,
                                                        outcome::Finding finding);

/// The DER structures in a file: the file itself, or the PEM blocks with one of the labels. Errors:
/// those of PEM.
[[nodiscard]] outcome::Result<std::vector<der::Bytes>> read_structures(
    der::ByteView file, std::initializer_list<std::string_view> labels);

}  // namespace accord::x509
