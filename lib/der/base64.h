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

/// Every block of a PEM text in order; text between blocks is allowed. Errors: `pem_malformed` (no
/// END, label mismatch, bad base64, headers), `pem_missing` when there is no block at all.
[[nodiscard]] outcome::Result<std::vector<PemBlock>> parse_pem(std::string_view text);

/// One PEM block with 64 characters a line.
[[nodiscard]] std::string to_pem(std::string_view label, ByteView content);

}  // namespace accord::der
