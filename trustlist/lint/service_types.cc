#include "trustlist/lint/service_types.h"

#include <algorithm>
#include <array>

#include "trustlist/lint/spelling.h"
#include "trustlist/model/uris.h"

namespace accord::trustlist::lint {
namespace {

constexpr std::string_view stem = "http://uri.etsi.org/TrstSvc/Svctype/";

// 5.5.1.1, and the one that version 2.2.1 had for both kinds of device.
constexpr std::array<std::string_view, 14> qualified{"CA/QC",
                                                     "Certstatus/OCSP/QC",
                                                     "Certstatus/CRL/QC",
                                                     "TSA/QTST",
                                                     "EDS/Q",
                                                     "EDS/REM/Q",
                                                     "PSES/Q",
                                                     "QESValidation/Q",
                                                     "RemoteQSigCDManagement/Q",
                                                     "RemoteQSealCDManagement/Q",
                                                     "RemoteQSCDManagement/Q",
                                                     "EAA/Q",
                                                     "ElectronicArchiving/Q",
                                                     "Ledgers/Q"};
// Attestations of public bodies are neither.
constexpr std::string_view public_attestations = "EAA/Pub-EAA";

constexpr std::array<std::string_view, 3> issuing{"CA/QC", "CA/PKC", "NationalRootCA-QC"};
constexpr std::array<std::string_view, 4> certificate_status{
    "Certstatus/OCSP", "Certstatus/OCSP/QC", "Certstatus/CRL", "Certstatus/CRL/QC"};
constexpr std::array<std::string_view, 4> time_stamps{"TSA/QTST", "TSA", "TSA/TSS-QC",
                                                      "TSA/TSS-AdESQCandQES"};

template <typename Names>
bool is_one_of(std::string_view uri, const Names& names) noexcept {
  if (!starts_with(uri, stem)) return false;
  uri.remove_prefix(stem.size());
  return std::find(names.begin(), names.end(), uri) != names.end();
}

}  // namespace

bool is_qualified_type(std::string_view uri) noexcept { return is_one_of(uri, qualified); }

bool is_other_known_type(std::string_view uri) noexcept {
  return is_known_service_type(uri) && !is_qualified_type(uri) &&
         uri.substr(stem.size()) != public_attestations;
}

bool is_type_with_key(std::string_view uri) noexcept {
  return is_one_of(uri, issuing) || is_one_of(uri, certificate_status) ||
         is_one_of(uri, time_stamps);
}

bool is_type_without_key(std::string_view uri) noexcept {
  constexpr std::string_view end = "/nothavingPKIid";
  return uri.size() > end.size() && uri.substr(uri.size() - end.size()) == end;
}

bool is_issuing_type(std::string_view uri) noexcept { return is_one_of(uri, issuing); }

bool may_keep_expired(std::string_view uri) noexcept {
  return !is_known_service_type(uri) || is_one_of(uri, issuing) ||
         is_one_of(uri, certificate_status);
}

}  // namespace accord::trustlist::lint
