#include <algorithm>

#include "trustlist/lint/countries.h"
#include "trustlist/lint/rule.h"
#include "trustlist/lint/spelling.h"
#include "trustlist/lint/walk.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

template <typename Visit>
void each_address(const TrustedList& list, Visit visit) {
  visit(list.operator_address, Spot() / names::scheme_information / names::operator_address);
  for (const auto& provider : list.providers) {
    visit(provider.address,
          Spot::of(provider) / names::provider_information / names::provider_address);
  }
}

bool is_web(std::string_view uri) {
  const auto scheme = uri_scheme(uri);
  return scheme == "http" || scheme == "https";
}

/// Reports each address without any URI for which `is(uri)`; those without any URI at all are the
/// schema's business.
template <typename Is>
void need(Inspection& inspection, FindingId id, Is is) {
  each_address(inspection.list(), [&](const Address& address, const Spot& spot) {
    const auto& all = address.electronic;
    const bool there =
        std::any_of(all.begin(), all.end(), [&](const Localised& one) { return is(one.text); });
    if (!there && !all.empty()) inspection.report(id, spot / names::electronic_address);
  });
}

void has_mail(Inspection& inspection) {
  need(inspection, FindingId::lint_address_no_mail,
       [](const std::string& uri) { return uri_scheme(uri) == "mailto"; });
}

void has_website(Inspection& inspection) {
  need(inspection, FindingId::lint_address_no_website, is_web);
}

/// Reports each URI of an electronic address for which `wrong(uri)`.
template <typename Wrong>
void none(Inspection& inspection, FindingId id, Wrong wrong) {
  each_address(inspection.list(), [&](const Address& address, const Spot& spot) {
    for (std::size_t i = 0; i < address.electronic.size(); ++i) {
      const auto& uri = address.electronic[i].text;
      if (uri.empty() || !wrong(uri)) continue;
      inspection.report(id, (spot / names::electronic_address).nth(names::uri, i), {{"uri", uri}});
    }
  });
}

void known_kinds(Inspection& inspection) {
  none(inspection, FindingId::lint_address_kind, [](const std::string& uri) {
    const auto scheme = uri_scheme(uri);
    return scheme != "mailto" && scheme != "tel" && !is_web(uri);
  });
}

void mail_addresses(Inspection& inspection) {
  none(inspection, FindingId::lint_mail_malformed,
       [](const std::string& uri) { return uri_scheme(uri) == "mailto" && !is_mail_uri(uri); });
}

void telephone_numbers(Inspection& inspection) {
  none(inspection, FindingId::lint_telephone_malformed,
       [](const std::string& uri) { return uri_scheme(uri) == "tel" && !is_telephone_uri(uri); });
}

template <typename Visit>
void each_postal_address(const TrustedList& list, Visit visit) {
  each_address(list, [&](const Address& address, const Spot& spot) {
    for (std::size_t i = 0; i < address.postal.size(); ++i) {
      visit(address.postal[i], (spot / names::postal_addresses).nth(names::postal_address, i));
    }
  });
}

void countries(Inspection& inspection) {
  each_postal_address(inspection.list(), [&](const PostalAddress& postal, const Spot& spot) {
    const auto& country = postal.country;
    if (is_country_form(country) || country.empty()) return;
    inspection.report(FindingId::lint_address_country, spot / names::country,
                      {{"country", country}});
  });
}

void not_blank(Inspection& inspection) {
  const auto is_blank = [](const std::string& text) {
    return !text.empty() && text.find_first_not_of(" \t\r\n") == std::string::npos;
  };
  each_postal_address(inspection.list(), [&](const PostalAddress& postal, const Spot& spot) {
    const auto check = [&](const std::string& text, const xml::QName& element) {
      if (!is_blank(text)) return;
      inspection.report(FindingId::lint_address_blank, spot / element,
                        {{"element", std::string(element.local)}});
    };
    check(postal.street, names::street);
    check(postal.locality, names::locality);
    check(postal.state_or_province.value_or(std::string{}), names::state);
    check(postal.postal_code.value_or(std::string{}), names::postal_code);
  });
}

constexpr Rule rules[] = {
    {FindingId::lint_address_no_mail, holds_in::both_forms, "Every address has a mail address.",
     has_mail},
    {FindingId::lint_address_no_website, holds_in::both_forms, "Every address has a web site.",
     has_website},
    {FindingId::lint_address_kind, holds_in::both_forms,
     "Electronic addresses are mail addresses, web sites and telephone numbers.", known_kinds},
    {FindingId::lint_mail_malformed, holds_in::both_forms, "Mail addresses can be written to.",
     mail_addresses},
    {FindingId::lint_telephone_malformed, holds_in::both_forms, "Telephone numbers can be dialled.",
     telephone_numbers},
    {FindingId::lint_address_country, holds_in::both_forms,
     "Countries of addresses are codes of two capital letters.", countries},
    {FindingId::lint_address_blank, holds_in::both_forms, "No part of an address is blank.",
     not_blank},
};

}  // namespace

std::span<const Rule> address_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
