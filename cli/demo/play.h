#pragma once

#include <string>

#include "cli/demo/story.h"
#include "cli/session.h"

namespace accord::cli {

/// Plays the story, step by step, and keeps what a person and a machine get to see of it. Throws
/// Refusal (internal) where something else comes of a command than the story says.
class Play {
 public:
  /// `outside` is what the commands see; `style` is that of the screen.
  Play(const Style& style, const Outside& outside) : style_(style), outside_(outside) {}

  void step(const StoryStep& step);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] const Json& steps() const noexcept { return steps_; }

 private:
  void play(const StoryCommand& command);
  void play(const StoryEdit& edit);
  void show_command(const std::string& line);
  void show_answer(const StoryCommand& command, const Answer& answer);
  void keep(const std::string& line, Exit exit, std::string_view finding, Json answer);

  Style style_;
  Outside outside_;
  std::string text_;
  std::string open_line_;  ///< the last command, when the next may stand beside it
  Json commands_;
  Json steps_ = Json::array();
  int number_ = 0;
};

}  // namespace accord::cli
