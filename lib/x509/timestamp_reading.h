#pragma once

#include "lib/x509/decoding.h"
#include "lib/x509/timestamp.h"

// What the readers of the parts of a time-stamp share. Not for use outside this module.
namespace accord::x509 {

[[nodiscard]] tl::unexpected<outcome::Finding> timestamp_malformed(std::string_view field,
                                                                   std::string reason);

/// TSTInfo, the whole encoding; `at` is where it starts.
[[nodiscard]] outcome::Result<TimeStampInfo> read_timestamp_info(der::ByteView encoding,
                                                                 std::size_t at);
/// The SignerInfo that stands next (RFC 5652, 5.3).
[[nodiscard]] outcome::Result<TimeStampSigner> read_timestamp_signer(der::Reader& list);

}  // namespace accord::x509
