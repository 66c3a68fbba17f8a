#include <algorithm>
#include <map>

#include "trustlist/lint/rule.h"
#include "trustlist/lint/walk.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

void history_has_period(Inspection& inspection) {
  const auto& list = inspection.list();
  if (list.history_period.has_value()) return;
  const bool has_history =
      std::any_of(list.providers.begin(), list.providers.end(), [](const Provider& provider) {
        return std::any_of(provider.services.begin(), provider.services.end(),
                           [](const Service& one) { return !one.history.empty(); });
      });
  if (!has_history) return;
  inspection.report(FindingId::lint_entities_history_period, Spot() / names::scheme_information);
}

void each_identifier_once(Inspection& inspection) {
  std::map<std::string_view, std::uint32_t> lines;
  each_service(inspection.list(), [&](const Provider& provider, const Service& service) {
    const auto& extensions = service.current.extensions;
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      const auto* one = std::get_if<ServiceUniqueIdentifier>(&extensions[i].value);
      if (one == nullptr) continue;
      const auto [seen, fresh] = lines.emplace(one->uri, service.current.place.line);
      if (fresh) continue;
      const auto spot = Spot::of(provider, service, service.current) / names::service_extensions;
      inspection.report(FindingId::lint_entities_identifier_repeated, spot.extension(i),
                        {{"identifier", one->uri}, {"line", std::to_string(seen->second)}});
    }
  });
}

constexpr Rule rules[] = {
    {FindingId::lint_entities_history_period, holds_in::trusted_entities,
     "A list with histories says how long they are kept.", history_has_period},
    {FindingId::lint_entities_identifier_repeated, holds_in::trusted_entities,
     "No two services have the same unique identifier.", each_identifier_once},
};

}  // namespace

std::span<const Rule> entity_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
