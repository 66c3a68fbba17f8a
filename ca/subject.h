#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/x509/name.h"

namespace accord::ca {

/// What a subject's name may say (X.520).
enum class SubjectField : std::uint8_t {
  country,
  state,
  locality,
  organization,
  organization_identifier,
  organizational_unit,
  common_name
};

/// "organizationIdentifier": the name in X.520, for messages and files.
[[nodiscard]] std::string_view to_string(SubjectField field) noexcept;
[[nodiscard]] std::optional<SubjectField> subject_field_from(std::string_view word) noexcept;
[[nodiscard]] const der::Oid& oid_of(SubjectField field) noexcept;

/// The values that an officer approved for a subject, UTF-8, each field at most once. The order is
/// the profile's, not this one.
using SubjectFields = std::vector<std::pair<SubjectField, std::string>>;

/// Whether a field is needed in a profile's names.
struct FieldRule {
  SubjectField field;
  bool required;
};

/// Checks the values against the rules: `ca_subject_field_missing`, `ca_subject_field_unexpected`
/// (no rule, or given twice), `ca_subject_field_malformed`: a country of two capital letters, an
/// organizationIdentifier as ETSI EN 319 412-1 (5.1.4) has it, at most 64 characters (RFC 5280,
/// appendix A.1), no control characters, no space at the ends. All that is wrong is told.
[[nodiscard]] outcome::Findings check_subject(const std::vector<FieldRule>& rules,
                                              const SubjectFields& fields);

/// The name, with the fields in the order of the rules. To be used after `check_subject` found
/// nothing.
[[nodiscard]] x509::Name subject_name(const std::vector<FieldRule>& rules,
                                      const SubjectFields& fields);

}  // namespace accord::ca
