#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/answer.h"

namespace accord::cli {

class Session;

enum class Count : std::uint8_t { optional, one, many, at_least_one };

/// One option of a command, `--name VALUE`, or `--name` alone when `value` is empty. All text is a
/// constant of the program.
struct Option {
  std::string_view name;
  std::string_view
      value;  ///< the word for the value in help ("TIME"); empty: the option is a switch
  std::string_view help;
  Count count = Count::optional;  ///< `one` and `at_least_one` must be given
};

/// One thing that stands on the command line without a name.
struct Operand {
  std::string_view name;
  std::string_view help;
  Count count = Count::one;
};

/// What stood on the command line and in the configuration file, checked against the command's
/// declaration.
class Arguments {
 public:
  /// Whether a switch or an option was given. Asking for an undeclared name is a mistake of the
  /// program (std::logic_error).
  [[nodiscard]] bool has(std::string_view option) const;
  [[nodiscard]] std::optional<std::string> value(std::string_view option) const;
  /// The value of an option that must be given or has one; `fallback` otherwise.
  [[nodiscard]] std::string value_or(std::string_view option, std::string_view fallback) const;
  [[nodiscard]] const std::vector<std::string>& values(std::string_view option) const;

  /// The operand at that place in the declaration; empty when it is optional and absent.
  [[nodiscard]] std::string operand(std::size_t index = 0) const;
  [[nodiscard]] const std::vector<std::string>& operands() const noexcept { return operands_; }

 private:
  friend class ArgumentsMaker;
  std::map<std::string, std::vector<std::string>, std::less<>>
      options_;  // every declared name is there
  std::vector<std::string> operands_;
};

/// One command: its words, what it takes, what it does.
struct Command {
  std::string_view name;      ///< the words, "tl service grant"
  std::string_view summary;   ///< one line
  std::string_view examples;  ///< lines for help, each command indented by four
  std::span<const Operand> operands;
  std::span<const Option> options;
  Answer (*run)(const Arguments& arguments, Session& session);
  bool handles_keys = false;  ///< no core file is written and the process cannot be attached to
  bool reads_configuration =
      true;  ///< `help`, `version` and `explain` work whatever the configuration file says
};

/// Options of every command.
[[nodiscard]] std::span<const Option> common_options() noexcept;

/// Options that several commands declare in the same words.
inline constexpr Option option_at{"at", "TIME",
                                  "the moment meant, e.g. 2026-08-01T00:00:00Z (default: now)"};
inline constexpr Option option_force{"force", "", "replace files that are there already"};
inline constexpr Option option_home{"home", "DIR",
                                    "where authorities and trust anchors live (default: "
                                    "$ACCORD_HOME, else the user's data folder)"};
inline constexpr Option option_limit{
    "limit", "NAME=N", "raise or lower a limit on the work, by its name in `budget_exhausted`",
    Count::many};
inline constexpr Option option_passphrase{
    "passphrase-file", "FILE",
    "first line: the passphrase of the keys (default: $ACCORD_PASSPHRASE_FILE, else it is asked)"};

}  // namespace accord::cli
