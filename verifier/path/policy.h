#pragma once

#include <string_view>
#include <vector>

#include "verifier/revocation/revocation.h"

namespace accord::path {

/// What the end entity's key is to be used for, as data.
struct Purpose {
  std::string_view name;                         ///< "signature": for messages
  std::vector<x509::KeyUsageBit> key_usage_any;  ///< one of these bits must be there when key usage
                                                 ///< is; empty: any usage will do
  /// The end entity must not be a certification authority (ETSI EN 319 412-2, 4.3.2: such
  /// certificates are for end users), and where it has an extended key usage, one of the purposes
  /// has to fit (RFC 5280, 4.2.1.12).
  bool documents = false;
};

/// How the purposes of an extended key usage (RFC 5280, 4.2.1.12) go with signing or sealing a
/// document. RFC 5280 leaves to the application which purposes it asks for. Those fit that
/// certificates for signatures and seals carry: any purpose, documents (RFC 9336, and the older
/// identifiers of Microsoft and Adobe), e-mail protection, client authentication. It is enough that
/// one fits.
enum class PurposeFit : std::uint8_t {
  no,       ///< every purpose is known, and is another one: servers, code, time-stamps, …
  unknown,  ///< none fits, and one is not known
  yes
};
[[nodiscard]] PurposeFit fits_documents(const std::vector<der::Oid>& extended_key_usage);

namespace purpose {
[[nodiscard]] const Purpose& any();
/// An electronic signature or seal over a document (ETSI EN 319 412-2, 4.3.2): contentCommitment or
/// digitalSignature.
[[nodiscard]] const Purpose& signature();
[[nodiscard]] const Purpose& seal();
}  // namespace purpose

/// What a path must satisfy besides what RFC 5280 asks of every path.
struct Policy {
  Purpose purpose = purpose::signature();
  crypto::AlgorithmPolicy algorithms = crypto::AlgorithmPolicy::strict();
  revocation::Rule revocation = revocation::Rule::require;
  std::uint32_t max_intermediates = 8;  ///< longer candidate paths are not looked at
};

}  // namespace accord::path
