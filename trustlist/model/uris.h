#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace accord::trustlist {

/// Namespaces of a list's XML.
namespace ns {
inline constexpr std::string_view tsl = "http://uri.etsi.org/02231/v2#";
inline constexpr std::string_view qualifications =
    "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#";
inline constexpr std::string_view additional = "http://uri.etsi.org/02231/v2/additionaltypes#";
inline constexpr std::string_view agreement = "http://ec.europa.eu/tools/lotl/mra/schema/v2#";
inline constexpr std::string_view xades = "http://uri.etsi.org/01903/v1.3.2#";
inline constexpr std::string_view dsig = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view dsig11 = "http://www.w3.org/2009/xmldsig11#";
inline constexpr std::string_view xml = "http://www.w3.org/XML/1998/namespace";
// TS 119 602.
inline constexpr std::string_view lote = "http://uri.etsi.org/019602/v1#";
inline constexpr std::string_view entity_service_extensions =
    "http://uri.etsi.org/019602/v1/ServiceInformationExtensions";
inline constexpr std::string_view entity_extensions =
    "http://uri.etsi.org/019602/v1/TrustedEntityExtensions";
}  // namespace ns

/// URIs with a meaning (TS 119 612, 5 and annex D).
namespace uri {
inline constexpr std::string_view tag = "http://uri.etsi.org/19612/TSLTag";
/// Of a list of trusted entities (TS 119 602, 6.2), and where ETSI registers the types of such
/// lists.
inline constexpr std::string_view entities_tag = "http://uri.etsi.org/19602/LoTETag";
inline constexpr std::string_view entities_type_stem = "http://uri.etsi.org/19602/LoTEType/";
inline constexpr std::string_view eu_list_of_lists =
    "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUlistofthelists";
inline constexpr std::string_view eu_generic =
    "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric";
inline constexpr std::string_view ades_list_of_lists =
    "http://ec.europa.eu/tools/lotl/mra/ades-lotl-tsl-type";

inline constexpr std::string_view granted =
    "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted";
inline constexpr std::string_view withdrawn =
    "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/withdrawn";

inline constexpr std::string_view ca_qc = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC";

inline constexpr std::string_view for_esignatures =
    "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSignatures";
inline constexpr std::string_view for_eseals =
    "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals";
inline constexpr std::string_view for_web =
    "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForWebSiteAuthentication";
inline constexpr std::string_view root_ca_qc =
    "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/RootCA-QC";

inline constexpr std::string_view enacted = "http://ec.europa.eu/tools/lotl/mra/enacted";
inline constexpr std::string_view repealed = "http://ec.europa.eu/tools/lotl/mra/repealed";
inline constexpr std::string_view qc_compliance_context =
    "http://ec.europa.eu/tools/lotl/mra/QcCompliance";
inline constexpr std::string_view qc_type_context = "http://ec.europa.eu/tools/lotl/mra/QcType";
inline constexpr std::string_view qc_qscd_context = "http://ec.europa.eu/tools/lotl/mra/QcQSCD";

inline constexpr std::string_view list_mime_type = "application/vnd.etsi.tsl+xml";
inline constexpr std::string_view xml_mime_type = "application/xml";

/// Outside the EU (annex D.6): the type of a territory's own list, and of its list of lists.
[[nodiscard]] std::string list_of(std::string_view territory);
[[nodiscard]] std::string list_of_lists_of(std::string_view territory);
}  // namespace uri

/// Whether the list of that territory is one of those below the EU's list of lists: the member
/// states, with EL for Greece, and the other states of the European Economic Area.
[[nodiscard]] bool is_below_eu_list_of_lists(std::string_view territory) noexcept;

/// Statuses of TS 119 612 (5.5.4 and annex D.5), those from before 2016-07-01 included.
enum class Status : std::uint8_t {
  granted,
  withdrawn,
  recognised_at_national_level,
  deprecated_at_national_level,
  under_supervision,
  supervision_in_cessation,
  supervision_ceased,
  supervision_revoked,
  accredited,
  accreditation_ceased,
  accreditation_revoked,
  set_by_national_law,
  deprecated_by_national_law
};
/// Nothing for a URI that is none of them: a scheme outside the EU may have its own, and an
/// agreement translates them.
[[nodiscard]] std::optional<Status> status_from_uri(std::string_view uri) noexcept;
[[nodiscard]] std::string_view status_uri(Status status) noexcept;
/// "granted", "withdrawn", "under supervision"; for people.
[[nodiscard]] std::string_view to_string(Status status) noexcept;

/// Qualifiers of TS 119 612 (5.5.9.2.3).
enum class Qualifier : std::uint8_t {
  not_qualified,
  qc_statement,
  qc_with_sscd,
  qc_no_sscd,
  qc_sscd_status_as_in_cert,
  qc_with_qscd,
  qc_no_qscd,
  qc_qscd_status_as_in_cert,
  qc_qscd_managed_on_behalf,
  qc_for_legal_person,
  qc_for_esig,
  qc_for_eseal,
  qc_for_wsa
};
[[nodiscard]] std::optional<Qualifier> qualifier_from_uri(std::string_view uri) noexcept;
[[nodiscard]] std::string_view qualifier_uri(Qualifier qualifier) noexcept;

/// Whether it is a service type of TS 119 612 (5.5.1).
[[nodiscard]] bool is_known_service_type(std::string_view uri) noexcept;
/// What stands after the last "/Svctype/", "/SvcInfoExt/", "/Svcstatus/" or "/TSLType/" (of TS 119
/// 602: "/SvcType/", "/SvcStatus/", "/LoTEType/"): "CA/QC", "ForeSeals", "granted"; for people. The
/// URI itself otherwise.
[[nodiscard]] std::string_view short_name(std::string_view uri) noexcept;

}  // namespace accord::trustlist
