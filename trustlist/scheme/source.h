#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/outcome/budget.h"
#include "trustlist/model/list.h"

namespace accord::trustlist::scheme {

// The documents that people edit (namespace urn:accord:scheme:1, schema
// xml_schemas/scheme-source.xsd): scheme.xml and providers/NAME.xml in one folder. Certificates and
// agreements are named by file, relative to that folder.

inline constexpr std::string_view source_namespace = "urn:accord:scheme:1";

/// A value with this word in it is still to be filled in by a person: "FILL-IN: the town", or in a
/// URI "FILL-IN:the-town".
inline constexpr std::string_view fill_in = "FILL-IN";

/// The status that a service has had since a moment.
struct StatusSource {
  std::string status;  ///< URI
  time::Instant since{};
  Place place;
  friend bool operator==(const StatusSource&, const StatusSource&) = default;
};

/// What is said of a service beside its status (5.5.9).
struct ServiceInformation {
  std::vector<std::string> additional_information;   ///< URIs: ForeSeals and the like
  std::vector<QualificationElement> qualifications;  ///< OIDs as URNs
  std::optional<TakenOverBy> taken_over_by;          ///< the URI and the names in English
  friend bool operator==(const ServiceInformation&, const ServiceInformation&) = default;
};

/// What was said before something else was: of the statuses that began earlier than `until`.
struct FormerInformation {
  time::Instant until{};
  ServiceInformation information;
  Place place;
  friend bool operator==(const FormerInformation&, const FormerInformation&) = default;
};

struct ServiceSource {
  std::string type;  ///< service type URI; of a trusted entity it may be empty
  LocalisedTexts names;
  std::vector<std::string> certificate_files;
  std::string unique_identifier{};  ///< URI; of a trusted entity's service only, may be empty
  ServiceInformation information;   ///< of the first status
  std::vector<SupplyPoint> supply_points;
  LocalisedTexts definition_uris;
  /// Newest first; empty only for a trusted entity's service that is listed without a status.
  std::vector<StatusSource> statuses;
  std::vector<FormerInformation> former;  ///< newest first; each ends where a status begins
  Place place;
  friend bool operator==(const ServiceSource&, const ServiceSource&) = default;
};

/// A body that belongs to a trusted entity (TS 119 602, 6.5.5.1).
struct AssociatedBody {
  LocalisedTexts names, trade_names;
  Address address;
  LocalisedTexts information_uris;
  friend bool operator==(const AssociatedBody&, const AssociatedBody&) = default;
};

/// providers/NAME.xml
struct ProviderSource {
  Form form{};
  LocalisedTexts names, trade_names;
  Address address;
  LocalisedTexts information_uris;
  std::optional<AssociatedBody> associated_body{};  ///< of a trusted entity only
  std::vector<ServiceSource> services;
  Place place{};
  friend bool operator==(const ProviderSource&, const ProviderSource&) = default;
};

/// A pointer to another list.
struct PointerSource {
  std::string location, territory, list_type;
  std::string mime_type = std::string(uri::list_mime_type);
  LocalisedTexts operator_names, community_rules;
  std::vector<std::string> signer_files;      ///< certificates
  std::optional<std::string> agreement_file;  ///< recognition agreement
  /// The name of a folder beside this scheme's, when the pointer leads to the scheme in it. Then
  /// location, territory, type, operator and rules are taken from that scheme's source when the
  /// list is built, and without `signer_files` its list-signer.crt is who may sign.
  std::string scheme{};
  Place place;
  friend bool operator==(const PointerSource&, const PointerSource&) = default;
};

/// The list last published: the next one's sequence number is one more.
struct Published {
  std::uint64_t sequence{};
  time::Instant issued{};
  std::string file{};    ///< where it was written, when that is below the scheme's folder
  std::string sha256{};  ///< of the signed list, lower-case hexadecimal; empty: not noted
  friend bool operator==(const Published&, const Published&) = default;
};

/// scheme.xml
struct SchemeSource {
  Form form{};
  std::uint32_t list_version = 6;  ///< of a list of trusted entities 1
  std::string list_type;           ///< TSLType URI
  std::string territory;
  LocalisedTexts operator_names;
  Address operator_address;
  LocalisedTexts scheme_names;
  LocalisedTexts information_uris;
  std::string status_determination;
  LocalisedTexts community_rules;
  std::optional<LegalNotice> legal_notice;
  std::uint64_t history_period = 65535;
  std::uint32_t days_to_next_update = 180;
  std::vector<std::string> distribution_points;
  std::vector<PointerSource> pointers;
  std::optional<Published> published;
  friend bool operator==(const SchemeSource&, const SchemeSource&) = default;
};

/// Reads scheme.xml or a provider's file. Each gap is a finding with line and path
/// (`source_to_fill_in` where a text or attribute still has the word `fill_in`,
/// `source_element_missing`, `source_value_wrong`, `source_element_unknown`, `source_root_wrong`,
/// `source_status_order`, `source_former_order`, `source_not_of_form`, XML errors, and schema
/// faults are found by lint::validate with Schema::scheme_source). Returns nothing when any finding
/// blocks.
[[nodiscard]] std::optional<SchemeSource> read_scheme(std::string bytes, outcome::Budget& budget,
                                                      outcome::Findings& findings);
[[nodiscard]] std::optional<ProviderSource> read_provider(std::string bytes,
                                                          outcome::Budget& budget,
                                                          outcome::Findings& findings);

/// The same with what could be read also where findings block, for a look at what else is wrong or
/// missing (`report_gaps`); nothing only where the document is not XML or another one.
[[nodiscard]] std::optional<SchemeSource> read_scheme_in_part(std::string bytes,
                                                              outcome::Budget& budget,
                                                              outcome::Findings& findings);
[[nodiscard]] std::optional<ProviderSource> read_provider_in_part(std::string bytes,
                                                                  outcome::Budget& budget,
                                                                  outcome::Findings& findings);

/// Reads a document whose root `qualifications` holds qualification elements as those of a service.
/// Findings as above.
[[nodiscard]] std::optional<std::vector<QualificationElement>> read_qualifications(
    std::string bytes, outcome::Budget& budget, outcome::Findings& findings);

/// Everything that reading the document finds, whichever of the three it is. `source_root_wrong`
/// for another one.
void report_source(std::string bytes, outcome::Budget& budget, outcome::Findings& findings);

/// The document's text, tidy; reading it gives the same values. For a new document: one that is
/// there is changed by `edited_scheme` and `edited_provider` (edited_text.h), which keep what a
/// person wrote.
[[nodiscard]] std::string write_scheme(const SchemeSource& scheme);
[[nodiscard]] std::string write_provider(const ProviderSource& provider);

/// Everything that a new scheme needs to be built, filled from these facts. In place of what is not
/// given something stands that passes the schema (trustlist/model/placeholder.h), for a person to
/// replace.
struct NewScheme {
  std::string territory;      ///< "JP"
  std::string operator_name;  ///< in English
  bool list_of_lists = false;
  std::uint32_t list_version = 6;    ///< of a list of trusted entities 1
  std::string street{}, locality{};  ///< the operator's
  std::string mail{}, website{};     ///< "trust@example.jp", "https://example.jp/"
  std::string legal_notice{};        ///< the legal basis, in English
  std::string location{};            ///< where the list is published
  Form form{};
  std::string list_type{};  ///< URI; for a list of trusted entities alone, and then not empty
};
/// The types of TS 119 612, annex D: the EU's for the EU and the states below its list of lists,
/// the territory's own for all others. For a list of trusted entities, the type given; how statuses
/// are decided and the rules are then said to be found on the web page. Errors:
/// `source_value_wrong` (territory not two capital letters, no operator, version neither 5 nor 6,
/// an address that is no URI).
[[nodiscard]] outcome::Result<SchemeSource> new_scheme(const NewScheme& facts);
/// A provider with a name and placeholders that pass the schema. Errors: `source_value_wrong`.
[[nodiscard]] outcome::Result<ProviderSource> new_provider(std::string_view name,
                                                           std::string_view country,
                                                           Form form = Form::trusted_list);
/// The name of a provider's file: lower-case letters, digits and hyphens, ".xml": "acme-trust.xml".
[[nodiscard]] std::string provider_file_name(std::string_view provider_name);

}  // namespace accord::trustlist::scheme
