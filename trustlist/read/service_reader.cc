#include "trustlist/read/service_reader.h"

#include <algorithm>

#include "trustlist/read/extension_reader.h"
#include "trustlist/read/identity_reader.h"
#include "trustlist/read/left_out.h"
#include "trustlist/read/names.h"
#include "trustlist/read/shape.h"

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;

/// The clauses that ask for the parts of a current entry (5.5) or of a history instance (5.6).
struct Clauses {
  std::string_view type, name, identity, status, starting;
};
constexpr Clauses current_clauses{"5.5.1", "5.5.2", "5.5.3", "5.5.4", "5.5.5"};
constexpr Clauses history_clauses{"5.6.1", "5.6.2", "5.6.3", "5.6.4", "5.6.5"};

/// Whether an entry of a list of trusted entities says neither its status nor since when (TS 119
/// 602, 6.6.4 and 6.6.5); never one of the history (6.7). One of the two without the other is
/// reported, and for `Essentials` to miss.
bool is_without_status(Reading& reading, const xml::Element& element, const Parts& parts,
                       const Clauses& clauses) {
  const bool may_be =
      reading.form() == Form::trusted_entities && clauses.status == current_clauses.status;
  if (!may_be) return false;
  const auto status = parts[names::service_status];
  const auto starting = parts[names::status_starting];
  if (static_cast<bool>(status) != static_cast<bool>(starting)) {
    const auto& there = status ? names::service_status : names::status_starting;
    const auto& missing = status ? names::status_starting : names::service_status;
    reading.report(FindingId::entities_status_incomplete, element,
                   {{"there", std::string(there.local)}, {"missing", std::string(missing.local)}});
  }
  return !status && !starting;
}

/// Type, status and starting time: without any of these an entry says nothing, and is left out; so
/// is one that says something twice. TS 119 602 asks for none of them in a present entry.
class Essentials {
 public:
  Essentials(Reading& reading, const xml::Element& element, const Parts& parts,
             const Clauses& clauses)
      : reading_(reading), element_(element), parts_(parts), clauses_(clauses) {}

  /// False when something is missing.
  bool read(ServiceEntry& entry) {
    type(entry);
    if (is_without_status(reading_, element_, parts_, clauses_)) {
      entry.starting = reading_.issued();
      return whole_;
    }
    status(entry);
    if (const auto starting = require(names::status_starting, clauses_.starting)) {
      const auto instant = read_instant(reading_, starting);
      whole_ = whole_ && instant.has_value();
      entry.starting = instant.value_or(time::Instant{});
    }
    return whole_;
  }

 private:
  [[nodiscard]] bool of_entities() const { return reading_.form() == Form::trusted_entities; }

  xml::Element require(xml::QName name, std::string_view clause) {
    if (!parts_[name]) {
      reading_.missing(element_, name, clause);
      whole_ = false;
    }
    return parts_[name];
  }

  // Which types and statuses there are, TS 119 602 leaves to each scheme.
  void type(ServiceEntry& entry) {
    if (of_entities() && !parts_[names::service_type]) return;
    const auto type = require(names::service_type, clauses_.type);
    if (!type) return;
    auto uri = read_uri(reading_, type);
    whole_ = whole_ && uri.has_value();
    entry.type = std::move(uri).value_or(std::string{});
    if (of_entities() || entry.type.empty() || is_known_service_type(entry.type)) return;
    reading_.report(FindingId::list_service_type_unknown, type, {{"uri", entry.type}});
  }

  void status(ServiceEntry& entry) {
    const auto status = require(names::service_status, clauses_.status);
    if (!status) return;
    auto uri = read_uri(reading_, status);
    whole_ = whole_ && uri.has_value();
    entry.status = std::move(uri).value_or(std::string{});
    if (of_entities() || entry.status.empty() || status_from_uri(entry.status).has_value()) return;
    reading_.report(FindingId::list_status_unknown, status, {{"uri", entry.status}});
  }

  Reading& reading_;
  const xml::Element& element_;
  const Parts& parts_;
  const Clauses& clauses_;
  bool whole_ = true;
};

void read_identity_and_names(Reading& reading, const xml::Element& element, const Parts& parts,
                             const Clauses& clauses, ServiceEntry& entry) {
  if (const auto names_element = parts[names::service_name]) {
    entry.names = read_names(reading, names_element);
  } else {
    reading.missing(element, names::service_name, clauses.name);
  }
  if (const auto identity = parts[names::identity]) {
    entry.identity = read_identity(reading, identity);
  } else {
    reading.missing(element, names::identity, clauses.identity);
  }
  if (const auto extensions = parts[names::service_extensions]) {
    entry.extensions = read_extensions(reading, extensions, Owner::service);
  }
}

std::vector<SupplyPoint> read_supply_points(Reading& reading, const xml::Element& element) {
  std::vector<SupplyPoint> result;
  each(reading, element, names::supply_point, [&](const xml::Element& point) {
    auto uri = read_uri(reading, point);
    if (!uri.has_value()) return;
    SupplyPoint one{std::move(*uri), {}};
    if (const auto type = point.attribute("type")) {
      one.type = std::string(*type);
      if (reading.version() == 5) {
        reading.report(FindingId::list_attribute_unknown, point, {{"attribute", "type"}});
      }
    }
    result.push_back(std::move(one));
  });
  return result;
}

std::optional<ServiceEntry> read_current(Reading& reading, const xml::Element& element) {
  const Parts parts(reading, element,
                    {names::service_type, names::service_name, names::identity,
                     names::service_status, names::status_starting, names::scheme_definition,
                     names::supply_points, names::provider_definition, names::service_extensions});
  ServiceEntry entry;
  entry.place = place_of(element);
  const bool whole = Essentials(reading, element, parts, current_clauses).read(entry);
  read_identity_and_names(reading, element, parts, current_clauses, entry);
  if (const auto uris = parts[names::scheme_definition]) {
    entry.scheme_definition_uris = read_uris(reading, uris);
  }
  if (const auto points = parts[names::supply_points]) {
    entry.supply_points = read_supply_points(reading, points);
  }
  if (const auto uris = parts[names::provider_definition]) {
    entry.definition_uris = read_uris(reading, uris);
  }
  if (!whole || parts.repeated()) return std::nullopt;
  return entry;
}

std::optional<ServiceEntry> read_instance(Reading& reading, const xml::Element& element) {
  const Parts parts(reading, element,
                    {names::service_type, names::service_name, names::identity,
                     names::service_status, names::status_starting, names::service_extensions});
  ServiceEntry entry;
  entry.place = place_of(element);
  const bool whole = Essentials(reading, element, parts, history_clauses).read(entry);
  read_identity_and_names(reading, element, parts, history_clauses, entry);
  if (!whole || parts.repeated()) return std::nullopt;
  return entry;
}

/// 5.5.10: descending order of time. An entry ends where the next newer one starts, so that where
/// an entry cannot be read, what is older would seem to last longer than it did: it is left out
/// too. Where an entry starts later than one that should be newer, the latter's end is just as
/// unknown, and it goes the same way. False when that one is the current entry.
bool read_history(Reading& reading, const xml::Element& element, Service& service) {
  bool cut = false;
  bool current_holds = true;
  auto newer = service.current.starting;
  std::uint32_t number = 0;
  each(reading, element, names::history_instance, [&](const xml::Element& instance) {
    ++number;
    auto entry = read_instance(reading, instance);
    if (cut || !entry.has_value()) {
      reading.report(FindingId::list_history_entry_left_out, instance);
      cut = true;
      return;
    }
    if (entry->starting >= newer) {
      reading.report(
          FindingId::list_history_order, instance,
          {{"starting", time::to_string(entry->starting)}, {"newer", time::to_string(newer)}});
    }
    if (entry->starting > newer) {
      auto& history = service.history;
      while (!history.empty() && history.back().starting < entry->starting) history.pop_back();
      current_holds = current_holds && service.current.starting >= entry->starting;
      cut = true;
      return;
    }
    newer = entry->starting;
    entry->place.number = number;
    service.history.push_back(std::move(*entry));
  });
  service.history_cut = cut;
  return current_holds;
}

/// Version 5 has no types of supply points.
bool has_types_of_version_6(const Reading& reading, const Service& service) {
  const auto& points = service.current.supply_points;
  return reading.version() == 5 &&
         std::any_of(points.begin(), points.end(),
                     [](const SupplyPoint& point) { return point.type.has_value(); });
}

std::optional<Service> read_service(Reading& reading, const xml::Element& element) {
  const Parts parts(reading, element, {names::service_information, names::service_history});
  if (!parts[names::service_information]) {
    reading.missing(element, names::service_information, "5.4.6");
    return std::nullopt;
  }
  if (parts.repeated()) return std::nullopt;
  auto current = read_current(reading, parts[names::service_information]);
  if (!current.has_value()) return std::nullopt;
  Service service{std::move(*current), {}, false, {}};
  const auto history = parts[names::service_history];
  const bool open = history && history.first_child() && !service.current.has_status();
  if (open) {
    // The newest of these ended before the list was issued, and nothing says when.
    reading.report(FindingId::entities_history_open, history);
    service.history_cut = true;
  } else if (history && !read_history(reading, history, service)) {
    return std::nullopt;
  }
  const bool whole = fits(reading, element, shapes::service) && !service.history_cut;
  reading.forget_places();
  if (!whole || has_types_of_version_6(reading, service)) {
    service.source = reading.kept(element);
  }
  return service;
}

void read_provider_information(Reading& reading, const xml::Element& element, Provider& provider) {
  const Parts parts(reading, element,
                    {names::provider_name, names::provider_trade_name, names::provider_address,
                     names::provider_uri, names::provider_extensions});
  if (const auto names_element = parts[names::provider_name]) {
    provider.names = read_names(reading, names_element);
  } else {
    reading.missing(element, names::provider_name, "5.4.1");
  }
  if (const auto names_element = parts[names::provider_trade_name]) {
    provider.trade_names = read_names(reading, names_element);
  }
  if (const auto address = parts[names::provider_address]) {
    provider.address = read_address(reading, address, "5.4.3");
  } else {
    reading.missing(element, names::provider_address, "5.4.3");
  }
  if (const auto uris = parts[names::provider_uri]) {
    provider.information_uris = read_uris(reading, uris);
  } else {
    reading.missing(element, names::provider_uri, "5.4.4");
  }
  if (const auto extensions = parts[names::provider_extensions]) {
    provider.extensions = read_extensions(reading, extensions, Owner::provider);
  }
  if (!fits(reading, element, shapes::provider_information)) {
    provider.information_source = reading.kept(element);
  }
}

/// What stands beside TSPInformation and TSPServices was reported, and may say anything of the
/// provider; services in it are left out. False when there is nothing.
bool leave_out_misplaced(Reading& reading, const xml::Element& provider,
                         std::vector<LeftOutService>& left_out) {
  bool some = false;
  bool informed = false;
  for (auto child = provider.first_child(); child; child = child.next_sibling()) {
    if (reading.is(child, names::services)) continue;
    const bool first = reading.is(child, names::provider_information) && !informed;
    informed = informed || first;
    if (first) continue;
    some = true;
    auto services = left_out_service(reading, child);
    if (!services.identity.is_empty()) left_out.push_back(std::move(services));
  }
  return some;
}

}  // namespace

ProviderResult read_provider(Reading& reading, const xml::Element& element) {
  ProviderResult result;
  const Parts parts(reading, element, {names::provider_information, names::services});
  if (!parts[names::provider_information]) {
    reading.missing(element, names::provider_information, "5.3.18");
  }
  if (!parts[names::services]) reading.missing(element, names::services, "5.4.6");
  if (!parts[names::provider_information] || !parts[names::services]) {
    result.left_out = left_out_services(reading, element);
    return result;
  }
  Provider provider;
  provider.place = place_of(element);
  auto before = reading.passed_over();
  read_provider_information(reading, parts[names::provider_information], provider);
  bool partial = reading.passed_over() != before;
  std::vector<xml::Element> read, not_whole;
  const auto leave_out = [&](const xml::Element& service) {
    reading.report(FindingId::list_service_left_out, service);
    result.left_out.push_back(left_out_service(reading, service));
    ++result.services_left_out;
  };
  std::uint32_t number = 0;
  each(reading, parts[names::services], names::service, [&](const xml::Element& child) {
    ++number;
    before = reading.passed_over();
    auto service = read_service(reading, child);
    if (service.has_value()) {
      service->current.place.number = number;
      provider.services.push_back(std::move(*service));
      (reading.passed_over() == before ? read : not_whole).push_back(child);
    } else {
      leave_out(child);
    }
  });
  // What has no place there may have been meant for a service; that it was passed over is reported.
  const auto all = parts[names::services];
  for (auto child = all.first_child(); child; child = child.next_sibling()) {
    if (reading.is(child, names::service)) continue;
    result.left_out.push_back(left_out_service(reading, child));
  }
  // TSPServices that come again were reported as such; nothing of them counts.
  for (auto again = all.next_sibling(); again; again = again.next_sibling()) {
    if (!reading.is(again, names::services)) continue;
    for (auto child = again.first_child(); child; child = child.next_sibling()) leave_out(child);
  }
  before = reading.passed_over();
  const bool whole = fits(reading, element, shapes::provider) && result.left_out.empty();
  partial = leave_out_misplaced(reading, element, result.left_out) || partial ||
            reading.passed_over() != before;
  if (partial) not_whole.insert(not_whole.end(), read.begin(), read.end());
  for (const auto& child : not_whole) result.left_out.push_back(partial_service(reading, child));
  if (!whole) provider.source = reading.kept(element);
  result.provider = std::move(provider);
  return result;
}

}  // namespace accord::trustlist::read
