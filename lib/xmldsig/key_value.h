#pragma once

#include "lib/der/bytes.h"
#include "lib/xml/document.h"

namespace accord::xmldsig {

/// Whether a KeyValue element (RSAKeyValue, or ECKeyValue with a named curve: XML Signature, 4.4.2)
/// shows the key of that SubjectPublicKeyInfo. Any other kind of key is "no". Findings:
/// `signature_structure`, `base64_malformed` when it cannot be read.
[[nodiscard]] bool key_value_matches(const xml::Element& key_value, der::ByteView spki,
                                     outcome::Findings& findings);

}  // namespace accord::xmldsig
