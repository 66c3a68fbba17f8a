#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/demo/stage.h"
#include "cli/demo/story.h"
#include "cli/dispatch.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/refusal.h"
#include "lib/crypto/signer.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

constexpr std::string_view home = "home";
constexpr std::string_view passphrase_file = "passphrase";

// The world of the story: its own home and passphrase, nothing else from the environment; all that
// is said is caught.
Outside outside_of_story(const Outside& real) {
  auto outside = real;
  outside.environment = [](std::string_view name) -> std::optional<std::string> {
    if (name == "ACCORD_HOME") return std::string(home);
    if (name == "ACCORD_PASSPHRASE_FILE") return std::string(passphrase_file);
    return std::nullopt;
  };
  outside.write_out = [](std::string_view) {};
  outside.write_error = [](std::string_view) {};
  outside.progress = [](std::string_view) {};
  return outside;
}

void prepare() {
  constexpr std::size_t passphrase_bytes = 16;
  write_output(std::string(passphrase_file),
               der::to_hex(crypto::random_bytes(passphrase_bytes)) + "\n", {.secret = true});
  for (const auto& file : story_files()) write_output(file.name, file.text);
}

// A line that is too long goes on, as in a shell, behind a backslash; never inside quotes.
std::string typed(std::string line, std::size_t width) {
  constexpr char held = '\x01';
  constexpr std::size_t mark = 2;
  bool in_quotes = false;
  for (auto& c : line) {
    if (c == '"' || c == '\'') in_quotes = !in_quotes;
    if (c == ' ' && in_quotes) c = held;
  }
  auto lines = wrap(line, width - mark, "    $ ", "        ");
  lines.pop_back();
  std::string text;
  for (const char c : lines) {
    if (c == '\n') text += " \\";
    text += c == held ? ' ' : c;
  }
  return text;
}

/// Plays the story, and keeps what a person and a machine get to see of it.
class Play {
 public:
  Play(const Style& style, const Outside& outside) : style_(style), outside_(outside) {}

  void step(const StoryStep& step) {
    number_ += 1;
    text_ += style_.paint(Tone::strong, fmt::format("{:>2}  {}", number_, step.title)) + "\n";
    commands_ = Json::array();
    for (const auto& act : step.acts) {
      std::visit([this](const auto& one) { play(one); }, act);
    }
    steps_.push(Json::object({{"title", step.title}, {"commands", std::move(commands_)}}));
  }

  [[nodiscard]] std::string text() && { return std::move(text_); }
  [[nodiscard]] Json steps() && { return std::move(steps_); }

 private:
  void play(const StoryCommand& command) {
    const auto line = command_line(command);
    show_command(line);
    const auto reply = perform(commands(), command.words, outside_);
    check(command, line, reply.answer);
    show_answer(command, reply.answer);
    commands_.push(
        Json::object({{"command", line},
                      {"exit", static_cast<int>(reply.answer.exit)},
                      {"finding", command.finding.empty() ? Json() : Json(command.finding)},
                      {"answer", to_json(reply.answer)}}));
  }

  void play(const StoryEdit& edit) {
    const auto line = command_line(edit);
    show_command(line);
    auto text = read_input(edit.from);
    const auto at = text.find(edit.was);
    if (at == std::string::npos) depart(line, "nothing to replace", "a text that is replaced");
    write_output(edit.to, text.replace(at, edit.was.size(), edit.becomes));
    commands_.push(
        Json::object({{"command", line}, {"exit", 0}, {"finding", Json()}, {"answer", Json()}}));
  }

  void show_command(const std::string& line) {
    text_ += style_.paint(Tone::command, typed(line, style_.width)) + "\n";
  }

  void show_answer(const StoryCommand& command, const Answer& answer) {
    if (command.shows_answer) {
      text_ += answer.text;
      return;
    }
    if (!answer.verdict) return;
    const auto* reason = find(answer, command.finding);
    const auto said = reason == nullptr
                          ? std::string()
                          : fmt::format("{} [{}]", outcome::message(*reason), command.finding);
    auto shown = verdict_line(style_, to_string(*answer.verdict), tone_of(*answer.verdict), said);
    text_ += "      " + shown;
  }

  static const outcome::Finding* find(const Answer& answer, std::string_view id) {
    for (const auto& finding : answer.findings.all()) {
      if (outcome::entry(finding.id).name == id) return &finding;
    }
    return nullptr;
  }

  static std::string first_reason(const Answer& answer) {
    if (answer.findings.empty()) return "no finding";
    const auto& finding = answer.findings.all().front();
    return fmt::format("{}: {} [{}]", outcome::to_string(finding.about), outcome::message(finding),
                       outcome::entry(finding.id).name);
  }

  static void check(const StoryCommand& command, const std::string& line, const Answer& answer) {
    if (answer.exit != command.exit) {
      depart(line,
             fmt::format("exit code {} ({})", static_cast<int>(answer.exit), first_reason(answer)),
             fmt::format("{}", static_cast<int>(command.exit)));
    }
    if (!command.finding.empty() && find(answer, command.finding) == nullptr) {
      depart(line, first_reason(answer), std::string(command.finding));
    }
  }

  [[noreturn]] static void depart(const std::string& line, const std::string& got,
                                  const std::string& expected) {
    refuse(Exit::internal, FindingId::demo_departed, {.what = line},
           {{"got", got}, {"expected", expected}});
  }

  Style style_;
  Outside outside_;
  std::string text_;
  Json commands_;
  Json steps_ = Json::array();
  int number_ = 0;
};

std::string introduction(const std::string& folder, const Style& style) {
  auto text = style.paint(Tone::strong,
                          "May a clinic in Luxembourg rely on what a hospital in Tokyo sealed?") +
              "\n";
  return text +
         wrap(fmt::format("Real keys, signatures and files, in {}. By hand: copy passphrase "
                          "and the two documents (pilot.xml, data-sharing.xml) into an "
                          "empty folder, and there",
                          folder),
              style.width, "", "") +
         "    $ export ACCORD_HOME=home ACCORD_PASSPHRASE_FILE=passphrase\n";
}

Answer run_demo(const Arguments& arguments, Session& session) {
  const auto folder = arguments.value_or("out", "accord-demo");
  const Stage stage(folder);
  prepare();
  Play play(session.style(), outside_of_story(session.outside()));
  for (const auto& step : story()) {
    session.progress(step.title);
    play.step(step);
  }
  Answer answer;
  answer.text = introduction(folder, session.style()) + std::move(play).text();
  auto documents = Json::array();
  for (const auto& file : story_files()) {
    documents.push(Json::object({{"path", file.name}, {"text", file.text}}));
  }
  answer.fields.set("folder", folder);
  answer.fields.set("environment", Json::object({{"ACCORD_HOME", home},
                                                 {"ACCORD_PASSPHRASE_FILE", passphrase_file}}));
  answer.fields.set("documents", std::move(documents));
  answer.fields.set("steps", std::move(play).steps());
  return answer;
}

constexpr Option options[] = {
    {"out", "DIR", "the folder in which it plays (default: accord-demo)"}};

constexpr Command table[] = {
    {.name = "demo",
     .summary = "The main job, end to end: two countries, one verdict, four refusals.",
     .examples = "    accord demo\n"
                 "    accord demo --out /tmp/accord-demo\n"
                 "  Every command with its answer\n"
                 "    accord demo --json\n",
     .operands = {},
     .options = options,
     .run = run_demo,
     .handles_keys = true,
     .reads_configuration = false},
};

}  // namespace

std::span<const Command> demo_commands() noexcept { return table; }

}  // namespace accord::cli
