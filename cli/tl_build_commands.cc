#include "cli/commands.h"
#include "cli/list_facts.h"
#include "cli/made.h"
#include "cli/provider_edit.h"
#include "cli/refusal.h"
#include "cli/scheme_folder.h"
#include "cli/session.h"
#include "trustlist/build/write.h"

namespace accord::cli {
namespace {

Answer run_build(const Arguments& arguments, Session& session) {
  auto folder = SchemeFolder::of(arguments.operand());
  const std::filesystem::path out =
      arguments.value_or("out", folder.path("list.unsigned.xml").string());
  const auto replace = arguments.has("force");
  check_free(out, replace);
  const auto at = session.at(arguments);
  const auto sources = folder.read_all();
  outcome::Budget budget;
  outcome::Findings findings;
  const auto list =
      trustlist::scheme::compose(sources.scheme, sources.providers, folder, at, budget, findings);
  if (!list) refuse(Exit::bad_input, std::move(findings), folder.scheme_file().string());
  const auto xml = need(trustlist::build::write_list(*list), folder.scheme_file().string());
  Made made(session);
  made.file(out, xml, issue_of(*list) + ", not signed yet", {.replace = replace});
  auto answer = std::move(made).answer();
  answer.at = at;
  answer.findings = std::move(findings);
  answer.fields.set("list", facts_of(*list));
  return answer;
}

constexpr Option build_options[] = {
    {"out", "FILE", "where the list goes (default: DIR/list.unsigned.xml)"},
    {"at", "TIME", "the list's issue date (default: now)"},
    option_force,
};
constexpr Command table[] = {
    {.name = "tl build",
     .summary = "Build the trusted list from a scheme's source.",
     .examples = "    accord tl build jp\n"
                 "    accord tl build jp --out jp/next.unsigned.xml\n",
     .operands = scheme_operand,
     .options = build_options,
     .run = run_build},
};

}  // namespace

std::span<const Command> tl_build_commands() noexcept { return table; }

}  // namespace accord::cli
