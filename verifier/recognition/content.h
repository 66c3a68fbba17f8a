#pragma once

#include "trustlist/model/agreement.h"
#include "verifier/qualification/facts.h"

namespace accord::recognition {

/// What a foreign certificate says in the home scheme's terms, by the terms that were in force when
/// it was issued (CertificateContentReferencesEquivalenceList). Pure.
///
/// In each context that the terms have (QcCompliance, QcType, QcQSCD) the certificate's own
/// statements are replaced by those of the pointing side's declarations whose pointed criteria it
/// meets; by none when it meets none, or when the results conflict. Without an entry for
/// QcCompliance or QcType the certificate's own word stands; a qualified device is never taken over
/// without an entry for it, because the certificate speaks of devices under the other side's law.
///
/// Findings about the certificate: `recognition_content_unusable`,
/// `recognition_statements_conflict`, `recognition_device_not_covered`.
[[nodiscard]] qualification::CertificateFacts translate(const x509::Certificate& certificate,
                                                        const trustlist::EquivalenceTerms& terms,
                                                        outcome::Findings& findings);

}  // namespace accord::recognition
