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

/// The SingleResponse that stands next (RFC 6960, 4.2.1).
[[nodiscard]] outcome::Result<OcspSingleResponse> read_ocsp_single(der::Reader& list);

}  // namespace accord::x509
