#pragma once

#include <cstddef>
#include <string>

#include "lib/crypto/signer.h"
#include "trustlist/model/list.h"

namespace accord::bench {

/// A key (P-256) and the certificate that it signs for itself.
struct MadeSigner {
  crypto::SoftwareKey key;
  x509::Certificate certificate;
};

/// One that may sign the lists made here (TS 119 612, 5.7.1).
[[nodiscard]] MadeSigner make_list_signer();

/// A list with `providers` providers of `services` services each. A service has a certificate of
/// its own (P-256, one key for each provider, made with the list), a name and an additional
/// information: about 2 KB of XML. One in sixteen has an older entry.
[[nodiscard]] trustlist::TrustedList make_list(std::size_t providers, std::size_t services);

/// Signed without lint, which has a time of its own.
[[nodiscard]] std::string sign_made(std::string unsigned_xml, MadeSigner& signer);

}  // namespace accord::bench
