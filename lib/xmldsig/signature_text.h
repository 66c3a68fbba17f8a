#pragma once

#include <string>
#include <string_view>

#include "lib/crypto/algorithm.h"
#include "lib/xmldsig/sign.h"

namespace accord::xmldsig {

/// The identifiers in one signature.
struct SignatureIds {
  std::string signature;  ///< "sig-0123456789abcdef"; the others are made from it
  [[nodiscard]] std::string reference() const { return signature + "-document"; }
  [[nodiscard]] std::string properties() const { return signature + "-properties"; }
  [[nodiscard]] std::string value() const { return signature + "-value"; }
};

/// Identifiers that no element of the document has: `base`, else "base-2", "base-3" and so on.
[[nodiscard]] SignatureIds free_ids(const xml::Document& document, std::string base);

/// What a SignedInfo says.
struct SignedInfoText {
  crypto::SignatureAlgorithm signature;
  crypto::DigestAlgorithm digest{};
  crypto::Digest document;
  crypto::Digest properties;
};

/// SignedProperties of baseline B: signing time, signing certificate, MIME type text/xml of the
/// document (ETSI EN 319 132-1, 6.3; TS 101 903 for `Properties::v1`). Prefixes ds and xades are
/// not declared in it: `wrap_signature` does.
[[nodiscard]] std::string signed_properties_text(const SignatureIds& ids,
                                                 const x509::Certificate& certificate,
                                                 const SignOptions& options,
                                                 crypto::DigestAlgorithm digest);
/// SignedInfo with the two references, prefix ds not declared in it.
[[nodiscard]] std::string signed_info_text(const SignatureIds& ids, const SignedInfoText& info);
/// KeyInfo with the certificate and those after it.
[[nodiscard]] std::string key_info_text(const x509::Certificate& certificate,
                                        const std::vector<x509::Certificate>& chain);
/// The whole Signature element from its parts; `value` may be empty while there is none.
[[nodiscard]] std::string wrap_signature(const SignatureIds& ids, std::string_view signed_info,
                                         der::ByteView value, std::string_view key_info,
                                         std::string_view signed_properties);

}  // namespace accord::xmldsig
