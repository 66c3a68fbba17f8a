#include "trustlist/model/uris.h"

#include <algorithm>
#include <array>

namespace accord::trustlist {
namespace {

#define STATUS(word) "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/" word
struct StatusRow {
  std::string_view uri, words;
};
// In the order of Status. TS 119 612, 5.5.4 and D.5.
constexpr std::array<StatusRow, 13> statuses{{
    {STATUS("granted"), "granted"},
    {STATUS("withdrawn"), "withdrawn"},
    {STATUS("recognisedatnationallevel"), "recognised at national level"},
    {STATUS("deprecatedatnationallevel"), "deprecated at national level"},
    {STATUS("undersupervision"), "under supervision"},
    {STATUS("supervisionincessation"), "supervision of a service in cessation"},
    {STATUS("supervisionceased"), "supervision ceased"},
    {STATUS("supervisionrevoked"), "supervision revoked"},
    {STATUS("accredited"), "accredited"},
    {STATUS("accreditationceased"), "accreditation ceased"},
    {STATUS("accreditationrevoked"), "accreditation revoked"},
    {STATUS("setbynationallaw"), "set by national law"},
    {STATUS("deprecatedbynationallaw"), "deprecated by national law"},
}};
#undef STATUS

#define QUALIFIER(word) "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/" word
// In the order of Qualifier. TS 119 612, 5.5.9.2.3.
constexpr std::array<std::string_view, 13> qualifiers{
    QUALIFIER("NotQualified"),
    QUALIFIER("QCStatement"),
    QUALIFIER("QCWithSSCD"),
    QUALIFIER("QCNoSSCD"),
    QUALIFIER("QCSSCDStatusAsInCert"),
    QUALIFIER("QCWithQSCD"),
    QUALIFIER("QCNoQSCD"),
    QUALIFIER("QCQSCDStatusAsInCert"),
    QUALIFIER("QCQSCDManagedOnBehalf"),
    QUALIFIER("QCForLegalPerson"),
    QUALIFIER("QCForESig"),
    QUALIFIER("QCForESeal"),
    QUALIFIER("QCForWSA"),
};
#undef QUALIFIER

constexpr std::string_view service_type_stem = "http://uri.etsi.org/TrstSvc/Svctype/";
// TS 119 612, 5.5.1.1 to 5.5.1.3.
constexpr std::array service_types{
    std::string_view{"CA/QC"},
    std::string_view{"Certstatus/OCSP/QC"},
    std::string_view{"Certstatus/CRL/QC"},
    std::string_view{"TSA/QTST"},
    std::string_view{"EDS/Q"},
    std::string_view{"EDS/REM/Q"},
    std::string_view{"PSES/Q"},
    std::string_view{"QESValidation/Q"},
    std::string_view{"RemoteQSigCDManagement/Q"},
    std::string_view{"RemoteQSealCDManagement/Q"},
    std::string_view{"EAA/Q"},
    std::string_view{"EAA/Pub-EAA"},
    std::string_view{"ElectronicArchiving/Q"},
    std::string_view{"Ledgers/Q"},
    std::string_view{"CA/PKC"},
    std::string_view{"Certstatus/OCSP"},
    std::string_view{"Certstatus/CRL"},
    std::string_view{"TSA"},
    std::string_view{"TSA/TSS-QC"},
    std::string_view{"TSA/TSS-AdESQCandQES"},
    std::string_view{"EDS"},
    std::string_view{"EDS/REM"},
    std::string_view{"PSES"},
    std::string_view{"AdESValidation"},
    std::string_view{"AdESGeneration"},
    std::string_view{"RemoteSigCDManagement"},
    std::string_view{"RemoteSealCDManagement"},
    std::string_view{"EAA"},
    std::string_view{"ElectronicArchiving"},
    std::string_view{"Ledgers"},
    std::string_view{"PKCValidation"},
    std::string_view{"PKCPreservation"},
    std::string_view{"EAAValidation"},
    std::string_view{"TSTValidation"},
    std::string_view{"EDSValidation"},
    std::string_view{"RA"},
    std::string_view{"RA/nothavingPKIid"},
    std::string_view{"SignaturePolicyAuthority"},
    std::string_view{"Archiv"},
    std::string_view{"Archiv/nothavingPKIid"},
    std::string_view{"IdV"},
    std::string_view{"IdV/nothavingPKIid"},
    std::string_view{"KEscrow"},
    std::string_view{"KEscrow/nothavingPKIid"},
    std::string_view{"PPwd"},
    std::string_view{"PPwd/nothavingPKIid"},
    std::string_view{"TLIssuer"},
    std::string_view{"NationalRootCA-QC"},
    std::string_view{"ACA"},
    std::string_view{"unspecified"},
};

constexpr std::array stems{std::string_view{"/Svctype/"},   std::string_view{"/SvcInfoExt/"},
                           std::string_view{"/Svcstatus/"}, std::string_view{"/TSLType/"},
                           std::string_view{"/SvcType/"},   std::string_view{"/SvcStatus/"},
                           std::string_view{"/LoTEType/"}};

constexpr std::string_view list_type_stem = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/";

constexpr std::array below_eu_list_of_lists{
    std::string_view{"AT"}, std::string_view{"BE"}, std::string_view{"BG"}, std::string_view{"CY"},
    std::string_view{"CZ"}, std::string_view{"DE"}, std::string_view{"DK"}, std::string_view{"EE"},
    std::string_view{"EL"}, std::string_view{"ES"}, std::string_view{"FI"}, std::string_view{"FR"},
    std::string_view{"HR"}, std::string_view{"HU"}, std::string_view{"IE"}, std::string_view{"IS"},
    std::string_view{"IT"}, std::string_view{"LI"}, std::string_view{"LT"}, std::string_view{"LU"},
    std::string_view{"LV"}, std::string_view{"MT"}, std::string_view{"NL"}, std::string_view{"NO"},
    std::string_view{"PL"}, std::string_view{"PT"}, std::string_view{"RO"}, std::string_view{"SE"},
    std::string_view{"SI"}, std::string_view{"SK"}};

}  // namespace

std::string uri::list_of(std::string_view territory) {
  return std::string(list_type_stem).append(territory).append("list");
}

std::string uri::list_of_lists_of(std::string_view territory) {
  return std::string(list_type_stem).append(territory).append("listofthelists");
}

bool is_below_eu_list_of_lists(std::string_view territory) noexcept {
  return std::find(below_eu_list_of_lists.begin(), below_eu_list_of_lists.end(), territory) !=
         below_eu_list_of_lists.end();
}

std::optional<Status> status_from_uri(std::string_view uri) noexcept {
  const auto* const row = std::find_if(statuses.begin(), statuses.end(),
                                       [&](const StatusRow& r) { return r.uri == uri; });
  if (row == statuses.end()) return std::nullopt;
  return static_cast<Status>(row - statuses.begin());
}

std::string_view status_uri(Status status) noexcept {
  return statuses[static_cast<std::size_t>(status)].uri;
}

std::string_view to_string(Status status) noexcept {
  return statuses[static_cast<std::size_t>(status)].words;
}

std::optional<Qualifier> qualifier_from_uri(std::string_view uri) noexcept {
  const auto* const row = std::find(qualifiers.begin(), qualifiers.end(), uri);
  if (row == qualifiers.end()) return std::nullopt;
  return static_cast<Qualifier>(row - qualifiers.begin());
}

std::string_view qualifier_uri(Qualifier qualifier) noexcept {
  return qualifiers[static_cast<std::size_t>(qualifier)];
}

bool is_known_service_type(std::string_view uri) noexcept {
  if (uri.substr(0, service_type_stem.size()) != service_type_stem) return false;
  uri.remove_prefix(service_type_stem.size());
  return std::find(service_types.begin(), service_types.end(), uri) != service_types.end();
}

std::string_view short_name(std::string_view uri) noexcept {
  for (const auto stem : stems) {
    const auto at = uri.rfind(stem);
    if (at != std::string_view::npos) return uri.substr(at + stem.size());
  }
  return uri;
}

}  // namespace accord::trustlist
