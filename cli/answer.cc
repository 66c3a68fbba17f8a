#include "cli/answer.h"

namespace accord::cli {
namespace {

// Raised when a member changes its meaning or goes away; new members do not raise it. See
// docs/formats/json.md.
constexpr int format_version = 1;

Json to_json(const outcome::Finding& finding) {
  const auto& row = outcome::entry(finding.id);
  auto params = Json::object();
  for (const auto& [name, value] : finding.params) params.set(name, value);
  return Json::object({{"id", row.name},
                       {"severity", outcome::to_string(finding.severity)},
                       {"about", Json::object({{"what", finding.about.what},
                                               {"line", finding.about.line},
                                               {"where", finding.about.where}})},
                       {"message", outcome::message(finding)},
                       {"clause", row.clause},
                       {"advice", row.advice},
                       {"params", std::move(params)}});
}

}  // namespace

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::valid:
      return "valid";
    case Verdict::invalid:
      return "invalid";
    case Verdict::indeterminate:
      return "indeterminate";
  }
  return "invalid";
}

void Answer::judge(Verdict value) {
  verdict = value;
  switch (value) {
    case Verdict::valid:
      exit = Exit::done;
      return;
    case Verdict::invalid:
      exit = Exit::invalid;
      return;
    case Verdict::indeterminate:
      exit = Exit::indeterminate;
      return;
  }
}

Json to_json(const outcome::Findings& findings) {
  auto list = Json::array();
  for (const auto& finding : findings.all()) list.push(to_json(finding));
  return list;
}

Json to_json(const Answer& answer) {
  auto json = Json::object();
  json.set("verdict", answer.verdict ? Json(to_string(*answer.verdict)) : Json());
  json.set("at", answer.at ? Json(time::to_string(*answer.at)) : Json());
  json.add(answer.fields);
  if (answer.verdict) json.set("notes", Json::array_of(answer.notes));
  json.set("findings", to_json(answer.findings));
  json.set("format", format_version);
  return json;
}

}  // namespace accord::cli
