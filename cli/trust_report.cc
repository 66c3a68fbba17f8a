#include "cli/trust_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/list_facts.h"

namespace accord::cli {
namespace {

using trustlist::follow::Alert;
using trustlist::follow::KeptFile;
using trustlist::follow::Refreshed;
using trustlist::follow::Report;
using trustlist::follow::State;

constexpr std::size_t date_length = 10;

Tone tone_of(State state) noexcept {
  switch (state) {
    case State::fresh:
      return Tone::good;
    case State::kept:
      return Tone::unsure;
    case State::doubtful:
    case State::missing:
      return Tone::bad;
  }
  return Tone::bad;
}

Json facts_of_missing(const KeptFile& file) {
  return Json::object({{"url", file.url},
                       {"territory", file.territory},
                       {"type", file.type},
                       {"verdict", "indeterminate"}});
}

Json report_facts(const Report& report) {
  Json json;
  if (report.state == State::missing) {
    json = facts_of_missing(report.file);
  } else {
    json = facts_of(report.file);
  }
  json.set("state", to_string(report.state));
  json.set("findings", to_json(report.findings));
  return json;
}

std::vector<Table::Cell> cells_of(const Report& report) {
  const auto& file = report.file;
  const bool is_there = report.state != State::missing;
  const auto verdict = to_verdict(file.verdict);
  const auto next = file.next_update ? time::to_string(*file.next_update).substr(0, date_length)
                                     : std::string("closed");
  return {
      {outcome::printable(file.territory), Tone::strong},
      {is_there ? fmt::format("{}", file.sequence) : "-"},
      {is_there ? time::to_string(file.issued).substr(0, date_length) : "-"},
      {is_there ? next : "-"},
      {std::string(to_string(report.state)), tone_of(report.state)},
      {is_there ? std::string(to_string(verdict)) : "-", is_there ? tone_of(verdict) : Tone::plain},
      {outcome::printable(file.url), Tone::quiet}};
}

std::string name_of(const KeptFile& file) {
  if (file.role == trustlist::follow::Role::list_of_lists) return "list of lists";
  return file.territory.empty() ? outcome::printable(file.url) : outcome::printable(file.territory);
}

std::string what_became(const Report& report) {
  const auto copy = fmt::format("sequence {}, issued {}", report.file.sequence,
                                time::to_string(report.file.issued).substr(0, date_length));
  switch (report.state) {
    case State::fresh:
      return "is fresh";
    case State::kept:
      return "stays on the copy before, " + copy + ", which still holds";
    case State::doubtful:
      return "has a copy that does not hold now, " + copy + "; nothing rests on it";
    case State::missing:
      return "is missing";
  }
  return {};
}

// Findings of one kind are shown three times at most, and far from their lists; here every list has
// all of its reasons.
std::string reasons_of(const Refreshed& refreshed, const Style& style) {
  std::string text;
  for (const auto& report : refreshed.reports) {
    if (report.state == State::fresh) continue;
    text += "\n" + style.paint(Tone::strong, name_of(report.file)) + " " + what_became(report) +
            ":\n" + reasons_text(report.file.reasons, style);
  }
  return text;
}

std::size_t count_of(const Refreshed& refreshed, State state) {
  return static_cast<std::size_t>(
      std::count_if(refreshed.reports.begin(), refreshed.reports.end(),
                    [&](const Report& report) { return report.state == state; }));
}

bool any(const std::vector<Refreshed>& all, Alert alert) {
  return std::any_of(all.begin(), all.end(), [&](const Refreshed& one) {
    return one.alerts.find(alert) != one.alerts.end();
  });
}

Exit exit_of(const std::vector<Refreshed>& all, trustlist::read::Verdict worst) {
  if (worst == trustlist::read::Verdict::invalid) return Exit::invalid;
  if (any(all, Alert::journal_new)) return Exit::journal_new;
  if (any(all, Alert::signer_changed)) return Exit::signer_changed;
  if (any(all, Alert::location_moved)) return Exit::location_moved;
  if (any(all, Alert::expired)) return Exit::list_expired;
  if (worst == trustlist::read::Verdict::indeterminate) return Exit::indeterminate;
  return any(all, Alert::expiring) ? Exit::list_expiring : Exit::done;
}

}  // namespace

Json facts_of(const KeptFile& file) {
  return Json::object(
      {{"role", to_string(file.role)},
       {"url", file.url},
       {"file", file.file},
       {"sha256", file.sha256},
       {"territory", file.territory},
       {"type", file.type},
       {"sequence", file.sequence},
       {"issued", time::to_string(file.issued)},
       {"next_update", file.next_update ? Json(time::to_string(*file.next_update)) : Json()},
       {"signer_sha256", file.signer.empty() ? Json() : Json(file.signer)},
       {"fetched", time::to_string(file.fetched)},
       {"verdict", to_string(to_verdict(file.verdict))}});
}

Json facts_of(const std::string& name, const Refreshed& refreshed) {
  auto alerts = Json::array();
  for (const auto alert : refreshed.alerts) alerts.push(to_string(alert));
  auto lists = Json::array();
  for (const auto& report : refreshed.reports) lists.push(report_facts(report));
  return Json::object({{"name", name},
                       {"generation", refreshed.generation.number},
                       {"verdict", to_string(to_verdict(refreshed.verdict))},
                       {"alerts", std::move(alerts)},
                       {"lists", std::move(lists)}});
}

std::string text_of(const std::string& name, const Refreshed& refreshed, const Style& style) {
  constexpr std::size_t least_url = 20;
  Table table({{.heading = "list"},
               {.heading = "seq", .right = true},
               {.heading = "issued"},
               {.heading = "next update"},
               {.heading = "state"},
               {.heading = "verdict"},
               {.heading = "from", .least = least_url}});
  for (const auto& report : refreshed.reports) table.add(cells_of(report));
  return fmt::format("{}, generation {}\n", name, refreshed.generation.number) +
         table.render(style) +
         fmt::format("\n{}: {} fresh, {} kept, {} doubtful, {} missing\n",
                     counted(refreshed.reports.size(), "list", "lists"),
                     count_of(refreshed, State::fresh), count_of(refreshed, State::kept),
                     count_of(refreshed, State::doubtful), count_of(refreshed, State::missing)) +
         reasons_of(refreshed, style);
}

std::string reasons_text(const std::vector<std::string>& reasons, const Style& style) {
  std::string text;
  for (const auto& reason : reasons) text += wrap(reason, style.width, "  - ", "    ");
  return text;
}

outcome::Findings findings_of(const Refreshed& refreshed) {
  outcome::Findings all = refreshed.findings;
  for (const auto& report : refreshed.reports) all.add(report.findings);
  return all;
}

void judge(Answer& answer, const std::vector<Refreshed>& all) {
  auto worst = trustlist::read::Verdict::valid;
  for (const auto& one : all) worst = std::max(worst, one.verdict);
  answer.judge(to_verdict(worst));
  answer.exit = exit_of(all, worst);
}

}  // namespace accord::cli
