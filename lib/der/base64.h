#pragma once

#include <string>
#include <string_view>

#include "lib/der/bytes.h"
#include "lib/outcome/result.h"

namespace accord::der {

/// RFC 4648 base64 with padding, one line.
[[nodiscard]] std::string to_base64(ByteView bytes);

/// Strict base64 as in xs:base64Binary: white space (space, tab, CR, LF) between characters is
/// allowed, padding is needed, the unused bits of the last character are zero. Errors:
/// `base64_malformed` with the offset.
[[nodiscard]] outcome::Result<Bytes> from_base64(std::string_view text);

/// One PEM block (RFC 7468): its label ("CERTIFICATE") and its content.
struct PemBlock {
  std::string label;
  Bytes content;
};

/// Whether a file that should be DER or PEM is DER: it begins with a SEQUENCE. A text may begin
/// with the same octet, the character '0'; but then no length octets follow that make one SEQUENCE
/// of the file, only ASCII, and a block. What lies inside DER, be it PEM, changes nothing.
[[nodiscard]] bool is_der(ByteView file) noexcept;

/// Every block of a PEM text in order; text between blocks is allowed, and so is a byte order mark
/// of UTF-8 at the beginning. Errors: `pem_malformed` (no
/// END, label mismatch, bad base64, headers), `pem_missing` when there is no block at all.
[[nodiscard]] outcome::Result<std::vector<PemBlock>> parse_pem(std::string_view text);

/// One PEM block with 64 characters a line.
[[nodiscard]] std::string to_pem(std::string_view label, ByteView content);

}  // namespace accord::der
