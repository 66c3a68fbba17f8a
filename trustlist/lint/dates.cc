#include <array>

#include "trustlist/lint/rule.h"
#include "trustlist/lint/walk.h"
#include "trustlist/model/validity.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

Spot next_update_spot() {
  return Spot() / names::scheme_information / names::next_update / names::date_time;
}

outcome::Params of_update(const TrustedList& list) {
  return {{"issued", time::to_string(list.issued)},
          {"next_update", time::to_string(*list.next_update)}};
}

void update_after_issue(Inspection& inspection) {
  const auto& list = inspection.list();
  if (!list.next_update.has_value() || *list.next_update > list.issued) return;
  inspection.report(FindingId::lint_next_update_before_issue, next_update_spot(), of_update(list));
}

void update_within_six_months(Inspection& inspection) {
  const auto& list = inspection.list();
  if (!list.next_update.has_value() || *list.next_update - list.issued <= longest_update) return;
  inspection.report(FindingId::lint_next_update_too_late, next_update_spot(), of_update(list));
}

void whole_seconds(Inspection& inspection) {
  const std::array times{inspection.name(names::issue_date), inspection.name(names::date_time),
                         inspection.name(names::status_starting),
                         inspection.name(names::expired_certs)};
  for (const auto& elements : inspection.document().descendants(times)) {
    for (const auto& element : elements) {
      const auto text = element.trimmed_text();
      if (text.find('.') == std::string::npos) continue;
      inspection.report(FindingId::lint_time_fraction, element, {{"value", text}});
    }
  }
}

void status_in_force_when_issued(Inspection& inspection) {
  const auto& list = inspection.list();
  each_service(list, [&](const Provider& provider, const Service& service) {
    const auto& current = service.current;
    if (current.starting <= list.issued) return;
    inspection.report(FindingId::lint_status_starts_later,
                      Spot::of(provider, service, current) / names::status_starting,
                      {{"starting", time::to_string(current.starting)},
                       {"issued", time::to_string(list.issued)}});
  });
}

void nothing_granted_when_closed(Inspection& inspection) {
  const auto& list = inspection.list();
  if (list.next_update.has_value()) return;
  each_service(list, [&](const Provider& provider, const Service& service) {
    const auto status = status_from_uri(service.current.status);
    const bool stands = status == Status::granted || status == Status::recognised_at_national_level;
    if (!stands) return;
    inspection.report(FindingId::lint_closed_list_granted,
                      Spot::of(provider, service, service.current) / names::service_status,
                      {{"status", std::string(to_string(*status))}});
  });
}

void version_in_force(Inspection& inspection) {
  const auto& list = inspection.list();
  if (list.version != 5 || list.issued < version_6_applies) return;
  inspection.report(FindingId::lint_version_old,
                    Spot() / names::scheme_information / names::version,
                    {{"issued", time::to_string(list.issued)},
                     {"version", std::to_string(list.version)},
                     {"from", time::to_string(version_6_applies)}});
}

constexpr Rule rules[] = {
    {FindingId::lint_next_update_before_issue, holds_in::both_forms,
     "The next update is after the issue date.", update_after_issue},
    {FindingId::lint_next_update_too_late, holds_in::every,
     "The next update is at most six months after the issue date.", update_within_six_months},
    {FindingId::lint_time_fraction, holds_in::both_forms, "Times have whole seconds.",
     whole_seconds},
    {FindingId::lint_status_starts_later, holds_in::all_but_plain,
     "Current statuses are in force when the list is issued.", status_in_force_when_issued},
    {FindingId::lint_closed_list_granted, holds_in::eu_and_third_country,
     "A closed list leaves no service granted.", nothing_granted_when_closed},
    {FindingId::lint_version_old, holds_in::eu,
     "Lists issued after 2026-04-28T22:00:00Z are of version 6.", version_in_force},
};

}  // namespace

std::span<const Rule> date_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
