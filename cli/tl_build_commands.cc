#include <algorithm>

#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/list_facts.h"
#include "cli/made.h"
#include "cli/passphrase.h"
#include "cli/refusal.h"
#include "cli/scheme_folder.h"
#include "cli/session.h"
#include "trustlist/build/sign.h"
#include "trustlist/build/write.h"

namespace accord::cli {
namespace {

std::string described(const trustlist::TrustedList& list) {
  return fmt::format("{}, issued {}", title_of(list), time::to_string(list.issued));
}

Answer run_build(const Arguments& arguments, Session& session) {
  SchemeFolder folder(arguments.operand());
  const std::filesystem::path out =
      arguments.value_or("out", folder.path("list.unsigned.xml").string());
  const auto replace = arguments.has("force");
  check_free(out, replace);
  const auto at = session.at(arguments);
  const auto scheme = folder.read_scheme();
  outcome::Budget budget;
  outcome::Findings findings;
  const auto list =
      trustlist::scheme::compose(scheme, folder.read_providers(), folder, at, budget, findings);
  if (!list) refuse(Exit::bad_input, std::move(findings), folder.scheme_file().string());
  const auto xml = need(trustlist::build::write_list(*list), folder.scheme_file().string());
  Made made(session);
  made.file(out, xml, described(*list) + ", not signed yet", {.replace = replace});
  auto answer = std::move(made).answer();
  answer.at = at;
  answer.findings = std::move(findings);
  answer.fields.set("list", facts_of(*list));
  return answer;
}

// The source remembers what was published before the list exists: a number that was noted and never
// used does no harm, one that is used twice does.
void note_published(const SchemeFolder& folder, const trustlist::TrustedList& list, Made& made) {
  auto scheme = folder.read_scheme();
  need(trustlist::scheme::note_published(scheme, {list.sequence, list.issued}),
       folder.scheme_file().string());
  made.file(folder.scheme_file(), trustlist::scheme::write_scheme(scheme),
            fmt::format("notes that sequence {} is published", list.sequence), {.replace = true});
}

// A refusal that says first what it means: there is no signed list.
[[noreturn]] void refuse_unsigned(const outcome::Findings& reasons, const std::string& source) {
  const auto against = std::count_if(
      reasons.all().begin(), reasons.all().end(),
      [](const outcome::Finding& one) { return one.severity >= outcome::Severity::indeterminate; });
  outcome::Findings all;
  all.add(outcome::FindingId::list_not_signed, {.what = source},
          {{"reasons", against == 1 ? "one finding stands against it"
                                    : fmt::format("{} findings stand against it", against)}});
  all.add(reasons);
  refuse(Exit::bad_input, std::move(all), source);
}

void note_placeholders(const outcome::Findings& findings, Made& made) {
  if (!findings.has(outcome::FindingId::lint_placeholder)) return;
  made.note(
      "placeholders are left in this list, as the warnings say: replace them in the scheme's "
      "source, build and sign again, and do not publish it before");
}

Answer run_sign(const Arguments& arguments, Session& session) {
  const SchemeFolder folder(arguments.operand());
  const auto source = arguments.value_or("list", folder.path("list.unsigned.xml").string());
  const std::filesystem::path out = arguments.value_or("out", folder.path("list.xml").string());
  const auto key_file = arguments.value_or("key", folder.path("list-signer.key").string());
  const auto certificate_file =
      arguments.value_or("certificate", folder.path("list-signer.crt").string());
  const auto replace = arguments.has("force");
  check_free(out, replace);
  outcome::Budget budget;
  outcome::Findings findings;
  auto linted = trustlist::build::lint_to_sign(read_xml_input(source), budget, findings);
  if (!linted) refuse_unsigned(findings, source);
  const auto list = linted->list();
  const auto certificate = read_one_certificate(certificate_file);
  const auto passphrase = read_passphrase(session, arguments, PassphraseUse::open, key_file);
  const auto key = read_key(session, key_file, passphrase);
  trustlist::build::SignAs how;
  how.signing_time = session.at(arguments);
  how.algorithms = algorithms_of(arguments);
  const auto xml = trustlist::build::sign_list(std::move(*linted), *key, certificate, how, budget);
  if (!xml) {
    outcome::Findings reason;
    reason.add(xml.error());
    refuse_unsigned(reason, source);
  }
  Made made(session);
  note_published(folder, list, made);
  made.file(out, *xml, described(list) + ", signed", {.replace = replace});
  note_placeholders(findings, made);
  auto answer = std::move(made).answer();
  answer.at = how.signing_time;
  findings.name_subject(source);
  answer.findings = std::move(findings);
  answer.fields.set("list", facts_of(list));
  answer.fields.set("signer", facts_of(certificate));
  return answer;
}

constexpr Operand folder_operand[] = {{"DIR", "the scheme's folder"}};
constexpr Option build_options[] = {
    {"out", "FILE", "where the list goes (default: DIR/list.unsigned.xml)"},
    {"at", "TIME", "the list's issue date (default: now)"},
    option_force,
};
constexpr Option sign_options[] = {
    {"list", "FILE", "the list to sign (default: DIR/list.unsigned.xml)"},
    {"out", "FILE", "where the signed list goes (default: DIR/list.xml)"},
    {"key", "FILE", "the signer's key (default: DIR/list-signer.key)"},
    {"certificate", "CERT", "the signer's certificate (default: DIR/list-signer.crt)"},
    {"at", "TIME", "the signing time (default: now)"},
    option_policy_file,
    option_passphrase,
    option_force,
};

constexpr Command table[] = {
    {.name = "tl build",
     .summary = "Build the trusted list from a scheme's source.",
     .examples = "    accord tl build jp\n"
                 "    accord tl build jp --out jp/next.unsigned.xml\n",
     .operands = folder_operand,
     .options = build_options,
     .run = run_build},
    {.name = "tl sign",
     .summary = "Check a list that was built, and sign it.",
     .examples = "    accord tl sign jp\n"
                 "    accord tl sign jp --list jp/next.unsigned.xml --out jp/list.xml --force\n",
     .operands = folder_operand,
     .options = sign_options,
     .run = run_sign,
     .handles_keys = true},
};

}  // namespace

std::span<const Command> tl_build_commands() noexcept { return table; }

}  // namespace accord::cli
