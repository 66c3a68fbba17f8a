#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/refusal.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using trustlist::read::Keep;
using trustlist::read::ListVerdict;
using trustlist::read::SignatureState;
using trustlist::read::SignerSet;

SignerSet given(const Arguments& arguments, std::string_view option) {
  auto certificates = read_certificate_files(arguments.values(option));
  return certificates.empty() ? SignerSet::unknown() : SignerSet::given(std::move(certificates));
}

/// Who may sign the list, and what is to be said of the list of lists that tells.
struct Announced {
  SignerSet signers;
  std::optional<ListVerdict> by;
  outcome::Findings findings;
};

void add_not_checked(Announced& announced, const std::string& file, std::string_view reason) {
  announced.findings.add(FindingId::list_of_lists_not_checked, {.what = file},
                         {{"reason", std::string(reason)}});
}

// What a list of lists announces counts as much as that list itself does: its own findings are
// shown beside the answer, and unless it is valid the answer cannot be.
Announced announced_by(const Arguments& arguments, const ClaimedList& claimed, time::Instant at) {
  const auto file = *arguments.value("pointer");
  const auto signers = given(arguments, "lotl-signer");
  auto budget = budget_of(arguments);
  trustlist::read::ListPolicy policy;
  policy.algorithms = algorithms_of(arguments);
  Announced announced;
  announced.by =
      trustlist::read::verify_list(read_xml_input(file), file, signers, at, policy, budget);
  const auto* list = announced.by->list();
  if (list == nullptr || announced.by->signature == SignatureState::invalid) {
    add_not_checked(announced, file, "its own signature does not hold");
    return announced;
  }
  if (!list->is_list_of_lists()) {
    announced.findings.add(FindingId::tree_root_not_list_of_lists, {.what = file},
                           {{"type", list->type}});
  }
  if (!signers.known()) {
    add_not_checked(announced, file, "nobody said whose signature it should bear");
  } else if (announced.by->verdict != trustlist::read::Verdict::valid) {
    add_not_checked(announced, file,
                    fmt::format("it is itself {}", to_string(announced.by->verdict)));
  }
  if (trustlist::pointers_to(*list, claimed.territory, claimed.form).empty()) {
    announced.findings.add(FindingId::list_not_pointed_to, {.what = file},
                           {{"territory", claimed.territory}});
  }
  announced.signers =
      SignerSet::announced_for(*list, claimed.territory, claimed.form, claimed.type);
  return announced;
}

Announced announced_signers(const Arguments& arguments, const std::string& bytes,
                            time::Instant at) {
  if (arguments.has("pointer")) {
    return announced_by(arguments, claimed_list(bytes), at);
  }
  return {.signers = given(arguments, "signer"), .by = std::nullopt, .findings = {}};
}

void check_options(const Arguments& arguments) {
  if (arguments.has("signer") && arguments.has("pointer")) {
    refuse(
        Exit::usage, FindingId::options_together, {.what = "the command line"},
        {{"one", "--signer"}, {"other", "--pointer"}, {"reason", "both say who signs the list"}});
  }
  if (arguments.has("lotl-signer") && !arguments.has("pointer")) {
    refuse(Exit::usage, FindingId::option_needs_other, {.what = "the command line"},
           {{"option", "--lotl-signer"}, {"other", "--pointer"}});
  }
}

std::string text_of(const ListVerdict& verdict, const std::string& file, Verdict shown,
                    const Style& style) {
  const auto* list = verdict.list();
  const auto title = list == nullptr ? file : fmt::format("{}: {}", file, title_of(*list));
  auto text = verdict_line(style, to_string(shown), tone_of(shown), title);
  if (list != nullptr) text += head_of(*list, style);
  return text + signature_of(verdict, style);
}

// Its findings are not those of the answer, but they say why it counts or not.
std::string text_of_list_of_lists(const ListVerdict& verdict, const std::string& file,
                                  const Style& style) {
  auto text = "\n" + text_of(verdict, file, to_verdict(verdict.verdict), style);
  outcome::Findings shown;
  for (const auto& finding : verdict.findings.all()) {
    // Its advice names the option for the signers of the other list.
    if (finding.id != FindingId::list_signers_unknown) shown.add(finding);
  }
  return text + render(shown, style, false);
}

Answer run_verify(const Arguments& arguments, Session& session) {
  check_options(arguments);
  const auto file = arguments.operand();
  const auto at = session.at(arguments);
  auto bytes = read_xml_input(file);
  const auto announced = announced_signers(arguments, bytes, at);
  auto budget = budget_of(arguments);
  trustlist::read::ListPolicy policy;
  policy.keep = Keep::scheme_and_pointers;
  policy.algorithms = algorithms_of(arguments);
  const auto verdict =
      trustlist::read::verify_list(std::move(bytes), file, announced.signers, at, policy, budget);
  Answer answer;
  answer.at = at;
  answer.findings.add(verdict.findings);
  answer.findings.add(announced.findings);
  answer.judge(to_verdict(trustlist::read::verdict_of(answer.findings)));
  answer.fields.set("list", facts_of(verdict, file));
  answer.text = text_of(verdict, file, *answer.verdict, session.style());
  answer.text += field(session.style(), "  asked about", time::to_string(at));
  if (announced.by) {
    const auto parent = *arguments.value("pointer");
    answer.fields.set(
        "list_of_lists",
        facts_of(*announced.by, parent).set("findings", to_json(announced.by->findings)));
    answer.text += text_of_list_of_lists(*announced.by, parent, session.style());
  }
  return answer;
}

constexpr Operand operands[] = {{"LIST", "the list's XML file"}};
constexpr Option options[] = {
    {"signer", "CERT", "who may sign the list: certificates that you trust for it (PEM or DER)",
     Count::many},
    {"pointer", "LOTL", "a list of lists: who may sign is what its pointer to the territory says"},
    {"lotl-signer", "CERT", "who may sign that list of lists", Count::many},
    option_policy_file,
    option_at,
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl verify",
     .summary = "Verify a trusted list: that it is whole, by whom it is signed, that it is not out "
                "of date.",
     .examples = "  Is this the list that the operator signed?\n"
                 "    accord tl verify FI.xml --signer fi-operator.crt\n"
                 "  Is it signed by whom the EU's list of lists announces for that territory?\n"
                 "    accord tl verify FI.xml --pointer EU-LOTL.xml --lotl-signer eu.crt\n"
                 "  How was it in 2019?\n"
                 "    accord tl verify FI.xml --signer fi-operator.crt --at 2019-09-15T00:00:00Z\n"
                 "  A list of 2014, when SHA-1 was still in use\n"
                 "    accord tl verify old.xml --signer old.crt --at 2014-06-01T00:00:00Z \\\n"
                 "        --policy-file old-lists\n",
     .operands = operands,
     .options = options,
     .run = run_verify},
};

}  // namespace

std::span<const Command> tl_verify_commands() noexcept { return table; }

}  // namespace accord::cli
