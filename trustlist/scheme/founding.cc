#include "trustlist/scheme/source.h"
#include "trustlist/scheme/source_reading.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

tl::unexpected<outcome::Finding> wrong(std::string_view value, std::string_view expected) {
  return outcome::fail(FindingId::source_value_wrong, {},
                       {{"value", std::string(value)}, {"expected", std::string(expected)}});
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Something that passes the schema, in words that ask to be replaced. ".example" is nobody's (RFC
/// 2606).
Address address_to_fill_in(std::string_view country) {
  Address address;
  PostalAddress postal;
  postal.language = "en";
  postal.street = "Street and number to be filled in";
  postal.locality = "Town to be filled in";
  postal.country = country;
  address.postal.push_back(std::move(postal));
  address.electronic = {{"en", "mailto:trust@authority.example"},
                        {"en", "https://authority.example/"}};
  return address;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

void set_eu_or_country_uris(SchemeSource& scheme, const NewScheme& facts) {
  const std::string base = "http://uri.etsi.org/TrstSvc/TrustedList/";
  if (facts.list_of_lists) {
    scheme.list_type = uri::eu_list_of_lists;
    scheme.status_determination = base + "StatusDetn/EUlistofthelists";
    scheme.community_rules = {{"en", base + "schemerules/EUlistofthelists"}};
    return;
  }
  // Annex D: a country outside the EU names its lists after itself.
  scheme.list_type = base + "TSLType/" + facts.territory + "list";
  scheme.status_determination = base + "StatusDetn/" + facts.territory + "determination";
  scheme.community_rules = {{"en", base + "schemerules/" + facts.territory}};
}

}  // namespace

outcome::Result<SchemeSource> new_scheme(const NewScheme& facts) {
  if (!is_territory(facts.territory)) {
    return wrong(facts.territory, "a territory of two capital letters");
  }
  if (is_blank(facts.operator_name)) return wrong(facts.operator_name, "the operator's name");
  if (facts.list_version != 5 && facts.list_version != 6) {
    return wrong(std::to_string(facts.list_version), "version 5 or 6");
  }
  SchemeSource scheme;
  scheme.list_version = facts.list_version;
  scheme.territory = facts.territory;
  set_eu_or_country_uris(scheme, facts);
  scheme.operator_names = {{"en", facts.operator_name}};
  scheme.operator_address = address_to_fill_in(facts.territory);
  const std::string site = "https://" + lower(facts.territory) + ".authority.example/";
  const std::string what = facts.list_of_lists
                               ? "List of trusted lists"
                               : "Supervision of trust service providers and their services";
  scheme.scheme_names = {{"en", facts.territory + ":" + what}};
  scheme.information_uris = {{"en", site}};
  scheme.legal_notice = LegalNotice{
      LegalNotice::Kind::notice_texts,
      {{"en", "The legal basis of this list is to be filled in by its scheme operator."}}};
  scheme.distribution_points = {site + "list.xml"};
  return scheme;
}

outcome::Result<ProviderSource> new_provider(std::string_view name, std::string_view country) {
  if (is_blank(name)) return wrong(name, "the provider's name");
  if (!is_territory(country)) return wrong(country, "a country of two capital letters");
  ProviderSource provider;
  provider.names = {{"en", std::string(name)}};
  // 5.4.2: the trade name holds the registration number; one in this form names no register.
  provider.trade_names = {{"en", std::string(name)}};
  provider.address = address_to_fill_in(country);
  provider.information_uris = {{"en", "https://provider.example/"}};
  return provider;
}

std::string provider_file_name(std::string_view provider_name) {
  std::string result;
  for (const char c : lower(provider_name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) {
      result.push_back(c);
    } else if (!result.empty() && result.back() != '-') {
      result.push_back('-');
    }
  }
  while (!result.empty() && result.back() == '-') result.pop_back();
  return (result.empty() ? std::string("provider") : result) + ".xml";
}

}  // namespace accord::trustlist::scheme
