#include <nlohmann/json.hpp>

#include "verifier/answer.h"

namespace accord::verifier {
namespace {

using Json = nlohmann::ordered_json;

// Raised when a member changes its meaning or goes away; new members do not raise it.
constexpr int format_version = 1;

Json json_of(const outcome::Finding& finding) {
  const auto& row = outcome::entry(finding.id);
  Json params = Json::object();
  for (const auto& [name, value] : finding.params) params[name] = value;
  return {{"id", row.name},
          {"severity", outcome::to_string(finding.severity)},
          {"about",
           {{"what", finding.about.what},
            {"line", finding.about.line},
            {"where", finding.about.where}}},
          {"message", outcome::message(finding)},
          {"clause", row.clause},
          {"advice", row.advice},
          {"params", std::move(params)}};
}

// A fact that comes several times becomes an array.
Json json_of(const ChainLink& link) {
  Json json = {{"holds", link.holds}};
  for (const auto& [name, value] : link.facts) {
    if (!json.contains(name)) {
      json[name] = value;
    } else if (json[name].is_array()) {
      json[name].push_back(value);
    } else {
      json[name] = Json::array({json[name], value});
    }
  }
  return json;
}

Json json_of(const std::optional<recognition::LegalEffect>& effect) {
  if (!effect.has_value()) return nullptr;
  Json json = {{"scheme", effect->scheme},
               {"kind", qualification::to_string(effect->kind)},
               {"kind_in_words", qualification::in_words(effect->kind)},
               {"effect", effect->effect},
               {"references", effect->references}};
  json["equivalence"] =
      effect->equivalence.has_value() ? Json(*effect->equivalence) : Json(nullptr);
  return json;
}

Json json_of(const signature::Conclusion& conclusion) {
  Json json = {{"main", signature::to_string(conclusion.indication)}};
  json["sub"] =
      conclusion.sub.has_value() ? Json(signature::to_string(*conclusion.sub)) : Json(nullptr);
  return json;
}

}  // namespace

std::string to_json(const Answer& answer) {
  Json json;
  json["verdict"] = trustlist::read::to_string(answer.verdict());
  json["at"] = time::to_string(answer.at);
  json["indication"] = json_of(answer.conclusion);
  json["legal_effect"] = json_of(answer.legal_effect);
  json["chain"] = Json::object();
  for (const auto& link : answer.chain) {
    json["chain"][std::string(to_string(link.role))] = json_of(link);
  }
  json["findings"] = Json::array();
  for (const auto& finding : answer.findings.all()) json["findings"].push_back(json_of(finding));
  json["format"] = format_version;
  // Text from certificates may hold bytes that are no UTF-8.
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace accord::verifier
