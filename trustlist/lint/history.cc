#include "trustlist/lint/keys.h"
#include "trustlist/lint/rule.h"
#include "trustlist/lint/service_types.h"
#include "trustlist/lint/walk.h"
#include "trustlist/model/transition.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

std::string words(Status status) { return std::string(to_string(status)); }

void status_of_type(Inspection& inspection) {
  if (!inspection.is_member_state_list()) return;
  each_service(inspection.list(), [&](const Provider& provider, const Service& service) {
    const auto& current = service.current;
    const auto status = status_from_uri(current.status);
    // Unknown ones were reported when the list was read.
    if (!status.has_value()) return;
    const bool qualified = is_qualified_type(current.type);
    if (!qualified && !is_other_known_type(current.type)) return;
    if (family_of(*status) == (qualified ? StatusFamily::qualified : StatusFamily::national))
      return;
    inspection.report(FindingId::lint_status_not_eu,
                      Spot::of(provider, service, current) / names::service_status,
                      {{"type", std::string(short_name(current.type))},
                       {"status", words(*status)},
                       {"expected", qualified ? "granted or withdrawn"
                                              : "recognised or deprecated at national level"}});
  });
}

/// Every entry of a member state's list with a known status.
template <typename Visit>
void each_status(Inspection& inspection, Visit visit) {
  if (!inspection.is_member_state_list()) return;
  each_entry(inspection.list(),
             [&](const Provider& provider, const Service& service, const ServiceEntry& entry) {
               const auto status = status_from_uri(entry.status);
               if (status.has_value()) visit(provider, service, entry, *status);
             });
}

outcome::Params of_start(Status status, const ServiceEntry& entry) {
  return {{"status", words(status)}, {"starting", time::to_string(entry.starting)}};
}

void not_before_regulation(Inspection& inspection) {
  each_status(inspection, [&](const Provider& provider, const Service& service,
                              const ServiceEntry& entry, Status status) {
    if (family_of(status) == StatusFamily::former_law ||
        entry.starting >= earliest_start_of_regulation)
      return;
    inspection.report(FindingId::lint_status_before_regulation,
                      Spot::of(provider, service, entry) / names::status_starting,
                      of_start(status, entry));
  });
}

void not_after_regulation(Inspection& inspection) {
  each_status(inspection, [&](const Provider& provider, const Service& service,
                              const ServiceEntry& entry, Status status) {
    if (family_of(status) != StatusFamily::former_law ||
        entry.starting <= latest_start_of_regulation)
      return;
    inspection.report(FindingId::lint_status_after_regulation,
                      Spot::of(provider, service, entry) / names::status_starting,
                      of_start(status, entry));
  });
}

void approved_first(Inspection& inspection) {
  if (!inspection.is_member_state_list()) return;
  each_service(inspection.list(), [&](const Provider& provider, const Service& service) {
    const auto& first = service.history.empty() ? service.current : service.history.back();
    const auto status = status_from_uri(first.status);
    const bool ended =
        status == Status::withdrawn || status == Status::deprecated_at_national_level;
    if (!ended || service.history_cut || first.starting <= latest_start_of_regulation) return;
    inspection.report(FindingId::lint_history_first_status,
                      Spot::of(provider, service, first) / names::service_status,
                      {{"status", words(*status)}});
  });
}

/// Calls `visit(provider, service, newer, older)` for each two entries that follow each other.
template <typename Visit>
void each_step(const TrustedList& list, Visit visit) {
  each_service(list, [&](const Provider& provider, const Service& service) {
    const auto* newer = &service.current;
    for (const auto& older : service.history) {
      visit(provider, service, *newer, older);
      newer = &older;
    }
  });
}

void allowed_transitions(Inspection& inspection) {
  if (!inspection.is_member_state_list()) return;
  each_step(inspection.list(), [&](const Provider& provider, const Service& service,
                                   const ServiceEntry& newer, const ServiceEntry& older) {
    const auto from = status_from_uri(older.status);
    const auto to = status_from_uri(newer.status);
    if (!from.has_value() || !to.has_value() || may_follow(*from, *to)) return;
    inspection.report(FindingId::lint_history_transition,
                      Spot::of(provider, service, newer) / names::service_status,
                      {{"from", words(*from)}, {"to", words(*to)}});
  });
}

void something_changed(Inspection& inspection) {
  each_step(inspection.list(), [&](const Provider& provider, const Service& service,
                                   const ServiceEntry& newer, const ServiceEntry& older) {
    // One that holds at no time was reported when the list was read.
    const bool same = newer.starting != older.starting && newer.status == older.status &&
                      newer.type == older.type && newer.names == older.names &&
                      newer.extensions == older.extensions;
    if (!same) return;
    inspection.report(FindingId::lint_history_unchanged, Spot::of(provider, service, older));
  });
}

/// Every entry of a history.
template <typename Visit>
void each_past(const TrustedList& list, Visit visit) {
  each_service(list, [&](const Provider& provider, const Service& service) {
    for (const auto& past : service.history) visit(provider, service, past);
  });
}

void same_type(Inspection& inspection) {
  each_past(inspection.list(),
            [&](const Provider& provider, const Service& service, const ServiceEntry& past) {
              if (past.type == service.current.type) return;
              inspection.report(FindingId::lint_history_type,
                                Spot::of(provider, service, past) / names::service_type,
                                {{"found", std::string(short_name(past.type))},
                                 {"expected", std::string(short_name(service.current.type))}});
            });
}

void has_key_identifier(Inspection& inspection) {
  each_past(inspection.list(),
            [&](const Provider& provider, const Service& service, const ServiceEntry& past) {
              // A service without a key has none in its past either; what could not be read was
              // reported.
              if (!service.current.identity.has_certificate() || past.identity.lost_parts()) return;
              if (!past.identity.key_identifiers().empty()) return;
              inspection.report(FindingId::lint_history_no_key_identifier,
                                Spot::of(provider, service, past) / names::identity);
            });
}

void no_certificate(Inspection& inspection) {
  each_past(inspection.list(),
            [&](const Provider& provider, const Service& service, const ServiceEntry& past) {
              if (!past.identity.has_certificate()) return;
              inspection.report(FindingId::lint_history_certificate,
                                Spot::of(provider, service, past) / names::identity);
            });
}

void same_key(Inspection& inspection) {
  each_past(inspection.list(),
            [&](const Provider& provider, const Service& service, const ServiceEntry& past) {
              const auto certificates = service.current.identity.certificates();
              // Those that could not be read may be the ones.
              if (certificates.empty() || service.current.identity.lost_parts()) return;
              for (const auto& found : past.identity.key_identifiers()) {
                if (is_key_identifier_of_any(found, certificates)) continue;
                inspection.report(FindingId::lint_history_other_key,
                                  Spot::of(provider, service, past) / names::identity,
                                  {{"found", der::to_hex(found)}});
              }
            });
}

constexpr Rule rules[] = {
    {FindingId::lint_status_not_eu, holds_in::eu,
     "Qualified services are granted or withdrawn, others recognised or deprecated at national "
     "level.",
     status_of_type},
    {FindingId::lint_status_before_regulation, holds_in::eu,
     "The statuses of the EU's regulation begin with it, on 2016-07-01.", not_before_regulation},
    {FindingId::lint_status_after_regulation, holds_in::eu,
     "The statuses of the former law end with it, on 2016-07-01.", not_after_regulation},
    {FindingId::lint_history_first_status, holds_in::eu,
     "A service is approved before it is withdrawn.", approved_first},
    {FindingId::lint_history_transition, holds_in::eu,
     "Statuses follow each other as they are allowed to.", allowed_transitions},
    {FindingId::lint_history_unchanged, holds_in::all_but_plain,
     "Something changed from each entry of a history to the next.", something_changed},
    {FindingId::lint_history_type, holds_in::eu_and_third_country,
     "A service keeps its type through its history.", same_type},
    {FindingId::lint_history_no_key_identifier, holds_in::every,
     "Every entry of a history has the key identifier.", has_key_identifier},
    {FindingId::lint_history_certificate, holds_in::every,
     "Entries of a history have no certificates.", no_certificate},
    {FindingId::lint_history_other_key, holds_in::both_forms,
     "A service keeps its key through its history.", same_key},
};

}  // namespace

std::span<const Rule> history_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
