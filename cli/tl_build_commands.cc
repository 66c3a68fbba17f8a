#include <algorithm>

#include "cli/commands.h"
#include "cli/list_drafting.h"
#include "cli/list_facts.h"
#include "cli/made.h"
#include "cli/own_files.h"
#include "cli/refusal.h"
#include "cli/tl_group_commands.h"

namespace accord::cli {
namespace {

Answer build_one(const Arguments& arguments, Session& session) {
  if (arguments.has("renew")) {
    refuse(Exit::usage, outcome::FindingId::options_together, {.what = "the command line"},
           {{"one", "--renew"},
            {"other", "the folder of one scheme"},
            {"reason", "its list is always built"}});
  }
  auto folder = SchemeFolder::of(arguments.operand());
  const std::filesystem::path out =
      arguments.value_or("out", folder.path("list.unsigned.xml").string());
  const auto replace = arguments.has("force");
  check_free(out, replace);
  const auto at = session.at(arguments);
  auto draft = draft_list(folder, at);
  check_draft_output(out, folder);
  Made made(session);
  made.file(out, draft.xml, issue_of(draft.list) + ", not signed yet", {.replace = replace});
  auto answer = std::move(made).answer();
  answer.at = at;
  answer.findings = std::move(draft.findings);
  answer.fields.set("list", facts_of(draft.list));
  return answer;
}

// What is missing in any of several sources, each told once: one may be led to by another.
outcome::Findings gaps_of_several(const Arguments& arguments, const Session& session) {
  const std::filesystem::path path = arguments.operand();
  const auto names = scheme_names(arguments);
  outcome::Findings all;
  for (const auto& name : SchemeFolder::schemes_in(path)) {
    if (!names.empty() && std::find(names.begin(), names.end(), name) == names.end()) continue;
    SchemeFolder folder(path / name);
    const auto gaps = gaps_of(folder, session.at(arguments));
    for (const auto& one : gaps.all()) {
      const auto& known = all.all();
      if (std::find(known.begin(), known.end(), one) == known.end()) all.add(one);
    }
  }
  return all;
}

Answer run_build(const Arguments& arguments, Session& session) {
  std::optional<SchemeGroup> group;
  try {
    group = SchemeGroup::of(arguments.operand(), scheme_names(arguments));
  } catch (const Refusal& refusal) {
    if (refusal.exit() != Exit::bad_input) throw;
    auto gaps = gaps_of_several(arguments, session);
    if (!gaps.blocking()) throw;
    refuse(Exit::bad_input, std::move(gaps));
  }
  if (group) return build_group(*group, arguments, session);
  return build_one(arguments, session);
}

constexpr Option build_options[] = {
    {"out", "FILE", "where the list goes (default: DIR/list.unsigned.xml)"},
    {"renew", "", "of several schemes, build also those in which nothing has changed"},
    {"at", "TIME", "the list's issue date (default: now)"},
    option_force,
};
constexpr Command table[] = {
    {.name = "tl build",
     .summary = "Build the trusted list from a scheme's source.",
     .examples = "    accord tl build jp\n"
                 "    accord tl build jp --out jp/next.unsigned.xml\n"
                 "  In a folder of several schemes: the lists in which something has changed, or "
                 "one\n"
                 "    accord tl build lists\n"
                 "    accord tl build lists jp --renew\n",
     .operands = group_operands,
     .options = build_options,
     .run = run_build},
};

}  // namespace

std::span<const Command> tl_build_commands() noexcept { return table; }

}  // namespace accord::cli
