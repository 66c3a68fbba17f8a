#include <algorithm>

#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/list_changes.h"
#include "cli/list_facts.h"
#include "cli/made.h"
#include "cli/previous_list.h"
#include "cli/provider_edit.h"
#include "cli/refusal.h"
#include "cli/signing_key.h"
#include "lib/crypto/digest.h"
#include "trustlist/build/sign.h"

namespace accord::cli {
namespace {

using outcome::Findings;
using outcome::Severity;
using trustlist::compare::Comparison;

// A refusal that says first what it means: there is no signed list.
[[noreturn]] void refuse_unsigned(const Findings& reasons, const std::string& source) {
  const auto against = std::count_if(
      reasons.all().begin(), reasons.all().end(),
      [](const outcome::Finding& one) { return one.severity >= Severity::indeterminate; });
  Findings all;
  all.add(outcome::FindingId::list_not_signed, {.what = source},
          {{"reasons", against == 1 ? "one finding stands against it"
                                    : fmt::format("{} findings stand against it", against)}});
  all.add(reasons);
  refuse(Exit::bad_input, std::move(all), source);
}

/// A list that may be signed, and what it changes.
struct NextList {
  std::string source;  ///< the file of the unsigned list
  trustlist::build::ListToSign list;
  std::optional<PreviousList> previous;
  std::optional<Comparison> comparison;
  Findings findings;
};

NextList next_list(const Arguments& arguments, const SchemeFolder& folder, time::Instant signing) {
  auto source = arguments.value_or("list", folder.path("list.unsigned.xml").string());
  const auto scheme = folder.read_scheme();
  auto budget = budget_of(arguments);
  Findings findings;
  auto linted = trustlist::build::lint_to_sign(read_xml_input(source), budget, findings);
  if (!linted) refuse_unsigned(findings, source);
  auto previous = previous_list(arguments, folder, scheme);
  check_next_list(linted->list(), scheme, previous, signing, source);
  std::optional<Comparison> comparison;
  if (previous) comparison = trustlist::compare::compare(previous->list, linted->list());
  if (comparison) {
    if (auto past = rewritten_past(*comparison, arguments.has("correct-past"))) {
      findings.add(std::move(*past));
    }
  }
  if (findings.blocking()) refuse_unsigned(findings, source);
  findings.name_subject(source);
  return {std::move(source), std::move(*linted), std::move(previous), std::move(comparison),
          std::move(findings)};
}

std::string changes_text(const NextList& next, bool first, const Style& style) {
  if (next.comparison) {
    return fmt::format("\nagainst {}:\n", next.previous->file) + text_of(*next.comparison, style);
  }
  if (first) return "\nIt is the first list of this scheme: there is nothing to compare it with.\n";
  return wrap(
      "The list published last is not at hand as it was signed, so what changes is not "
      "shown: name it with --previous.",
      style.width, "\n", "");
}

void add_facts(const NextList& next, Answer& answer) {
  answer.fields.set("list", facts_of(next.list.list()));
  answer.fields.set("previous", next.previous ? Json(next.previous->file) : Json());
  if (next.comparison) answer.fields.add(facts_of(*next.comparison));
}

Answer preview(NextList next, bool first, time::Instant signing, const Session& session) {
  Answer answer;
  answer.at = signing;
  answer.text = fmt::format("would sign {}: {}\n", next.source, issue_of(next.list.list())) +
                changes_text(next, first, session.style()) +
                "\nNothing was signed or written. Without --dry-run it is.\n";
  add_facts(next, answer);
  answer.fields.set("signed", false);
  answer.findings = std::move(next.findings);
  return answer;
}

// The source remembers what was published before the list exists: a number that was noted and never
// used does no harm, one that is used twice does.
void note_published(const SchemeFolder& folder, const std::filesystem::path& out,
                    const trustlist::TrustedList& list, std::string_view xml, Made& made) {
  auto scheme = folder.read_scheme();
  const auto digest = crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(xml));
  trustlist::scheme::Published published{list.sequence, list.issued, folder.name_of(out),
                                         der::to_hex(digest.bytes())};
  need(trustlist::scheme::note_published(scheme, published), folder.scheme_file().string());
  made.file(folder.scheme_file(), folder.text_of(scheme),
            fmt::format("notes that sequence {} is published", list.sequence), {.replace = true});
}

void note_placeholders(const Findings& findings, Made& made) {
  if (!findings.has(outcome::FindingId::lint_placeholder)) return;
  made.note(
      "placeholders are left in this list, as the warnings say: replace them in the scheme's "
      "source, build and sign again, and do not publish it before");
}

std::string signed_xml(const Arguments& arguments, const Session& session,
                       const SchemeFolder& folder, NextList& next,
                       const x509::Certificate& certificate, time::Instant signing) {
  const auto key = arguments.value_or("key", folder.path("list-signer.key").string());
  const auto signer =
      open_signing_key(session, arguments, key, need(certificate.public_key(), "--certificate"));
  trustlist::build::SignAs how;
  how.signing_time = signing;
  how.algorithms = algorithms_of(arguments);
  auto budget = budget_of(arguments);
  auto xml = trustlist::build::sign_list(std::move(next.list), *signer, certificate, how, budget);
  if (xml) return std::move(*xml);
  Findings reason;
  reason.add(xml.error());
  refuse_unsigned(reason, next.source);
}

Answer run_sign(const Arguments& arguments, Session& session) {
  const auto folder = SchemeFolder::of(arguments.operand());
  const auto lock = folder.lock();
  const std::filesystem::path out = arguments.value_or("out", folder.path("list.xml").string());
  const auto replace = arguments.has("force");
  const auto signing = session.at(arguments);
  const bool first = !folder.read_scheme().published.has_value();
  if (arguments.has("dry-run")) {
    return preview(next_list(arguments, folder, signing), first, signing, session);
  }
  check_free(out, replace);
  auto next = next_list(arguments, folder, signing);
  const auto list = next.list.list();
  const auto certificate = read_one_certificate(
      arguments.value_or("certificate", folder.path("list-signer.crt").string()));
  Answer facts;
  add_facts(next, facts);
  const auto xml = signed_xml(arguments, session, folder, next, certificate, signing);
  Made made(session);
  note_published(folder, out, list, xml, made);
  made.file(out, xml, issue_of(list) + ", signed", {.replace = replace});
  note_placeholders(next.findings, made);
  auto answer = std::move(made).answer();
  if (next.comparison) answer.text += changes_text(next, first, session.style());
  answer.at = signing;
  answer.findings = std::move(next.findings);
  answer.fields.add(facts.fields);
  answer.fields.set("signed", true);
  answer.fields.set("signer", facts_of(certificate));
  return answer;
}

constexpr Option options[] = {
    {"dry-run", "", "show what would be signed, and what it changes; sign and write nothing"},
    {"list", "FILE", "the list to sign (default: DIR/list.unsigned.xml)"},
    {"previous", "FILE",
     "the list published last, to compare with (default: the one that the source noted)"},
    {"correct-past", "", "sign although the list says something else of the past"},
    {"out", "FILE", "where the signed list goes (default: DIR/list.xml)"},
    {"key", "KEY",
     "the signer's key: a file, or a key in a token by its PKCS#11 URI (default: "
     "DIR/list-signer.key)"},
    option_token_module,
    {"certificate", "CERT", "the signer's certificate (default: DIR/list-signer.crt)"},
    {"at", "TIME", "the signing time (default: now)"},
    option_policy_file,
    option_limit,
    option_passphrase,
    option_force,
};

constexpr Command table[] = {
    {.name = "tl sign",
     .summary = "Check a list that was built, say what it changes, and sign it.",
     .examples = "    accord tl sign jp --dry-run\n"
                 "    accord tl sign jp\n"
                 "    accord tl sign jp --list jp/next.unsigned.xml --out jp/list.xml --force\n"
                 "  With a key in a token; its PIN is asked for, or read from --passphrase-file\n"
                 "    accord tl sign jp --key \"pkcs11:token=Lists;object=list-signer\" \\\n"
                 "        --pkcs11-module /usr/lib/softhsm/libsofthsm2.so --certificate "
                 "signer.crt\n",
     .operands = scheme_operand,
     .options = options,
     .run = run_sign,
     .handles_keys = true},
};

}  // namespace

std::span<const Command> tl_sign_commands() noexcept { return table; }

}  // namespace accord::cli
