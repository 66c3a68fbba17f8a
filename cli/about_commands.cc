#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/nearest.h"
#include "cli/refusal.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

Answer run_version(const Arguments&, Session&) {
  Answer answer;
  answer.fields.set("version", ACCORD_VERSION);
  answer.text = "accord " ACCORD_VERSION "\n";
  return answer;
}

Answer printed(std::string text) {
  Answer answer;
  answer.fields.set("text", text);
  answer.text = std::move(text);
  return answer;
}

Answer run_help(const Arguments& arguments, Session& session) {
  const auto& table = commands();
  std::string name;
  for (const auto& word : arguments.operands()) name += (name.empty() ? "" : " ") + word;
  if (name.empty()) return printed(overview(table, session.style()));
  std::vector<std::string_view> names;
  bool is_noun = false;
  for (const auto& command : table) {
    names.push_back(command.name);
    if (command.name == name) return printed(help_of(command, session.style()));
    is_noun = is_noun || command.name.substr(0, name.size() + 1) == name + " ";
  }
  if (!is_noun) {
    refuse(Exit::usage, FindingId::command_unknown, {.what = "the command line"},
           {{"command", name}, {"suggestion", did_you_mean(name, names, "accord help ")}});
  }
  return printed(help_of_noun(table, name, session.style()));
}

constexpr Operand help_operands[] = {
    {"WORD", "the words of a command, or the first of them", Count::many}};

constexpr Command table[] = {
    {.name = "help",
     .summary = "Show examples and options of a command.",
     .examples = "  What does `accord tl verify` take?\n"
                 "    accord help tl verify\n"
                 "  Which commands are there for certification authorities?\n"
                 "    accord help ca\n",
     .operands = help_operands,
     .options = {},
     .run = run_help,
     .reads_configuration = false},
    {.name = "version",
     .summary = "Print the version.",
     .examples = "    accord version\n"
                 "    accord version --json\n",
     .operands = {},
     .options = {},
     .run = run_version,
     .reads_configuration = false},
};

}  // namespace

std::span<const Command> about_commands() noexcept { return table; }

}  // namespace accord::cli
