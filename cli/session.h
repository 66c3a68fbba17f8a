#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/key_ring.h"
#include "cli/screen.h"
#include "lib/outcome/budget.h"
#include "lib/time/instant.h"

namespace accord::cli {

/// What the program has from outside, gathered in main() and replaced in tests and by the demo.
/// Every member is set by whoever makes one.
struct Outside {
  const time::Clock* clock;
  std::function<std::optional<std::string>(std::string_view)> environment;
  std::function<void(std::string_view)> write_out;
  std::function<void(std::string_view)> write_error;
  /// Shows one line that the next one replaces; an empty one takes it away. Does nothing when
  /// standard error is no terminal.
  std::function<void(std::string_view)> progress;
  /// Time since the program began; it never goes back.
  std::function<std::chrono::milliseconds()> stopwatch;
  Style out_style;
  Style error_style;
  std::shared_ptr<KeyRing> keys;  ///< none: every command opens the keys that it needs
};

/// One run of one command.
class Session {
 public:
  explicit Session(Outside outside) : outside_(std::move(outside)) {}

  [[nodiscard]] const Outside& outside() const noexcept { return outside_; }
  [[nodiscard]] const Style& style() const noexcept { return outside_.out_style; }
  void without_colour() noexcept;
  void progress(std::string_view line) const { outside_.progress(line); }

  /// An environment variable's value; nothing when it is not set or empty.
  [[nodiscard]] std::optional<std::string> environment(std::string_view name) const;
  [[nodiscard]] time::Instant now() const { return outside_.clock->now(); }
  /// The moment that `--at` names; now without it. Throws Refusal (usage).
  [[nodiscard]] time::Instant at(const Arguments& arguments) const;
  /// What is to be told beside an answer for that moment: that it lies ahead. Empty when it does
  /// not.
  [[nodiscard]] std::string note_on(time::Instant at) const;

  /// The folder of the user's data without `--home`: $ACCORD_HOME, $XDG_DATA_HOME/accord,
  /// ~/.local/share/accord.
  [[nodiscard]] std::filesystem::path default_home() const;
  [[nodiscard]] std::filesystem::path home(const Arguments& arguments) const;

 private:
  Outside outside_;
};

/// Reads a time given on the command line. Throws Refusal (usage) that names the option.
[[nodiscard]] time::Instant read_time(std::string_view text, std::string_view option);
/// The limits on work, with those that `--limit NAME=N` sets. Throws Refusal (usage).
[[nodiscard]] outcome::Budget budget_of(const Arguments& arguments);
/// Reads a number from 1 to 100,000 given on the command line. Throws Refusal (usage) that names
/// the option.
[[nodiscard]] std::int64_t read_number(std::string_view text, std::string_view option);

}  // namespace accord::cli
