#pragma once

#include <vector>

#include "lib/x509/certificate.h"
#include "trustlist/model/agreement.h"

namespace accord::recognition {

/// Whether an equivalence is for a certificate's purpose.
enum class Fit : std::uint8_t { no, unknown, yes };

/// Compares what the certificate is for in the terms of an equivalence (see content.h) with what
/// the pointing side's words for these pointed kinds of service are for (TS 119 612, 5.5.9.4:
/// ForeSignatures, ForeSeals, ForWebSiteAuthentication). Words that name none of these fit any
/// purpose. Unknown when the certificate does not say, or says several things, or when the terms
/// cannot be applied to it. Pure.
[[nodiscard]] Fit fit(const trustlist::EquivalenceTerms& terms,
                      const std::vector<const trustlist::ServiceKind*>& kinds,
                      const x509::Certificate& certificate);

}  // namespace accord::recognition
