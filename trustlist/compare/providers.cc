#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <unordered_map>

#include "trustlist/compare/changes.h"
#include "trustlist/compare/pairs.h"
#include "trustlist/model/placeholder.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::compare {
namespace {

using Keys = std::vector<std::string>;

// 5.4.2: "VATxx-…", "NTRxx-…" and the like among the trade names: an official number, which
// outlives a change of name. One that is still to be filled in is nobody's.
bool is_registration(const std::string& text) {
  const auto is_letter = [](char one) { return one >= 'A' && one <= 'Z'; };
  return text.size() > 6 && text[5] == '-' && !is_placeholder(text) &&
         std::all_of(text.begin(), text.begin() + 5, is_letter);
}

Keys registrations(const Provider& provider) {
  Keys keys;
  for (const auto& name : provider.trade_names) {
    if (is_registration(name.text)) keys.push_back(name.text);
  }
  return keys;
}

std::set<std::string> service_keys(const Provider& provider) {
  std::set<std::string> keys;
  for (const auto& service : provider.services) {
    for (auto& name : key_names(service.current.identity)) keys.insert(std::move(name));
  }
  return keys;
}

bool are_of_others(const Provider& before, const Provider& after) {
  const auto was = registrations(before);
  const auto is = registrations(after);
  if (was.empty() || is.empty()) return false;
  return std::none_of(was.begin(), was.end(), [&](const std::string& one) {
    return std::find(is.begin(), is.end(), one) != is.end();
  });
}

// Providers of other names are the same when most of the services are: a single one may have been
// taken over.
void match_by_services(const std::vector<Provider>& before, const std::vector<Provider>& after,
                       Pairs& pairs) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t j = 0; j < after.size(); ++j) {
    if (pairs.of_new(j) != Pairs::none) continue;
    for (const auto& key : service_keys(after[j])) places.emplace(key, j);
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (pairs.of_old(i) != Pairs::none) continue;
    const auto keys = service_keys(before[i]);
    std::map<std::size_t, std::size_t> shared;
    for (const auto& key : keys) {
      const auto found = places.find(key);
      if (found != places.end()) shared[found->second] += 1;
    }
    const auto most = std::max_element(shared.begin(), shared.end(),
                                       [](auto& a, auto& b) { return a.second < b.second; });
    if (most == shared.end() || 2 * most->second <= keys.size()) continue;
    const auto j = most->first;
    if (pairs.of_new(j) == Pairs::none && !are_of_others(before[i], after[j])) pairs.pair(i, j);
  }
}

Pairs match_providers(const std::vector<Provider>& before, const std::vector<Provider>& after) {
  Pairs pairs(before.size(), after.size());
  const auto by = [&](auto keys) {
    pairs.match([&](std::size_t i) { return keys(before[i]); },
                [&](std::size_t i) { return keys(after[i]); });
  };
  by([](const Provider& one) {
    auto keys = registrations(one);
    for (auto& key : keys) key += "\n" + words::english(one.names);
    return keys;
  });
  by([](const Provider& one) {
    const auto name = words::english(one.names);
    return name.empty() ? Keys{} : Keys{name};
  });
  by(registrations);
  match_by_services(before, after, pairs);
  return pairs;
}

void compare_provider(const Provider& before, const Provider& after, Changes& changes) {
  const auto since = changes.count();
  changes.texts(Kind::provider_name, before.names, after.names, Weight::notable);
  changes.texts(Kind::provider_trade_name, before.trade_names, after.trade_names);
  changes.each(Kind::provider_address, Weight::minor, parts_of(before.address.postal),
               parts_of(after.address.postal));
  changes.texts(Kind::provider_electronic_address, before.address.electronic,
                after.address.electronic);
  changes.texts(Kind::provider_information_uri, before.information_uris, after.information_uris);
  compare_extensions(ExtensionsOf::provider, before.extensions, after.extensions, changes);
  changes.kept(before.information_source, after.information_source, since);
}

/// A service with its provider's place in its list.
struct Place {
  std::size_t provider;
  const Service* service;
};

std::vector<Place> places_of(const TrustedList& list) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < list.providers.size(); ++i) {
    for (const auto& service : list.providers[i].services) places.push_back({i, &service});
  }
  return places;
}

/// The signs by which a service is known again. Those of the older list carry the newer list's
/// number of their provider.
struct Signs {
  std::string provider;
  const ServiceEntry& now;

  [[nodiscard]] Keys each_key(const std::string& rest) const {
    auto keys = key_names(now.identity);
    for (auto& key : keys) key += rest;
    return keys;
  }
  [[nodiscard]] std::string name() const { return "\nname " + words::english(now.names); }
  [[nodiscard]] std::string type() const { return "\ntype " + now.type; }
  [[nodiscard]] std::string information() const {
    auto uris = now.additional_information();
    std::sort(uris.begin(), uris.end());
    return "\nfor " + words::joined(uris, " ");
  }
};

Pairs match_services(const std::vector<Place>& before, const std::vector<Place>& after,
                     const Pairs& providers) {
  Pairs pairs(before.size(), after.size());
  const auto old_signs = [&](std::size_t i) {
    const auto pair = providers.of_old(before[i].provider);
    const auto number = pair == Pairs::none ? "old " + std::to_string(before[i].provider)
                                            : "new " + std::to_string(pair);
    return Signs{"\nprovider " + number, before[i].service->current};
  };
  const auto new_signs = [&](std::size_t i) {
    return Signs{"\nprovider new " + std::to_string(after[i].provider), after[i].service->current};
  };
  const auto by = [&](auto keys) {
    pairs.match([&](std::size_t i) { return keys(old_signs(i)); },
                [&](std::size_t i) { return keys(new_signs(i)); });
  };
  by([](const Signs& one) {
    return one.each_key(one.provider + one.type() + one.name() + one.information());
  });
  by([](const Signs& one) { return one.each_key(one.provider + one.type() + one.information()); });
  by([](const Signs& one) { return one.each_key(one.provider + one.type() + one.name()); });
  by([](const Signs& one) { return one.each_key(one.provider + one.type()); });
  by([](const Signs& one) { return one.each_key(one.provider + one.name()); });
  by([](const Signs& one) { return one.each_key(one.type() + one.name()); });
  by([](const Signs& one) { return one.each_key(one.type()); });
  by([](const Signs& one) { return Keys{one.provider + one.type() + one.name()}; });
  return pairs;
}

Value summary(const Service& service) {
  const auto& now = service.current;
  auto text = words::service_type(now.type) + ", " + words::status(now.status);
  if (now.has_status()) text += " since " + time::to_string(now.starting);
  return {std::move(text), now.status};
}

// 5.3.12 and 5.6: what was published of a service stays for as many days as history is kept, and
// what stands behind it now stays until it ends. A service that is listed without a status has no
// past (TS 119 602, 6.6.4).
bool must_stay(const Service& service, const TrustedList& before, const TrustedList& after) {
  constexpr std::uint64_t for_ever = 65535;
  const auto& now = service.current;
  if (!now.has_status()) return false;
  if (words::standing(now.status) == words::Standing::good) return true;
  const auto days = before.history_period.value_or(for_ever);
  return days >= for_ever ||
         now.starting + std::chrono::days{static_cast<int>(days)} >= after.issued;
}

class ServiceComparison {
 public:
  ServiceComparison(const TrustedList& before, const TrustedList& after, const Pairs& providers,
                    Changes& changes)
      : before_(before),
        after_(after),
        providers_(providers),
        changes_(changes),
        old_(places_of(before)),
        new_(places_of(after)),
        pairs_(match_services(old_, new_, providers)) {}

  /// Services of that provider of the newer list.
  void of_new(std::size_t provider) {
    for (std::size_t i = 0; i < new_.size(); ++i) {
      if (new_[i].provider != provider) continue;
      const auto& service = *new_[i].service;
      changes_.about.service = words::english(service.current.names);
      if (pairs_.of_new(i) == Pairs::none) {
        added(service);
        continue;
      }
      const auto& old = old_[pairs_.of_new(i)];
      if (providers_.of_old(old.provider) != provider) {
        gone(must_stay(*old.service, before_, after_), Kind::service_moved,
             name_before(old.provider), plain(words::english(after_.providers[provider].names)));
      }
      compare_services(*old.service, service, changes_);
    }
    changes_.about.service.clear();
  }

  /// Services of that provider of the older list that are nowhere in the newer one.
  void gone_of_old(std::size_t provider) {
    for (std::size_t i = 0; i < old_.size(); ++i) {
      if (old_[i].provider != provider || pairs_.of_old(i) != Pairs::none) continue;
      changes_.about.service = words::english(old_[i].service->current.names);
      gone(must_stay(*old_[i].service, before_, after_), Kind::service, summary(*old_[i].service),
           {});
    }
    changes_.about.service.clear();
  }

  /// The provider of the older list that is not in the newer one.
  void provider_gone(std::size_t provider) {
    const auto& services = before_.providers[provider].services;
    const bool stays = std::any_of(services.begin(), services.end(), [&](const Service& one) {
      return must_stay(one, before_, after_);
    });
    gone(stays, Kind::provider, name_before(provider), {});
  }

 private:
  // `rewrites`: what was published of it does not stand any more where it has to stay.
  void gone(bool rewrites, Kind kind, std::optional<Value> before, std::optional<Value> after) {
    changes_.about.rewrites_past = rewrites;
    changes_.add(kind, rewrites ? Weight::alarm : Weight::serious, std::move(before),
                 std::move(after));
    changes_.about.rewrites_past = false;
  }
  void added(const Service& service) {
    if (service.current.has_status()) changes_.about.when = service.current.starting;
    changes_.add(Kind::service, Weight::notable, {}, summary(service));
    changes_.about.when.reset();
  }
  Value name_before(std::size_t provider) const {
    return plain(words::english(before_.providers[provider].names));
  }

  const TrustedList& before_;
  const TrustedList& after_;
  const Pairs& providers_;
  Changes& changes_;
  std::vector<Place> old_, new_;
  Pairs pairs_;
};

}  // namespace

void compare_providers(const TrustedList& before, const TrustedList& after, Changes& changes) {
  const auto providers = match_providers(before.providers, after.providers);
  ServiceComparison services(before, after, providers, changes);
  const auto about = changes.about;
  for (std::size_t i = 0; i < before.providers.size(); ++i) {
    if (providers.of_old(i) != Pairs::none) continue;
    const auto name = words::english(before.providers[i].names);
    changes.about.provider = name;
    services.provider_gone(i);
    services.gone_of_old(i);
  }
  for (std::size_t i = 0; i < after.providers.size(); ++i) {
    const auto name = words::english(after.providers[i].names);
    changes.about.provider = name;
    const auto old = providers.of_new(i);
    const auto since = changes.count();
    if (old == Pairs::none) {
      changes.add(Kind::provider, Weight::notable, {}, plain(name));
    } else {
      compare_provider(before.providers[old], after.providers[i], changes);
      services.gone_of_old(old);
    }
    services.of_new(i);
    if (old != Pairs::none) {
      changes.kept(before.providers[old].source, after.providers[i].source, since);
    }
  }
  changes.about = about;
}

}  // namespace accord::trustlist::compare
