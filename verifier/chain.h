#pragma once

#include "verifier/listed_services.h"
#include "verifier/signature/signed_document.h"

namespace accord::verifier {

// The links of the chain as facts to be shown. Each says whether it holds; nothing is decided here.

[[nodiscard]] ChainLink document_link(const NamedBytes& document, const crypto::Digest& sha256,
                                      const signature::SignedDocument* intact);
[[nodiscard]] ChainLink certificate_link(const x509::Certificate& certificate, bool holds);
/// The certificates from the signer's issuer to the anchor, and what revocation evidence was used.
[[nodiscard]] ChainLink path_link(const path::Candidate& candidate, const path::Valid* valid);
[[nodiscard]] ChainLink service_link(const ListedServices& services,
                                     const qualification::Result& result);
[[nodiscard]] ChainLink list_link(const UsableList& list);
[[nodiscard]] ChainLink agreement_link(const ListedServices& services,
                                       const recognition::Bridge& bridge);
[[nodiscard]] ChainLink list_of_lists_link(const trustlist::read::VerifiedList& list_of_lists);

}  // namespace accord::verifier
