#pragma once

#include <optional>

#include "lib/x509/certificate.h"
#include "trustlist/model/criteria.h"

namespace accord::qualification {

/// Whether a certificate meets a CriteriaList (ETSI TS 119 612, 5.5.9.2.2). Nothing when the list
/// cannot be decided (`is_decidable`): a missing assertion, no criterion at all, damage, a
/// criterion that is not known or that names nothing, anywhere in it.
[[nodiscard]] std::optional<bool> meets(const trustlist::CriteriaList& criteria,
                                        const x509::Certificate& certificate);

// One criterion each.

/// Every bit named has that value. A certificate without KeyUsage has no bit set.
[[nodiscard]] bool meets(const trustlist::KeyUsageCriterion& criterion,
                         const x509::Certificate& certificate);
/// Every policy is among the certificate's policies.
[[nodiscard]] bool meets(const trustlist::PolicySetCriterion& criterion,
                         const x509::Certificate& certificate);
/// The subject name has an attribute of every type.
[[nodiscard]] bool meets(const trustlist::SubjectAttributeCriterion& criterion,
                         const x509::Certificate& certificate);
/// Every purpose is in ExtendedKeyUsage.
[[nodiscard]] bool meets(const trustlist::ExtendedKeyUsageCriterion& criterion,
                         const x509::Certificate& certificate);
/// Every statement is there, with the type or the country where one is named.
[[nodiscard]] bool meets(const trustlist::QcStatementSetCriterion& criterion,
                         const x509::Certificate& certificate);

}  // namespace accord::qualification
