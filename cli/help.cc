#include "cli/help.h"

#include <algorithm>

#include <fmt/format.h>

namespace accord::cli {
namespace {

constexpr std::size_t name_column = 28;

std::string entry(const Style& style, std::string_view name, std::string_view text) {
  const std::string indent(name_column + 4, ' ');
  const auto used = display_width(name);
  if (used > name_column) {
    return "  " + style.paint(Tone::command, name) + "\n" + wrap(text, style.width, indent, indent);
  }
  const auto first = "  " + std::string(name) + std::string(name_column - used + 2, ' ');
  const auto lines = wrap(text, style.width, first, indent);
  return "  " + style.paint(Tone::command, name) + lines.substr(2 + name.size());
}

std::string heading(const Style& style, std::string_view text) {
  return "\n" + style.paint(Tone::strong, text) + "\n";
}

std::string spelled(const Option& option) {
  return option.value.empty() ? fmt::format("--{}", option.name)
                              : fmt::format("--{} {}", option.name, option.value);
}

std::string with_count(const std::string& text, Count count) {
  switch (count) {
    case Count::optional:
      return "[" + text + "]";
    case Count::one:
      return text;
    case Count::many:
      return "[" + text + "]…";
    case Count::at_least_one:
      return text + "…";
  }
  return text;
}

std::string examples(std::string_view text, const Style& style) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool is_command = line.substr(0, 4) == "    ";
    out += is_command ? style.paint(Tone::command, line) : std::string(line);
    out += '\n';
  }
  return out;
}

std::string list(std::span<const Command> table, std::string_view prefix, const Style& style) {
  std::string text;
  for (const auto& command : table) {
    const bool belongs = prefix.empty() || command.name == prefix ||
                         command.name.substr(0, prefix.size() + 1) == std::string(prefix) + " ";
    if (belongs) text += entry(style, fmt::format("accord {}", command.name), command.summary);
  }
  return text;
}

constexpr std::string_view exit_codes =
    "  0 valid, or done    1 invalid    2 indeterminate: a fact needed for the verdict is missing\n"
    "  64 wrong usage    65 bad input    70 internal error    74 reading or writing failed\n";

}  // namespace

std::string usage_of(const Command& command) {
  std::string text = fmt::format("accord {}", command.name);
  for (const auto& operand : command.operands) {
    text += " " + with_count(std::string(operand.name), operand.count);
  }
  for (const auto& option : command.options)
    text += " " + with_count(spelled(option), option.count);
  return text;
}

std::string overview(std::span<const Command> table, const Style& style) {
  std::string text =
      style.paint(Tone::strong, "accord") +
      " — may a relying party in one country rely on a certificate or signature from another?\n";
  text += heading(style, "Begin here");
  text += entry(style, "accord demo", "the main job, end to end, in a folder of its own");
  text += entry(style, "accord help tl verify", "examples and options of one command");
  text += heading(style, "Commands");
  text += list(table, "", style);
  text += heading(style, "Exit codes");
  text += exit_codes;
  return text;
}

std::string help_of_noun(std::span<const Command> table, std::string_view noun,
                         const Style& style) {
  auto text = style.paint(Tone::strong, fmt::format("accord {}", noun)) + "\n\n";
  text += list(table, noun, style);
  text += "\n" + wrap(fmt::format("`accord help {} VERB` shows examples and options.", noun),
                      style.width, "", "");
  return text;
}

std::string help_of(const Command& command, const Style& style) {
  std::string text = wrap(usage_of(command), style.width, "", "    ");
  text += wrap(command.summary, style.width, "  ", "  ");
  text += heading(style, "Examples");
  text += examples(command.examples, style);
  if (!command.operands.empty()) text += heading(style, "Operands");
  for (const auto& operand : command.operands) text += entry(style, operand.name, operand.help);
  if (!command.options.empty()) text += heading(style, "Options");
  for (const auto& option : command.options) text += entry(style, spelled(option), option.help);
  text += heading(style, "Options of every command");
  for (const auto& option : common_options()) text += entry(style, spelled(option), option.help);
  text += heading(style, "Exit codes");
  text += exit_codes;
  return text;
}

}  // namespace accord::cli
