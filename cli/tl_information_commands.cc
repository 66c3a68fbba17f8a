#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/provider_edit.h"
#include "cli/refusal.h"

namespace accord::cli {
namespace {

namespace scheme = trustlist::scheme;
using outcome::FindingId;
using trustlist::CriteriaList;
using trustlist::QualificationElement;

[[noreturn]] void wrong_value(std::string_view option, const std::string& value,
                              std::string_view wanted) {
  refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
         {{"option", std::string(option)}, {"value", value}, {"wanted", std::string(wanted)}});
}

[[noreturn]] void not_together(std::string_view one, std::string_view other,
                               std::string_view reason) {
  refuse(
      Exit::usage, FindingId::options_together, {.what = "the command line"},
      {{"one", std::string(one)}, {"other", std::string(other)}, {"reason", std::string(reason)}});
}

// "nonRepudiation", or "nonRepudiation=false".
std::pair<x509::KeyUsageBit, bool> key_usage_from(const std::string& word) {
  const auto sign = word.find('=');
  const auto bit = trustlist::key_usage_bit_from(word.substr(0, sign));
  const auto value = sign == std::string::npos ? "true" : word.substr(sign + 1);
  if (!bit || (value != "true" && value != "false")) {
    wrong_value("--key-usage", word, "a bit such as nonRepudiation, or nonRepudiation=false");
  }
  return {*bit, value == "true"};
}

// Each policy is a criterion of its own, so that --assert says how many of them are enough.
CriteriaList criteria_from(const Arguments& arguments) {
  CriteriaList criteria;
  const auto word = arguments.value_or("assert", "all");
  criteria.assertion = trustlist::assertion_from(word);
  if (!criteria.assertion) wrong_value("--assert", word, "all, atLeastOne or none");
  for (const auto& text : arguments.values("policy")) {
    const auto oid = need(der::Oid::from_text(text), "--policy", Exit::usage);
    criteria.policy_sets.push_back({{trustlist::ObjectIdentifier::as_urn(oid)}});
  }
  trustlist::KeyUsageCriterion usage;
  for (const auto& one : arguments.values("key-usage")) usage.bits.push_back(key_usage_from(one));
  if (!usage.bits.empty()) criteria.key_usages.push_back(std::move(usage));
  return criteria;
}

std::vector<QualificationElement> elements_in(const std::string& file) {
  outcome::Budget budget;
  outcome::Findings findings;
  auto elements = scheme::read_qualifications(read_xml_input(file), budget, findings);
  if (!elements) refuse(Exit::bad_input, std::move(findings), file);
  return std::move(*elements);
}

// What the command line says of qualifiers, put to those that are there.
void put_qualifiers(const Arguments& arguments, std::vector<QualificationElement>& elements) {
  if (const auto file = arguments.value("from")) {
    elements = elements_in(*file);
    return;
  }
  if (arguments.has("no-qualifiers")) elements.clear();
  QualificationElement element;
  for (const auto& word : arguments.values("qualifier")) {
    element.qualifiers.push_back(need(scheme::qualifier_from(word), "--qualifier", Exit::usage));
  }
  element.criteria = criteria_from(arguments);
  const bool said = !element.qualifiers.empty();
  if (said != (element.criteria.size() != 0)) {
    refuse(Exit::usage, FindingId::option_missing, {.what = "the command line"},
           {{"option", said ? "--policy or --key-usage" : "--qualifier"}});
  }
  if (said) elements.push_back(std::move(element));
}

void check_together(const Arguments& arguments) {
  constexpr std::string_view alone = "the file says all that holds";
  for (const std::string_view other : {"qualifier", "policy", "key-usage", "no-qualifiers"}) {
    const bool given =
        other == "no-qualifiers" ? arguments.has(other) : !arguments.values(other).empty();
    if (arguments.has("from") && given) not_together("--from", "--" + std::string(other), alone);
  }
  if (arguments.has("no-use") && !arguments.values("for").empty()) {
    not_together("--no-use", "--for", "a service is for something or for nothing");
  }
}

Answer put(ProviderEdit edit, const scheme::ServiceInformation& information,
           const std::string& what) {
  need(scheme::put_information(edit.provider(), edit.service_name(), information, edit.at(),
                               edit.scheme().published),
       edit.provider_name(), Exit::usage);
  const auto line =
      fmt::format("{}: {} since {}", edit.service_name(), what, time::to_string(edit.at()));
  return std::move(edit).finish(line);
}

Answer run_qualify(const Arguments& arguments, Session& session) {
  check_together(arguments);
  ProviderEdit edit(arguments, session, ProviderEdit::Provider::known);
  auto information = edit.service().information;
  if (arguments.has("no-use")) information.additional_information.clear();
  if (!arguments.values("for").empty()) {
    information.additional_information = uses_from(arguments, edit.service().type);
  }
  put_qualifiers(arguments, information.qualifications);
  const auto what = fmt::format(
      "for {} use{}, with {} qualification{}", information.additional_information.size(),
      information.additional_information.size() == 1 ? "" : "s", information.qualifications.size(),
      information.qualifications.size() == 1 ? "" : "s");
  return put(std::move(edit), information, what);
}

Answer run_take_over(const Arguments& arguments, Session& session) {
  ProviderEdit edit(arguments, session, ProviderEdit::Provider::known);
  auto information = edit.service().information;
  const auto by = *arguments.value("by");
  trustlist::TakenOverBy over;
  over.uri = {"en", *arguments.value("information")};
  over.provider_names = {{"en", by}};
  const auto& own = edit.scheme();
  over.operator_names = {
      {"en", arguments.value_or("operator", trustlist::text_in(own.operator_names, "en"))}};
  over.territory = arguments.value_or("territory", own.territory);
  need(scheme::check_take_over(own, edit.provider(), over), "the command line", Exit::usage);
  information.taken_over_by = std::move(over);
  return put(std::move(edit), information, "taken over by " + by);
}

constexpr Option qualify_options[] = {
    option_provider,
    option_service,
    {"for", "USE",
     "what the service is for from now on, in place of what was said: eseals, esignatures, web, "
     "root, or a URI",
     Count::many},
    {"no-use", "", "say no longer what it is for"},
    {"qualifier", "WORD",
     "what holds for the certificates that meet the criteria: QCWithQSCD, QCForESeal, "
     "NotQualified, …; ETSI TS 119 612, 5.5.9.2.3; or a URI",
     Count::many},
    {"policy", "OID", "a criterion: the certificate has this policy", Count::many},
    {"key-usage", "BIT",
     "a criterion: the key usage has this bit (nonRepudiation), or has it not "
     "(nonRepudiation=false)",
     Count::many},
    {"assert", "HOW", "how many criteria must be met: all (default), atLeastOne, none"},
    {"no-qualifiers", "", "the qualifiers that are there hold no longer"},
    {"from", "FILE", "take all qualifiers from this document (docs/formats.md)"},
    {"at", "TIME", "since when this is so (default: now)"},
};
constexpr Option take_over_options[] = {
    option_provider,
    option_service,
    {"by", "NAME", "the provider that has the service now, in English", Count::one},
    {"information", "URL", "where the take-over is described", Count::one},
    {"operator", "NAME", "who operates the scheme of that provider (default: this scheme's)"},
    {"territory", "CC", "the territory of that scheme (default: this scheme's)"},
    {"at", "TIME", "since when this is so (default: now)"},
};

constexpr Command table[] = {
    {.name = "tl service qualify",
     .summary = "Say what a service is for, and which qualifiers its certificates have; what was "
                "said until then stays as history.",
     .examples = "    accord tl service qualify jp --provider \"Example Trust\" --service \"E-seal "
                 "CA\" \\\n"
                 "        --qualifier QCWithQSCD --policy 1.2.392.1.1\n"
                 "  For signatures as well\n"
                 "    accord tl service qualify jp --provider \"Example Trust\" --service \"E-seal "
                 "CA\" \\\n"
                 "        --for eseals --for esignatures\n",
     .operands = scheme_operand,
     .options = qualify_options,
     .run = run_qualify},
    {.name = "tl service take-over",
     .summary = "Note that another provider has the service now.",
     .examples = "    accord tl service take-over jp --provider \"Example Trust\" --service "
                 "\"E-seal CA\" \\\n"
                 "        --by \"Other Trust\" --information https://example.jp/take-over\n",
     .operands = scheme_operand,
     .options = take_over_options,
     .run = run_take_over},
};

}  // namespace

std::span<const Command> tl_information_commands() noexcept { return table; }

}  // namespace accord::cli
