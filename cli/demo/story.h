#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/exit_code.h"

namespace accord::cli {

/// One command of the story and what must come of it.
struct StoryCommand {
  std::vector<std::string> words;  ///< what stands after "accord"
  Exit exit = Exit::done;
  std::string_view refused{};  ///< what a refusal is about; empty: none is expected
  std::string_view finding{};  ///< id of the finding that gives its reason
  bool shows_answer = false;   ///< the answer is shown in full
};

/// A change to a file that somebody makes who should not.
struct StoryEdit {
  std::string from, to;      ///< file names
  std::string was, becomes;  ///< the text that is replaced; nothing that a regular expression would
                             ///< read otherwise
};

struct StoryStep {
  std::string title;
  std::vector<std::variant<StoryCommand, StoryEdit>> acts;
};

struct StoryFile {
  std::string name, text;
};

/// Documents that are there from the beginning.
[[nodiscard]] std::vector<StoryFile> story_files();
/// The story, in the order in which it happens.
[[nodiscard]] std::vector<StoryStep> story();

/// The line that a person types: words with spaces or the like in quotes.
[[nodiscard]] std::string command_line(const StoryCommand& command);
[[nodiscard]] std::string command_line(const StoryEdit& edit);

}  // namespace accord::cli
