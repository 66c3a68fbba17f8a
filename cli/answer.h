#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/json.h"
#include "lib/outcome/finding.h"
#include "lib/time/instant.h"

namespace accord::cli {

enum class Verdict : std::uint8_t { valid, invalid, indeterminate };
[[nodiscard]] std::string_view to_string(Verdict verdict) noexcept;

/// What one command has to say. A command that makes or shows something has no verdict; a command
/// that was refused has `exit` from 64 on.
struct Answer {
  std::optional<Verdict> verdict;
  std::optional<time::Instant> at;  ///< the moment asked about
  outcome::Findings findings;
  Json fields;       ///< further members of the JSON object
  std::string text;  ///< what a person reads; the findings are printed after it
  /// Of a verdict: what was not looked at, or what it leaves open. Printed between text and
  /// findings.
  std::vector<std::string> notes{};
  /// Writes what a person reads piece by piece, in place of `text`, where it may be too long to be
  /// held. Called once, when the answer is shown.
  std::function<void(const Json::Sink&)> long_text{};
  Exit exit = Exit::done;
  bool findings_in_text = false;  ///< the text has the findings already

  /// Sets the verdict and the exit code that goes with it.
  void judge(Verdict verdict);
  [[nodiscard]] bool is_refusal() const noexcept { return exit >= Exit::usage; }
};

/// The JSON object of an answer: verdict, at, the fields, findings, format.
[[nodiscard]] Json to_json(const Answer& answer);
[[nodiscard]] Json to_json(const outcome::Findings& findings);

}  // namespace accord::cli
