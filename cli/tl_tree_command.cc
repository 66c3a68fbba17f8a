#include <algorithm>

#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/list_folder.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "cli/tree_roots.h"

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

bool is_of_entities(const TreeRow& row) { return row.form == trustlist::Form::trusted_entities; }

// A territory has one trusted list and, beside it, lists of trusted entities, told apart by type.
std::string name_of(const TreeRow& row) {
  if (!is_of_entities(row)) return outcome::printable(row.territory);
  return outcome::printable(fmt::format("{} {}", row.territory, trustlist::short_name(row.type)));
}

std::vector<Table::Cell> cells_of(const TreeRow& row) {
  const bool is_read = row.issued.has_value();
  const auto verdict = to_verdict(row.verdict);
  const auto signer = row.signer_sha256.substr(0, 12);
  return {{name_of(row), Tone::strong},
          {outcome::printable(row.operator_name)},
          {is_read ? fmt::format("{}", row.sequence) : "-"},
          {day_of(row.issued, "-")},
          {day_of(row.next_update, is_read ? "closed" : "-")},
          {fmt::format("{}", row.services)},
          {row.agreement ? fmt::format("version {}", row.agreement->version) : ""},
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
  line += counted(services, "service", "services");
  const auto entities = static_cast<std::size_t>(
      std::count_if(result.rows.begin(), result.rows.end(), is_of_entities));
  if (entities != 0) {
    line += "; " + counted(entities, "list of trusted entities", "lists of trusted entities");
  }
  if (warnings != 0) {
    line +=
        fmt::format("; {} about them (--json has them)", counted(warnings, "warning", "warnings"));
  }
  return line + "\n";
}

std::string text_of(const TreeResult& result, const Style& style) {
  constexpr std::size_t least_operator = 16;
  Table table({{.heading = "list"},
               {.heading = "operator", .least = least_operator},
               {.heading = "seq", .right = true},
               {.heading = "issued"},
               {.heading = "next update"},
               {.heading = "services", .right = true},
               {.heading = "agreement"},
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

/// One tree: a list of lists, how its signers were found, and the lists that it points to.
struct Tree {
  std::string file;
  trustlist::follow::Followed followed;
  TreeResult result;
};

Tree walk(const std::string& file, std::string bytes, const trustlist::follow::Anchor& anchor,
          trustlist::follow::PivotSource& pivots, trustlist::read::ListSource& lists,
          time::Instant at, const crypto::AlgorithmPolicy& algorithms, outcome::Budget& budget) {
  const auto options = tree_options(algorithms);
  Tree tree{file,
            trustlist::follow::follow({file, bytes}, anchor, pivots, at, options.policy, budget),
            {}};
  tree.result = trustlist::read::verify_tree({file, std::move(bytes)},
                                             SignerSet::given(tree.followed.signers), lists, at,
                                             options, budget);
  tree.result.findings.add(tree.followed.findings);
  return tree;
}

std::vector<Tree> walk_files(const Arguments& arguments, Session& session, time::Instant at,
                             outcome::Budget& budget, outcome::Findings& findings) {
  auto roots = read_roots(arguments);
  std::vector<Tree> trees;
  if (roots.empty()) return trees;
  const auto folder_name = arguments.value("offline");
  if (!folder_name) {
    refuse(Exit::usage, outcome::FindingId::option_missing, {.what = "the command line"},
           {{"option", "--offline"}});
  }
  const auto algorithms = algorithms_of(arguments);
  std::size_t looked_at = 0;
  ListFolder folder(
      *folder_name, arguments.values("lotl"),
      [&](const std::string& path) {
        session.progress(fmt::format("list {}: {}", ++looked_at, path));
      },
      at, algorithms, budget);
  PivotFolder pivots(arguments.value("pivots"));
  for (auto& root : roots) {
    trees.push_back(walk(root.file, std::move(root.bytes), root.anchor, pivots, folder, at,
                         algorithms, budget));
  }
  findings.add(folder.findings());
  return trees;
}

Tree walk_stored(const OpenedTrust& trust, time::Instant at,
                 const crypto::AlgorithmPolicy& algorithms, outcome::Budget& budget) {
  auto tree = verify_stored(trust, at, algorithms, budget);
  return {stored_name(trust, *trust.generation.list_of_lists()), std::move(tree.followed),
          std::move(tree.result)};
}

Json add_facts(const Tree& tree, Json& lists) {
  for (const auto& row : tree.result.rows) {
    lists.push(facts_of(row).set("list_of_lists", tree.file));
  }
  auto pivots = Json::array();
  for (const auto& step : tree.followed.pivots) {
    const bool is_read = step.issued.has_value();
    pivots.push(Json::object(
        {{"url", step.uri},
         {"counts", step.counts},
         {"sequence", is_read ? Json(step.sequence) : Json()},
         {"issued", is_read ? Json(time::to_string(*step.issued)) : Json()},
         {"signer_sha256", step.signer_sha256.empty() ? Json() : Json(step.signer_sha256)},
         {"signers", std::uint64_t{step.signers}},
         {"findings", to_json(step.findings)}}));
  }
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return Json::object({{"file", tree.file},
                       {"journal", or_null(tree.followed.journal)},
                       {"location", or_null(tree.followed.location)},
                       {"signers", std::uint64_t{tree.followed.signers.size()}},
                       {"pivots", std::move(pivots)},
                       {"verdict", to_string(to_verdict(tree.result.verdict))}});
}

Answer run_tree(const Arguments& arguments, Session& session) {
  const auto at = session.at(arguments);
  auto budget = budget_of(arguments);
  Answer answer;
  answer.at = at;
  if (arguments.values("lotl").empty() && arguments.values("trust").empty()) {
    refuse(Exit::usage, outcome::FindingId::option_missing, {.what = "the command line"},
           {{"option", "--lotl (or --trust)"}});
  }
  auto trees = walk_files(arguments, session, at, budget, answer.findings);
  for (const auto& name : arguments.values("trust")) {
    trees.push_back(walk_stored(open_trust(name, session.home(arguments)), at,
                                algorithms_of(arguments), budget));
  }
  auto lists = Json::array();
  auto roots = Json::array();
  auto worst = trustlist::read::Verdict::valid;
  std::size_t missing = 0;
  for (const auto& tree : trees) {
    roots.push(add_facts(tree, lists));
    missing += not_at_hand(tree.result);
    answer.text += (answer.text.empty() ? "" : "\n") + text_of(tree.result, session.style());
    worst = std::max(worst, tree.result.verdict);
    answer.findings.add(tree.result.findings);
  }
  answer.fields.set("lists", std::move(lists));
  answer.fields.set("lists_of_lists", std::move(roots));
  answer.fields.set("not_at_hand", std::uint64_t{missing});
  worst = std::max(worst, trustlist::read::verdict_of(answer.findings));
  answer.judge(to_verdict(worst));
  return answer;
}

constexpr Option options[] = {
    option_lists_of_lists,
    option_root_signer,
    option_root_journal,
    option_root_location,
    option_pivots,
    {"offline", "DIR", "the folder with the lists that they point to, under any names"},
    {"trust", "NAME", "a trust anchor of yours, or the folder of a snapshot (with a / in it)",
     Count::many},
    option_home,
    option_policy_file,
    option_at,
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl tree",
     .summary = "Verify lists of lists, their pivot lists, and every list that they point to.",
     .examples =
         "  How did all lists of the EU stand on that day?\n"
         "    accord tl tree --lotl EU-LOTL.xml --signer eu.crt --offline lists \\\n"
         "        --at 2019-09-15T00:00:00Z\n"
         "  The same for machines: verdict, facts and findings of each list\n"
         "    accord tl tree --lotl EU-LOTL.xml --signer eu.crt --offline lists --json\n"
         "  From the certificates of an old notice, by the pivot lists since then\n"
         "    accord tl tree --lotl EU-LOTL.xml --signer oj.crt --pivots pivots \\\n"
         "        --journal 'https://eur-lex.europa.eu/…' --offline lists\n"
         "  Two lists of lists, each with its own signer\n"
         "    accord tl tree --lotl EU-LOTL.xml JP-LOTL.xml --signer EU=eu.crt JP=jp.crt \\\n"
         "        --offline lists\n"
         "  What is kept of a trust anchor\n"
         "    accord tl tree --trust eu\n",
     .operands = {},
     .options = options,
     .run = run_tree},
};

}  // namespace

std::span<const Command> tl_tree_commands() noexcept { return table; }

}  // namespace accord::cli
