#pragma once

#include <optional>

#include "lib/crypto/public_key.h"

namespace accord::crypto {

// The two numbers of an (EC)DSA signature, from one form to the other. Only sources of this folder
// include this header.

/// r and s at `length` bytes each, one after the other. Nothing when the input is not that form:
/// DER that is not strict, a number that is zero, negative or too long, a concatenation of another
/// length.
[[nodiscard]] std::optional<der::Bytes> to_concatenated(der::ByteView signature, SignatureForm form,
                                                        std::size_t length);

/// SEQUENCE { INTEGER r, INTEGER s } from a concatenation.
[[nodiscard]] der::Bytes to_der_sequence(der::ByteView concatenated);

}  // namespace accord::crypto
