#pragma once

#include "lib/x509/certificate.h"

namespace accord::x509 {

/// A trust anchor that is no certificate: TrustAnchorInfo (RFC 5914, 2) with its CertPathControls.
struct TrustAnchorInfo {
  crypto::PublicKey key;
  der::Bytes key_identifier;
  std::string title;  ///< UTF-8; may be empty
  Name name;
  std::vector<der::Oid> policies;  ///< none: any
  bool inhibit_policy_mapping{}, require_explicit_policy{}, inhibit_any_policy{};
  std::optional<NameConstraints> name_constraints;
  std::optional<std::uint32_t> path_length;
};

/// What a TrustAnchorList holds, in two kinds.
struct TrustAnchorList {
  std::vector<Certificate> certificates;
  std::vector<TrustAnchorInfo> anchors;
};

/// Reads a TrustAnchorList (RFC 5914, 3) in DER. What limits an anchor must be obeyed, so
/// everything in it must be readable.
///
/// Different from RFC 5914: an anchor as a TBSCertificate, one without path controls (which is good
/// for no certificate), one with a certificate among its path controls, and extensions are refused;
/// give the certificate itself instead.
///
/// Errors: `trust_anchor_malformed`, those of certificates, names and keys, DER errors.
[[nodiscard]] outcome::Result<TrustAnchorList> read_trust_anchor_list(der::ByteView der);

}  // namespace accord::x509
