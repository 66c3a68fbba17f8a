#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "cli/exit_code.h"
#include "lib/outcome/result.h"

namespace accord::cli {

/// Thrown inside cli/ to end a command without an answer; caught in one place, `perform`
/// (cli/dispatch.h). Other modules neither throw nor see it.
class Refusal final : public std::exception {
 public:
  Refusal(Exit exit, outcome::Finding finding) : exit_(exit), finding_(std::move(finding)) {}
  [[nodiscard]] Exit exit() const noexcept { return exit_; }
  [[nodiscard]] const outcome::Finding& finding() const noexcept { return finding_; }
  [[nodiscard]] const char* what() const noexcept override { return "a command was refused"; }

 private:
  Exit exit_;
  outcome::Finding finding_;
};

/// Ends the command with that finding.
[[noreturn]] void refuse(Exit exit, outcome::FindingId id, outcome::About about = {},
                         outcome::Params params = {});
[[noreturn]] void refuse(Exit exit, outcome::Finding finding, std::string_view what = {});

/// The value, or the end of the command with the failure's finding; `what` names the file or option
/// when the finding names none.
template <typename T>
T need(outcome::Result<T> result, std::string_view what = {}, Exit exit = Exit::bad_input) {
  if (!result.has_value()) refuse(exit, std::move(result).error(), what);
  return std::move(*result);
}
inline void need(outcome::Result<void> result, std::string_view what = {},
                 Exit exit = Exit::bad_input) {
  if (!result.has_value()) refuse(exit, std::move(result).error(), what);
}

}  // namespace accord::cli
