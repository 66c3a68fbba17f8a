#pragma once

#include "lib/crypto/signer.h"

namespace accord::ca {

/// To-be-signed bytes in the form of something signed, with a signature of zeros: so that the
/// reader of signed things reads them. Only sources of this folder include this header. Errors: the
/// writer's.
[[nodiscard]] outcome::Result<der::Bytes> with_zero_signature(der::ByteView tbs);

}  // namespace accord::ca
