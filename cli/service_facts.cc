#include "cli/service_facts.h"

#include <fmt/format.h>

#include "cli/certificates.h"

namespace accord::cli {
namespace {

using trustlist::Service;
using trustlist::ServiceEntry;
using trustlist::Takeover;
using trustlist::TrustedList;

std::string english(const trustlist::LocalisedTexts& texts) {
  return outcome::printable(trustlist::text_in(texts, "en"));
}

std::string status_word(const std::string& uri) {
  if (uri.empty()) return "listed without a status";
  const auto status = trustlist::status_from_uri(uri);
  return status ? std::string(trustlist::to_string(*status)) : outcome::printable(uri);
}

std::vector<std::string> short_names(const std::vector<std::string>& uris) {
  std::vector<std::string> names;
  for (const auto& uri : uris) names.push_back(outcome::printable(trustlist::short_name(uri)));
  return names;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

Json identity_json(const trustlist::Identity& identity) {
  auto certificates = Json::array();
  for (const auto& certificate : identity.certificates()) certificates.push(facts_of(certificate));
  auto keys = Json::array();
  for (const auto& key : identity.key_identifiers()) keys.push(der::to_hex(key));
  return Json::object({{"certificates", std::move(certificates)},
                       {"subject_names", Json::array_of(identity.subject_names())},
                       {"key_identifiers", std::move(keys)}});
}

Json entry_json(const ServiceEntry& entry) {
  return Json::object(
      {{"name", trustlist::text_in(entry.names, "en")},
       {"type", entry.type.empty() ? Json() : Json(entry.type)},
       {"additional_information", Json::array_of(entry.additional_information())},
       {"status", entry.has_status() ? Json(entry.status) : Json()},
       {"starting", entry.has_status() ? Json(time::to_string(entry.starting)) : Json()},
       {"unique_identifier",
        entry.unique_identifier().empty() ? Json() : Json(entry.unique_identifier())},
       {"identity", identity_json(entry.identity)},
       {"line", entry.place.line}});
}

Json takeover_json(const Takeover& takeover) {
  auto steps = Json::array();
  for (const auto& step : takeover.steps) {
    steps.push(Json::object({{"provider", trustlist::text_in(step.said->provider_names, "en")},
                             {"operator", trustlist::text_in(step.said->operator_names, "en")},
                             {"territory", step.said->territory},
                             {"uri", step.said->uri.text},
                             {"provider_listed", step.provider != nullptr},
                             {"service_listed", step.service != nullptr}}));
  }
  return steps;
}

std::string_view in_words(const Takeover& takeover, const trustlist::TakeoverStep& step) {
  if (&step != &takeover.steps.back()) return "";
  switch (takeover.end) {
    case trustlist::TakeoverEnd::held:
      return "; the service is listed there";
    case trustlist::TakeoverEnd::no_service:
      return "; that provider is listed, the service is not";
    case trustlist::TakeoverEnd::not_listed:
      return "; not in the lists at hand";
    case trustlist::TakeoverEnd::ambiguous:
      return "; the lists say in two ways who has it";
    case trustlist::TakeoverEnd::loop:
      return "; that leads back to where it began";
  }
  return "";
}

std::string identity_text(const trustlist::Identity& identity) {
  const auto certificates = identity.certificates();
  if (!certificates.empty()) {
    return fmt::format("{}, SHA-256 {}",
                       outcome::printable(certificates.front().subject().to_string()),
                       sha256_of(certificates.front()));
  }
  const auto names = identity.subject_names();
  return names.empty() ? "no certificate" : outcome::printable(names.front());
}

}  // namespace

Json facts_of(const Service& service, std::span<const TrustedList* const> at_hand) {
  auto json = entry_json(service.current);
  auto history = Json::array();
  for (const auto& entry : service.history) history.push(entry_json(entry));
  json.set("history", std::move(history));
  const auto takeover = trustlist::follow_takeover(at_hand, service);
  json.set("taken_over_by", takeover_json(takeover));
  json.set("takeover_ends",
           takeover.steps.empty() ? Json() : Json(trustlist::to_string(takeover.end)));
  return json;
}

std::string text_of(const Service& service, std::span<const TrustedList* const> at_hand,
                    const Style& style) {
  constexpr std::size_t label = 12;
  const auto& now = service.current;
  const auto status = status_word(now.status);
  const bool granted = now.status == trustlist::uri::granted;
  const auto tone = !now.has_status() ? Tone::unsure : granted ? Tone::good : Tone::bad;
  auto text = "    " + style.paint(Tone::plain, english(now.names)) + "\n";
  auto kind = now.type.empty() ? std::string("none given")
                               : outcome::printable(trustlist::short_name(now.type));
  const auto additional = short_names(now.additional_information());
  if (!additional.empty()) kind += ": " + joined(additional);
  text += field(style, "      type", kind, label);
  text += style.paint(Tone::quiet, "      status  ") + style.paint(tone, status) +
          (now.has_status() ? " since " + time::to_string(now.starting) : std::string()) + "\n";
  if (!now.unique_identifier().empty()) {
    text += field(style, "      called", outcome::printable(now.unique_identifier()), label);
  }
  text += field(style, "      key", identity_text(now.identity), label);
  for (const auto& dated : trustlist::periods(service)) {
    if (dated.entry == &now) continue;
    text += field(style, "      before",
                  fmt::format("{} from {} to {}", status_word(dated.entry->status),
                              time::to_string(dated.period.from),
                              dated.period.until ? time::to_string(*dated.period.until) : "now"),
                  label);
  }
  const auto takeover = trustlist::follow_takeover(at_hand, service);
  for (const auto& step : takeover.steps) {
    text += field(style, "      now at",
                  fmt::format("{} ({}){}", english(step.said->provider_names),
                              outcome::printable(step.said->territory), in_words(takeover, step)),
                  label);
  }
  return text;
}

}  // namespace accord::cli
