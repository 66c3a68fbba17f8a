#pragma once

#include <optional>

#include "lib/crypto/algorithm.h"
#include "lib/der/writer.h"

namespace accord::crypto {

/// RSASSA-PSS-params (RFC 4055, 3.1) from what is left of an AlgorithmIdentifier after its object
/// identifier, to its end: nothing when there are none (a key that may be used with any). The mask
/// generation is MGF1 on the same digest, the trailer 0xBC. Errors: `algorithm_unknown`,
/// `algorithm_parameters`, DER errors.
[[nodiscard]] outcome::Result<std::optional<SignatureAlgorithm>> read_pss_parameters(
    der::Reader& rest);

/// The parameters of an RSA-PSS algorithm.
void write_pss_parameters(der::Writer& writer, const SignatureAlgorithm& algorithm);

/// id-RSASSA-PSS, the identifier of the signature algorithm and of keys for it alone.
[[nodiscard]] const der::Oid& pss_identifier();

}  // namespace accord::crypto
