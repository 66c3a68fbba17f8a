#include "trustlist/lint/rule.h"

namespace accord::trustlist::lint {
namespace {

using outcome::FindingId;

constexpr Rule rules[] = {
    {FindingId::schema_invalid, holds_in::both_forms,
     "The document fits the schema of its version.", nullptr},
    {FindingId::list_tag_wrong, holds_in::every, "TSLTag is http://uri.etsi.org/19612/TSLTag.",
     nullptr},
    {FindingId::entities_tag_wrong, holds_in::trusted_entities,
     "LOTETag is http://uri.etsi.org/19602/LoTETag.", nullptr},
    {FindingId::list_form_mixed, holds_in::both_forms,
     "Root, tag, type and elements belong to one form of list.", nullptr},
    {FindingId::entities_version_unknown, holds_in::trusted_entities,
     "The version of the list is 1.", nullptr},
    {FindingId::entities_status_incomplete, holds_in::trusted_entities,
     "A status has a starting time, and a starting time a status.", nullptr},
    {FindingId::entities_history_open, holds_in::trusted_entities,
     "A service with a history has a present status.", nullptr},
    {FindingId::list_version_unknown, holds_in::every, "The version is 5 or 6.", nullptr},
    {FindingId::list_scheme_element_missing, holds_in::both_forms,
     "Sequence number, type, issue date and next update are there.", nullptr},
    {FindingId::list_scheme_value_wrong, holds_in::both_forms, "Each of these can be read.",
     nullptr},
    {FindingId::list_element_missing, holds_in::both_forms,
     "Everything else that has to be is there.", nullptr},
    {FindingId::list_element_repeated, holds_in::both_forms, "Nothing is there twice.", nullptr},
    {FindingId::list_element_unknown, holds_in::both_forms, "Nothing is there that has no place.",
     nullptr},
    {FindingId::list_value_wrong, holds_in::both_forms, "Every value can be read.", nullptr},
    {FindingId::list_time_not_utc, holds_in::both_forms, "Times are in UTC, with Z.", nullptr},
    {FindingId::list_language_missing, holds_in::both_forms, "Every text says its language.",
     nullptr},
    {FindingId::list_certificate_unreadable, holds_in::both_forms, "Every certificate can be read.",
     nullptr},
    {FindingId::list_identity_empty, holds_in::both_forms, "Every identity identifies something.",
     nullptr},
    {FindingId::list_status_unknown, holds_in::every, "Statuses are registered ones.", nullptr},
    {FindingId::list_service_type_unknown, holds_in::every, "Service types are registered ones.",
     nullptr},
    {FindingId::list_qualifier_unknown, holds_in::every, "Qualifiers are registered ones.",
     nullptr},
    {FindingId::list_history_order, holds_in::both_forms,
     "Entries of a history stand newest first.", nullptr},
    {FindingId::list_criteria_without_assert, holds_in::every,
     "Criteria say whether all, one or none have to be met.", nullptr},
    {FindingId::list_criteria_empty, holds_in::every, "Lists of criteria have some.", nullptr},
    {FindingId::list_criteria_unknown, holds_in::every, "Criteria are registered ones.", nullptr},
    {FindingId::list_extension_criticality_wrong, holds_in::both_forms,
     "Extensions say whether they are critical.", nullptr},
    {FindingId::list_extension_critical_unknown, holds_in::both_forms,
     "Critical extensions are registered ones.", nullptr},
    {FindingId::list_extension_damaged, holds_in::both_forms, "Known extensions can be read.",
     nullptr},
    {FindingId::agreement_damaged, holds_in::both_forms, "Recognition agreements can be read.",
     nullptr},
};

}  // namespace

std::span<const Rule> reading_rules() noexcept { return rules; }

const std::vector<RuleGroup>& rule_groups() {
  static const std::vector<RuleGroup> groups{
      {"schema and reading", reading_rules()},
      {"languages", language_rules()},
      {"dates and version", date_rules()},
      {"scheme", scheme_rules()},
      {"URIs", uri_rules()},
      {"addresses", address_rules()},
      {"names", name_rules()},
      {"identities", identity_rules()},
      {"statuses and history", history_rules()},
      {"qualifiers", qualifier_rules()},
      {"extensions", extension_rules()},
      {"pointers", pointer_rules()},
      {"agreements", agreement_rules()},
      {"trusted entities", entity_rules()},
      {"signature", signature_rules()},
      {"document", document_rules()},
  };
  return groups;
}

void check_rules(Inspection& inspection) {
  for (const auto& group : rule_groups()) {
    for (const auto& rule : group.rules) {
      const bool holds = rule.profiles.contains(inspection.profile());
      if (holds && rule.check != nullptr) rule.check(inspection);
    }
  }
  inspection.finish();
}

}  // namespace accord::trustlist::lint
