#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "trustlist/lint/inspection.h"

namespace accord::trustlist::lint {

/// One rule beyond the schema. Its weight and clause are those of its finding.
struct Rule {
  outcome::FindingId id;
  ProfileSet profiles;
  std::string_view says;  ///< what is asked, in one sentence
  /// Reports each breach with `id`. Time grows with the list and no faster. nullptr: the rule is
  /// looked at while the list is read.
  void (*check)(Inspection& inspection);
};

/// The rules about one subject.
struct RuleGroup {
  std::string_view subject;  ///< "languages"
  std::span<const Rule> rules;
};
/// All rules, the subjects in the order of the list's parts.
[[nodiscard]] const std::vector<RuleGroup>& rule_groups();

/// Holds the list against the rules of the inspection's profile.
void check_rules(Inspection& inspection);

/// The subjects, one file each.
[[nodiscard]] std::span<const Rule> reading_rules() noexcept;
[[nodiscard]] std::span<const Rule> language_rules() noexcept;
[[nodiscard]] std::span<const Rule> date_rules() noexcept;
[[nodiscard]] std::span<const Rule> scheme_rules() noexcept;
[[nodiscard]] std::span<const Rule> uri_rules() noexcept;
[[nodiscard]] std::span<const Rule> address_rules() noexcept;
[[nodiscard]] std::span<const Rule> name_rules() noexcept;
[[nodiscard]] std::span<const Rule> identity_rules() noexcept;
[[nodiscard]] std::span<const Rule> history_rules() noexcept;
[[nodiscard]] std::span<const Rule> qualifier_rules() noexcept;
[[nodiscard]] std::span<const Rule> extension_rules() noexcept;
[[nodiscard]] std::span<const Rule> pointer_rules() noexcept;
[[nodiscard]] std::span<const Rule> agreement_rules() noexcept;
[[nodiscard]] std::span<const Rule> entity_rules() noexcept;
[[nodiscard]] std::span<const Rule> signature_rules() noexcept;
[[nodiscard]] std::span<const Rule> document_rules() noexcept;

}  // namespace accord::trustlist::lint
