#include "cli/options.h"

#include <algorithm>
#include <sstream>

#include <boost/program_options.hpp>
#include <fmt/format.h>

#include "cli/nearest.h"
#include "cli/refusal.h"

namespace accord::cli {

namespace po = boost::program_options;
using outcome::FindingId;

/// The one maker of Arguments.
class ArgumentsMaker {
 public:
  static std::map<std::string, std::vector<std::string>, std::less<>>& options(Arguments& a) {
    return a.options_;
  }
  static std::vector<std::string>& operands(Arguments& a) { return a.operands_; }
};

namespace {

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> all(command.options.begin(), command.options.end());
  all.insert(all.end(), common_options().begin(), common_options().end());
  return all;
}

std::vector<std::string_view> names(std::span<const Option> options) {
  std::vector<std::string_view> all;
  all.reserve(options.size());
  for (const auto& option : options) all.push_back(option.name);
  return all;
}

const Option* find_option(std::span<const Option> options, std::string_view name) {
  const auto found = std::find_if(options.begin(), options.end(),
                                  [&](const Option& option) { return option.name == name; });
  return found == options.end() ? nullptr : &*found;
}

bool may_repeat(const Option& option) {
  return option.count == Count::many || option.count == Count::at_least_one;
}

po::options_description describe(std::span<const Option> options, bool switches_take_values) {
  po::options_description description;
  for (const auto& option : options) {
    const bool bare = option.value.empty() && !switches_take_values;
    // The description takes over the value's semantics.
    const po::value_semantic* semantic =
        bare ? static_cast<const po::value_semantic*>(new po::untyped_value(true))
             : po::value<std::string>();
    description.add_options()(std::string(option.name).c_str(), semantic);
  }
  return description;
}

std::string bare_name(std::string name) {
  name.erase(0, name.find_first_not_of('-') == std::string::npos ? name.size()
                                                                 : name.find_first_not_of('-'));
  return name.substr(0, name.find('='));
}

[[noreturn]] void refuse_unknown(const std::string& word, std::span<const Option> options) {
  const auto name = bare_name(word);
  const std::string dashes = word.rfind("--", 0) == 0 ? "--" : "-";
  refuse(Exit::usage, FindingId::option_unknown, {.what = "the command line"},
         {{"option", dashes + name}, {"suggestion", did_you_mean(name, names(options), "--")}});
}

[[noreturn]] void refuse_value(const std::string& word, bool takes_value) {
  refuse(Exit::usage,
         takes_value ? FindingId::option_without_value : FindingId::option_takes_no_value,
         {.what = "the command line"}, {{"option", "--" + bare_name(word)}});
}

[[noreturn]] void refuse_syntax(const po::error_with_option_name& error, const std::string& word,
                                bool takes_value) {
  refuse_value(error.get_option_name().empty() ? word : error.get_option_name(), takes_value);
}

// The library takes the next word for a value also where that word is an option itself. A value
// that really begins with a hyphen can be given as --option=-value.
void refuse_options_as_values(const std::vector<po::option>& parsed) {
  for (const auto& option : parsed) {
    const auto& tokens = option.original_tokens;
    if (tokens.size() > 1 && tokens[1].size() > 1 && tokens[1].front() == '-') {
      refuse_value(tokens[0], true);
    }
  }
}

std::vector<po::option> parse(const std::vector<std::string>& words,
                              std::span<const Option> options) {
  const auto description = describe(options, false);
  namespace style = po::command_line_style;
  const int accepted = style::allow_long | style::long_allow_adjacent | style::long_allow_next |
                       style::allow_short | style::short_allow_adjacent |
                       style::allow_dash_for_short;
  try {
    auto parsed = po::command_line_parser(words).options(description).style(accepted).run().options;
    refuse_options_as_values(parsed);
    return parsed;
  } catch (const po::unknown_option& error) {
    refuse_unknown(error.get_option_name(), options);
  } catch (const po::invalid_command_line_syntax& error) {
    const auto* option = find_option(options, bare_name(error.get_option_name()));
    refuse_syntax(error, error.tokens(), option == nullptr || !option->value.empty());
  } catch (const po::error_with_option_name& error) {
    refuse_unknown(error.get_option_name(), options);
  }
}

/// A word without a name, and the repeatable option (if any) whose values it directly follows.
struct FreeWord {
  std::string text;
  const Option* follows;
};

struct OperandRange {
  std::size_t least = 0;
  std::size_t most = 0;
};

OperandRange operand_range(const Command& command) {
  OperandRange range;
  for (const auto& operand : command.operands) {
    const bool needed = operand.count == Count::one || operand.count == Count::at_least_one;
    const bool open = operand.count == Count::many || operand.count == Count::at_least_one;
    range.least += needed ? 1 : 0;
    range.most = open || range.most == SIZE_MAX ? SIZE_MAX : range.most + 1;
  }
  return range;
}

[[noreturn]] void refuse_operands(const Command& command, const std::vector<FreeWord>& words,
                                  const OperandRange& range) {
  const outcome::About about{.what = "the command line"};
  const std::string usage = fmt::format("accord help {}", command.name);
  if (words.size() < range.least) {
    const auto& missing = command.operands[words.size()];
    refuse(Exit::usage, FindingId::operand_missing, about,
           {{"operand", std::string(missing.name)}, {"help", usage}});
  }
  refuse(Exit::usage, FindingId::operand_unexpected, about,
         {{"word", words[range.most].text}, {"help", usage}});
}

// Words that follow a repeatable option are its further values, but for those, the last first,
// without which operands would be missing.
void share_out(const Command& command, const std::vector<FreeWord>& words, Arguments& arguments) {
  const auto range = operand_range(command);
  const auto plain = static_cast<std::size_t>(std::count_if(
      words.begin(), words.end(), [](const FreeWord& word) { return word.follows == nullptr; }));
  std::size_t lacking = plain < range.least ? range.least - plain : 0;
  std::vector<bool> is_operand(words.size());
  for (std::size_t i = words.size(); i-- > 0;) {
    is_operand[i] = words[i].follows == nullptr || lacking > 0;
    if (words[i].follows != nullptr && lacking > 0) lacking -= 1;
  }
  std::vector<FreeWord> operands;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_operand[i]) {
      operands.push_back(words[i]);
    } else {
      const std::string option(words[i].follows->name);
      ArgumentsMaker::options(arguments)[option].push_back(words[i].text);
    }
  }
  if (operands.size() < range.least || operands.size() > range.most) {
    refuse_operands(command, operands, range);
  }
  for (auto& word : operands) ArgumentsMaker::operands(arguments).push_back(std::move(word.text));
}

Arguments declared(std::span<const Option> options) {
  Arguments arguments;
  for (const auto& option : options) {
    ArgumentsMaker::options(arguments).emplace(std::string(option.name),
                                               std::vector<std::string>{});
  }
  return arguments;
}

[[noreturn]] void refuse_empty(std::string what, std::string_view command, std::string_view from) {
  refuse(Exit::usage, FindingId::value_empty, {.what = std::string(from)},
         {{"what", std::move(what)}, {"help", fmt::format("accord help {}", command)}});
}

// As the name of a file or a folder an empty word would mean the present folder, or nothing.
void check_not_empty(const Command& command, const Arguments& arguments, std::string_view from) {
  const auto& words = arguments.operands();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].empty()) continue;
    const auto& operand = command.operands[std::min(i, command.operands.size() - 1)];
    refuse_empty(fmt::format("The value of {}", operand.name), command.name, from);
  }
  for (const auto& option : options_of(command)) {
    if (option.value.empty()) continue;
    const auto& values = arguments.values(option.name);
    if (std::any_of(values.begin(), values.end(), [](const auto& one) { return one.empty(); })) {
      refuse_empty(fmt::format("The value of --{}", option.name), command.name, from);
    }
  }
}

}  // namespace

Arguments read_arguments(const Command& command, const std::vector<std::string>& words) {
  const auto options = options_of(command);
  auto arguments = declared(options);
  std::vector<FreeWord> free_words;
  const Option* last = nullptr;
  for (auto& parsed : parse(words, options)) {
    if (parsed.string_key.empty()) {
      for (auto& text : parsed.value) free_words.push_back({std::move(text), last});
      continue;
    }
    const auto* option = find_option(options, parsed.string_key);
    auto& values = ArgumentsMaker::options(arguments)[parsed.string_key];
    if (!option->value.empty() && !values.empty() && !may_repeat(*option)) {
      refuse(Exit::usage, FindingId::option_repeated, {.what = "the command line"},
             {{"option", "--" + parsed.string_key}});
    }
    values.push_back(parsed.value.empty() ? std::string() : parsed.value.front());
    last = may_repeat(*option) ? option : nullptr;
  }
  // `--help` asks about the command; what else is missing does not matter then.
  if (!arguments.has("help")) {
    share_out(command, free_words, arguments);
    check_not_empty(command, arguments, "the command line");
  }
  return arguments;
}

namespace {

/// Standard input would be empty where it is read again.
void check_standard_input(const Command& command, const Arguments& arguments) {
  std::vector<std::string> places;
  for (const auto& operand : arguments.operands()) {
    if (operand == "-") places.emplace_back("- (standard input)");
  }
  for (const auto& option : command.options) {
    if (option.name == "out") continue;
    for (const auto& value : arguments.values(option.name)) {
      if (value == "-") places.push_back(fmt::format("--{} -", option.name));
    }
  }
  if (places.size() < 2) return;
  refuse(Exit::usage, FindingId::options_together, {.what = "the command line"},
         {{"one", places[0]},
          {"other", places[1]},
          {"reason", "standard input can be read only once"}});
}

}  // namespace

void check_complete(const Command& command, const Arguments& arguments) {
  check_not_empty(command, arguments, "the configuration");
  check_standard_input(command, arguments);
  for (const auto& option : command.options) {
    // On the command line that was refused before; here it comes from a configuration.
    if (!option.value.empty() && !may_repeat(option) && arguments.values(option.name).size() > 1) {
      refuse(Exit::usage, FindingId::option_repeated, {.what = "the configuration"},
             {{"option", std::string(option.name)}});
    }
    const bool needed = option.count == Count::one || option.count == Count::at_least_one;
    if (needed && !arguments.has(option.name)) {
      refuse(Exit::usage, FindingId::option_missing, {.what = "the command line"},
             {{"option", fmt::format("--{} {}", option.name, option.value)},
              {"help", fmt::format("accord help {}", command.name)}});
    }
  }
}

namespace {

std::string trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const auto from = text.find_first_not_of(space);
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(space) - from + 1));
}

// The library does not say where a name stood. With sections its name is "section.key"; the key
// alone is what stands in the line.
std::uint32_t line_of(const std::string& text, std::string_view name) {
  const auto key = name.substr(name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1);
  std::istringstream lines(text);
  std::uint32_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    number += 1;
    if (trimmed(line.substr(0, line.find('='))) == key) return number;
  }
  return 0;
}

std::uint32_t malformed_line(const std::string& text) {
  std::istringstream lines(text);
  std::uint32_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    number += 1;
    const auto content = trimmed(line.substr(0, line.find('#')));
    if (content.empty() || content.front() == '[') continue;
    if (content.find('=') == std::string::npos) return number;
  }
  return 0;
}

bool read_switch(const std::string& value, const std::string& name, const outcome::About& about) {
  if (value == "true") return true;
  if (value == "false") return false;
  refuse(Exit::usage, FindingId::configuration_switch, about, {{"name", name}, {"value", value}});
}

}  // namespace

void add_configuration(Arguments& arguments, const std::string& text, const std::string& file,
                       std::span<const Option> known) {
  std::istringstream in(text);
  std::vector<po::option> entries;
  try {
    entries = po::parse_config_file(in, describe(known, true), true).options;
  } catch (const po::error&) {
    refuse(Exit::usage, FindingId::configuration_malformed,
           {.what = file, .line = malformed_line(text)});
  }
  std::map<std::string, std::vector<std::string>, std::less<>> read;
  for (const auto& entry : entries) {
    const outcome::About about{.what = file, .line = line_of(text, entry.string_key)};
    const auto* option = find_option(known, entry.string_key);
    if (option == nullptr || entry.unregistered) {
      refuse(Exit::usage, FindingId::configuration_unknown_name, about,
             {{"name", entry.string_key},
              {"suggestion", did_you_mean(entry.string_key, names(known))}});
    }
    const auto value = entry.value.empty() ? std::string() : entry.value.front();
    if (option->value.empty() && !read_switch(value, entry.string_key, about)) continue;
    read[entry.string_key].push_back(value);
  }
  for (auto& [name, values] : read) {
    auto& options = ArgumentsMaker::options(arguments);
    const auto declared = options.find(name);
    if (declared != options.end() && declared->second.empty()) declared->second = values;
  }
}

}  // namespace accord::cli
