#pragma once

#include <string_view>

#include "trustlist/lint/spot.h"
#include "trustlist/read/names.h"

namespace accord::trustlist::lint {

/// Calls `visit(provider, service, entry)` for every entry of the list, the current ones and those
/// of the histories.
template <typename Visit>
void each_entry(const TrustedList& list, Visit visit) {
  for (const auto& provider : list.providers) {
    for (const auto& service : provider.services) {
      visit(provider, service, service.current);
      for (const auto& past : service.history) visit(provider, service, past);
    }
  }
}

/// Calls `visit(provider, service)` for every service.
template <typename Visit>
void each_service(const TrustedList& list, Visit visit) {
  for (const auto& provider : list.providers) {
    for (const auto& service : provider.services) visit(provider, service);
  }
}

/// Something that is said in several languages (5.1.4).
struct Field {
  enum class Kind : std::uint8_t {
    name,  ///< of somebody or something: one in each language
    text,  ///< any number in each language
    uri
  };
  Kind kind{};
  const LocalisedTexts& texts;
  Spot spot;                          ///< of the element that holds them
  const xml::QName& element;          ///< its name
  const xml::QName* child = nullptr;  ///< name of each text's own element; nullptr: not known

  /// Of the text with that number.
  [[nodiscard]] Spot spot_of(std::size_t number) const noexcept {
    return child == nullptr ? spot : spot.nth(*child, number);
  }
};

namespace walk {

template <typename Visit>
void names_in(const LocalisedTexts& texts, const Spot& parent, const xml::QName& element,
              Field::Kind kind, Visit& visit) {
  visit(Field{kind, texts, parent / element, element, &read::names::name});
}

template <typename Visit>
void uris_in(const LocalisedTexts& texts, const Spot& parent, const xml::QName& element,
             Visit& visit) {
  visit(Field{Field::Kind::uri, texts, parent / element, element, &read::names::uri});
}

template <typename Visit>
void fields_of_scheme(const TrustedList& list, Visit& visit) {
  namespace names = read::names;
  const auto scheme = Spot() / names::scheme_information;
  names_in(list.operator_names, scheme, names::operator_name, Field::Kind::name, visit);
  uris_in(list.operator_address.electronic, scheme / names::operator_address,
          names::electronic_address, visit);
  names_in(list.scheme_names, scheme, names::scheme_name, Field::Kind::name, visit);
  uris_in(list.information_uris, scheme, names::information_uri, visit);
  uris_in(list.community_rules, scheme, names::community_rules, visit);
  if (list.legal_notice.has_value()) {
    const bool policy = list.legal_notice->kind == LegalNotice::Kind::policy_uris;
    visit(Field{policy ? Field::Kind::uri : Field::Kind::text, list.legal_notice->entries,
                scheme / names::legal_notice, names::legal_notice,
                policy ? &names::tsl_policy : &names::tsl_legal_notice});
  }
  for (const auto& pointer : list.pointers) {
    // Each stands in some OtherInformation or other.
    const auto spot = Spot::of(pointer) / names::additional_information;
    visit(Field{Field::Kind::text, pointer.operator_names, spot, names::operator_name});
    visit(Field{Field::Kind::uri, pointer.community_rules, spot, names::community_rules});
  }
}

template <typename Visit>
void fields_of_entry(const ServiceEntry& entry, const Spot& spot, Visit& visit) {
  namespace names = read::names;
  names_in(entry.names, spot, names::service_name, Field::Kind::name, visit);
  uris_in(entry.scheme_definition_uris, spot, names::scheme_definition, visit);
  uris_in(entry.definition_uris, spot, names::provider_definition, visit);
  for (std::size_t i = 0; i < entry.extensions.size(); ++i) {
    const auto* taken_over = std::get_if<TakenOverBy>(&entry.extensions[i].value);
    if (taken_over == nullptr) continue;
    const auto content = (spot / names::service_extensions).extension(i);
    visit(Field{Field::Kind::text, taken_over->provider_names, content, names::provider_name});
    visit(Field{Field::Kind::text, taken_over->operator_names, content, names::operator_name});
  }
}

}  // namespace walk

/// Calls `visit(field)` for every field of the list, those without any text included.
template <typename Visit>
void each_field(const TrustedList& list, Visit visit) {
  namespace names = read::names;
  walk::fields_of_scheme(list, visit);
  for (const auto& provider : list.providers) {
    const auto spot = Spot::of(provider) / names::provider_information;
    walk::names_in(provider.names, spot, names::provider_name, Field::Kind::name, visit);
    walk::names_in(provider.trade_names, spot, names::provider_trade_name, Field::Kind::text,
                   visit);
    walk::uris_in(provider.address.electronic, spot / names::provider_address,
                  names::electronic_address, visit);
    walk::uris_in(provider.information_uris, spot, names::provider_uri, visit);
  }
  each_entry(list,
             [&](const Provider& provider, const Service& service, const ServiceEntry& entry) {
               walk::fields_of_entry(entry, Spot::of(provider, service, entry), visit);
             });
}

/// Calls `visit(text, spot)` for every text with a language of every field.
template <typename Visit>
void each_text(const TrustedList& list, Visit visit) {
  each_field(list, [&](const Field& field) {
    for (std::size_t i = 0; i < field.texts.size(); ++i) visit(field, i);
  });
}

}  // namespace accord::trustlist::lint
