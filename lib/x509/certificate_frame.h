#pragma once

#include "lib/time/instant.h"
#include "lib/x509/signed_structure.h"

// A certificate taken apart, its extensions as they stand. Not for use outside this module.
namespace accord::x509 {

/// Views into the certificate, and what `Certificate` and its description both tell of it.
struct CertificateFrame {
  der::ByteView tbs, algorithm, spki;
  der::BitString signature;
  unsigned version = 1;
  der::SerialNumber serial;
  Name issuer, subject;
  time::Instant not_before, not_after;
  bool conforming_times = true;
  std::optional<der::BitString> issuer_unique_id, subject_unique_id;
  std::vector<Extension> extensions;

  /// Errors: those of `Certificate::parse`, but `extension_malformed` only where the list of
  /// extensions itself is.
  outcome::Result<void> read(der::ByteView der);

 private:
  outcome::Result<void> read_tbs(der::Reader reader, der::ByteView outer_algorithm);
  outcome::Result<void> read_version(der::Reader& reader);
  outcome::Result<void> read_names_and_dates(der::Reader& reader);
  outcome::Result<void> read_validity(der::Reader& reader);
  outcome::Result<void> read_unique_identifiers(der::Reader& reader);
  outcome::Result<void> read_extensions(der::Reader& reader);
};

}  // namespace accord::x509
