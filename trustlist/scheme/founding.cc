#include "trustlist/model/placeholder.h"
#include "trustlist/scheme/source.h"
#include "trustlist/scheme/source_reading.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

tl::unexpected<outcome::Finding> wrong(std::string_view value, std::string_view expected) {
  return outcome::fail(FindingId::source_value_wrong, {},
                       {{"value", std::string(value)}, {"expected", std::string(expected)}});
}

std::string given_or(const std::string& given, std::string_view otherwise) {
  return given.empty() ? std::string(otherwise) : given;
}

Address address_of(const NewScheme& facts) {
  Address address;
  PostalAddress postal;
  postal.language = "en";
  postal.street = given_or(facts.street, placeholder::street);
  postal.locality = given_or(facts.locality, placeholder::locality);
  postal.country = facts.territory;
  address.postal.push_back(std::move(postal));
  const std::string host(placeholder::authority_host);
  address.electronic = {{"en", "mailto:" + given_or(facts.mail, "trust@" + host)},
                        {"en", given_or(facts.website, "https://" + host + "/")}};
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
  const auto& territory = facts.territory;
  if (facts.list_of_lists && territory == "EU") {
    scheme.list_type = uri::eu_list_of_lists;
    scheme.status_determination = base + "StatusDetn/EUlistofthelists";
    scheme.community_rules = {{"en", base + "schemerules/EUlistofthelists"}};
    return;
  }
  if (!facts.list_of_lists && is_below_eu_list_of_lists(territory)) {
    // D.5: the rules of the community, and those of the member state.
    scheme.list_type = uri::eu_generic;
    scheme.status_determination = base + "StatusDetn/EUappropriate";
    scheme.community_rules = {{"en", base + "schemerules/EUcommon"},
                              {"en", base + "schemerules/" + territory}};
    return;
  }
  // D.6: whoever is outside the EU names the lists after itself.
  scheme.list_type =
      facts.list_of_lists ? uri::list_of_lists_of(territory) : uri::list_of(territory);
  scheme.status_determination = base + "StatusDetn/" + territory + "determination";
  scheme.community_rules = {{"en", base + "schemerules/" + territory}};
}

// TS 119 602 leaves them to each scheme, and its annexes to the EU's own lists.
void set_uris(SchemeSource& scheme, const NewScheme& facts, const std::string& page) {
  if (facts.form == Form::trusted_list) {
    set_eu_or_country_uris(scheme, facts);
    return;
  }
  scheme.list_type = facts.list_type;
  scheme.status_determination = page;
  scheme.community_rules = {{"en", page}};
}

outcome::Result<void> check_form(const NewScheme& facts) {
  if (facts.form == Form::trusted_list) {
    if (facts.list_version == 5 || facts.list_version == 6) return {};
    return wrong(std::to_string(facts.list_version), "version 5 or 6");
  }
  if (facts.list_version != 1) return wrong(std::to_string(facts.list_version), "version 1");
  if (!is_uri(facts.list_type)) return wrong(facts.list_type, "the type of the list, a URI");
  if (form_of_type(facts.list_type) == Form::trusted_list) {
    return wrong(facts.list_type, "the type of a list of trusted entities");
  }
  TrustedList list;
  list.form = facts.form;
  list.territory = facts.territory;
  list.type = facts.list_type;
  if (list.is_list_of_lists() == facts.list_of_lists) return {};
  return wrong(facts.list_type, facts.list_of_lists
                                    ? "a type that ends in " + facts.territory + "listofthelists"
                                    : std::string("a type that is not that of a list of lists"));
}

}  // namespace

outcome::Result<SchemeSource> new_scheme(const NewScheme& facts) {
  if (!is_territory(facts.territory)) {
    return wrong(facts.territory, "a territory of two capital letters");
  }
  if (!is_name(facts.operator_name)) return wrong(facts.operator_name, "the operator's name");
  if (auto checked = check_form(facts); !checked) return outcome::pass_on(checked);
  for (const auto& address : {facts.website, facts.location}) {
    if (!address.empty() && !is_uri(address)) return wrong(address, "a web address (URI)");
  }
  SchemeSource scheme;
  scheme.list_version = facts.list_version;
  scheme.territory = facts.territory;
  scheme.form = facts.form;
  scheme.operator_names = {{"en", facts.operator_name}};
  scheme.operator_address = address_of(facts);
  const auto site =
      "https://" + lower(facts.territory) + "." + std::string(placeholder::authority_host) + "/";
  set_uris(scheme, facts, given_or(facts.website, site));
  const std::string what = facts.list_of_lists ? "List of trusted lists"
                           : facts.form == Form::trusted_entities
                               ? "Trusted entities"
                               : "Supervision of trust service providers and their services";
  scheme.scheme_names = {{"en", facts.territory + ":" + what}};
  scheme.information_uris = {{"en", given_or(facts.website, site)}};
  scheme.legal_notice =
      LegalNotice{LegalNotice::Kind::notice_texts,
                  {{"en", given_or(facts.legal_notice, placeholder::legal_notice)}}};
  scheme.distribution_points = {given_or(facts.location, site + "list.xml")};
  return scheme;
}

outcome::Result<ProviderSource> new_provider(std::string_view name, std::string_view country,
                                             Form form) {
  if (!is_name(name)) return wrong(name, "the provider's name");
  if (!is_territory(country)) return wrong(country, "a country of two capital letters");
  ProviderSource provider;
  provider.form = form;
  provider.names = {{"en", std::string(name)}};
  // 5.4.2: a trade name holds the number in a register.
  provider.trade_names = {
      {"en", "NTR" + std::string(country) + "-" + std::string(placeholder::registration)}};
  NewScheme nothing_known;
  nothing_known.territory = country;
  provider.address = address_of(nothing_known);
  provider.information_uris = {{"en", "https://" + std::string(placeholder::provider_host) + "/"}};
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
