#pragma once

#include "verifier/answer.h"
#include "verifier/path/policy.h"

namespace accord::verifier {

/// What may help to judge a certificate; nothing of it is trusted by itself.
struct Evidence {
  std::vector<x509::Certificate> certificates;
  std::vector<x509::Crl> crls;
};

/// May this document be relied on at `trust.at()`, by a relying party that trusts what `trust`
/// rests on? The signature must be intact; its certificate must lead to a listed service; the
/// service must be granted, and recognised where its list stands under an agreement, both when the
/// certificate was issued and at the moment asked about; the certificate must be qualified at both
/// (ETSI TS 119 615). Without a time-stamp nothing proves when the signature was made, so the time
/// of use is the moment asked about.
///
/// Findings: those of all parts; `service_not_listed`, `document_signed_later`. What was found in a
/// list that does not matter for the document is of weight "info"; what keeps a list from being
/// used is at most "indeterminate", since it does not contradict the document. Pure but for the
/// budget.
[[nodiscard]] Answer verify_document(const NamedBytes& document, const Trust& trust,
                                     const Evidence& evidence, const path::Policy& policy,
                                     outcome::Budget& budget);

}  // namespace accord::verifier
