#pragma once

#include "trustlist/scheme/source.h"

namespace accord::trustlist::scheme {

/// "CA/QC", "granted", "ForeSeals" or a full URI -> the URI. "eseals", "esignatures", "web" are
/// words for the three ForeX. Errors: `source_value_wrong`.
[[nodiscard]] outcome::Result<std::string> service_type_from(std::string_view word);
[[nodiscard]] outcome::Result<std::string> status_from(std::string_view word);
[[nodiscard]] outcome::Result<std::string> additional_information_from(std::string_view word);

/// What is granted: a service of the provider, by its name in English.
struct Grant {
  std::string service_name;
  std::string type;                                 ///< URI
  std::vector<std::string> certificate_files;       ///< names relative to the scheme's folder
  std::vector<std::string> additional_information;  ///< URIs
  time::Instant at{};
};

/// Grants a service: a new one is added; one that is there under that name and is not granted is
/// granted again, its certificates and type as they are (given ones must be the same). Errors:
/// `service_already_granted`, `service_differs` (same name, other type or certificates),
/// `status_time_not_after_last`, `source_value_wrong` (no certificate, no name).
[[nodiscard]] outcome::Result<void> grant_service(ProviderSource& provider, const Grant& grant);

/// Gives a service a new status from a moment on; the old one stays as history with its exact
/// times. Errors: `service_not_found`, `status_unchanged`, `status_time_not_after_last`.
[[nodiscard]] outcome::Result<void> set_status(ProviderSource& provider,
                                               std::string_view service_name,
                                               std::string_view status_uri, time::Instant since);
/// The same with status withdrawn.
[[nodiscard]] outcome::Result<void> withdraw_service(ProviderSource& provider,
                                                     std::string_view service_name,
                                                     time::Instant since);

/// The pointer to a list, its facts taken from the list itself.
[[nodiscard]] PointerSource pointer_to(const TrustedList& list, std::string location,
                                       std::vector<std::string> signer_files,
                                       std::optional<std::string> agreement_file);
/// Adds the pointer; one to the same territory and MIME type is replaced.
void put_pointer(SchemeSource& scheme, PointerSource pointer);

/// Notes that a list was published. Errors: `sequence_not_above_last` when its sequence number is
/// not above the last.
[[nodiscard]] outcome::Result<void> note_published(SchemeSource& scheme,
                                                   const Published& published);

}  // namespace accord::trustlist::scheme
