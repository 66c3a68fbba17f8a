#pragma once

#include <optional>

#include "lib/der/bytes.h"

namespace accord::crypto {

/// A SubjectPublicKeyInfo that spells its key in another way than the usual one, in the usual one:
/// the point of an EC key uncompressed (RFC 5480, 2.2), an RSA key for any padding and not for
/// RSASSA-PSS alone (RFC 4055, 1.2). Nothing when it is spelt so already, or cannot be read.
[[nodiscard]] std::optional<der::Bytes> respelt(der::ByteView spki);

/// Whether both are the same key, however they spell it.
[[nodiscard]] bool same_key(der::ByteView one, der::ByteView other);

}  // namespace accord::crypto
