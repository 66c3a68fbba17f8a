#pragma once

#include "verifier/qualification/facts.h"

namespace accord::qualification {

/// The type that a certificate gives itself; compliance without a type means e-signature (EN 319
/// 412-5, 4.2.3). Nothing when it gives itself none, several, or one that is not known.
[[nodiscard]] std::optional<CertificateType> type_by_certificate(
    const CertificateFacts& certificate);
/// Whether the service's additional information names that type (TS 119 612, 5.5.9.4).
[[nodiscard]] bool is_listed_for(const ServiceFacts& service, CertificateType type);

/// What TS 119 615, 4.4 says of a certificate at one moment.
struct Determination {
  Decision qualified = Decision::unknown;
  std::optional<CertificateType> type;  ///< nothing: not determined
  /// Whether the key is in a qualified signature or seal creation device.
  Decision device = Decision::unknown;
  std::optional<std::size_t> service;  ///< the one that the answer rests on, by its place

  /// Whether the answers are the same, whatever service they rest on.
  [[nodiscard]] bool agrees_with(const Determination& other) const noexcept {
    return qualified == other.qualified && type == other.type && device == other.device;
  }
};

/// A service whose identity is the issuer and whose entry covers the moment, and what the
/// certificate says in the terms in which that service is judged. Both in the home scheme's terms.
struct Listed {
  ServiceFacts service;
  CertificateFacts certificate;
};

struct Question {
  std::vector<Listed> listed;
  time::Instant issued{};  ///< notBefore of the certificate
  Moment moment{};
  time::Instant at{};
  outcome::About about;  ///< the certificate
};

/// Steps 2 to 11 of TS 119 615, 4.4 for certificates issued after eIDAS applies. Pure. `issuer` is
/// the certificate of the services' identity. Findings: `qualification_before_eidas`,
/// `service_no_status_then`, `service_type_not_qualifying`, `service_not_for_type`,
/// `service_inconsistent`, `service_answers_differ`, `service_status_unknown`,
/// `service_not_granted`, `service_name_differs`, `certificate_not_qualified`,
/// `certificate_type_ambiguous`. Whenever the answer is not that the certificate is qualified, one
/// of them blocks.
[[nodiscard]] Determination determine(const Question& question, const x509::Certificate& issuer,
                                      outcome::Findings& findings);

/// Both moments together (TS 119 615, 4.4 and 4.6).
struct Result {
  Determination issuance, use;
  Decision qualified = Decision::unknown;  ///< yes only if so at both
  std::optional<CertificateType> type;     ///< only if the same at both
  Decision device = Decision::unknown;     ///< as at the time of use
  /// What a valid advanced signature made with the certificate is.
  SignatureKind kind = SignatureKind::unknown;
};

/// Findings about the certificate, when it is qualified: `certificate_type_unknown`,
/// `certificate_type_not_for_signing`.
[[nodiscard]] Result together(const Determination& issuance, const Determination& use,
                              const outcome::About& certificate, outcome::Findings& findings);

}  // namespace accord::qualification
