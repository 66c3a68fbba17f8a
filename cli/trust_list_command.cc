#include <algorithm>

#include <fmt/format.h>

#include "cli/anchor_failures.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/list_facts.h"
#include "cli/session.h"
#include "cli/trust_report.h"
#include "cli/trust_store.h"

namespace accord::cli {
namespace {

using trustlist::follow::KeptFile;
using trustlist::follow::Role;

constexpr std::size_t date_length = 10;

Json anchor_facts(const OpenedTrust& trust) {
  auto signers = Json::array();
  for (const auto& signer : trust.anchor.signers) signers.push(facts_of(signer));
  auto files = Json::array();
  for (const auto& file : trust.generation.files) {
    auto reasons = Json::array();
    for (const auto& reason : file.reasons) reasons.push(reason);
    files.push(facts_of(file).set("fresh", file.fresh).set("reasons", std::move(reasons)));
  }
  auto accepted = Json::array();
  for (const auto& one : trust.generation.accepted) {
    accepted.push(Json::object(
        {{"territory", one.territory}, {"reason", one.reason}, {"at", time::to_string(one.at)}}));
  }
  return Json::object(
      {{"name", trust.name},
       {"location", trust.anchor.location},
       {"journal", trust.anchor.journal.empty() ? Json() : Json(trust.anchor.journal)},
       {"signers", std::move(signers)},
       {"generation", trust.generation.number},
       {"refreshed", time::to_string(trust.generation.made)},
       {"folder", trust.folder.string()},
       {"files", std::move(files)},
       {"accepted_older", std::move(accepted)}});
}

std::string table_of(const OpenedTrust& trust, const Style& style) {
  constexpr std::size_t least_file = 16;
  Table table({{.heading = "list"},
               {.heading = "what"},
               {.heading = "seq", .right = true},
               {.heading = "next update"},
               {.heading = "then fresh"},
               {.heading = "then"},
               {.heading = "file", .least = least_file}});
  for (const auto& file : trust.generation.files) {
    const auto verdict = to_verdict(file.verdict);
    table.add({{outcome::printable(file.territory), Tone::strong},
               {std::string(to_string(file.role))},
               {fmt::format("{}", file.sequence)},
               {file.next_update ? time::to_string(*file.next_update).substr(0, date_length)
                                 : std::string("closed")},
               {file.fresh ? "yes" : "no"},
               {std::string(to_string(verdict)), tone_of(verdict)},
               {file.file, Tone::quiet}});
  }
  auto text = table.render(style);
  for (const auto& file : trust.generation.files) {
    if (file.reasons.empty()) continue;
    text += fmt::format("\n{} was not fresh:\n", style.paint(Tone::strong, file.file)) +
            reasons_text(file.reasons, style);
  }
  return text;
}

std::string text_of(const OpenedTrust& trust, bool with_files, const Style& style) {
  const auto& files = trust.generation.files;
  const auto lists = static_cast<std::size_t>(std::count_if(
      files.begin(), files.end(), [](const KeptFile& file) { return file.role == Role::list; }));
  auto text = style.paint(Tone::strong, trust.name) + "\n";
  text += field(style, "  location", outcome::printable(trust.anchor.location));
  text += field(style, "  notice", outcome::printable(trust.anchor.journal));
  for (const auto& signer : trust.anchor.signers) {
    text += field(style, "  signer", short_subject(signer));
    text += field(style, "", "SHA-256 " + sha256_of(signer));
  }
  text += field(style, "  refreshed",
                fmt::format("{} (generation {})", time::to_string(trust.generation.made),
                            trust.generation.number));
  text += field(style, "  content", counted(lists, "list", "lists"));
  for (const auto& one : trust.generation.accepted) {
    text += field(style, "  older taken",
                  fmt::format("{} on {}: {}", outcome::printable(one.territory),
                              time::to_string(one.at), outcome::printable(one.reason)));
  }
  if (with_files) text += "\n" + table_of(trust, style);
  return text;
}

Answer run_list(const Arguments& arguments, Session& session) {
  const TrustStore store(session.home(arguments));
  auto names = arguments.operands();
  const bool with_files = !names.empty();
  if (names.empty()) names = store.names();
  for (const auto& name : names) store.check_known(name);
  Answer answer;
  auto anchors = Json::array();
  AnchorFailures failures;
  for (const auto& name : names) {
    failures.attempt(name, names.size() == 1, [&] {
      const auto trust = store.open(name);
      anchors.push(anchor_facts(trust));
      answer.text +=
          (answer.text.empty() ? "" : "\n") + text_of(trust, with_files, session.style());
    });
  }
  failures.add_facts(anchors);
  failures.conclude(answer, session.style());
  answer.fields.set("anchors", std::move(anchors));
  if (names.empty()) answer.text = "There is no trust anchor; `accord trust add` makes one.\n";
  return answer;
}

Answer run_remove(const Arguments& arguments, Session& session) {
  const TrustStore store(session.home(arguments));
  const auto name = arguments.operand();
  const auto lock = store.lock(name);
  store.remove(name);
  Answer answer;
  answer.fields.set("removed", name);
  answer.text = fmt::format("The trust anchor {} and all that was kept of it are removed.\n", name);
  return answer;
}

constexpr Operand list_operands[] = {
    {"NAME", "the trust anchors to show with their lists; without, all of them in short",
     Count::many}};
constexpr Operand remove_operands[] = {{"NAME", "the trust anchor"}};
constexpr Option list_options[] = {option_home};

constexpr Command table[] = {
    {.name = "trust list",
     .summary = "What do you trust, and what is kept of it?",
     .examples = "  All trust anchors: where from, by whom signed, when refreshed\n"
                 "    accord trust list\n"
                 "  One of them, with every list as the last refresh found it\n"
                 "    accord trust list eu\n"
                 "  Whether the lists hold now\n"
                 "    accord tl tree --trust eu\n",
     .operands = list_operands,
     .options = list_options,
     .run = run_list},
    {.name = "trust remove",
     .summary = "Trust a list of lists no longer; what is kept of it is deleted.",
     .examples = "  Take it away\n"
                 "    accord trust remove eu\n",
     .operands = remove_operands,
     .options = list_options,
     .run = run_remove},
};

}  // namespace

std::span<const Command> trust_list_commands() noexcept { return table; }

}  // namespace accord::cli
