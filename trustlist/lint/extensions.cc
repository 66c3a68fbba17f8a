#include <algorithm>
#include <array>
#include <set>

#include "trustlist/lint/rule.h"
#include "trustlist/lint/service_types.h"
#include "trustlist/lint/spelling.h"
#include "trustlist/lint/walk.h"
#include "trustlist/model/takeover.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

/// Calls `visit(entry, extension, value, spot)` for every extension of a service that is a `Value`;
/// `spot` makes its place.
template <typename Value, typename Visit>
void each_extension(const TrustedList& list, Visit visit) {
  each_entry(
      list, [&](const Provider& provider, const Service& service, const ServiceEntry& entry) {
        for (std::size_t i = 0; i < entry.extensions.size(); ++i) {
          const auto* value = std::get_if<Value>(&entry.extensions[i].value);
          if (value == nullptr) continue;
          visit(entry, entry.extensions[i], *value, [&] {
            return (Spot::of(provider, service, entry) / names::service_extensions).extension(i);
          });
        }
      });
}

void kind_is_said(Inspection& inspection) {
  if (!inspection.is_member_state_list()) return;
  each_service(inspection.list(), [&](const Provider& provider, const Service& service) {
    const auto& current = service.current;
    const bool asked = current.type == uri::ca_qc && current.status == uri::granted;
    const bool said = current.has_additional_information(uri::for_esignatures) ||
                      current.has_additional_information(uri::for_eseals) ||
                      current.has_additional_information(uri::for_web);
    if (!asked || said) return;
    inspection.report(FindingId::lint_service_kind_missing, Spot::of(provider, service, current));
  });
}

void known_information(Inspection& inspection) {
  constexpr std::array known{uri::for_esignatures, uri::for_eseals, uri::for_web, uri::root_ca_qc};
  each_extension<AdditionalServiceInformation>(
      inspection.list(), [&](const ServiceEntry&, const Extension&,
                             const AdditionalServiceInformation& info, auto spot) {
        const auto& text = info.uri.text;
        if (!starts_with(text, "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/") ||
            std::find(known.begin(), known.end(), text) != known.end()) {
          return;
        }
        inspection.report(FindingId::lint_additional_info_unknown, spot() / names::uri,
                          {{"uri", text}});
      });
}

void root_is_ca_qc(Inspection& inspection) {
  each_extension<AdditionalServiceInformation>(
      inspection.list(), [&](const ServiceEntry& entry, const Extension&,
                             const AdditionalServiceInformation& info, auto spot) {
        if (info.uri.text != uri::root_ca_qc || entry.type == uri::ca_qc) return;
        inspection.report(FindingId::lint_root_ca_qc_type, spot() / names::uri,
                          {{"type", std::string(short_name(entry.type))}});
      });
}

void expired_not_critical(Inspection& inspection) {
  each_extension<ExpiredCertsRevocationInfo>(
      inspection.list(), [&](const ServiceEntry&, const Extension& extension,
                             const ExpiredCertsRevocationInfo&, auto spot) {
        if (!extension.critical) return;
        inspection.report(FindingId::lint_expired_certs_critical, spot());
      });
}

void expired_type(Inspection& inspection) {
  each_extension<ExpiredCertsRevocationInfo>(
      inspection.list(), [&](const ServiceEntry& entry, const Extension&,
                             const ExpiredCertsRevocationInfo&, auto spot) {
        if (may_keep_expired(entry.type)) return;
        inspection.report(FindingId::lint_expired_certs_type, spot(),
                          {{"type", std::string(short_name(entry.type))}});
      });
}

void expired_since(Inspection& inspection) {
  const auto issued = inspection.list().issued;
  each_extension<ExpiredCertsRevocationInfo>(
      inspection.list(), [&](const ServiceEntry&, const Extension&,
                             const ExpiredCertsRevocationInfo& info, auto spot) {
        if (info.since <= issued) return;
        inspection.report(
            FindingId::lint_expired_certs_later, spot(),
            {{"since", time::to_string(info.since)}, {"issued", time::to_string(issued)}});
      });
}

void provider_not_critical(Inspection& inspection) {
  if (!inspection.is_member_state_list()) return;
  for (const auto& provider : inspection.list().providers) {
    for (std::size_t i = 0; i < provider.extensions.size(); ++i) {
      if (!provider.extensions[i].critical) continue;
      const auto spot =
          Spot::of(provider) / names::provider_information / names::provider_extensions;
      inspection.report(FindingId::lint_provider_extension_critical, spot.extension(i));
    }
  }
}

/// What tells one extension from another: its name, with the URI of additional information. Empty
/// for those that are not known, which may come as often as they like.
std::string name_of(const Extension& extension) {
  if (const auto* info = std::get_if<AdditionalServiceInformation>(&extension.value)) {
    return "AdditionalServiceInformation " + info->uri.text;
  }
  if (std::holds_alternative<Qualifications>(extension.value)) return "Qualifications";
  if (std::holds_alternative<TakenOverBy>(extension.value)) return "TakenOverBy";
  if (std::holds_alternative<ExpiredCertsRevocationInfo>(extension.value)) {
    return "ExpiredCertsRevocationInfo";
  }
  if (std::holds_alternative<ServiceUniqueIdentifier>(extension.value)) {
    return "ServiceUniqueIdentifier";
  }
  return {};
}

void each_extension_once(Inspection& inspection) {
  each_entry(inspection.list(),
             [&](const Provider& provider, const Service& service, const ServiceEntry& entry) {
               std::set<std::string> seen;
               for (std::size_t i = 0; i < entry.extensions.size(); ++i) {
                 auto name = name_of(entry.extensions[i]);
                 if (name.empty() || seen.insert(name).second) continue;
                 const auto spot = Spot::of(provider, service, entry) / names::service_extensions;
                 inspection.report(FindingId::lint_extension_repeated, spot.extension(i),
                                   {{"extension", std::move(name)}});
               }
             });
}

void taken_over_by_another(Inspection& inspection) {
  const auto& list = inspection.list();
  each_service(list, [&](const Provider& provider, const Service& service) {
    const auto& now = service.current;
    for (std::size_t i = 0; i < now.extensions.size(); ++i) {
      const auto* over = std::get_if<TakenOverBy>(&now.extensions[i].value);
      const bool is_own = over != nullptr && over->territory == list.territory &&
                          (share_name(over->provider_names, provider.names) ||
                           share_name(over->provider_names, provider.trade_names));
      if (!is_own) continue;
      const auto spot = Spot::of(provider, service, now) / names::service_extensions;
      inspection.report(FindingId::lint_takeover_own_provider, spot.extension(i),
                        {{"service", text_in(now.names, "en")},
                         {"provider", text_in(over->provider_names, "en")},
                         {"territory", over->territory}});
    }
  });
}

constexpr Rule rules[] = {
    {FindingId::lint_service_kind_missing, holds_in::eu,
     "Granted CA/QC services say for what they issue certificates.", kind_is_said},
    {FindingId::lint_additional_info_unknown, holds_in::every,
     "Additional information below uri.etsi.org is registered there.", known_information},
    {FindingId::lint_root_ca_qc_type, holds_in::every, "Only services of type CA/QC are RootCA-QC.",
     root_is_ca_qc},
    {FindingId::lint_expired_certs_critical, holds_in::every,
     "ExpiredCertsRevocationInfo is not critical.", expired_not_critical},
    {FindingId::lint_expired_certs_type, holds_in::every,
     "Only issuers of certificates and of their status have ExpiredCertsRevocationInfo.",
     expired_type},
    {FindingId::lint_expired_certs_later, holds_in::eu_and_third_country,
     "ExpiredCertsRevocationInfo begins before the list is issued.", expired_since},
    {FindingId::lint_provider_extension_critical, holds_in::eu,
     "Extensions of providers are not critical.", provider_not_critical},
    {FindingId::lint_extension_repeated, holds_in::all_but_plain,
     "No extension stands twice for one service.", each_extension_once},
    {FindingId::lint_takeover_own_provider, holds_in::every,
     "Who took a service over is another provider.", taken_over_by_another},
};

}  // namespace

std::span<const Rule> extension_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
