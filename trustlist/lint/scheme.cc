#include <algorithm>
#include <limits>

#include "trustlist/lint/countries.h"
#include "trustlist/lint/rule.h"
#include "trustlist/lint/spelling.h"
#include "trustlist/lint/walk.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

constexpr std::string_view etsi = "http://uri.etsi.org/";
constexpr std::string_view base = "http://uri.etsi.org/TrstSvc/TrustedList/";

Spot scheme_spot(const xml::QName& element) { return Spot() / names::scheme_information / element; }

bool names_uri(const LocalisedTexts& texts, std::string_view uri) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const Localised& text) { return text.text == uri; });
}

/// D.6 and D.4: a URI below ETSI's, but that of another territory.
bool is_foreign(std::string_view uri, std::string_view expected) {
  return starts_with(uri, etsi) && uri != expected;
}

void small_sequence(Inspection& inspection) {
  const auto sequence = inspection.list().sequence;
  if (sequence <= std::numeric_limits<std::int32_t>::max()) return;
  inspection.report(FindingId::lint_sequence_large, scheme_spot(names::sequence),
                    {{"sequence", std::to_string(sequence)}});
}

void history_for_ever(Inspection& inspection) {
  constexpr std::uint64_t for_ever = 65535;
  const auto days = inspection.list().history_period.value_or(0);
  if (days == for_ever) return;
  inspection.report(FindingId::lint_history_period, scheme_spot(names::history_period),
                    {{"days", std::to_string(days)}});
}

void type_of_eu(Inspection& inspection) {
  const auto& type = inspection.list().type;
  if (type == uri::eu_generic || type == uri::eu_list_of_lists) return;
  inspection.report(FindingId::lint_type_not_eu, scheme_spot(names::type), {{"type", type}});
}

void type_of_territory(Inspection& inspection) {
  const auto& list = inspection.list();
  if (!is_foreign(list.type, uri::list_of(list.territory)) ||
      list.type == uri::list_of_lists_of(list.territory)) {
    return;
  }
  inspection.report(FindingId::lint_type_not_of_territory, scheme_spot(names::type),
                    {{"type", list.type}, {"territory", list.territory}});
}

void determination_of_eu(Inspection& inspection) {
  const auto& list = inspection.list();
  const auto expected = std::string(base) + (list.is_list_of_lists() ? "StatusDetn/EUlistofthelists"
                                                                     : "StatusDetn/EUappropriate");
  if (list.status_determination == expected) return;
  inspection.report(FindingId::lint_determination_not_eu, scheme_spot(names::status_determination),
                    {{"uri", list.status_determination}, {"expected", expected}});
}

void determination_of_territory(Inspection& inspection) {
  const auto& list = inspection.list();
  const auto expected = std::string(base) + "StatusDetn/" + list.territory + "determination";
  if (!is_foreign(list.status_determination, expected)) return;
  inspection.report(FindingId::lint_determination_not_of_territory,
                    scheme_spot(names::status_determination),
                    {{"uri", list.status_determination}, {"territory", list.territory}});
}

void names_rules(Inspection& inspection) {
  if (!inspection.list().community_rules.empty()) return;
  inspection.report(FindingId::lint_community_rules_missing, Spot() / names::scheme_information);
}

void common_rules(Inspection& inspection) {
  const auto& list = inspection.list();
  const auto expected =
      std::string(base) +
      (list.is_list_of_lists() ? "schemerules/EUlistofthelists" : "schemerules/EUcommon");
  if (list.community_rules.empty() || names_uri(list.community_rules, expected)) return;
  inspection.report(FindingId::lint_community_rules_common, scheme_spot(names::community_rules),
                    {{"expected", expected}});
}

void rules_of_territory(Inspection& inspection) {
  const auto& list = inspection.list();
  const auto expected = std::string(base) + "schemerules/" + list.territory;
  const bool own_will_do = !inspection.is_member_state_list();
  // The EU's list of lists has the common rules only.
  if (inspection.profile() == Profile::eu && own_will_do) return;
  const auto fits = [&](const Localised& text) {
    return text.text == expected || starts_with(text.text, expected + "/") ||
           (own_will_do && !starts_with(text.text, etsi));
  };
  const auto& all = list.community_rules;
  if (all.empty() || std::any_of(all.begin(), all.end(), fits)) return;
  inspection.report(FindingId::lint_community_rules_territory, scheme_spot(names::community_rules),
                    {{"territory", list.territory}, {"expected", expected}});
}

void legal_notice(Inspection& inspection) {
  const auto& notice = inspection.list().legal_notice;
  if (notice.has_value() && !notice->entries.empty()) return;
  inspection.report(FindingId::lint_legal_notice_missing, Spot() / names::scheme_information);
}

/// Every code of a country or of a group of them, where a scheme is meant.
template <typename Visit>
void each_territory(const TrustedList& list, Visit visit) {
  if (!list.territory.empty()) visit(list.territory, scheme_spot(names::territory));
  for (const auto& pointer : list.pointers) {
    if (pointer.territory.has_value()) {
      visit(*pointer.territory, Spot::of(pointer) / names::additional_information);
    }
  }
  each_entry(list,
             [&](const Provider& provider, const Service& service, const ServiceEntry& entry) {
               for (std::size_t i = 0; i < entry.extensions.size(); ++i) {
                 const auto* taken_over = std::get_if<TakenOverBy>(&entry.extensions[i].value);
                 if (taken_over == nullptr || taken_over->territory.empty()) continue;
                 const auto spot = Spot::of(provider, service, entry) / names::service_extensions;
                 visit(taken_over->territory, spot.extension(i));
               }
             });
}

void territory_in_capitals(Inspection& inspection) {
  each_territory(inspection.list(), [&](const std::string& code, const Spot& spot) {
    const bool capitals =
        std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (capitals && code.size() >= 2) return;
    inspection.report(FindingId::lint_territory_malformed, spot, {{"territory", code}});
  });
}

/// The same, and the countries of postal addresses.
template <typename Visit>
void each_code(const TrustedList& list, Visit visit) {
  each_territory(list, visit);
  const auto postal = [&](const Address& address, const Spot& spot) {
    for (std::size_t i = 0; i < address.postal.size(); ++i) {
      visit(address.postal[i].country,
            (spot / names::postal_addresses).nth(names::postal_address, i) / names::country);
    }
  };
  postal(list.operator_address, scheme_spot(names::operator_address));
  for (const auto& provider : list.providers) {
    postal(provider.address,
           Spot::of(provider) / names::provider_information / names::provider_address);
  }
}

void territory_exceptions(Inspection& inspection) {
  each_code(inspection.list(), [&](const std::string& code, const Spot& spot) {
    const auto expected = code_in_lists(code);
    if (expected.empty()) return;
    inspection.report(FindingId::lint_territory_exception, spot,
                      {{"territory", code}, {"expected", std::string(expected)}});
  });
}

void known_countries(Inspection& inspection) {
  // 5.1.5 b) and c): longer codes are those of groups, of which there is no list.
  each_code(inspection.list(), [&](const std::string& code, const Spot& spot) {
    if (!is_country_form(code) || is_known_country(code)) return;
    inspection.report(FindingId::lint_country_unknown, spot, {{"country", code}});
  });
}

void scheme_name_prefix(Inspection& inspection) {
  const auto& list = inspection.list();
  const auto prefix = list.territory + ":";
  for (std::size_t i = 0; i < list.scheme_names.size(); ++i) {
    const auto& name = list.scheme_names[i].text;
    if (starts_with(name, prefix) && name.size() > prefix.size()) continue;
    inspection.report(FindingId::lint_scheme_name_prefix,
                      scheme_spot(names::scheme_name).nth(names::name, i),
                      {{"name", name}, {"territory", list.territory}});
  }
}

void list_of_lists_without_providers(Inspection& inspection) {
  const auto& list = inspection.list();
  if (!list.is_list_of_lists() || list.providers.empty()) return;
  inspection.report(FindingId::lint_list_of_lists_has_providers, Spot() / names::provider_list);
}

void list_of_lists_with_pointers(Inspection& inspection) {
  const auto& list = inspection.list();
  if (!list.is_list_of_lists() || !list.pointers.empty()) return;
  inspection.report(FindingId::lint_list_of_lists_empty, Spot() / names::scheme_information);
}

void no_scheme_extensions(Inspection& inspection) {
  if (!inspection.is_member_state_list() || inspection.list().scheme_extensions.empty()) return;
  inspection.report(FindingId::lint_scheme_extension_in_eu, scheme_spot(names::scheme_extensions));
}

constexpr Rule rules[] = {
    {FindingId::lint_sequence_large, holds_in::all_but_plain,
     "The sequence number fits into 32 bits.", small_sequence},
    {FindingId::lint_type_not_eu, holds_in::eu, "The type is EUgeneric or EUlistofthelists.",
     type_of_eu},
    {FindingId::lint_type_not_of_territory, holds_in::third_country,
     "The type is the territory's own: JPlist, JPlistofthelists, or a URI of its own.",
     type_of_territory},
    {FindingId::lint_scheme_name_prefix, holds_in::every,
     "Every name of the scheme begins with the territory and a colon.", scheme_name_prefix},
    {FindingId::lint_determination_not_eu, holds_in::eu,
     "Statuses are determined as EUappropriate or EUlistofthelists says.", determination_of_eu},
    {FindingId::lint_determination_not_of_territory, holds_in::third_country,
     "Statuses are determined as the territory's own URI says.", determination_of_territory},
    {FindingId::lint_community_rules_missing, holds_in::every, "The list names its rules.",
     names_rules},
    {FindingId::lint_community_rules_common, holds_in::eu,
     "The rules common to the EU's lists are named.", common_rules},
    {FindingId::lint_community_rules_territory, holds_in::eu_and_third_country,
     "The rules of the territory are named.", rules_of_territory},
    {FindingId::lint_territory_malformed, holds_in::both_forms,
     "Territories are in capital letters.", territory_in_capitals},
    {FindingId::lint_territory_exception, holds_in::every,
     "Greece is EL and the United Kingdom UK.", territory_exceptions},
    {FindingId::lint_country_unknown, holds_in::both_forms,
     "Codes of two letters are countries of ISO 3166-1.", known_countries},
    {FindingId::lint_legal_notice_missing, holds_in::every,
     "The list has a policy or a legal notice.", legal_notice},
    {FindingId::lint_history_period, holds_in::every, "The history is kept for ever (65535).",
     history_for_ever},
    {FindingId::lint_list_of_lists_has_providers, holds_in::every,
     "A list of lists has pointers and no providers.", list_of_lists_without_providers},
    {FindingId::lint_list_of_lists_empty, holds_in::both_forms, "A list of lists points to lists.",
     list_of_lists_with_pointers},
    {FindingId::lint_scheme_extension_in_eu, holds_in::eu,
     "The list of a member state has no extensions of the scheme.", no_scheme_extensions},
};

}  // namespace

std::span<const Rule> scheme_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
