#include <algorithm>

#include <fmt/format.h>

#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/list_folder.h"
#include "cli/refusal.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

using trustlist::read::SignerSet;
using trustlist::read::TreeResult;
using trustlist::read::TreeRow;

std::string day_of(const std::optional<time::Instant>& instant, std::string_view otherwise) {
  constexpr std::size_t date_length = 10;
  return instant ? time::to_string(*instant).substr(0, date_length) : std::string(otherwise);
}

// What is worth a line under the table: everything that keeps a row from "valid".
outcome::Findings blocking(const outcome::Findings& findings) {
  outcome::Findings chosen;
  for (const auto& finding : findings.all()) {
    if (finding.severity >= outcome::Severity::indeterminate) chosen.add(finding);
  }
  return chosen;
}

std::vector<Table::Cell> cells_of(const TreeRow& row) {
  const bool is_read = row.issued.has_value();
  const auto verdict = to_verdict(row.verdict);
  const auto signer = row.signer_sha256.substr(0, 12);
  return {{outcome::printable(row.territory), Tone::strong},
          {outcome::printable(row.operator_name)},
          {is_read ? fmt::format("{}", row.sequence) : "-"},
          {day_of(row.issued, "-")},
          {day_of(row.next_update, is_read ? "closed" : "-")},
          {fmt::format("{}", row.services)},
          {signer.empty() ? "-" : signer, Tone::quiet},
          {std::string(trustlist::read::to_string(row.signature)),
           row.signature == trustlist::read::SignatureState::valid ? Tone::plain : Tone::bad},
          {std::string(to_string(verdict)), tone_of(verdict)}};
}

std::size_t warnings_in(const outcome::Findings& findings) {
  const auto& all = findings.all();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const outcome::Finding& finding) {
        return finding.severity == outcome::Severity::warning;
      }));
}

std::size_t not_at_hand(const TreeResult& result) {
  const auto& all = result.findings.all();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const outcome::Finding& finding) {
        return finding.id == outcome::FindingId::tree_list_not_at_hand;
      }));
}

std::string count_line(const TreeResult& result) {
  std::size_t counts[3] = {};
  std::size_t services = 0;
  std::size_t warnings = 0;
  for (const auto& row : result.rows) {
    counts[static_cast<std::size_t>(to_verdict(row.verdict))] += 1;
    services += row.services;
    warnings += warnings_in(row.findings);
  }
  auto line = fmt::format("{}: {} valid, {} indeterminate, {} invalid; ",
                          counted(result.rows.size(), "list", "lists"),
                          counts[static_cast<std::size_t>(Verdict::valid)],
                          counts[static_cast<std::size_t>(Verdict::indeterminate)],
                          counts[static_cast<std::size_t>(Verdict::invalid)]);
  const auto missing = not_at_hand(result);
  if (missing != 0) line += fmt::format("{} not at hand; ", counted(missing, "list", "lists"));
  return line +
         fmt::format("{}; {} (--json has them)\n", counted(services, "service", "services"),
                     counted(warnings + warnings_in(result.findings), "warning", "warnings"));
}

std::string text_of(const TreeResult& result, const Style& style) {
  constexpr std::size_t least_operator = 16;
  Table table({{.heading = "list"},
               {.heading = "operator", .least = least_operator},
               {.heading = "seq", .right = true},
               {.heading = "issued"},
               {.heading = "next update"},
               {.heading = "services", .right = true},
               {.heading = "signer SHA-256"},
               {.heading = "signature"},
               {.heading = "verdict"}});
  for (const auto& row : result.rows) table.add(cells_of(row));
  auto text = table.render(style) + "\n" + count_line(result);
  for (const auto& row : result.rows) {
    const auto shown = blocking(row.findings);
    if (!shown.empty()) text += "\n" + render(shown, style, false);
  }
  return text;
}

Answer run_tree(const Arguments& arguments, Session& session) {
  const auto file = *arguments.value("lotl");
  const auto at = session.at(arguments);
  const auto signers = SignerSet::given(read_certificate_files(arguments.values("signer")));
  std::size_t looked_at = 0;
  auto budget = budget_of(arguments);
  ListFolder folder(
      *arguments.value("offline"), file,
      [&](const std::string& path) {
        session.progress(fmt::format("list {}: {}", ++looked_at, path));
      },
      at, budget);
  auto result =
      trustlist::read::verify_tree({file, read_xml_input(file)}, signers, folder, at, {}, budget);
  result.findings.add(folder.findings());
  Answer answer;
  answer.at = at;
  auto lists = Json::array();
  for (const auto& row : result.rows) lists.push(facts_of(row));
  answer.fields.set("lists", std::move(lists));
  answer.fields.set("not_at_hand", std::uint64_t{not_at_hand(result)});
  answer.findings = result.findings;
  answer.judge(to_verdict(result.verdict));
  answer.text = text_of(result, session.style());
  return answer;
}

constexpr Option options[] = {
    {"lotl", "FILE", "the list of lists", Count::one},
    {"signer", "CERT", "who may sign the list of lists: certificates that you trust for it",
     Count::at_least_one},
    {"offline", "DIR", "the folder with the lists that it points to, under any names", Count::one},
    option_at,
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl tree",
     .summary = "Verify a list of lists and every list that it points to.",
     .examples = "  How did all lists of the EU stand on that day?\n"
                 "    accord tl tree --lotl EU-LOTL.xml --signer eu.crt --offline lists \\\n"
                 "        --at 2019-09-15T00:00:00Z\n"
                 "  The same for machines: verdict, facts and findings of each list\n"
                 "    accord tl tree --lotl EU-LOTL.xml --signer eu.crt --offline lists --json\n",
     .operands = {},
     .options = options,
     .run = run_tree},
};

}  // namespace

std::span<const Command> tl_tree_commands() noexcept { return table; }

}  // namespace accord::cli
