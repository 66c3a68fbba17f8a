#include <array>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/nearest.h"
#include "cli/refusal.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

struct Area {
  std::string_view name;
  std::string_view about;
  std::size_t findings;
};

// Each row adds one to the area that it stands in; the first element is before all areas.
// NOLINTBEGIN(bugprone-macro-parentheses): they are parts of an initialiser
// clang-format off
#define ACCORD_FINDING_AREA(name, about) }, Area{#name, about, 0U
#define ACCORD_FINDING(id, severity, message, clause, advice) +1U
constexpr std::array areas{Area{{}, {}, 0U
#include "lib/outcome/findings/all.def"
}};
#undef ACCORD_FINDING
// clang-format on
// NOLINTEND(bugprone-macro-parentheses)

Json to_json(const outcome::FindingEntry& row, std::string_view area) {
  return Json::object({{"id", row.name},
                       {"area", area},
                       {"severity", outcome::to_string(row.severity)},
                       {"message", row.message},
                       {"clause", row.clause},
                       {"advice", row.advice}});
}

std::string_view area_of(FindingId id) {
  auto index = static_cast<std::size_t>(id);
  for (const auto& area : areas) {
    if (index < area.findings) return area.name;
    index -= area.findings;
  }
  return {};
}

std::string_view meaning(outcome::Severity severity) {
  switch (severity) {
    case outcome::Severity::info:
      return "info: worth knowing; it changes nothing";
    case outcome::Severity::warning:
      return "warning: a rule was bent; the verdict stands";
    case outcome::Severity::indeterminate:
      return "indeterminate: a fact is missing, so the verdict cannot be \"valid\"";
    case outcome::Severity::invalid:
      return "invalid: a fact contradicts the claim, so the verdict is \"invalid\"; or a command "
             "that was refused";
  }
  return {};
}

Answer explain_one(const std::string& name, const Session& session) {
  const auto id = outcome::find_finding(name);
  if (!id) {
    std::vector<std::string_view> names;
    for (const auto& row : outcome::finding_table()) names.push_back(row.name);
    refuse(Exit::usage, FindingId::finding_unknown, {.what = "the command line"},
           {{"name", name}, {"suggestion", did_you_mean(name, names)}});
  }
  const auto& row = outcome::entry(*id);
  const auto& style = session.style();
  Answer answer;
  answer.fields.set("entries", Json::array({to_json(row, area_of(*id))}));
  answer.text = style.paint(Tone::strong, row.name) + "\n";
  answer.text += field(style, "says", row.message, 6);
  answer.text += field(style, "weight", meaning(row.severity), 6);
  answer.text += field(style, "rule", row.clause, 6);
  answer.text += field(style, "next", row.advice, 6);
  return answer;
}

Answer explain_all(const Session& session) {
  const auto& style = session.style();
  Answer answer;
  auto entries = Json::array();
  std::size_t at = 0;
  for (const auto& area : areas) {
    if (area.findings == 0) continue;
    Table table({{.heading = fmt::format("{}: {}", area.name, area.about)},
                 {.heading = "weight"},
                 {.heading = "says", .least = 20}});
    for (const auto end = at + area.findings; at < end; ++at) {
      const auto& row = outcome::finding_table()[at];
      table.add({{std::string(row.name), Tone::command},
                 {std::string(outcome::to_string(row.severity)), tone_of(row.severity)},
                 {std::string(row.message)}});
      entries.push(to_json(row, area.name));
    }
    answer.text += table.render(style) + "\n";
  }
  answer.text += "`accord explain FINDING` says the rule behind one of them and what to do next.\n";
  answer.fields.set("entries", std::move(entries));
  return answer;
}

Answer run_explain(const Arguments& arguments, Session& session) {
  const auto name = arguments.operand();
  return name.empty() ? explain_all(session) : explain_one(name, session);
}

constexpr Operand operands[] = {
    {"FINDING", "the id that stands in brackets behind a finding's rule", Count::optional}};

constexpr Command table[] = {
    {.name = "explain",
     .summary = "Explain a finding: its rule, its weight, what to do next.",
     .examples = "  What does this finding mean?\n"
                 "    accord explain signature_several\n"
                 "  All findings, by area:\n"
                 "    accord explain\n",
     .operands = operands,
     .options = {},
     .run = run_explain,
     .reads_configuration = false},
};

}  // namespace

std::span<const Command> explain_commands() noexcept { return table; }

}  // namespace accord::cli
