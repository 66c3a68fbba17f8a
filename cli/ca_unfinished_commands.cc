#include <algorithm>

#include <fmt/format.h>

#include "ca/unfinished.h"
#include "cli/authority_home.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/made.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

Answer run_unfinished(const Arguments& arguments, Session& session) {
  const AuthorityHome home(arguments, session);
  auto registry = home.open();
  Table table({{.heading = "serial"},
               {.heading = "authority"},
               {.heading = "profile"},
               {.heading = "subject", .least = 24}});
  auto intents = Json::array();
  const auto all = need(ca::unfinished(registry), {}, Exit::io);
  for (const auto& intent : all) {
    table.add({{intent.serial.to_hex(), Tone::command},
               {intent.authority},
               {intent.profile},
               {outcome::printable(intent.subject)}});
    intents.push(Json::object({{"serial", intent.serial.to_hex()},
                               {"authority", intent.authority},
                               {"profile", intent.profile},
                               {"subject", intent.subject},
                               {"not_before", time::to_string(intent.not_before)},
                               {"founds", intent.founds.empty() ? Json() : Json(intent.founds)}}));
  }
  Answer answer;
  answer.fields.set("unfinished", std::move(intents));
  answer.text = all.empty() ? "nothing is unfinished\n" : table.render(session.style());
  return answer;
}

ca::Intent intent_of(ca::Registry& registry, const std::string& serial_text) {
  const auto serial = need(der::SerialNumber::from_hex(serial_text), "SERIAL", Exit::usage);
  auto all = need(ca::unfinished(registry), {}, Exit::io);
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const ca::Intent& i) { return i.serial == serial; });
  if (found == all.end()) {
    refuse(Exit::usage, FindingId::issuance_not_unfinished, {.what = "the command line"},
           {{"serial", serial_text}});
  }
  return std::move(*found);
}

// The key of what was never founded makes room for another of that name. It stays: a certificate
// for it may exist.
void put_key_aside(const AuthorityHome& home, const ca::Intent& intent) {
  std::error_code error;
  const auto key = home.key_file(intent.founds);
  if (!std::filesystem::exists(key, error)) return;
  std::filesystem::rename(key, home.abandoned_key_file(intent.founds, intent.serial), error);
  if (error) {
    refuse(Exit::io, FindingId::output_failed, {.what = key.string()},
           {{"reason", error.message()}});
  }
}

Answer run_finish(const Arguments& arguments, Session& session) {
  const AuthorityHome home(arguments, session);
  const auto out = *arguments.value("out");
  check_free(out, arguments.has("force"));
  auto registry = home.open();
  const auto intent = intent_of(registry, arguments.operand());
  const auto key = home.open_key(intent.authority, session, arguments);
  const auto issued =
      need(ca::finish(registry, intent.record, *key, act_of(arguments, session)), intent.authority);
  Made made(session);
  made.issued(out, issued.certificate, intent.authority, {.replace = arguments.has("force")});
  auto answer = std::move(made).answer();
  answer.fields.set("certificate", facts_of(issued.certificate));
  return answer;
}

Answer run_abandon(const Arguments& arguments, Session& session) {
  const AuthorityHome home(arguments, session);
  auto registry = home.open();
  const auto intent = intent_of(registry, arguments.operand());
  need(ca::abandon(registry, intent.record, act_of(arguments, session)), intent.authority,
       Exit::usage);
  Made made(session);
  if (intent.founds.empty()) {
    made.note(fmt::format("abandoned {}; it stands on every CRL of {} from now on",
                          arguments.operand(), intent.authority));
  } else {
    made.note(fmt::format("abandoned {}, and the founding of {}: the name is free again",
                          arguments.operand(), intent.founds));
    put_key_aside(home, intent);
  }
  return std::move(made).answer();
}

constexpr Operand serial_operand[] = {{"SERIAL", "which one: `accord ca unfinished` lists them"}};
constexpr Option list_options[] = {option_home};
constexpr Option finish_options[] = {
    {"out", "FILE", "where the certificate goes", Count::one},
    option_at,
    option_home,
    option_passphrase,
    option_force,
};
constexpr Option abandon_options[] = {option_at, option_home};

constexpr Command table[] = {
    {.name = "ca unfinished",
     .summary = "List certificates that were about to be issued when the program was cut off.",
     .examples = "    accord ca unfinished\n",
     .operands = {},
     .options = list_options,
     .run = run_unfinished},
    {.name = "ca finish",
     .summary = "Sign and hand out a certificate that was left unfinished.",
     .examples = "    accord ca finish 4f3a… --out hospital.crt\n",
     .operands = serial_operand,
     .options = finish_options,
     .run = run_finish,
     .handles_keys = true},
    {.name = "ca abandon",
     .summary = "Give up a certificate that was left unfinished; it counts as revoked.",
     .examples = "    accord ca abandon 4f3a…\n",
     .operands = serial_operand,
     .options = abandon_options,
     .run = run_abandon},
};

}  // namespace

std::span<const Command> ca_unfinished_commands() noexcept { return table; }

}  // namespace accord::cli
