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
  Refusal(Exit exit, outcome::Findings findings) : exit_(exit), findings_(std::move(findings)) {}
  [[nodiscard]] Exit exit() const noexcept { return exit_; }
  [[nodiscard]] const outcome::Findings& findings() const noexcept { return findings_; }
  [[nodiscard]] const char* what() const noexcept override { return "a command was refused"; }

 private:
  Exit exit_;
  outcome::Findings findings_;
};

/// Ends the command with those findings; `what` names the file or option in a finding that names
/// none. Where a finding says that the database could not be read or written, or is in use, the
/// exit code is that of `Exit::io`.
[[noreturn]] void refuse(Exit exit, outcome::FindingId id, outcome::About about = {},
                         outcome::Params params = {});
[[noreturn]] void refuse(Exit exit, outcome::Finding finding, std::string_view what = {});

[[noreturn]] void refuse(Exit exit, outcome::Findings findings, std::string_view what = {});

/// The value, or the end of the command with the failure's finding; `what` names the file or option
/// when the finding names none.
template <typename T>
T need(outcome::Result<T> result, std::string_view what = {}, Exit exit = Exit::bad_input) {
  if (!result.has_value()) refuse(exit, std::move(result).error(), what);
  return std::move(*result);
}
/// The same where there may be several reasons; what an authority refuses is a matter of what was
/// asked for.
template <typename T>
T need(tl::expected<T, outcome::Findings> answer, std::string_view what = {},
       Exit exit = Exit::usage) {
  if (!answer.has_value()) refuse(exit, std::move(answer).error(), what);
  return std::move(*answer);
}
inline void need(outcome::Result<void> result, std::string_view what = {},
                 Exit exit = Exit::bad_input) {
  if (!result.has_value()) refuse(exit, std::move(result).error(), what);
}

}  // namespace accord::cli
