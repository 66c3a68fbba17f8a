#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trustlist/model/list.h"
#include "verifier/qualification/kinds.h"

namespace accord::qualification {

/// From when Regulation (EU) No 910/2014 applies: 2016-06-30T22:00:00Z.
inline constexpr time::Instant eidas_applies =
    std::chrono::sys_days{std::chrono::year{2016} / 6 / 30} + std::chrono::hours{22};

/// What a list says of one service at one moment, for one certificate. In the terms of the list
/// that it stands in, or of the home scheme after translation (verifier/recognition).
struct ServiceFacts {
  std::string type;    ///< URI
  std::string status;  ///< URI
  std::vector<trustlist::AdditionalServiceInformation> additional_information;
  std::vector<std::string> qualifiers;  ///< URIs of those that apply to the certificate
  time::Interval period;                ///< in which this is so
  std::string provider, name;           ///< in English where there is
  outcome::About about;                 ///< the list's territory, the line, and the service's name

  [[nodiscard]] bool has_qualifier(trustlist::Qualifier qualifier) const;
  [[nodiscard]] bool has_additional_information(std::string_view uri) const;
};

/// What a certificate says, in its own terms or after translation.
struct CertificateFacts {
  bool compliance{};                     ///< QcCompliance
  bool device{};                         ///< QcSSCD: the key is in a qualified device
  std::vector<CertificateType> types;    ///< QcType, those that are known
  bool has_unknown_type{};               ///< QcType, one that is not known
  std::vector<std::string> legislation;  ///< QcCClegislation
};

[[nodiscard]] CertificateFacts facts_of(const x509::Certificate& certificate);
/// The type of a QcType identifier; nothing when it is not known.
[[nodiscard]] std::optional<CertificateType> type_of(const der::Oid& qc_type);

/// What an entry of a service says for a certificate; `territory` is that of its list. Nothing when
/// it must not be relied on. Findings: `service_critical_extension`; `service_criteria_undecidable`
/// (the entry is kept, and the finding blocks); `service_taken_over`.
[[nodiscard]] std::optional<ServiceFacts> facts_of(const trustlist::Provider& provider,
                                                   const trustlist::DatedEntry& entry,
                                                   const x509::Certificate& certificate,
                                                   std::string_view territory,
                                                   outcome::Findings& findings);

/// Where a service's entry stands, for findings: "list of JP", its line there, the service's name.
[[nodiscard]] outcome::About about(const trustlist::ServiceEntry& entry,
                                   std::string_view territory);

}  // namespace accord::qualification
