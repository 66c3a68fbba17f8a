#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/lint_text.h"
#include "cli/list_facts.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "trustlist/lint/lint.h"
#include "trustlist/scheme/source.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using trustlist::lint::Profile;
using trustlist::lint::Schema;

// What a document of ours is, by its root; everything else is judged as a list, which says what is
// wrong.
std::optional<Schema> source_schema(std::string_view bytes) {
  const auto beginning = bytes.substr(0, 4096);
  if (beginning.find("urn:accord:scheme:1") != std::string_view::npos) return Schema::scheme_source;
  const bool is_list = names_list(bytes);
  const bool is_agreement =
      beginning.find("MutualRecognitionAgreementInformation") != std::string_view::npos;
  if (is_agreement && !is_list) return Schema::recognition_agreement;
  return std::nullopt;
}

Answer show_rules(std::optional<Profile> profile, const Session& session) {
  Answer answer;
  answer.fields.set("rules", rules_json(profile));
  answer.text = rules_text(profile, session.style());
  return answer;
}

std::string remarks(const outcome::Findings& findings) {
  const auto count = findings.all().size();
  if (count == 0) return "nothing to remark";
  return counted(count, "finding", "findings");
}

std::string said_of(std::optional<Profile> profile, bool asked) {
  if (!profile.has_value()) return {};
  const bool by_form = profile == Profile::trusted_entities;
  return fmt::format(" (profile {}, {})", to_string(*profile),
                     by_form ? "by the list's form"
                     : asked ? "as asked"
                             : "by the list's type");
}

// A source is held against its schema, and then read: a schema takes a text that is still to be
// filled in for any other. Where the schema speaks, reading adds only that.
void lint_source(const std::string& bytes, Schema schema, outcome::Budget& budget,
                 outcome::Findings& findings) {
  trustlist::lint::validate(bytes, schema, budget, findings);
  if (schema != Schema::scheme_source) return;
  const bool faulty = findings.blocking();
  outcome::Findings read;
  trustlist::scheme::report_source(bytes, budget, read);
  for (const auto& one : read.all()) {
    if (!faulty || one.id == FindingId::source_to_fill_in) findings.add(one);
  }
}

Answer run_lint(const Arguments& arguments, Session& session) {
  const auto asked = asked_profile(arguments);
  const auto file = arguments.operand();
  if (arguments.has("rules")) return show_rules(asked, session);
  if (file.empty()) {
    refuse(Exit::usage, FindingId::operand_missing, {.what = "the command line"},
           {{"operand", "FILE"}, {"help", "accord help tl lint"}});
  }
  auto bytes = read_xml_input(file);
  auto budget = budget_of(arguments);
  trustlist::lint::Report report;
  if (const auto schema = source_schema(bytes)) {
    lint_source(bytes, *schema, budget, report.findings);
  } else {
    report = trustlist::lint::lint_list(std::move(bytes), asked, algorithms_of(arguments), budget);
  }
  Answer answer;
  answer.findings = std::move(report.findings);
  answer.findings.name_subject(file);
  answer.judge(to_verdict(trustlist::read::verdict_of(answer.findings)));
  const auto& style = session.style();
  answer.text = verdict_line(
      style, to_string(*answer.verdict), tone_of(*answer.verdict),
      file + ": " + remarks(answer.findings) + said_of(report.profile, asked.has_value()));
  if (!answer.findings.empty()) answer.text += "\n";
  answer.text += render_by_rule(answer.findings, style, arguments.has("all"));
  answer.findings_in_text = true;
  answer.fields.set("profile", report.profile ? Json(to_string(*report.profile)) : Json());
  return answer;
}

constexpr Operand operands[] = {
    {"FILE", "a list, a recognition agreement, or a scheme's source document", Count::optional}};

constexpr Option options[] = {
    option_profile,
    {"all", "", "show every finding of a rule, not only the first three"},
    {"rules", "", "show the rules instead of checking a file"},
    option_policy_file,
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl lint",
     .summary = "Check the form of a list: its schema, and rules beyond it. Whether the signature "
                "is right is not looked at. Of a scheme's source, also what is still to be filled "
                "in.",
     .examples = "    accord tl lint jp/list.unsigned.xml\n"
                 "    accord tl lint agreement.xml\n"
                 "    accord tl lint jp/scheme.xml\n"
                 "  Against what every list has to keep, and no more; every finding\n"
                 "    accord tl lint jp/list.unsigned.xml --profile plain --all\n"
                 "  What is looked at\n"
                 "    accord tl lint --rules\n"
                 "    accord tl lint --rules --profile eu --json\n"
                 "    accord tl lint --rules --profile trusted-entities\n",
     .operands = operands,
     .options = options,
     .run = run_lint},
};

}  // namespace

std::span<const Command> tl_lint_commands() noexcept { return table; }

}  // namespace accord::cli
