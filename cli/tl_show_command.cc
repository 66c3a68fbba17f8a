#include <fmt/format.h>

#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/refusal.h"
#include "cli/service_facts.h"
#include "cli/session.h"
#include "trustlist/read/read.h"

namespace accord::cli {
namespace {

using trustlist::Pointer;
using trustlist::TrustedList;

std::string english(const trustlist::LocalisedTexts& texts) {
  return outcome::printable(trustlist::text_in(texts, "en"));
}

Json list_json(const TrustedList& list) {
  auto json = facts_of(list);
  const trustlist::TrustedList* const alone[] = {&list};
  auto providers = Json::array();
  for (const auto& provider : list.providers) {
    auto services = Json::array();
    for (const auto& service : provider.services) services.push(facts_of(service, alone));
    providers.push(Json::object({{"name", trustlist::text_in(provider.names, "en")},
                                 {"trade_name", trustlist::text_in(provider.trade_names, "en")},
                                 {"services", std::move(services)}}));
  }
  auto pointers = Json::array();
  for (const auto& pointer : list.pointers) {
    auto signers = Json::array();
    for (const auto& certificate : pointer.signer_certificates()) {
      signers.push(facts_of(certificate));
    }
    pointers.push(Json::object({{"territory", pointer.territory},
                                {"type", pointer.list_type},
                                {"location", pointer.location},
                                {"mime_type", pointer.mime_type},
                                {"agreement", pointer.agreement.has_value()},
                                {"signers", std::move(signers)}}));
  }
  json.set("providers", std::move(providers));
  json.set("pointers", std::move(pointers));
  return json;
}

std::string pointer_text(const Pointer& pointer, const Style& style) {
  std::string text =
      "  " +
      style.paint(Tone::strong, outcome::printable(pointer.territory.value_or("no territory"))) +
      "  " + outcome::printable(pointer.location) + "\n";
  if (pointer.agreement) {
    text +=
        field(style, "      agreement", "recognition agreement; `accord mra show` prints it", 15);
  }
  for (const auto& certificate : pointer.signer_certificates()) {
    text += field(style, "      signer",
                  fmt::format("{}, SHA-256 {}", short_subject(certificate), sha256_of(certificate)),
                  15);
  }
  return text;
}

std::string list_text(const TrustedList& list, const std::string& file, const Style& style) {
  const trustlist::TrustedList* const alone[] = {&list};
  std::string text = style.paint(Tone::strong, fmt::format("{}: {}", file, title_of(list))) + "\n";
  text += head_of(list, style);
  text += field(style, "  signature", "not looked at; `accord tl verify` does that");
  if (!list.pointers.empty())
    text += "\n" + style.paint(Tone::strong, "Pointers to other lists") + "\n";
  for (const auto& pointer : list.pointers) text += pointer_text(pointer, style);
  for (const auto& provider : list.providers) {
    text += "\n  " + style.paint(Tone::strong, english(provider.names)) + "\n";
    for (const auto& service : provider.services) text += text_of(service, alone, style);
  }
  return text;
}

// One list cannot say who is in others: that a provider is not in it is no news.
void report_takeovers(const TrustedList& list, outcome::Findings& findings) {
  const trustlist::TrustedList* const alone[] = {&list};
  for (const auto& provider : list.providers) {
    for (const auto& service : provider.services) {
      const auto takeover = trustlist::follow_takeover(alone, service);
      if (takeover.end == trustlist::TakeoverEnd::not_listed) continue;
      trustlist::report(takeover, service, {{}, service.current.place.line, {}}, findings);
    }
  }
}

Answer run_show(const Arguments& arguments, Session& session) {
  const auto file = arguments.operand();
  auto budget = budget_of(arguments);
  Answer answer;
  const auto document = need(xml::Document::parse(read_xml_input(file), budget), file);
  const auto list = trustlist::read::read_list(document.root(), budget, answer.findings);
  if (list) report_takeovers(*list, answer.findings);
  answer.findings.name_subject(file);
  if (!list) {
    // Nothing was read, so the findings are the refusal.
    answer.exit = Exit::bad_input;
    return answer;
  }
  answer.fields.set("list", list_json(*list));
  answer.text = list_text(*list, file, session.style());
  return answer;
}

constexpr Operand operands[] = {{"LIST", "the list's XML file"}};

constexpr Option options[] = {option_limit};

constexpr Command table[] = {
    {.name = "tl show",
     .summary = "Show what a list says: providers, services, status, history. Nothing is verified.",
     .examples = "    accord tl show FI.xml\n"
                 "  The same for machines\n"
                 "    accord tl show FI.xml --json\n",
     .operands = operands,
     .options = options,
     .run = run_show},
};

}  // namespace

std::span<const Command> tl_show_commands() noexcept { return table; }

}  // namespace accord::cli
