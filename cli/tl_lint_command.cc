#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/session.h"
#include "trustlist/lint/lint.h"

namespace accord::cli {
namespace {

using trustlist::lint::Schema;

// What a document of ours is, by its root; everything else is judged as a list, which says what is
// wrong.
std::optional<Schema> source_schema(std::string_view bytes) {
  const auto beginning = bytes.substr(0, 4096);
  if (beginning.find("urn:accord:scheme:1") != std::string_view::npos) return Schema::scheme_source;
  const bool is_list = beginning.find("TrustServiceStatusList") != std::string_view::npos;
  const bool is_agreement =
      beginning.find("MutualRecognitionAgreementInformation") != std::string_view::npos;
  if (is_agreement && !is_list) return Schema::recognition_agreement;
  return std::nullopt;
}

Answer run_lint(const Arguments& arguments, Session& session) {
  const auto file = arguments.operand();
  auto bytes = read_xml_input(file);
  auto budget = budget_of(arguments);
  Answer answer;
  if (const auto schema = source_schema(bytes)) {
    trustlist::lint::validate(bytes, *schema, budget, answer.findings);
  } else {
    answer.findings = trustlist::lint::lint_list(std::move(bytes), budget);
  }
  answer.findings.name_subject(file);
  answer.judge(to_verdict(trustlist::read::verdict_of(answer.findings)));
  const auto count = answer.findings.all().size();
  const auto remarks = count == 0   ? std::string("nothing to remark")
                       : count == 1 ? std::string("one finding")
                                    : std::to_string(count) + " findings";
  answer.text = verdict_line(session.style(), to_string(*answer.verdict), tone_of(*answer.verdict),
                             file + ": " + remarks);
  return answer;
}

constexpr Operand operands[] = {
    {"FILE", "a list, a recognition agreement, or a scheme's source document"}};

constexpr Option options[] = {option_limit};

constexpr Command table[] = {
    {.name = "tl lint",
     .summary = "Check the form of a list: its schema, and rules beyond it. Signatures are not "
                "looked at.",
     .examples = "    accord tl lint jp/list.unsigned.xml\n"
                 "    accord tl lint agreement.xml\n"
                 "    accord tl lint jp/scheme.xml\n",
     .operands = operands,
     .options = options,
     .run = run_lint},
};

}  // namespace

std::span<const Command> tl_lint_commands() noexcept { return table; }

}  // namespace accord::cli
