#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/demo/play.h"
#include "cli/demo/stage.h"
#include "cli/demo/story.h"
#include "cli/files.h"
#include "lib/crypto/signer.h"

namespace accord::cli {
namespace {

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
  outside.keys = std::make_shared<KeyRing>();
  return outside;
}

void prepare() {
  constexpr std::size_t passphrase_bytes = 16;
  write_output(std::string(passphrase_file),
               der::to_hex(crypto::random_bytes(passphrase_bytes)) + "\n", {.secret = true});
  for (const auto& file : story_files()) write_output(file.name, file.text);
}

std::string introduction(const std::string& folder, const Style& style) {
  auto text = style.paint(Tone::strong,
                          "May a clinic in Luxembourg rely on what a hospital in Tokyo sealed?") +
              "\n";
  return text +
         fmt::format("By hand: with passphrase and the documents of {}/ in an empty folder\n",
                     folder) +
         style.paint(Tone::command,
                     "  $ export ACCORD_HOME=home ACCORD_PASSPHRASE_FILE=passphrase") +
         "\n";
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
  answer.text = introduction(folder, session.style()) + play.text();
  auto documents = Json::array();
  for (const auto& file : story_files()) {
    documents.push(Json::object({{"path", file.name}, {"text", file.text}}));
  }
  answer.fields.set("folder", folder);
  answer.fields.set("environment", Json::object({{"ACCORD_HOME", home},
                                                 {"ACCORD_PASSPHRASE_FILE", passphrase_file}}));
  answer.fields.set("documents", std::move(documents));
  answer.fields.set("steps", play.steps());
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
