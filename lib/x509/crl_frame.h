#pragma once

#include "lib/time/instant.h"
#include "lib/x509/signed_structure.h"

// A CRL taken apart, its entries and extensions as they stand. Not for use outside this module.
namespace accord::x509 {

/// Views into the CRL, and what `Crl` and its description both tell of it.
struct CrlFrame {
  der::ByteView tbs, algorithm;
  der::BitString signature;
  unsigned version = 1;
  Name issuer;
  time::Instant this_update;
  std::optional<time::Instant> next_update;
  der::ByteView revoked;  ///< content of revokedCertificates; empty when it is not there
  std::size_t revoked_at{};
  std::vector<Extension> extensions;

  /// Errors: those of `Crl::parse` that are not about an entry or the content of an extension.
  outcome::Result<void> read(der::ByteView der);

 private:
  outcome::Result<void> read_tbs(der::Reader reader);
  outcome::Result<void> read_head(der::Reader& reader);
  outcome::Result<void> read_version(der::Reader& reader);
  outcome::Result<void> read_times(der::Reader& reader);
  outcome::Result<void> read_extensions(der::Reader& reader);
};

}  // namespace accord::x509
