#include "trustlist/model/takeover.h"

#include <algorithm>
#include <functional>

#include "lib/x509/string_preparation.h"

namespace accord::trustlist {
namespace {

using outcome::FindingId;

bool has_key_of(const Identity& identity, const DigitalId& id) {
  if (const auto* certificate = std::get_if<x509::Certificate>(&id)) {
    return match(identity, *certificate).has_value();
  }
  if (const auto* value = std::get_if<KeyValueId>(&id)) {
    return !value->spki.empty() && has_key(identity, value->spki);
  }
  const auto* identifier = std::get_if<KeyIdentifierId>(&id);
  if (identifier == nullptr) return false;
  const Identity alone{{*identifier}};
  return std::any_of(identity.ids.begin(), identity.ids.end(), [&](const DigitalId& other) {
    const auto* certificate = std::get_if<x509::Certificate>(&other);
    return other == id || (certificate != nullptr && match(alone, *certificate).has_value());
  });
}

bool is_same_service(const Service& taken_over, const Service& candidate) {
  const auto& ids = taken_over.current.identity.ids;
  return std::any_of(ids.begin(), ids.end(), [&](const DigitalId& id) {
    return has_key_of(candidate.current.identity, id);
  });
}

struct Candidate {
  const TrustedList* list;
  const Provider* provider;
  const Service* service;
};

std::vector<Candidate> providers_named(std::span<const TrustedList* const> lists,
                                       const TakenOverBy& said) {
  std::vector<Candidate> result;
  for (const auto* list : lists) {
    if (list->territory != said.territory) continue;
    for (const auto& provider : list->providers) {
      if (share_name(said.provider_names, provider.names) ||
          share_name(said.provider_names, provider.trade_names)) {
        result.push_back({list, &provider, nullptr});
      }
    }
  }
  return result;
}

std::vector<Candidate> services_of(const std::vector<Candidate>& providers,
                                   const Service& taken_over) {
  std::vector<Candidate> result;
  for (const auto& one : providers) {
    for (const auto& service : one.provider->services) {
      if (is_same_service(taken_over, service)) {
        result.push_back({one.list, one.provider, &service});
      }
    }
  }
  const auto same_type = [&](const Candidate& one) {
    return one.service->current.type == taken_over.current.type;
  };
  if (std::any_of(result.begin(), result.end(), same_type)) {
    result.erase(std::remove_if(result.begin(), result.end(), std::not_fn(same_type)),
                 result.end());
  }
  return result;
}

/// Whether all say the same of who has the service.
bool agree(const std::vector<Candidate>& candidates) {
  const auto said = [](const Candidate& one) { return one.service->current.taken_over_by(); };
  const auto* first = said(candidates.front());
  return std::all_of(candidates.begin(), candidates.end(), [&](const Candidate& one) {
    const auto* other = said(one);
    const bool same = first == nullptr ? other == nullptr : other != nullptr && *first == *other;
    return same && one.provider == candidates.front().provider;
  });
}

}  // namespace

std::string_view to_string(TakeoverEnd end) noexcept {
  switch (end) {
    case TakeoverEnd::held:
      return "held";
    case TakeoverEnd::no_service:
      return "no service";
    case TakeoverEnd::not_listed:
      return "not listed";
    case TakeoverEnd::ambiguous:
      return "ambiguous";
    case TakeoverEnd::loop:
      return "loop";
  }
  return {};
}

bool share_name(const LocalisedTexts& some, const LocalisedTexts& others) {
  return std::any_of(some.begin(), some.end(), [&](const Localised& one) {
    const auto prepared = x509::prepare(one.text);
    return !prepared.empty() &&
           std::any_of(others.begin(), others.end(), [&](const Localised& other) {
             return x509::prepare(other.text) == prepared;
           });
  });
}

Takeover follow_takeover(std::span<const TrustedList* const> lists, const Service& service) {
  Takeover result;
  std::vector<const Service*> met{&service};
  for (const auto* said = service.current.taken_over_by(); said != nullptr;) {
    auto& step = result.steps.emplace_back();
    step.said = said;
    const auto providers = providers_named(lists, *said);
    if (providers.empty()) {
      result.end = TakeoverEnd::not_listed;
      return result;
    }
    step.list = providers.front().list;
    step.provider = providers.front().provider;
    const auto candidates = services_of(providers, *met.back());
    if (candidates.empty()) {
      result.end = providers.size() == 1 ? TakeoverEnd::no_service : TakeoverEnd::ambiguous;
      return result;
    }
    step.list = candidates.front().list;
    step.provider = candidates.front().provider;
    step.service = candidates.front().service;
    if (!agree(candidates)) {
      result.end = TakeoverEnd::ambiguous;
      return result;
    }
    if (std::find(met.begin(), met.end(), step.service) != met.end()) {
      result.end = TakeoverEnd::loop;
      return result;
    }
    met.push_back(step.service);
    said = step.service->current.taken_over_by();
  }
  return result;
}

void report(const Takeover& takeover, const Service& service, const outcome::About& about,
            outcome::Findings& findings) {
  if (takeover.steps.empty()) return;
  const auto& last = *takeover.steps.back().said;
  const auto add = [&](FindingId id) {
    findings.add(id, about,
                 {{"service", text_in(service.current.names, "en")},
                  {"provider", text_in(last.provider_names, "en")},
                  {"territory", last.territory}});
  };
  switch (takeover.end) {
    case TakeoverEnd::held:
    case TakeoverEnd::no_service:
      return;
    case TakeoverEnd::not_listed:
      add(FindingId::takeover_not_listed);
      return;
    case TakeoverEnd::ambiguous:
      add(FindingId::takeover_ambiguous);
      return;
    case TakeoverEnd::loop:
      add(FindingId::takeover_loop);
      return;
  }
}

}  // namespace accord::trustlist
