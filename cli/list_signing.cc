#include "cli/list_signing.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/lint_text.h"
#include "cli/list_changes.h"
#include "cli/list_drafting.h"
#include "cli/list_facts.h"
#include "cli/made.h"
#include "cli/refusal.h"
#include "cli/signing_key.h"
#include "lib/crypto/digest.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using outcome::Findings;
using outcome::Severity;

// A refusal that says first what it means: there is no signed list.
[[noreturn]] void refuse_unsigned(const Findings& reasons, const std::string& source) {
  const auto against = std::count_if(
      reasons.all().begin(), reasons.all().end(),
      [](const outcome::Finding& one) { return one.severity >= Severity::indeterminate; });
  Findings all;
  all.add(FindingId::list_not_signed, {.what = source},
          {{"reasons", against == 1 ? "one finding stands against it"
                                    : fmt::format("{} findings stand against it", against)}});
  all.add(reasons);
  refuse(Exit::bad_input, std::move(all), source);
}

[[noreturn]] void refuse_unsigned(const outcome::Finding& reason, const std::string& source) {
  Findings reasons;
  reasons.add(reason);
  refuse_unsigned(reasons, source);
}

x509::Certificate signer_certificate(const Arguments& arguments, const SchemeFolder& folder) {
  return read_one_certificate(
      arguments.value_or("certificate", folder.path("list-signer.crt").string()));
}

trustlist::build::SignAs sign_as(const Arguments& arguments, time::Instant signing) {
  trustlist::build::SignAs how;
  how.signing_time = signing;
  how.algorithms = algorithms_of(arguments);
  return how;
}

void note_other_profile(const trustlist::build::ListToSign& list, Findings& findings) {
  const auto usual = trustlist::lint::profile_of(list.list());
  if (list.profile() == usual) return;
  findings.add(FindingId::sign_profile_other, {},
               {{"asked", std::string(to_string(list.profile()))},
                {"usual", std::string(to_string(usual))}});
}

// As it stands in scheme.xml.
std::string element_of(const std::optional<trustlist::scheme::Published>& published) {
  if (!published) return "nothing";
  auto text = fmt::format("<published sequence=\"{}\" issued=\"{}\"", published->sequence,
                          time::to_string(published->issued));
  if (!published->file.empty()) text += fmt::format(" file=\"{}\"", published->file);
  if (!published->sha256.empty()) text += fmt::format(" sha256=\"{}\"", published->sha256);
  return text + "/>";
}

}  // namespace

SigningRules signing_rules(const Arguments& arguments, const Session& session) {
  SigningRules rules;
  rules.profile = asked_profile(arguments);
  rules.correct_past = arguments.has("correct-past");
  rules.signing = session.at(arguments);
  rules.budget = budget_of(arguments);
  return rules;
}

NextList next_list(const std::string& file, const SchemeFolder& folder,
                   std::optional<PreviousList> previous, const SigningRules& rules) {
  auto budget = rules.budget;
  Findings findings;
  auto linted =
      trustlist::build::lint_to_sign(read_xml_input(file), rules.profile, budget, findings);
  if (!linted) refuse_unsigned(findings, file);
  check_next_list(linted->list(), folder.read_scheme(), previous, rules.signing, file);
  std::optional<trustlist::compare::Comparison> comparison;
  if (previous) comparison = trustlist::compare::compare(previous->list, linted->list());
  if (comparison) {
    if (auto past = rewritten_past(*comparison, rules.correct_past)) findings.add(std::move(*past));
    findings.add(back_dated(previous->list, *comparison));
  }
  if (findings.blocking()) refuse_unsigned(findings, file);
  note_other_profile(*linted, findings);
  findings.name_subject(file);
  return {file, std::move(*linted), std::move(previous), std::move(comparison),
          std::move(findings)};
}

ListSigner open_list_signer(const Arguments& arguments, const Session& session,
                            const SchemeFolder& folder) {
  auto certificate = signer_certificate(arguments, folder);
  const auto key = arguments.value_or("key", folder.path("list-signer.key").string());
  auto signer =
      open_signing_key(session, arguments, key, need(certificate.public_key(), "--certificate"));
  return {std::move(signer), std::move(certificate)};
}

void check_is_of_source(SchemeFolder folder, const NextList& next) {
  if (draft_list(folder, next.list.list().issued).xml == next.list.xml()) return;
  refuse(Exit::bad_input, FindingId::draft_not_of_source, {.what = next.source});
}

void check_signer_of(const Arguments& arguments, const SchemeFolder& folder, const NextList& next,
                     time::Instant signing) {
  const auto right = trustlist::build::check_list_signer(
      next.list.list(), signer_certificate(arguments, folder), sign_as(arguments, signing));
  if (!right) refuse_unsigned(right.error(), next.source);
}

std::string signed_xml(const Arguments& arguments, NextList& next, const ListSigner& signer,
                       time::Instant signing) {
  auto budget = budget_of(arguments);
  auto xml = trustlist::build::sign_list(std::move(next.list), *signer.key, signer.certificate,
                                         sign_as(arguments, signing), budget);
  if (!xml) refuse_unsigned(xml.error(), next.source);
  return std::move(*xml);
}

// The list is whole and durable, under another name, before the source remembers it; and the source
// remembers it before it has its own name: a number that was noted and never used does no harm, one
// that is used twice does.
SignedIssue::SignedIssue(const SchemeFolder& folder, std::filesystem::path out,
                         const trustlist::TrustedList& list, std::string xml, bool replace)
    : out_(std::move(out)),
      xml_(std::move(xml)),
      scheme_file_(folder.scheme_file().string()),
      what_(issue_of(list) + ", signed"),
      sequence_(list.sequence) {
  auto scheme = folder.read_scheme();
  before_ = element_of(scheme.published);
  const auto digest = crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(xml_));
  trustlist::scheme::Published published{list.sequence, list.issued, folder.name_of(out_),
                                         der::to_hex(digest.bytes())};
  need(trustlist::scheme::note_published(scheme, published), scheme_file_);
  scheme_text_ = folder.text_of(scheme);
  list_.emplace(out_, xml_, WriteMode{.replace = replace});
  scheme_.emplace(scheme_file_, scheme_text_, WriteMode{.replace = true});
}

void SignedIssue::place(Made& made) {
  made.placed(*scheme_, fmt::format("notes that sequence {} is published", sequence_));
  place_list(made);
}

void SignedIssue::place_list(Made& made) {
  try {
    made.placed(*list_, what_);
  } catch (const Refusal& refusal) {
    auto findings = refusal.findings();
    findings.add(
        FindingId::list_noted_not_written, {.what = out_.string()},
        {{"sequence", std::to_string(sequence_)}, {"scheme", scheme_file_}, {"before", before_}});
    refuse(refusal.exit(), std::move(findings));
  }
}

void note_placeholders(const Findings& findings, Made& made) {
  if (!findings.has(FindingId::lint_placeholder)) return;
  made.note(
      "placeholders are left in this list, as the warnings say: replace them in the scheme's "
      "source, build and sign again, and do not publish it before");
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

std::string rules_text(const NextList& next) {
  using trustlist::lint::Profile;
  const auto profile = next.list.profile();
  const bool is_usual = profile == trustlist::lint::profile_of(next.list.list());
  const auto* usual =
      profile == Profile::trusted_entities ? "as its form asks" : "as its type asks";
  return fmt::format("held against the rules of the profile {}, {}", to_string(profile),
                     is_usual ? usual : "as asked");
}

void add_facts(const NextList& next, Json& fields) {
  fields.set("list", facts_of(next.list.list()));
  fields.set("profile", to_string(next.list.profile()));
  fields.set("previous", next.previous ? Json(next.previous->file) : Json());
  if (next.comparison) fields.add(facts_of(*next.comparison));
}

}  // namespace accord::cli
