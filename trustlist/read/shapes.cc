#include "trustlist/read/names.h"
#include "trustlist/read/shape.h"

namespace accord::trustlist::read {
namespace {

namespace n = names;

constexpr bool once = false;
constexpr bool many = true;
constexpr auto must = Need::must;
constexpr auto may = Need::may;
constexpr auto must_in_612 = Need::must_in_trusted_list;

bool is_filled(std::string_view value) { return !value.empty(); }
bool is_anything(std::string_view /*value*/) { return true; }
bool is_boolean(std::string_view value) { return read_boolean(value).has_value(); }
bool is_assertion(std::string_view value) { return assertion_from(value).has_value(); }
bool is_key_usage(std::string_view value) { return key_usage_bit_from(value).has_value(); }
bool is_qualifier(std::string_view value) { return value == "OIDAsURN" || value == "OIDAsURI"; }
bool is_plain_number(std::string_view value) {
  return value.size() < 10 && value.find_first_not_of("0123456789") == std::string_view::npos &&
         (value == "0" || (!value.empty() && value.front() != '0'));
}

// The end of the file has what the header names; what stands before is used by what comes after.
constexpr AttributeShape language[] = {{{ns::xml, "lang"}, must, is_filled}};
constexpr AttributeShape uri_attribute[] = {{{"", "uri"}, must, is_filled}};

constexpr Shape text{Content::text};
constexpr Shape filled_text{Content::filled_text};
constexpr Shape bare_text{Content::bare_text};
constexpr Shape token{Content::token};
constexpr Shape instant{Content::instant};
constexpr Shape number{Content::number};
constexpr Shape kept{Content::kept};
constexpr Shape local_text{Content::text, {}, language};
constexpr Shape local_uri{Content::token, {}, language};
constexpr Shape local_notice{Content::text, {}, language};

constexpr Member names_members[] = {{n::name, &local_text, must, many}};
constexpr Shape all_names{Content::parts, names_members};
constexpr Member uris_members[] = {{n::uri, &local_uri, must, many}};
constexpr Shape all_uris{Content::parts, uris_members};
constexpr Member plain_uris_members[] = {{n::uri, &token, must, many}};
constexpr Shape plain_uris{Content::parts, plain_uris_members};

// 5.3.5.
constexpr Member postal_members[] = {{n::street, &text, must, once},
                                     {n::locality, &text, must, once},
                                     {n::state, &text, may, once},
                                     {n::postal_code, &text, may, once},
                                     {n::country, &text, must, once}};
constexpr Shape postal_address{Content::parts, postal_members, language};
constexpr Member postals_members[] = {{n::postal_address, &postal_address, must, many}};
constexpr Shape postal_addresses{Content::parts, postals_members};
constexpr Member address_members[] = {{n::postal_addresses, &postal_addresses, must, once},
                                      {n::electronic_address, &all_uris, must, once}};
constexpr Shape address{Content::parts, address_members};

// 5.5.3.
constexpr Shape certificate{Content::certificate};
constexpr Shape octets{Content::octets};
constexpr Member digital_id_members[] = {{n::certificate, &certificate, may, once},
                                         {n::subject_name, &text, may, once},
                                         {n::key_value, &kept, may, once},
                                         {n::key_identifier, &octets, may, once},
                                         {n::other, &kept, may, once}};
constexpr Shape digital_id{Content::one_of, digital_id_members};
constexpr Member identity_members[] = {{n::digital_id, &digital_id, may, many}};
constexpr Shape identity{Content::parts, identity_members};

// XAdES, ObjectIdentifierType.
constexpr AttributeShape identifier_attributes[] = {{{"", "Qualifier"}, may, is_qualifier}};
constexpr Shape identifier{Content::identifier, {}, identifier_attributes};
constexpr Member references_members[] = {{n::xades("DocumentationReference"), &token, must, many}};
constexpr Shape references{Content::parts, references_members};
constexpr Member object_identifier_members[] = {
    {n::xades("Identifier"), &identifier, must, once},
    {n::xades("Description"), &filled_text, may, once},
    {n::xades("DocumentationReferences"), &references, may, once}};
constexpr Shape object_identifier{Content::parts, object_identifier_members};

// 5.5.9.2.
constexpr AttributeShape bit_attributes[] = {{{"", "name"}, must, is_key_usage}};
constexpr Shape key_usage_bit{Content::boolean, {}, bit_attributes};
constexpr Member key_usage_members[] = {{n::key_usage_bit, &key_usage_bit, must, many}};
constexpr Shape key_usage{Content::parts, key_usage_members};
constexpr Member policy_members[] = {{n::policy_identifier, &object_identifier, must, many}};
constexpr Shape policy_set{Content::parts, policy_members};
constexpr Member attribute_members[] = {{n::attribute_oid, &object_identifier, must, many}};
constexpr Shape subject_attribute{Content::parts, attribute_members};
constexpr Member purpose_members[] = {{n::key_purpose, &object_identifier, must, many}};
constexpr Shape extended_key_usage{Content::parts, purpose_members};
constexpr Member statement_info_members[] = {
    {n::agreement("QcType"), &object_identifier, may, once},
    {n::agreement("QcCClegislation"), &bare_text, may, once}};
constexpr Shape statement_info{Content::one_of, statement_info_members};
constexpr Member statement_members[] = {
    {n::agreement("QcStatementId"), &object_identifier, must, once},
    {n::agreement("QcStatementInfo"), &statement_info, may, once}};
constexpr Shape statement{Content::parts, statement_members};
constexpr Member statement_set_members[] = {{n::agreement("QcStatement"), &statement, must, many}};
constexpr Shape statement_set{Content::parts, statement_set_members};
constexpr Member other_criteria_members[] = {
    {n::subject_attribute, &subject_attribute, may, many},
    {n::extended_key_usage, &extended_key_usage, may, many},
    {n::qc_statement_set, &statement_set, may, many}};
constexpr Shape other_criteria{Content::known, other_criteria_members};
constexpr AttributeShape criteria_attributes[] = {{{"", "assert"}, may, is_assertion}};
extern const Shape criteria;
constinit const Member criteria_members[] = {{n::key_usage, &key_usage, may, many},
                                             {n::policy_set, &policy_set, may, many},
                                             {n::criteria_list, &criteria, may, many},
                                             {n::criteria_description, &filled_text, may, once},
                                             {n::other_criteria, &other_criteria, may, once}};
constinit const Shape criteria{Content::parts, criteria_members, criteria_attributes};
constexpr Shape qualifier{Content::nothing, {}, uri_attribute};
constexpr Member qualifiers_members[] = {{n::qualifier, &qualifier, must, many}};
constexpr Shape qualifiers{Content::parts, qualifiers_members};
constexpr Member qualification_members[] = {{n::qualifiers, &qualifiers, must, once},
                                            {n::criteria_list, &criteria, must, once}};
constexpr Shape qualification{Content::parts, qualification_members};
constexpr Member qualifications_members[] = {
    {n::qualification_element, &qualification, must, many}};
constexpr Shape qualifications{Content::parts, qualifications_members};

// 5.5.9.1, 5.5.9.3, 5.5.9.4.
constexpr Member additional_members[] = {{n::uri, &local_uri, must, once},
                                         {n::information_value, &text, may, once},
                                         {n::other_information, &kept, may, once}};
constexpr Shape additional_service{Content::parts, additional_members};
constexpr Member taken_over_members[] = {{n::additional("URI"), &local_uri, must, once},
                                         {n::additional("TSPName"), &all_names, must, once},
                                         {n::operator_name, &all_names, must, once},
                                         {n::territory, &bare_text, must, once},
                                         {n::additional("OtherQualifier"), &kept, may, many}};
constexpr Shape taken_over{Content::parts, taken_over_members};
constexpr AttributeShape critical[] = {{{"", "Critical"}, must, is_boolean}};

// TS 119 602, 6.5.5.1.
constexpr Member body_members[] = {{n::body_name, &all_names, must, once},
                                   {n::body_trade_name, &all_names, may, once},
                                   {n::body_address, &address, must, once},
                                   {n::body_uri, &all_uris, must, once},
                                   {n::body_extensions, &kept, may, once}};
constexpr Shape body{Content::parts, body_members};
constexpr Member bodies_members[] = {{n::associated_body, &body, must, once}};
constexpr Shape bodies{Content::parts, bodies_members};

// Each form knows its own: the others have no name in it.
constexpr Member extension_members[] = {{n::additional_service, &additional_service, may, once},
                                        {n::qualifications, &qualifications, may, once},
                                        {n::taken_over_by, &taken_over, may, once},
                                        {n::expired_certs, &instant, may, once},
                                        {n::unique_identifier, &token, may, once},
                                        {n::associated_bodies, &bodies, may, once}};
constexpr Shape extension{Content::extension, extension_members, critical};
constexpr Member extensions_members[] = {{n::extension, &extension, must, many}};
constexpr Shape extensions{Content::parts, extensions_members};

// 5.5 and 5.6.
constexpr AttributeShape point_attributes[] = {{{"", "type"}, may, is_anything}};
constexpr Shape supply_point{Content::token, {}, point_attributes};
constexpr Member supply_members[] = {{n::supply_point, &supply_point, must, many}};
constexpr Shape supply_points{Content::parts, supply_members};
constexpr Member current_members[] = {{n::service_type, &token, must_in_612, once},
                                      {n::service_name, &all_names, must, once},
                                      {n::identity, &identity, must, once},
                                      {n::service_status, &token, must_in_612, once},
                                      {n::status_starting, &instant, must_in_612, once},
                                      {n::scheme_definition, &all_uris, may, once},
                                      {n::supply_points, &supply_points, may, once},
                                      {n::provider_definition, &all_uris, may, once},
                                      {n::service_extensions, &extensions, may, once}};
constexpr Shape current{Content::parts, current_members};
constexpr Member instance_members[] = {
    {n::service_type, &token, must_in_612, once}, {n::service_name, &all_names, must, once},
    {n::identity, &identity, must, once},         {n::service_status, &token, must, once},
    {n::status_starting, &instant, must, once},   {n::service_extensions, &extensions, may, once}};
constexpr Shape instance{Content::parts, instance_members};
constexpr Member history_members[] = {{n::history_instance, &instance, must, many}};
constexpr Shape history{Content::parts, history_members};
constexpr Member service_members[] = {{n::service_information, &current, must, once},
                                      {n::service_history, &history, may, once}};

// 5.4.
constexpr Member information_members[] = {{n::provider_name, &all_names, must, once},
                                          {n::provider_trade_name, &all_names, may, once},
                                          {n::provider_address, &address, must, once},
                                          {n::provider_uri, &all_uris, must, once},
                                          {n::provider_extensions, &extensions, may, once}};
constexpr Member services_members[] = {{n::service, &kept, may, many}};
constexpr Shape services{Content::parts, services_members};
constexpr Member provider_members[] = {{n::provider_information, &kept, must, once},
                                       {n::services, &services, must, once}};

// 5.3.13.
constexpr Member identities_members[] = {{n::identity, &identity, must, many}};
constexpr Shape identities{Content::parts, identities_members};
constexpr Member other_information_members[] = {{n::type, &token, may, once},
                                                {n::territory, &bare_text, may, once},
                                                {n::mime_type, &bare_text, may, once},
                                                {n::operator_name, &all_names, may, once},
                                                {n::community_rules, &all_uris, may, once},
                                                {n::agreement_root, &kept, may, once}};
constexpr Shape other_information{Content::extension, other_information_members};
constexpr Member information_kinds[] = {{n::textual_information, &local_notice, may, many},
                                        {n::other_information, &other_information, may, many}};
constexpr Shape additional_information{Content::any_order, information_kinds};
constexpr Member pointer_members[] = {
    {n::identities, &identities, may, once},
    {n::location, &token, must, once},
    {n::additional_information, &additional_information, must, once}};

// 5.3.
constexpr Member pointers_members[] = {{n::pointer, &kept, must, many}};
constexpr Shape pointers{Content::parts, pointers_members};
constexpr Member notice_members[] = {{n::tsl_policy, &local_uri, may, many},
                                     {n::tsl_legal_notice, &local_notice, may, many}};
constexpr Shape notice{Content::one_kind, notice_members};
constexpr Member next_update_members[] = {{n::date_time, &instant, may, once}};
constexpr Shape next_update{Content::parts, next_update_members};
constexpr Member scheme_members[] = {{n::version, &number, must, once},
                                     {n::sequence, &number, must, once},
                                     {n::type, &token, must, once},
                                     {n::operator_name, &all_names, must, once},
                                     {n::operator_address, &address, must, once},
                                     {n::scheme_name, &all_names, must, once},
                                     {n::information_uri, &all_uris, must, once},
                                     {n::status_determination, &token, must, once},
                                     {n::community_rules, &all_uris, may, once},
                                     {n::territory, &bare_text, may, once},
                                     {n::legal_notice, &notice, may, once},
                                     {n::history_period, &number, must_in_612, once},
                                     {n::pointers, &pointers, may, once},
                                     {n::issue_date, &instant, must, once},
                                     {n::next_update, &next_update, must, once},
                                     {n::distribution_points, &plain_uris, may, once},
                                     {n::scheme_extensions, &extensions, may, once}};

// Recognition agreements.
constexpr Member kind_members[] = {{n::service_type, &token, must, once},
                                   {n::additional_service, &additional_service, may, once}};
constexpr Shape kind{Content::parts, kind_members};
constexpr Member kinds_members[] = {{n::agreement("TrustServiceTSLType"), &kind, must, many}};
constexpr Shape kinds{Content::parts, kinds_members};
constexpr Member types_members[] = {
    {n::agreement("TrustServiceTSLTypeListPointingParty"), &kinds, must, once},
    {n::agreement("TrustServiceTSLTypeListPointedParty"), &kinds, must, once}};
constexpr Shape types{Content::parts, types_members};
constexpr Member status_members[] = {{n::service_status, &token, must, many}};
constexpr Shape status_list{Content::parts, status_members};
constexpr Member status_sides_members[] = {
    {n::agreement("TrustServiceTSLStatusListPointingParty"), &status_list, must, once},
    {n::agreement("TrustServiceTSLStatusListPointedParty"), &status_list, must, once}};
constexpr Shape status_sides{Content::parts, status_sides_members};
constexpr Member statuses_members[] = {
    {n::agreement("TrustServiceTSLStatusValidEquivalence"), &status_sides, must, once},
    {n::agreement("TrustServiceTSLStatusInvalidEquivalence"), &status_sides, must, once}};
constexpr Shape statuses{Content::parts, statuses_members};
constexpr Member content_members[] = {
    {n::agreement("CertificateContentReferenceEquivalenceContext"), &token, must, once},
    {n::agreement("CertificateContentDeclarationPointingParty"), &criteria, must, once},
    {n::agreement("CertificateContentDeclarationPointedParty"), &criteria, must, once}};
constexpr Shape content{Content::parts, content_members};
constexpr Member contents_members[] = {
    {n::agreement("CertificateContentReferenceEquivalence"), &content, must, many}};
constexpr Shape contents{Content::parts, contents_members};
constexpr Member extension_name_members[] = {
    {n::agreement("TrustServiceTSLQualificationExtensionNamePointingParty"), &bare_text, must,
     once},
    {n::agreement("TrustServiceTSLQualificationExtensionNamePointedParty"), &bare_text, must,
     once}};
constexpr Shape extension_name{Content::parts, extension_name_members};
constexpr Member pair_members[] = {{n::agreement("QualifierPointingParty"), &qualifier, must, once},
                                   {n::agreement("QualifierPointedParty"), &qualifier, must, once}};
constexpr Shape pair{Content::parts, pair_members};
constexpr Member pairs_members[] = {{n::agreement("QualifierEquivalence"), &pair, must, many}};
constexpr Shape pairs{Content::parts, pairs_members};
constexpr Member qualifier_map_members[] = {
    {n::agreement("TrustServiceTSLQualificationExtensionName"), &extension_name, must, once},
    {n::agreement("QualifierEquivalenceList"), &pairs, must, many}};
constexpr Shape qualifier_map{Content::parts, qualifier_map_members};
constexpr Member terms_members[] = {
    {n::agreement("TrustServiceTSLTypeEquivalenceList"), &types, must, once},
    {n::agreement("TrustServiceEquivalenceStatus"), &token, must, once},
    {n::agreement("TrustServiceEquivalenceStatusStartingTime"), &instant, must, once},
    {n::agreement("TrustServiceTSLStatusEquivalenceList"), &statuses, must, once},
    {n::agreement("CertificateContentReferencesEquivalenceList"), &contents, may, once},
    {n::agreement("TrustServiceTSLQualificationExtensionEquivalenceList"), &qualifier_map, may,
     once}};
constexpr Shape terms{Content::parts, terms_members};
constexpr Member past_members[] = {
    {n::agreement("TrustServiceEquivalenceHistoryInstance"), &terms, must, many}};
constexpr Shape past{Content::parts, past_members};
constexpr Member equivalence_members[] = {
    {n::agreement("TrustServiceLegalIdentifier"), &bare_text, must, once},
    terms_members[0],
    terms_members[1],
    terms_members[2],
    terms_members[3],
    terms_members[4],
    terms_members[5],
    {n::agreement("TrustServiceEquivalenceHistory"), &past, may, once}};
constexpr Shape equivalence{Content::parts, equivalence_members};
constexpr Member agreement_members[] = {
    {n::agreement("TrustServiceEquivalenceInformation"), &equivalence, must, many}};
constexpr AttributeShape agreement_attributes[] = {
    {{"", "technicalType"}, must, is_plain_number},
    {{"", "version"}, must, is_plain_number},
    {{"", "pointingContractingPartyLegislation"}, must, is_filled},
    {{"", "pointedContractingPartyLegislation"}, must, is_filled},
    {{"", "MRADepth"}, must, is_plain_number}};

}  // namespace

const Shape shapes::scheme_information{Content::parts, scheme_members};
const Shape shapes::pointer{Content::parts, pointer_members};
const Shape shapes::agreement{Content::parts, agreement_members, agreement_attributes};
const Shape shapes::provider{Content::parts, provider_members};
const Shape shapes::provider_information{Content::parts, information_members};
const Shape shapes::service{Content::parts, service_members};

}  // namespace accord::trustlist::read
