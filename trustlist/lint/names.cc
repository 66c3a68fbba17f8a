#include <algorithm>
#include <array>
#include <map>

#include "trustlist/lint/countries.h"
#include "trustlist/lint/rule.h"
#include "trustlist/lint/spelling.h"
#include "trustlist/lint/walk.h"
#include "trustlist/model/placeholder.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

// 5.4.2: of a company, and of a person.
constexpr std::array<std::string_view, 6> identifier_kinds{"VAT", "NTR", "PAS",
                                                           "IDC", "PNO", "TIN"};
constexpr std::size_t kind_size = 3;
constexpr std::size_t country_size = 2;

bool has_known_kind(std::string_view text) {
  const auto kind = text.substr(0, kind_size);
  return std::find(identifier_kinds.begin(), identifier_kinds.end(), kind) !=
         identifier_kinds.end();
}

/// What keeps a text from being a registration number of 5.4.2, to follow a colon.
std::optional<std::string_view> identifier_problem(std::string_view text) {
  if (!has_known_kind(text)) return "it has no kind such as VAT or NTR";
  text.remove_prefix(kind_size);
  const auto country = text.substr(0, country_size);
  if (!is_country_form(country)) return "no country follows the kind";
  text.remove_prefix(country_size);
  if (text.empty() || text.front() != '-') return "no hyphen follows the country";
  if (text.size() == 1) return "no number follows the hyphen";
  return std::nullopt;
}

/// "VAT", "NTR" and so on, and after it something that no name would have there.
bool looks_like_identifier(std::string_view text) {
  if (!has_known_kind(text)) return false;
  const auto rest = text.substr(kind_size);
  const bool digits =
      std::any_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits || rest.find('-') != std::string_view::npos;
}

Spot information_of(const Provider& provider) {
  return Spot::of(provider) / names::provider_information;
}

void trade_name(Inspection& inspection) {
  for (const auto& provider : inspection.list().providers) {
    if (!provider.trade_names.empty()) continue;
    inspection.report(FindingId::lint_trade_name_missing, information_of(provider));
  }
}

void registration_number(Inspection& inspection) {
  for (const auto& provider : inspection.list().providers) {
    const auto& all = provider.trade_names;
    const bool there = std::any_of(all.begin(), all.end(), [](const Localised& name) {
      return !identifier_problem(name.text).has_value();
    });
    if (there || all.empty()) continue;
    inspection.report(FindingId::lint_trade_name_no_identifier,
                      information_of(provider) / names::provider_trade_name);
  }
}

void well_formed_numbers(Inspection& inspection) {
  for (const auto& provider : inspection.list().providers) {
    for (std::size_t i = 0; i < provider.trade_names.size(); ++i) {
      const auto& name = provider.trade_names[i].text;
      const auto problem = identifier_problem(name);
      if (!looks_like_identifier(name) || !problem.has_value()) continue;
      inspection.report(FindingId::lint_trade_name_identifier_malformed,
                        (information_of(provider) / names::provider_trade_name).nth(names::name, i),
                        {{"name", name}, {"problem", std::string(*problem)}});
    }
  }
}

void providers_once(Inspection& inspection) {
  std::map<std::string, std::uint32_t> lines;
  for (const auto& provider : inspection.list().providers) {
    std::string key;
    for (const auto* texts : {&provider.names, &provider.trade_names}) {
      for (const auto& text : *texts) key.append(text.text).push_back('\n');
      key.push_back('\n');
    }
    const auto [seen, fresh] = lines.emplace(std::move(key), provider.place.line);
    if (fresh) continue;
    inspection.report(FindingId::lint_provider_repeated,
                      information_of(provider) / names::provider_name,
                      {{"line", std::to_string(seen->second)}});
  }
}

/// The first placeholder of an element; the others of the same element are found with it.
void report_placeholder(Inspection& inspection, const std::vector<std::string_view>& texts,
                        const Spot& spot, const xml::QName& element) {
  const auto found = std::find_if(texts.begin(), texts.end(), is_placeholder);
  if (found == texts.end()) return;
  inspection.report(
      FindingId::lint_placeholder, spot / element,
      {{"element", std::string(inspection.name(element).local)}, {"text", std::string(*found)}});
}

std::vector<std::string_view> views(const LocalisedTexts& texts) {
  std::vector<std::string_view> result;
  for (const auto& one : texts) result.emplace_back(one.text);
  return result;
}

std::vector<std::string_view> views(const Address& address) {
  std::vector<std::string_view> result;
  for (const auto& postal : address.postal) {
    result.emplace_back(postal.street);
    result.emplace_back(postal.locality);
  }
  for (const auto& one : address.electronic) result.emplace_back(one.text);
  return result;
}

void placeholders(Inspection& inspection) {
  const auto& list = inspection.list();
  const auto scheme = Spot() / names::scheme_information;
  report_placeholder(inspection, views(list.operator_address), scheme, names::operator_address);
  report_placeholder(inspection, views(list.information_uris), scheme, names::information_uri);
  if (list.legal_notice.has_value()) {
    report_placeholder(inspection, views(list.legal_notice->entries), scheme, names::legal_notice);
  }
  report_placeholder(inspection, {list.distribution_points.begin(), list.distribution_points.end()},
                     scheme, names::distribution_points);
  for (const auto& provider : list.providers) {
    const auto spot = information_of(provider);
    report_placeholder(inspection, views(provider.trade_names), spot, names::provider_trade_name);
    report_placeholder(inspection, views(provider.address), spot, names::provider_address);
    report_placeholder(inspection, views(provider.information_uris), spot, names::provider_uri);
  }
}

constexpr Rule rules[] = {
    {FindingId::lint_trade_name_missing, holds_in::every,
     "Every provider has a trade name, where its registration number stands.", trade_name},
    {FindingId::lint_trade_name_no_identifier, holds_in::every,
     "One of the trade names is a registration number.", registration_number},
    {FindingId::lint_trade_name_identifier_malformed, holds_in::eu_and_third_country,
     "Registration numbers are written like VATJP-1234567890123.", well_formed_numbers},
    {FindingId::lint_provider_repeated, holds_in::all_but_plain,
     "No two providers have the same names.", providers_once},
    {FindingId::lint_placeholder, holds_in::both_forms,
     "Nothing is left of what a founded source puts in to be replaced.", placeholders},
};

}  // namespace

std::span<const Rule> name_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
