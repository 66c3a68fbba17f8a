#pragma once

#include "lib/x509/decoding.h"
#include "lib/x509/ocsp.h"
#include "lib/x509/signed_structure.h"

// What the readers of the parts of an OCSP response share. Not for use outside this module.
namespace accord::x509 {

[[nodiscard]] tl::unexpected<outcome::Finding> ocsp_malformed(std::string_view field,
                                                              std::string reason);
[[nodiscard]] inline der::Bytes ocsp_copied(der::ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}
/// id-pkix-ocsp-nonce.
[[nodiscard]] const der::Oid& ocsp_nonce();

/// A value behind an explicit tag.
template <typename Read>
auto read_behind(der::Reader& reader, der::Tag tag, const Read& read) -> decltype(read(reader)) {
  auto wrapped = reader.enter(tag);
  if (!wrapped) return outcome::pass_on(wrapped);
  auto value = read(*wrapped);
  if (!value) return value;
  if (auto ended = wrapped->finish(); !ended) return outcome::pass_on(ended);
  return value;
}

[[nodiscard]] outcome::Result<std::vector<Extension>> read_ocsp_extensions(der::Reader& reader);

/// The SingleResponse that stands next (RFC 6960, 4.2.1), its extensions as they are.
[[nodiscard]] outcome::Result<OcspSingleResponse> read_ocsp_single(der::Reader& list);
/// Reads what the extensions of a SingleResponse say into it. Errors: `extension_malformed`.
[[nodiscard]] outcome::Result<void> interpret_ocsp_single(OcspSingleResponse& single);

/// An OCSP response taken apart, extensions and certificates as they stand: views into it, and what
/// `OcspResponse` and its description both tell of it.
struct OcspFrame {
  OcspStatus status = OcspStatus::successful;
  der::ByteView tbs, algorithm;
  der::BitString signature;
  std::optional<Name> responder_name;
  std::optional<der::Bytes> responder_key_hash;
  time::Instant produced_at;
  std::vector<OcspSingleResponse> responses;
  std::vector<Extension> extensions;
  std::vector<der::ByteView> certificate_encodings;

  /// Errors: those of `OcspResponse::parse` that are neither about the content of an extension nor
  /// about a certificate.
  outcome::Result<void> read(der::ByteView der);

 private:
  outcome::Result<void> read_status(der::Reader& reader);
  outcome::Result<void> read_basic(der::ByteView value, std::size_t at);
  outcome::Result<void> read_certificates(der::Reader& basic);
  outcome::Result<void> read_data(der::Reader reader);
  outcome::Result<void> read_responder(der::Reader& data);
};

}  // namespace accord::x509
