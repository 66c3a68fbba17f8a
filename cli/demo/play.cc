#include "cli/demo/play.h"

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/dispatch.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/refusal.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

constexpr std::string_view prompt = "  $ ";

// Spaces at which a line must not be broken: inside quotes, and between an option and its value.
std::string hold_together(std::string line, char held) {
  bool in_quotes = false;
  bool in_option = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' || line[i] == '\'') in_quotes = !in_quotes;
    if (line[i] != ' ') continue;
    if (in_quotes) {
      line[i] = held;
      continue;
    }
    const bool next_is_option = line.compare(i + 1, 2, "--") == 0;
    if (in_option && !next_is_option) line[i] = held;
    in_option = next_is_option;
  }
  return line;
}

// A line that is too long goes on, as in a shell, behind a backslash.
std::string typed(const std::string& line, std::size_t width) {
  constexpr char held = '\x01';
  constexpr std::size_t mark = 2;
  const bool fits = prompt.size() + display_width(line) <= width;
  auto lines = wrap(hold_together(line, held), fits ? width : width - mark, prompt, "      ");
  lines.pop_back();
  std::string text;
  for (const char c : lines) {
    if (c == '\n') text += " \\";
    text += c == held ? ' ' : c;
  }
  return text;
}

const outcome::Finding* find(const Answer& answer, std::string_view id) {
  for (const auto& finding : answer.findings.all()) {
    if (outcome::entry(finding.id).name == id) return &finding;
  }
  return nullptr;
}

std::string first_reason(const Answer& answer) {
  if (answer.findings.empty()) return "no finding";
  const auto& finding = answer.findings.all().front();
  return fmt::format("{}: {} [{}]", outcome::to_string(finding.about), outcome::message(finding),
                     outcome::entry(finding.id).name);
}

[[noreturn]] void depart(const std::string& line, const std::string& got,
                         const std::string& expected) {
  refuse(Exit::internal, FindingId::demo_departed, {.what = line},
         {{"got", got}, {"expected", expected}});
}

void check(const StoryCommand& command, const std::string& line, const Answer& answer) {
  if (answer.exit != command.exit) {
    depart(line,
           fmt::format("exit code {} ({})", static_cast<int>(answer.exit), first_reason(answer)),
           fmt::format("exit code {}", static_cast<int>(command.exit)));
  }
  if (!command.finding.empty() && find(answer, command.finding) == nullptr) {
    depart(line, first_reason(answer), std::string(command.finding));
  }
}

}  // namespace

void Play::step(const StoryStep& step) {
  number_ += 1;
  text_ += style_.paint(Tone::strong, fmt::format("{} {}", number_, step.title)) + "\n";
  open_line_.clear();
  commands_ = Json::array();
  for (const auto& act : step.acts) {
    std::visit([this](const auto& one) { play(one); }, act);
  }
  steps_.push(Json::object({{"title", step.title}, {"commands", std::move(commands_)}}));
}

void Play::play(const StoryCommand& command) {
  const auto line = command_line(command);
  const auto reply = perform(commands(), command.words, outside_);
  check(command, line, reply.answer);
  show_command(line);
  show_answer(command, reply.answer);
  keep(line, reply.answer.exit, command.finding, to_json(reply.answer));
}

void Play::play(const StoryEdit& edit) {
  const auto line = command_line(edit);
  auto text = read_input(edit.from);
  const auto at = text.find(edit.was);
  if (at == std::string::npos) depart(line, "nothing was replaced", "a text to replace");
  write_output(edit.to, text.replace(at, edit.was.size(), edit.becomes));
  show_command(line);
  keep(line, Exit::done, {}, {});
}

// Two short commands share a line where they fit.
void Play::show_command(const std::string& line) {
  const auto both = open_line_ + " && " + line;
  if (!open_line_.empty() && prompt.size() + display_width(both) <= style_.width) {
    text_.erase(text_.size() - style_.paint(Tone::command, typed(open_line_, style_.width)).size() -
                1);
    open_line_ = both;
  } else {
    open_line_ = line;
  }
  text_ += style_.paint(Tone::command, typed(open_line_, style_.width)) + "\n";
}

void Play::show_answer(const StoryCommand& command, const Answer& answer) {
  if (!answer.verdict) return;
  open_line_.clear();
  if (command.shows_answer) {
    text_ += answer.text;
  } else if (command.refused.empty()) {
    text_ += "  " + answer.text.substr(0, answer.text.find('\n') + 1);
  } else {
    const auto said = fmt::format("{} [{}]", command.refused, command.finding);
    text_ +=
        "  " + verdict_line(style_, to_string(*answer.verdict), tone_of(*answer.verdict), said);
  }
}

void Play::keep(const std::string& line, Exit exit, std::string_view finding, Json answer) {
  commands_.push(Json::object({{"command", line},
                               {"exit", static_cast<int>(exit)},
                               {"finding", finding.empty() ? Json() : Json(finding)},
                               {"answer", std::move(answer)}}));
}

}  // namespace accord::cli
