#pragma once

#include "lib/x509/crl.h"

namespace accord::x509 {

/// A part that could not be read.
struct LeftOut {
  std::string place;  ///< "certificate 2", "CRL 1", counted from 1
  outcome::Finding why;
};

/// What a "certs-only" CMS message holds: SignedData that signs nothing (RFC 5652, 5.1; RFC 5280,
/// 4.2.2.1 has caIssuers lead to one). Nothing in it is vouched for by being in it.
struct CertificateBag {
  std::vector<Certificate> certificates;
  std::vector<Crl> crls;
  std::vector<LeftOut> left_out;
};

/// Where the certificates and CRLs of such a message are: views into the input, each a whole value.
struct BagParts {
  std::vector<der::ByteView> certificates;
  std::vector<der::ByteView> crls;
};

/// Whether PEM with that label is one: "PKCS7", "CMS" (RFC 7468, 8, 9), "PKCS #7 SIGNED DATA".
/// Other messages have these labels too.
[[nodiscard]] bool is_message_label(std::string_view label) noexcept;
/// Whether DER is a ContentInfo of SignedData with no content: what a bag is, and a time-stamp is
/// not.
[[nodiscard]] bool is_certificate_bag(der::ByteView der);

/// Reads one in DER: version 1, no digest algorithms, no content, no signers. A certificate or CRL
/// in it that cannot be read is left out, and said to be.
///
/// Different from DER: certificates and CRLs stand in any order, since programs in use do not sort
/// these SETs, and RFC 5652 asks for DER only of what is signed.
///
/// Errors: `certificate_none` when it is another kind of message, and DER errors.
[[nodiscard]] outcome::Result<CertificateBag> read_certificate_bag(der::ByteView der);
/// The same without reading what is in it.
[[nodiscard]] outcome::Result<BagParts> split_certificate_bag(der::ByteView der);

}  // namespace accord::x509
