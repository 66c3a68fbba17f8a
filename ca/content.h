#pragma once

#include "ca/request.h"
#include "lib/x509/write.h"

namespace accord::ca {

/// What is to be signed for a request that was found right: the names, the validity from `at` on,
/// the extensions of the profile. Errors: those of `find_profile` and of the key.
[[nodiscard]] outcome::Result<x509::CertificateContent> build_content(
    const IssueRequest& request, const Issuer& issuer, const der::SerialNumber& serial,
    time::Instant at);

}  // namespace accord::ca
