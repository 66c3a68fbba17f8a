#include <algorithm>

#include "trustlist/scheme/edit.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

bool is_called(const LocalisedTexts& names, std::string_view name) {
  return !name.empty() && text_in(names, "en") == name;
}

bool has_status(const Service& service, const StatusSource& status) {
  const auto is_it = [&](const ServiceEntry& entry) {
    return entry.status == status.status && entry.starting == status.since;
  };
  return is_it(service.current) ||
         std::any_of(service.history.begin(), service.history.end(), is_it);
}

tl::unexpected<outcome::Finding> not_found(std::string_view service) {
  return outcome::fail(FindingId::service_not_found, {}, {{"service", std::string(service)}});
}

// Whether the service was listed without a status before its first one, the source does not tell.
tl::unexpected<outcome::Finding> first_status_of_entity() {
  return outcome::fail(
      FindingId::source_not_of_form, {},
      {{"what", "Taking back a first status"},
       {"form", std::string(to_string(Form::trusted_entities))},
       {"reason", "the service may be listed without one; change the provider's file by hand"}});
}

}  // namespace

bool may_stand_in(const TrustedList& list, const ProviderSource& provider,
                  std::string_view service_name, const StatusSource& status) {
  if (list.services_left_out != 0 || list.providers_left_out != 0) return true;
  bool anywhere = false;
  for (const auto& listed : list.providers) {
    const bool is_provider = is_called(listed.names, text_in(provider.names, "en"));
    for (const auto& service : listed.services) {
      const bool has = has_status(service, status);
      if (is_provider && is_called(service.current.names, service_name)) return has;
      anywhere = anywhere || has;
    }
  }
  return anywhere;
}

outcome::Result<StatusSource> undo_status(ProviderSource& provider, std::string_view service_name,
                                          const std::optional<Published>& published,
                                          const TrustedList* last) {
  const auto found = std::find_if(
      provider.services.begin(), provider.services.end(),
      [&](const ServiceSource& service) { return text_in(service.names, "en") == service_name; });
  if (found == provider.services.end()) return not_found(service_name);
  auto& service = *found;
  if (provider.form == Form::trusted_entities && service.statuses.size() < 2) {
    return first_status_of_entity();
  }
  const auto status = service.statuses.front();
  const bool may_stand = published && status.since <= published->issued &&
                         (last == nullptr || may_stand_in(*last, provider, service_name, status));
  if (may_stand) {
    return outcome::fail(FindingId::status_published, {},
                         {{"service", std::string(service_name)},
                          {"status", std::string(short_name(status.status))},
                          {"since", time::to_string(status.since)},
                          {"issued", time::to_string(published->issued)}});
  }
  service.statuses.erase(service.statuses.begin());
  if (!service.former.empty() && service.former.front().until == status.since) {
    service.information = std::move(service.former.front().information);
    service.former.erase(service.former.begin());
  }
  if (service.statuses.empty()) provider.services.erase(found);
  return status;
}

}  // namespace accord::trustlist::scheme
