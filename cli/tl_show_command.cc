#include <fmt/format.h>

#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "trustlist/read/read.h"

namespace accord::cli {
namespace {

using trustlist::Pointer;
using trustlist::Service;
using trustlist::ServiceEntry;
using trustlist::TrustedList;

std::string english(const trustlist::LocalisedTexts& texts) {
  return outcome::printable(trustlist::text_in(texts, "en"));
}

std::string status_word(const std::string& uri) {
  const auto status = trustlist::status_from_uri(uri);
  return status ? std::string(trustlist::to_string(*status)) : outcome::printable(uri);
}

std::vector<std::string> short_names(const std::vector<std::string>& uris) {
  std::vector<std::string> names;
  for (const auto& uri : uris) names.push_back(outcome::printable(trustlist::short_name(uri)));
  return names;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

Json identity_json(const trustlist::Identity& identity) {
  auto certificates = Json::array();
  for (const auto& certificate : identity.certificates()) certificates.push(facts_of(certificate));
  auto keys = Json::array();
  for (const auto& key : identity.key_identifiers()) keys.push(der::to_hex(key));
  return Json::object({{"certificates", std::move(certificates)},
                       {"subject_names", Json::array_of(identity.subject_names())},
                       {"key_identifiers", std::move(keys)}});
}

Json entry_json(const ServiceEntry& entry) {
  return Json::object({{"name", trustlist::text_in(entry.names, "en")},
                       {"type", entry.type},
                       {"additional_information", Json::array_of(entry.additional_information())},
                       {"status", entry.status},
                       {"starting", time::to_string(entry.starting)},
                       {"identity", identity_json(entry.identity)},
                       {"line", entry.place.line}});
}

Json service_json(const Service& service) {
  auto json = entry_json(service.current);
  auto history = Json::array();
  for (const auto& entry : service.history) history.push(entry_json(entry));
  json.set("history", std::move(history));
  return json;
}

Json list_json(const TrustedList& list) {
  auto json = facts_of(list);
  auto providers = Json::array();
  for (const auto& provider : list.providers) {
    auto services = Json::array();
    for (const auto& service : provider.services) services.push(service_json(service));
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

std::string identity_text(const trustlist::Identity& identity) {
  const auto certificates = identity.certificates();
  if (!certificates.empty()) {
    return fmt::format("{}, SHA-256 {}",
                       outcome::printable(certificates.front().subject().to_string()),
                       sha256_of(certificates.front()));
  }
  const auto names = identity.subject_names();
  return names.empty() ? "no certificate" : outcome::printable(names.front());
}

std::string service_text(const Service& service, const Style& style) {
  constexpr std::size_t label = 12;
  const auto& now = service.current;
  const auto status = status_word(now.status);
  const bool granted = now.status == trustlist::uri::granted;
  auto text = "    " + style.paint(Tone::plain, english(now.names)) + "\n";
  auto kind = outcome::printable(trustlist::short_name(now.type));
  const auto additional = short_names(now.additional_information());
  if (!additional.empty()) kind += ": " + joined(additional);
  text += field(style, "      type", kind, label);
  text += style.paint(Tone::quiet, "      status  ") +
          style.paint(granted ? Tone::good : Tone::bad, status) + " since " +
          time::to_string(now.starting) + "\n";
  text += field(style, "      key", identity_text(now.identity), label);
  for (const auto& dated : trustlist::periods(service)) {
    if (dated.entry == &now) continue;
    text += field(style, "      before",
                  fmt::format("{} from {} to {}", status_word(dated.entry->status),
                              time::to_string(dated.period.from),
                              dated.period.until ? time::to_string(*dated.period.until) : "now"),
                  label);
  }
  return text;
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
  std::string text = style.paint(Tone::strong, fmt::format("{}: {}", file, title_of(list))) + "\n";
  text += head_of(list, style);
  text += field(style, "  signature", "not looked at; `accord tl verify` does that");
  if (!list.pointers.empty())
    text += "\n" + style.paint(Tone::strong, "Pointers to other lists") + "\n";
  for (const auto& pointer : list.pointers) text += pointer_text(pointer, style);
  for (const auto& provider : list.providers) {
    text += "\n  " + style.paint(Tone::strong, english(provider.names)) + "\n";
    for (const auto& service : provider.services) text += service_text(service, style);
  }
  return text;
}

Answer run_show(const Arguments& arguments, Session& session) {
  const auto file = arguments.operand();
  auto budget = budget_of(arguments);
  Answer answer;
  const auto document = need(xml::Document::parse(read_xml_input(file), budget), file);
  const auto list = trustlist::read::read_list(document.root(), budget, answer.findings);
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
