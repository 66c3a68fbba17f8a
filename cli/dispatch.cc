#include "cli/dispatch.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/help.h"
#include "cli/key_guard.h"
#include "cli/nearest.h"
#include "cli/options.h"
#include "cli/refusal.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

/// Every option of every command, each name once.
std::vector<Option> all_options(std::span<const Command> table) {
  std::vector<Option> all(common_options().begin(), common_options().end());
  for (const auto& command : table) {
    for (const auto& option : command.options) {
      const bool known = std::any_of(all.begin(), all.end(),
                                     [&](const Option& o) { return o.name == option.name; });
      if (!known) all.push_back(option);
    }
  }
  return all;
}

bool is_option(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

bool takes_next_word(std::string_view word, const std::vector<Option>& options) {
  if (word.substr(0, 2) != "--" || word.find('=') != std::string_view::npos) return false;
  return std::any_of(options.begin(), options.end(), [&](const Option& option) {
    return option.name == word.substr(2) && !option.value.empty();
  });
}

/// Where the words without a dash stand that are no option's value, up to `--`.
std::vector<std::size_t> plain_words(const std::vector<std::string>& words,
                                     const std::vector<Option>& options) {
  std::vector<std::size_t> plain;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (takes_next_word(words[i], options)) {
      ++i;
    } else if (!is_option(words[i])) {
      plain.push_back(i);
    }
  }
  return plain;
}

std::string joined(const std::vector<std::string>& words, const std::vector<std::size_t>& at,
                   std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : " ") + words[at[i]];
  return text;
}

/// The command that the first plain words name, and the words without those.
struct Found {
  const Command* command = nullptr;
  std::string noun;  ///< words that begin some command's name; empty when the first one does not
  std::string next;  ///< the word after them
  std::vector<std::string> rest;
};

Found find_command(std::span<const Command> table, const std::vector<std::string>& words,
                   const std::vector<Option>& options) {
  const auto plain = plain_words(words, options);
  Found found;
  std::size_t used = 0;
  for (std::size_t count = 1; count <= plain.size(); ++count) {
    const auto name = joined(words, plain, count);
    const auto exact = std::find_if(table.begin(), table.end(),
                                    [&](const Command& command) { return command.name == name; });
    const bool begins = std::any_of(table.begin(), table.end(), [&](const Command& command) {
      return command.name.substr(0, name.size() + 1) == name + " ";
    });
    if (exact != table.end()) {
      found.command = &*exact;
      used = count;
    }
    if (exact == table.end() && !begins) {
      found.next = words[plain[count - 1]];
      break;
    }
    found.noun = name;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto end = plain.begin() + static_cast<std::ptrdiff_t>(used);
    if (std::find(plain.begin(), end, i) == end) found.rest.push_back(words[i]);
  }
  return found;
}

[[noreturn]] void refuse_unknown(std::span<const Command> table, const Found& found) {
  const outcome::About about{.what = "the command line"};
  const auto prefix = found.noun.empty() ? std::string() : found.noun + " ";
  std::vector<std::string_view> candidates;
  for (const auto& command : table) {
    if (command.name.substr(0, prefix.size()) != prefix) continue;
    const auto rest = command.name.substr(prefix.size());
    candidates.push_back(rest.substr(0, rest.find(' ')));
  }
  if (found.next.empty()) {
    std::string verbs;
    for (const auto& command : table) {
      if (command.name.substr(0, prefix.size()) != prefix) continue;
      if (!verbs.empty()) verbs += ", ";
      verbs += command.name.substr(prefix.size());
    }
    refuse(Exit::usage, FindingId::command_incomplete, about,
           {{"noun", found.noun}, {"verbs", verbs}});
  }
  refuse(Exit::usage, FindingId::command_unknown, about,
         {{"command", prefix + found.next},
          {"suggestion", did_you_mean(found.next, candidates, "accord " + prefix)}});
}

bool asks(const std::vector<std::string>& words, std::string_view option) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::find(words.begin(), end, option) != end;
}

void read_configuration(Arguments& arguments, const Session& session,
                        const std::vector<Option>& known) {
  auto file = arguments.value("config");
  if (!file) {
    std::error_code unknown;
    const auto usual = session.default_home() / "accord.ini";
    if (!std::filesystem::exists(usual, unknown)) return;
    file = usual.string();
  }
  auto allowed = known;
  // These belong to one call: in a file they would hide what the command line does.
  allowed.erase(std::remove_if(allowed.begin(), allowed.end(),
                               [](const Option& option) {
                                 return option.name == "config" || option.name == "help" ||
                                        option.name == "force";
                               }),
                allowed.end());
  add_configuration(arguments, read_input(*file), *file, allowed);
}

Answer printed(std::string text) {
  Answer answer;
  answer.fields.set("text", text);
  answer.text = std::move(text);
  return answer;
}

Answer answer_of(std::span<const Command> table, const std::vector<std::string>& words,
                 Session& session, Reply& reply) {
  const auto options = all_options(table);
  const auto found = find_command(table, words, options);
  const bool help = asks(words, "--help") || asks(words, "-h");
  if (found.command == nullptr) {
    if (found.noun.empty() && found.next.empty()) {
      if (asks(words, "--version")) return perform(table, {"version"}, session.outside()).answer;
      // Without a command only the options of every command can stand there.
      (void)read_arguments(Command{}, words);
      return printed(overview(table, session.style()));
    }
    if (help && found.next.empty())
      return printed(help_of_noun(table, found.noun, session.style()));
    refuse_unknown(table, found);
  }
  const auto& command = *found.command;
  if (help) return printed(help_of(command, session.style()));
  auto arguments = read_arguments(command, found.rest);
  if (command.reads_configuration) {
    read_configuration(arguments, session, options);
    reply.json = reply.json || arguments.has("json");
    reply.colour = reply.colour && !arguments.has("no-color");
    if (!reply.colour) session.without_colour();
  }
  check_complete(command, arguments);
  if (!command.handles_keys) return command.run(arguments, session);
  const KeyGuard guard;
  return command.run(arguments, session);
}

Answer refused(Exit exit, outcome::Findings findings) {
  Answer answer;
  answer.exit = exit;
  answer.findings = std::move(findings);
  return answer;
}

Answer mistake(const std::exception& error) {
  outcome::Findings findings;
  findings.add(FindingId::internal_error, {}, {{"reason", error.what()}});
  return refused(Exit::internal, std::move(findings));
}

}  // namespace

Reply perform(std::span<const Command> table, const std::vector<std::string>& words,
              const Outside& outside) {
  Reply reply;
  reply.json = asks(words, "--json");
  reply.colour = !asks(words, "--no-color");
  Session session(outside);
  if (!reply.colour) session.without_colour();
  try {
    reply.answer = answer_of(table, words, session, reply);
  } catch (const Refusal& refusal) {
    reply.answer = refused(refusal.exit(), refusal.findings());
  } catch (const std::exception& error) {
    reply.answer = mistake(error);
  }
  outside.progress("");
  return reply;
}

namespace {

/// Collects pieces, so that not each of them is written by itself.
class Collected {
 public:
  explicit Collected(const Outside& outside) : outside_(outside) {}
  void take(std::string_view piece) {
    constexpr std::size_t enough = 1U << 16U;
    text_ += piece;
    if (text_.size() >= enough) flush();
  }
  void flush() {
    if (!text_.empty()) outside_.write_out(text_);
    text_.clear();
  }

 private:
  const Outside& outside_;
  std::string text_;
};

}  // namespace

void show(const Reply& reply, const Outside& outside) {
  const auto& answer = reply.answer;
  Collected collected(outside);
  const auto sink = [&](std::string_view piece) { collected.take(piece); };
  if (reply.json) {
    to_json(answer).write(sink);
    collected.flush();
    return;
  }
  if (answer.long_text) answer.long_text(sink);
  collected.flush();
  auto out = outside.out_style;
  auto error = outside.error_style;
  out.colour = out.colour && reply.colour;
  error.colour = error.colour && reply.colour;
  if (!answer.text.empty()) outside.write_out(answer.text);
  for (const auto& note : answer.notes) {
    constexpr std::size_t label_width = 17;  // as the parts of a verdict have it
    outside.write_out(field(out, "  note", note, label_width));
  }
  if (answer.findings_in_text || answer.findings.empty()) return;
  // An answer's findings are part of the answer; what a command has to say beside its work is not.
  if (answer.verdict.has_value()) {
    outside.write_out("\n" + render(answer.findings, out, false));
  } else {
    outside.write_error(render(answer.findings, error, answer.is_refusal()));
  }
}

Exit run(std::span<const Command> table, const std::vector<std::string>& words,
         const Outside& outside) {
  try {
    const auto reply = perform(table, words, outside);
    show(reply, outside);
    return reply.answer.exit;
  } catch (const Refusal& refusal) {
    outside.write_error(render(refusal.findings(), outside.error_style, true));
    return refusal.exit();
  }
}

}  // namespace accord::cli
