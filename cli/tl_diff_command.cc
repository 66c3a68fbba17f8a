#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_changes.h"
#include "cli/list_facts.h"
#include "cli/previous_list.h"
#include "cli/refusal.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using trustlist::TrustedList;
using trustlist::read::SignatureState;
using trustlist::read::SignerSet;

/// One of the two lists, and what is known of its signature.
struct Side {
  std::string file;
  TrustedList list;
  std::optional<SignatureState> signature;  ///< nothing: not looked at
  std::optional<x509::Certificate> signer;
  outcome::Findings findings;
};

Side read_unverified(const std::string& file, const Arguments& arguments) {
  auto budget = budget_of(arguments);
  Side side;
  side.file = file;
  const auto document = need(xml::Document::parse(read_xml_input(file), budget), file);
  auto list = trustlist::read::read_list(document.root(), budget, side.findings);
  side.findings.name_subject(file);
  if (!list) refuse(Exit::bad_input, std::move(side.findings), file);
  side.list = std::move(*list);
  return side;
}

// Whether a list is still the latest does not matter where two issues are compared.
bool is_about_its_time(FindingId id) noexcept {
  return id == FindingId::list_expired || id == FindingId::list_closed ||
         id == FindingId::list_not_yet_issued;
}

Side read_verified(const std::string& file, const SignerSet& signers, time::Instant at,
                   const Arguments& arguments) {
  auto budget = budget_of(arguments);
  trustlist::read::ListPolicy policy;
  policy.algorithms = algorithms_of(arguments);
  auto verdict =
      trustlist::read::verify_list(read_xml_input(file), file, signers, at, policy, budget);
  const auto* list = verdict.list();
  if (list == nullptr) refuse(Exit::bad_input, std::move(verdict.findings), file);
  Side side;
  side.file = file;
  side.list = *list;
  side.signature = verdict.signature;
  side.signer = verdict.signer;
  for (const auto& finding : verdict.findings.all()) {
    if (!is_about_its_time(finding.id)) side.findings.add(finding);
  }
  return side;
}

std::string signature_text(const Side& side, const Style& style) {
  if (!side.signature) return "not verified: nobody said with --signer who may sign it";
  if (*side.signature == SignatureState::valid) {
    return style.paint(Tone::good, "verified") + ": signed by " +
           outcome::printable(side.signer ? short_subject(*side.signer) : std::string());
  }
  return style.paint(Tone::bad, "NOT VERIFIED") + ": its signature is " +
         std::string(trustlist::read::to_string(*side.signature)) + "; the findings say why";
}

std::string head_text(std::string_view label, const Side& side, const Style& style) {
  return field(style, label, fmt::format("{}: {}", side.file, title_of(side.list)), 4) +
         field(style, "", "issued " + time::to_string(side.list.issued), 4) + "      " +
         signature_text(side, style) + "\n";
}

Json side_json(const Side& side) {
  auto json = Json::object({{"file", side.file}});
  json.add(facts_of(side.list));
  json.set("signature",
           side.signature ? Json(trustlist::read::to_string(*side.signature)) : Json());
  json.set("signer", side.signer ? facts_of(*side.signer) : Json());
  return json;
}

bool is_untrusted(const Side& side) noexcept {
  return side.signature && *side.signature != SignatureState::valid;
}

Answer run_diff(const Arguments& arguments, Session& session) {
  const auto at = session.at(arguments);
  const auto signers = read_certificate_files(arguments.values("signer"));
  const auto read = [&](const std::string& file) {
    session.progress("reading " + file);
    return signers.empty() ? read_unverified(file, arguments)
                           : read_verified(file, SignerSet::given(signers), at, arguments);
  };
  const auto before = read(arguments.operand(0));
  const auto after = read(arguments.operand(1));
  const auto comparison = trustlist::compare::compare(before.list, after.list);
  Answer answer;
  if (!signers.empty()) answer.at = at;
  answer.findings.add(before.findings);
  answer.findings.add(after.findings);
  if (comparison.order == trustlist::compare::Order::newer) {
    auto back = back_dated(before.list, comparison);
    back.name_subject(after.file);
    answer.findings.add(back);
  }
  answer.fields.set("old", side_json(before));
  answer.fields.set("new", side_json(after));
  answer.fields.add(facts_of(comparison));
  answer.text = head_text("old", before, session.style()) +
                head_text("new", after, session.style()) + "\n" +
                text_of(comparison, session.style());
  answer.exit = comparison.same() ? Exit::done : Exit::invalid;
  if (comparison.same() && comparison.partial) answer.judge(Verdict::indeterminate);
  // What cannot be trusted to be the operator's tells nothing of what the operator changed.
  if (is_untrusted(before) || is_untrusted(after)) answer.judge(Verdict::indeterminate);
  return answer;
}

constexpr Operand operands[] = {{"OLD", "the older issue: its XML file, signed or not"},
                                {"NEW", "the newer issue"}};
constexpr Option options[] = {
    {"signer", "CERT", "who may sign the lists: both are verified (PEM or DER)", Count::many},
    option_policy_file,
    option_at,
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl diff",
     .summary = "Tell what changed between two issues of a list. Exit code 0: nothing, 1: "
                "something, 2: a list could not be verified, or compared whole.",
     .examples = "    accord tl diff jp/list.xml jp/list-2.xml\n"
                 "  What would the next list change? It need not be signed yet\n"
                 "    accord tl diff jp/list.xml jp/2.unsigned.xml\n"
                 "  Are both the operator's?\n"
                 "    accord tl diff jp/list.xml jp/list-2.xml --signer jp/list-signer.crt\n"
                 "  For machines\n"
                 "    accord tl diff jp/list.xml jp/list-2.xml --json\n",
     .operands = operands,
     .options = options,
     .run = run_diff},
};

}  // namespace

std::span<const Command> tl_diff_commands() noexcept { return table; }

}  // namespace accord::cli
