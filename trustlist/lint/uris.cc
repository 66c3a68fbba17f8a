#include <algorithm>
#include <array>

#include "trustlist/lint/rule.h"
#include "trustlist/lint/spelling.h"
#include "trustlist/lint/walk.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

template <typename Visit>
void uris_of_entry(const ServiceEntry& entry, const Spot& spot, Visit& visit) {
  visit(entry.type, spot / names::service_type);
  visit(entry.status, spot / names::service_status);
  for (std::size_t i = 0; i < entry.supply_points.size(); ++i) {
    const auto& point = entry.supply_points[i];
    const auto at = (spot / names::supply_points).nth(names::supply_point, i);
    visit(point.uri, at);
    if (point.type.has_value()) visit(*point.type, at);
  }
  const auto extensions = spot / names::service_extensions;
  for (std::size_t i = 0; i < entry.extensions.size(); ++i) {
    const auto& value = entry.extensions[i].value;
    if (const auto* info = std::get_if<AdditionalServiceInformation>(&value)) {
      visit(info->uri.text, extensions.extension(i) / names::uri);
    }
    if (const auto* identifier = std::get_if<ServiceUniqueIdentifier>(&value)) {
      visit(identifier->uri, extensions.extension(i));
    }
    if (const auto* taken_over = std::get_if<TakenOverBy>(&value)) {
      visit(taken_over->uri.text, extensions.extension(i));
    }
    if (const auto* qualifications = std::get_if<Qualifications>(&value)) {
      for (std::size_t k = 0; k < qualifications->elements.size(); ++k) {
        const auto at = extensions.extension(i).nth(names::qualification_element, k);
        for (const auto& qualifier : qualifications->elements[k].qualifiers) visit(qualifier, at);
      }
    }
  }
}

/// Every URI of the list but those of electronic addresses, which have rules of their own. Empty
/// ones were reported when the list was read, or are the schema's business.
template <typename Visit>
void each_uri(const TrustedList& list, Visit visit_any) {
  const auto visit = [&](const std::string& uri, const Spot& spot) {
    if (!uri.empty()) visit_any(uri, spot);
  };
  const auto scheme = Spot() / names::scheme_information;
  visit(list.type, scheme / names::type);
  visit(list.status_determination, scheme / names::status_determination);
  for (const auto& pointer : list.pointers) {
    visit(pointer.location, Spot::of(pointer) / names::location);
    visit(pointer.list_type.value_or(std::string{}),
          Spot::of(pointer) / names::additional_information);
    if (!pointer.agreement.has_value()) continue;
    visit(pointer.agreement->pointing_legislation, Spot::of(pointer));
    visit(pointer.agreement->pointed_legislation, Spot::of(pointer));
  }
  for (std::size_t i = 0; i < list.distribution_points.size(); ++i) {
    visit(list.distribution_points[i], (scheme / names::distribution_points).nth(names::uri, i));
  }
  each_text(list, [&](const Field& field, std::size_t i) {
    if (field.kind != Field::Kind::uri || field.element == names::electronic_address) return;
    visit(field.texts[i].text, field.spot_of(i));
  });
  each_entry(list,
             [&](const Provider& provider, const Service& service, const ServiceEntry& entry) {
               uris_of_entry(entry, Spot::of(provider, service, entry), visit);
             });
}

void well_formed(Inspection& inspection) {
  each_uri(inspection.list(), [&](const std::string& uri, const Spot& spot) {
    const auto problem = uri_problem(uri);
    if (!problem.has_value()) return;
    inspection.report(FindingId::lint_uri_malformed, spot, {{"uri", uri}, {"problem", *problem}});
  });
}

void usual_scheme(Inspection& inspection) {
  constexpr std::array<std::string_view, 7> usual{"http", "https", "ldap",  "ldaps",
                                                  "ftp",  "urn",   "mailto"};
  each_uri(inspection.list(), [&](const std::string& uri, const Spot& spot) {
    const auto scheme = uri_scheme(uri);
    if (scheme.empty() || std::find(usual.begin(), usual.end(), scheme) != usual.end()) return;
    inspection.report(FindingId::lint_uri_scheme, spot, {{"uri", uri}, {"scheme", scheme}});
  });
}

void distribution_points(Inspection& inspection) {
  const auto& points = inspection.list().distribution_points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto problem = publication_problem(points[i]);
    if (!problem.has_value() || uri_problem(points[i]).has_value()) continue;
    const auto spot = Spot() / names::scheme_information / names::distribution_points;
    inspection.report(FindingId::lint_distribution_point_form, spot.nth(names::uri, i),
                      {{"uri", points[i]}, {"problem", *problem}});
  }
}

void pointer_locations(Inspection& inspection) {
  for (const auto& pointer : inspection.list().pointers) {
    if (!pointer.leads_to_xml() || uri_problem(pointer.location).has_value()) continue;
    const auto problem = publication_problem(pointer.location);
    if (!problem.has_value()) continue;
    inspection.report(FindingId::lint_pointer_location_form, Spot::of(pointer) / names::location,
                      {{"uri", pointer.location}, {"problem", *problem}});
  }
}

constexpr Rule rules[] = {
    {FindingId::lint_uri_malformed, holds_in::both_forms, "Every URI is one by RFC 3986.",
     well_formed},
    {FindingId::lint_uri_scheme, holds_in::all_but_plain,
     "URIs begin with a scheme that programs know.", usual_scheme},
    {FindingId::lint_distribution_point_form, holds_in::eu_and_third_country,
     "Distribution points are plain web addresses that end in .xml or .xtsl.", distribution_points},
    {FindingId::lint_pointer_location_form, holds_in::eu_and_third_country,
     "Locations of lists are plain web addresses that end in .xml or .xtsl.", pointer_locations},
};

}  // namespace

std::span<const Rule> uri_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
