#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/left_over.h"
#include "cli/lint_text.h"
#include "cli/list_facts.h"
#include "cli/list_signing.h"
#include "cli/own_files.h"
#include "cli/provider_edit.h"
#include "cli/signing_key.h"
#include "cli/tl_group_commands.h"

namespace accord::cli {
namespace {

Answer preview(NextList next, bool first, const Arguments& arguments, const Session& session) {
  Answer answer;
  answer.at = session.at(arguments);
  answer.text = fmt::format("would sign {}: {}\n  {}\n", next.source, issue_of(next.list.list()),
                            rules_text(next)) +
                changes_text(next, first, session.style()) + fmt::format("\n{}\n", nothing_signed);
  add_facts(next, answer.fields);
  answer.fields.set("signed", false);
  answer.findings = std::move(next.findings);
  return answer;
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

Answer sign_one(const Arguments& arguments, Session& session) {
  const auto folder = SchemeFolder::of(arguments.operand());
  const auto lock = folder.lock();
  const std::filesystem::path out = arguments.value_or("out", folder.path("list.xml").string());
  const auto source = arguments.value_or("list", folder.path("list.unsigned.xml").string());
  const auto replace = arguments.has("force");
  const auto rules = signing_rules(arguments, session);
  if (!arguments.has("dry-run")) {
    check_free(out, replace);
    check_list_output(out, folder,
                      {{arguments.value_or("key", ""), "the key"},
                       {arguments.value_or("certificate", ""), "the signer's certificate"}});
  }
  const auto scheme = folder.read_scheme();
  const bool first = !scheme.published.has_value();
  outcome::Findings warnings;
  auto previous = previous_list(arguments, folder, scheme, warnings);
  auto next = next_list(source, folder, std::move(previous), rules);
  next.findings.add(warnings);
  check_is_of_source(folder, next);
  next.findings.add(left_over_lists(folder_of(out)));
  if (arguments.has("dry-run")) {
    check_signer_of(arguments, folder, next, rules.signing);
    return preview(std::move(next), first, arguments, session);
  }
  const auto list = next.list.list();
  const auto signer = open_list_signer(arguments, session, folder);
  Json facts;
  add_facts(next, facts);
  const auto said = rules_text(next);
  SignedIssue issue(folder, out, list, signed_xml(arguments, next, signer, rules.signing), replace);
  Made made(session);
  issue.place(made);
  made.note(said);
  note_placeholders(next.findings, made);
  auto answer = std::move(made).answer();
  if (next.comparison) answer.text += changes_text(next, first, session.style());
  answer.at = rules.signing;
  answer.findings = std::move(next.findings);
  answer.fields.add(facts);
  answer.fields.set("signed", true);
  answer.fields.set("signer", facts_of(signer.certificate));
  return answer;
}

Answer run_sign(const Arguments& arguments, Session& session) {
  if (const auto group = SchemeGroup::of(arguments.operand(), scheme_names(arguments))) {
    return sign_group(*group, arguments, session);
  }
  return sign_one(arguments, session);
}

constexpr Option options[] = {
    {"dry-run", "", "show what would be signed, and what it changes; sign and write nothing"},
    option_profile,
    {"list", "FILE", "the list to sign (default: DIR/list.unsigned.xml)"},
    {"previous", "FILE",
     "the list published last, to compare with (default: the one that the source noted)"},
    {"without-previous", "",
     "sign although the list published last is not at hand to compare with; a warning says so"},
    {"correct-past", "", "sign although the list says something else of the past"},
    {"out", "FILE", "where the signed list goes (default: DIR/list.xml)"},
    {"key", "KEY",
     "the signer's key: a file, or a key in a token by its PKCS#11 URI (default: "
     "DIR/list-signer.key)"},
    option_token_module,
    {"certificate", "CERT", "the signer's certificate (default: DIR/list-signer.crt)"},
    {"at", "TIME", "the signing time (default: now)"},
    option_policy_file,
    option_passphrase,
    option_force,
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl sign",
     .summary = "Check a list that was built, say what it changes, and sign it.",
     .examples = "    accord tl sign jp --dry-run\n"
                 "    accord tl sign jp\n"
                 "    accord tl sign jp --list jp/next.unsigned.xml --out jp/list.xml --force\n"
                 "  When the list published last lies elsewhere\n"
                 "    accord tl sign jp --previous backup/list.xml --force\n"
                 "  With a key in a token; its PIN is asked for, or read from --passphrase-file\n"
                 "    accord tl sign jp --key \"pkcs11:token=Lists;object=list-signer\" \\\n"
                 "        --pkcs11-module /usr/lib/softhsm/libsofthsm2.so --certificate "
                 "signer.crt\n"
                 "  In a folder of several schemes: every draft there, or that of one of them\n"
                 "    accord tl sign lists --dry-run\n"
                 "    accord tl sign lists\n"
                 "    accord tl sign lists jp\n",
     .operands = group_operands,
     .options = options,
     .run = run_sign,
     .handles_keys = true},
};

}  // namespace

std::span<const Command> tl_sign_commands() noexcept { return table; }

}  // namespace accord::cli
