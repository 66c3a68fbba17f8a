#pragma once

#include "lib/outcome/finding.h"
#include "trustlist/model/list.h"

namespace accord::trustlist::read {

/// Holds the certificate of a list's signer against TS 119 612, 5.7.1: country and operator as in
/// the list, key usage digital signature or content commitment and nothing else, the purpose
/// id-tsl-kp-tslSigning, no CA, a SubjectKeyIdentifier, no critical extension that is not known.
/// Each broken rule is a finding
/// (`list_signer_…`, warnings: real lists break some). A list of trusted entities is held against
/// country, operator, critical extensions and key usage only (TS 119 602, 6.8).
void check_signer_certificate(const TrustedList& list, const x509::Certificate& signer,
                              outcome::Findings& findings);

}  // namespace accord::trustlist::read
