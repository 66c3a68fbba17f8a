#pragma once

#include "trustlist/scheme/source.h"

namespace accord::trustlist::scheme {

/// "CA/QC", "granted", "ForeSeals" or a full URI -> the URI. "eseals", "esignatures", "web" are
/// words for the three ForeX. Errors: `source_value_wrong`.
[[nodiscard]] outcome::Result<std::string> service_type_from(std::string_view word);
[[nodiscard]] outcome::Result<std::string> status_from(std::string_view word);
[[nodiscard]] outcome::Result<std::string> additional_information_from(std::string_view word);
/// Whether a service of that type can be one for signatures, seals or web sites (TS 119 612,
/// 5.5.9.4): those that issue certificates or answer for their status, and those that make,
/// validate or keep signatures. A type or information that the standard does not define may be
/// anything.
[[nodiscard]] bool may_be_for(std::string_view type_uri, std::string_view information_uri) noexcept;

/// What is granted: a service of the provider, by its name in English.
struct Grant {
  std::string service_name;
  std::string type;                                 ///< URI
  std::vector<std::string> certificate_files;       ///< names relative to the scheme's folder
  std::vector<std::string> additional_information;  ///< URIs
  time::Instant at{};
  std::string status = std::string(uri::granted);  ///< what a new service begins with
  std::string unique_identifier{};                 ///< URI; of a trusted entity's service only
};

/// Adds a service with its first status. Errors: `service_exists`, `status_first_impossible` (an
/// approval that ends), `source_value_wrong` (no certificate, no name). The service of a trusted
/// entity needs neither type nor status; `source_not_of_form` where it has what only a trusted list
/// has. All functions below refuse with the same what a list of trusted entities does not have.
[[nodiscard]] outcome::Result<void> add_service(ProviderSource& provider, const Grant& service);

/// Grants a service: a new one is added; one that is there under that name and is not granted is
/// granted again, its certificates and type as they are (given ones must be the same); uses that
/// are given hold from then on in place of the former ones, which stay as history (5.6). Errors:
/// `service_already_granted`, `service_differs` (same name, other type or certificates),
/// `status_time_not_after_last`, `source_value_wrong` (no certificate, no name).
[[nodiscard]] outcome::Result<void> grant_service(ProviderSource& provider, const Grant& grant);

/// Gives a service a new status from a moment on; the old one stays as history with its exact
/// times. A status of TS 119 612 follows only where 5.5.4 allows it; one of the scheme's own may
/// follow any. Errors: `service_not_found`, `status_unchanged`, `status_change_impossible`,
/// `status_time_not_after_last`.
[[nodiscard]] outcome::Result<void> set_status(ProviderSource& provider,
                                               std::string_view service_name,
                                               std::string_view status_uri, time::Instant since);
/// The same with status withdrawn.
[[nodiscard]] outcome::Result<void> withdraw_service(ProviderSource& provider,
                                                     std::string_view service_name,
                                                     time::Instant since);

/// What annex D.5 asks of statuses in the list of a member state: qualified services are granted or
/// withdrawn, others recognised or deprecated at national level, from 2016-07-01 on; before it
/// those of the former law held. Nothing is asked of other lists, other types and other statuses.
/// Errors: `status_not_of_type`, `status_not_of_time`.
[[nodiscard]] outcome::Result<void> check_status_in_eu(const SchemeSource& scheme,
                                                       std::string_view type_uri,
                                                       std::string_view status_uri,
                                                       time::Instant since);

/// Says something else of a service from a moment on: what is said now stays as history, and the
/// status begins anew (5.6). At the very moment when the present status began, and as long as that
/// is not published, what is said with it is replaced, and what was said of the statuses before it
/// stays theirs. Errors: `service_not_found`, `information_unchanged`, `qualifiers_not_for_type`
/// (qualifiers for a type of TS 119 612 other than CA/QC), `status_time_not_after_last`.
[[nodiscard]] outcome::Result<void> put_information(ProviderSource& provider,
                                                    std::string_view service_name,
                                                    const ServiceInformation& information,
                                                    time::Instant since,
                                                    const std::optional<Published>& published);

/// What can be said of a take-over of a service that stands with that provider: an address, names
/// that are not blank, a territory, and not the provider itself, by one of its names or trade names
/// in the scheme's territory (5.5.9.3: "taken over by another TSP"). Errors: `source_value_wrong`,
/// with the element.
[[nodiscard]] outcome::Result<void> check_take_over(const SchemeSource& scheme,
                                                    const ProviderSource& provider,
                                                    const TakenOverBy& over);

/// "QCWithQSCD" or a full URI -> the URI. Errors: `source_value_wrong`.
[[nodiscard]] outcome::Result<std::string> qualifier_from(std::string_view word);

/// The service of that name in English. Errors: `service_not_found`.
[[nodiscard]] outcome::Result<const ServiceSource*> service_named(const ProviderSource& provider,
                                                                  std::string_view name);

/// Whether a list has that status of a service, as the present one or in its history: by the names
/// of provider and service in English, or, where it knows none of these names, of any service,
/// since names may have changed. Also where the list could not be read whole.
[[nodiscard]] bool may_stand_in(const TrustedList& list, const ProviderSource& provider,
                                std::string_view service_name, const StatusSource& status);

/// Takes back the status that a service was given last, and what was said with it; one that has no
/// other is taken out as a whole. Returns what was taken back. What may stand in a published list
/// stays: one that began no later than that list was issued and stands in `last`, the list itself;
/// where that is not at hand (nullptr), the moment alone decides. Errors: `service_not_found`,
/// `status_published`.
[[nodiscard]] outcome::Result<StatusSource> undo_status(ProviderSource& provider,
                                                        std::string_view service_name,
                                                        const std::optional<Published>& published,
                                                        const TrustedList* last = nullptr);

/// The pointer to a list, its facts taken from the list itself.
[[nodiscard]] PointerSource pointer_to(const TrustedList& list, std::string location,
                                       std::vector<std::string> signer_files,
                                       std::optional<std::string> agreement_file);
/// Adds the pointer; one to the same territory and MIME type is replaced. Of pointers to lists of
/// trusted entities (application/xml), one to a list of the same type.
void put_pointer(SchemeSource& scheme, PointerSource pointer);
/// The pointer that `put_pointer` would replace by this one; none when it would be a new one.
[[nodiscard]] const PointerSource* find_pointer(const SchemeSource& scheme,
                                                const PointerSource& pointer);

/// The pointer to the scheme in the folder of that name beside this one, or one of the other kind
/// to that scheme's list; `beside` is its source.
[[nodiscard]] const PointerSource* find_pointer_to(const SchemeSource& scheme,
                                                   std::string_view name,
                                                   const SchemeSource& beside);
/// Adds a pointer to a scheme beside this one; what `find_pointer_to` finds is replaced.
void put_pointer_to(SchemeSource& scheme, PointerSource pointer, const SchemeSource& beside);

/// Notes that a list was published. Errors: `sequence_not_above_last`, `issue_not_after_last`.
[[nodiscard]] outcome::Result<void> note_published(SchemeSource& scheme,
                                                   const Published& published);

}  // namespace accord::trustlist::scheme
