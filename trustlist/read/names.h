#pragma once

#include "lib/xml/document.h"
#include "trustlist/model/form.h"
#include "trustlist/model/uris.h"

/// The qualified names of a list's elements, as TS 119 612 has them. What a list of the other form
/// calls by another name is asked of `in`.
namespace accord::trustlist::read::names {

/// The name in that form; equal to that of no element where the form has none.
inline xml::QName in(Form form, xml::QName name) noexcept {
  const auto found = name_in(form, name.ns, name.local);
  return {found.ns, found.local};
}

constexpr xml::QName tsl(std::string_view local) { return {ns::tsl, local}; }
constexpr xml::QName qualification(std::string_view local) { return {ns::qualifications, local}; }
constexpr xml::QName additional(std::string_view local) { return {ns::additional, local}; }
constexpr xml::QName agreement(std::string_view local) { return {ns::agreement, local}; }
constexpr xml::QName entity(std::string_view local) { return {ns::entity_extensions, local}; }
constexpr xml::QName xades(std::string_view local) { return {ns::xades, local}; }
constexpr xml::QName dsig(std::string_view local) { return {ns::dsig, local}; }
constexpr xml::QName dsig11(std::string_view local) { return {ns::dsig11, local}; }

inline constexpr auto list_root = tsl("TrustServiceStatusList");
inline constexpr auto scheme_information = tsl("SchemeInformation");
inline constexpr auto provider_list = tsl("TrustServiceProviderList");
inline constexpr auto signature = dsig("Signature");

inline constexpr auto version = tsl("TSLVersionIdentifier");
inline constexpr auto sequence = tsl("TSLSequenceNumber");
inline constexpr auto type = tsl("TSLType");
inline constexpr auto operator_name = tsl("SchemeOperatorName");
inline constexpr auto operator_address = tsl("SchemeOperatorAddress");
inline constexpr auto scheme_name = tsl("SchemeName");
inline constexpr auto information_uri = tsl("SchemeInformationURI");
inline constexpr auto status_determination = tsl("StatusDeterminationApproach");
inline constexpr auto community_rules = tsl("SchemeTypeCommunityRules");
inline constexpr auto territory = tsl("SchemeTerritory");
inline constexpr auto legal_notice = tsl("PolicyOrLegalNotice");
inline constexpr auto tsl_policy = tsl("TSLPolicy");
inline constexpr auto tsl_legal_notice = tsl("TSLLegalNotice");
inline constexpr auto history_period = tsl("HistoricalInformationPeriod");
inline constexpr auto pointers = tsl("PointersToOtherTSL");
inline constexpr auto issue_date = tsl("ListIssueDateTime");
inline constexpr auto next_update = tsl("NextUpdate");
inline constexpr auto date_time = tsl("dateTime");
inline constexpr auto distribution_points = tsl("DistributionPoints");
inline constexpr auto scheme_extensions = tsl("SchemeExtensions");

inline constexpr auto name = tsl("Name");
inline constexpr auto uri = tsl("URI");
inline constexpr auto postal_addresses = tsl("PostalAddresses");
inline constexpr auto postal_address = tsl("PostalAddress");
inline constexpr auto street = tsl("StreetAddress");
inline constexpr auto locality = tsl("Locality");
inline constexpr auto state = tsl("StateOrProvince");
inline constexpr auto postal_code = tsl("PostalCode");
inline constexpr auto country = tsl("CountryName");
inline constexpr auto electronic_address = tsl("ElectronicAddress");

inline constexpr auto pointer = tsl("OtherTSLPointer");
inline constexpr auto identities = tsl("ServiceDigitalIdentities");
inline constexpr auto identity = tsl("ServiceDigitalIdentity");
inline constexpr auto location = tsl("TSLLocation");
inline constexpr auto additional_information = tsl("AdditionalInformation");
inline constexpr auto textual_information = tsl("TextualInformation");
inline constexpr auto other_information = tsl("OtherInformation");
inline constexpr auto mime_type = additional("MimeType");
inline constexpr auto agreement_root = agreement("MutualRecognitionAgreementInformation");

inline constexpr auto digital_id = tsl("DigitalId");
inline constexpr auto certificate = tsl("X509Certificate");
inline constexpr auto subject_name = tsl("X509SubjectName");
inline constexpr auto key_identifier = tsl("X509SKI");
inline constexpr auto key_value = dsig("KeyValue");
inline constexpr auto other = tsl("Other");

inline constexpr auto provider = tsl("TrustServiceProvider");
inline constexpr auto provider_information = tsl("TSPInformation");
inline constexpr auto provider_name = tsl("TSPName");
inline constexpr auto provider_trade_name = tsl("TSPTradeName");
inline constexpr auto provider_address = tsl("TSPAddress");
inline constexpr auto provider_uri = tsl("TSPInformationURI");
inline constexpr auto provider_extensions = tsl("TSPInformationExtensions");
inline constexpr auto services = tsl("TSPServices");
inline constexpr auto service = tsl("TSPService");
inline constexpr auto service_information = tsl("ServiceInformation");
inline constexpr auto service_history = tsl("ServiceHistory");
inline constexpr auto history_instance = tsl("ServiceHistoryInstance");
inline constexpr auto service_type = tsl("ServiceTypeIdentifier");
inline constexpr auto service_name = tsl("ServiceName");
inline constexpr auto service_status = tsl("ServiceStatus");
inline constexpr auto status_starting = tsl("StatusStartingTime");
inline constexpr auto scheme_definition = tsl("SchemeServiceDefinitionURI");
inline constexpr auto supply_points = tsl("ServiceSupplyPoints");
inline constexpr auto supply_point = tsl("ServiceSupplyPoint");
inline constexpr auto provider_definition = tsl("TSPServiceDefinitionURI");
inline constexpr auto service_extensions = tsl("ServiceInformationExtensions");

inline constexpr auto extension = tsl("Extension");
inline constexpr auto expired_certs = tsl("ExpiredCertsRevocationInfo");
inline constexpr auto additional_service = tsl("AdditionalServiceInformation");
inline constexpr auto information_value = tsl("InformationValue");
// Of TS 119 602 alone.
inline constexpr xml::QName unique_identifier{ns::entity_service_extensions,
                                              "ServiceUniqueIdentifier"};
inline constexpr auto associated_bodies = entity("OtherAssociatedBodies");
inline constexpr auto associated_body = entity("AssociatedBody");
inline constexpr auto body_name = entity("AssociatedBodyName");
inline constexpr auto body_trade_name = entity("AssociatedBodyTradeName");
inline constexpr auto body_address = entity("AssociatedBodyAddress");
inline constexpr auto body_uri = entity("AssociatedBodyInformationURI");
inline constexpr auto body_extensions = entity("AssociatedBodyInformationExtensions");

inline constexpr auto taken_over_by = additional("TakenOverBy");
inline constexpr auto qualifications = qualification("Qualifications");
inline constexpr auto qualification_element = qualification("QualificationElement");
inline constexpr auto qualifiers = qualification("Qualifiers");
inline constexpr auto qualifier = qualification("Qualifier");
inline constexpr auto criteria_list = qualification("CriteriaList");
inline constexpr auto key_usage = qualification("KeyUsage");
inline constexpr auto key_usage_bit = qualification("KeyUsageBit");
inline constexpr auto policy_set = qualification("PolicySet");
inline constexpr auto policy_identifier = qualification("PolicyIdentifier");
inline constexpr auto criteria_description = qualification("Description");
inline constexpr auto other_criteria = qualification("otherCriteriaList");
inline constexpr auto subject_attribute = additional("CertSubjectDNAttribute");
inline constexpr auto attribute_oid = additional("AttributeOID");
inline constexpr auto extended_key_usage = additional("ExtendedKeyUsage");
inline constexpr auto key_purpose = additional("KeyPurposeId");
inline constexpr auto qc_statement_set = agreement("QcStatementSet");

}  // namespace accord::trustlist::read::names
