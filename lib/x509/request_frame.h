#pragma once

#include "lib/x509/signed_structure.h"

// A certification request taken apart. Not for use outside this module.
namespace accord::x509 {

/// Views into the request (RFC 2986, 4).
struct RequestFrame {
  SignedParts parts;
  Name subject;
  der::ByteView spki;
  der::Reader attributes{der::ByteView{}};  ///< stands on the content of [0]

  /// Errors: `request_malformed`, name and DER errors.
  outcome::Result<void> read(der::ByteView der);
  /// RFC 2986, 3: the signature shows that the subject has the private key. Errors: those of the
  /// key and the algorithm, `request_signature_wrong`.
  [[nodiscard]] outcome::Result<void> check_possession() const;
};

}  // namespace accord::x509
