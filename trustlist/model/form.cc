#include "trustlist/model/form.h"

#include <algorithm>
#include <array>

#include "trustlist/model/uris.h"

namespace accord::trustlist {
namespace {

struct Renamed {
  std::string_view in_612, in_602;
};

// What TS 119 602 calls otherwise; all else keeps its local name in the other namespace.
constexpr std::array renamed{
    Renamed{"TrustServiceStatusList", "ListOfTrustedEntities"},
    Renamed{"SchemeInformation", "ListAndSchemeInformation"},
    Renamed{"TSLVersionIdentifier", "LoTEVersionIdentifier"},
    Renamed{"TSLSequenceNumber", "LoTESequenceNumber"},
    Renamed{"TSLType", "LoTEType"},
    Renamed{"TSLPolicy", "LoTEPolicy"},
    Renamed{"TSLLegalNotice", "LoTELegalNotice"},
    Renamed{"PointersToOtherTSL", "PointersToOtherLoTE"},
    Renamed{"OtherTSLPointer", "OtherLoTEPointer"},
    Renamed{"TSLLocation", "LoTELocation"},
    Renamed{"TrustServiceProviderList", "TrustedEntitiesList"},
    Renamed{"TrustServiceProvider", "TrustedEntity"},
    Renamed{"TSPInformation", "TrustedEntityInformation"},
    Renamed{"TSPName", "TEName"},
    Renamed{"TSPTradeName", "TETradeName"},
    Renamed{"TSPAddress", "TEAddress"},
    Renamed{"TSPInformationURI", "TEInformationURI"},
    Renamed{"TSPInformationExtensions", "TEInformationExtensions"},
    Renamed{"TSPServices", "TrustedEntityServices"},
    Renamed{"TSPService", "TrustedEntityService"},
    Renamed{"TSPServiceDefinitionURI", "TEServiceDefinitionURI"},
    Renamed{"Other", "OtherId"},
    // Extensions that only TS 119 612 defines.
    Renamed{"AdditionalServiceInformation", ""},
    Renamed{"ExpiredCertsRevocationInfo", ""},
};

struct ClausePair {
  std::string_view in_612, in_602;
};

// Most clauses of 5.3 are those of 6.3; these stand elsewhere, the longest first.
constexpr std::array clauses{
    ClausePair{"5.3.18", "6.4"},    ClausePair{"5.4.1", "6.5.1"},
    ClausePair{"5.4.3", "6.5.3"},   ClausePair{"5.4.4", "6.5.4"},
    ClausePair{"5.4.6", "6.4.2"},   ClausePair{"5.5.1", "6.6.1"},
    ClausePair{"5.5.2", "6.6.2"},   ClausePair{"5.5.3", "6.6.3"},
    ClausePair{"5.5.4", "6.6.4"},   ClausePair{"5.5.5", "6.6.5"},
    ClausePair{"5.6.1", "6.7"},     ClausePair{"5.6.2", "6.7"},
    ClausePair{"5.6.3", "6.7"},     ClausePair{"5.6.4", "6.7"},
    ClausePair{"5.6.5", "6.7"},     ClausePair{"5.1.4", "6.1.4"},
    ClausePair{"5.3.1", "6.3.1"},   ClausePair{"5.3.2", "6.3.2"},
    ClausePair{"5.3.3", "6.3.3"},   ClausePair{"5.3.4", "6.3.4"},
    ClausePair{"5.3.5", "6.3.5"},   ClausePair{"5.3.5.1", "6.3.5.1"},
    ClausePair{"5.3.6", "6.3.6"},   ClausePair{"5.3.7", "6.3.7"},
    ClausePair{"5.3.8", "6.3.8"},   ClausePair{"5.3.10", "6.3.10"},
    ClausePair{"5.3.12", "6.3.12"}, ClausePair{"5.3.13", "6.3.13"},
    ClausePair{"5.3.14", "6.3.14"}, ClausePair{"5.3.15", "6.3.15"},
};

constexpr std::string_view list_type_stem = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/";

bool begins_with(std::string_view text, std::string_view start) noexcept {
  return text.substr(0, start.size()) == start;
}

bool is_of_602_alone(std::string_view ns) noexcept {
  return ns == ns::lote || ns == ns::entity_extensions || ns == ns::entity_service_extensions;
}

// Extensions of TS 119 612 outside its own namespace.
bool is_extension_of_612(std::string_view ns, std::string_view local) noexcept {
  return (ns == ns::additional && local == "TakenOverBy") ||
         (ns == ns::qualifications && local == "Qualifications");
}

}  // namespace

std::string_view to_string(Form form) noexcept {
  switch (form) {
    case Form::trusted_list:
      return "trusted list";
    case Form::trusted_entities:
      return "list of trusted entities";
  }
  return {};
}

std::string_view word_of(Form form) noexcept {
  switch (form) {
    case Form::trusted_list:
      return "trusted-list";
    case Form::trusted_entities:
      return "trusted-entities";
  }
  return {};
}

std::optional<Form> form_from(std::string_view word) noexcept {
  for (const auto form : {Form::trusted_list, Form::trusted_entities}) {
    if (word == word_of(form)) return form;
  }
  return std::nullopt;
}

std::optional<Form> form_of_type(std::string_view type_uri) noexcept {
  if (begins_with(type_uri, list_type_stem)) return Form::trusted_list;
  if (begins_with(type_uri, uri::entities_type_stem)) return Form::trusted_entities;
  return std::nullopt;
}

FormName name_in(Form form, std::string_view ns, std::string_view local) noexcept {
  switch (form) {
    case Form::trusted_list:
      return is_of_602_alone(ns) ? FormName{} : FormName{ns, local};
    case Form::trusted_entities:
      break;
  }
  if (is_extension_of_612(ns, local)) return {};
  if (ns != ns::tsl) return {ns, local};
  const auto* const row = std::find_if(renamed.begin(), renamed.end(),
                                       [&](const Renamed& one) { return one.in_612 == local; });
  if (row == renamed.end()) return {ns::lote, local};
  return row->in_602.empty() ? FormName{} : FormName{ns::lote, row->in_602};
}

FormName name_from(Form form, std::string_view ns, std::string_view local) noexcept {
  switch (form) {
    case Form::trusted_list:
      // The constant itself, which is soon compared with itself.
      if (ns == ns::tsl) return {ns::tsl, local};
      return is_of_602_alone(ns) ? FormName{} : FormName{ns, local};
    case Form::trusted_entities:
      break;
  }
  if (ns == ns::tsl || is_extension_of_612(ns, local)) return {};
  if (ns != ns::lote) return {ns, local};
  for (const auto& row : renamed) {
    if (row.in_602 == local) return {ns::tsl, row.in_612};
    if (row.in_612 == local) return {};
  }
  return {ns::tsl, local};
}

std::string_view tag_attribute(Form form) noexcept {
  switch (form) {
    case Form::trusted_list:
      return "TSLTag";
    case Form::trusted_entities:
      return "LOTETag";
  }
  return {};
}

std::string_view tag_of(Form form) noexcept {
  switch (form) {
    case Form::trusted_list:
      return uri::tag;
    case Form::trusted_entities:
      return uri::entities_tag;
  }
  return {};
}

std::string_view clause_in(Form form, std::string_view clause) noexcept {
  if (form == Form::trusted_list || begins_with(clause, "6.")) return clause;
  const auto* const row = std::find_if(clauses.begin(), clauses.end(),
                                       [&](const ClausePair& one) { return one.in_612 == clause; });
  return row == clauses.end() ? std::string_view("6") : row->in_602;
}

}  // namespace accord::trustlist
