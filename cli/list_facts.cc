#include "cli/list_facts.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "cli/certificates.h"

namespace accord::cli {
namespace {

using trustlist::TrustedList;
using trustlist::read::ListVerdict;
using trustlist::read::TreeRow;

std::string english(const trustlist::LocalisedTexts& texts) {
  return outcome::printable(trustlist::text_in(texts, "en"));
}

Json optional_time(const std::optional<time::Instant>& instant) {
  return instant ? Json(time::to_string(*instant)) : Json();
}

// The text of the first element of that local name, found in the bytes.
std::string_view element_text(std::string_view bytes, std::string_view local) {
  for (auto at = bytes.find(local); at != std::string_view::npos; at = bytes.find(local, at + 1)) {
    const bool opens = at > 0 && (bytes[at - 1] == '<' || bytes[at - 1] == ':');
    const auto after = at + local.size();
    const bool ends = after < bytes.size() &&
                      std::string_view("> \t\r\n").find(bytes[after]) != std::string_view::npos;
    if (!opens || !ends) continue;
    const auto close = bytes.find('>', after);
    if (close == std::string_view::npos) return {};
    auto text = bytes.substr(close + 1, bytes.find('<', close) - close - 1);
    const auto from = text.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
  }
  return {};
}

// By the name of the root, wherever it stands in the beginning.
trustlist::Form claimed_form(std::string_view bytes) {
  const auto root_of = [](trustlist::Form form) {
    return name_in(form, trustlist::ns::tsl, "TrustServiceStatusList").local;
  };
  const auto at = bytes.find(root_of(trustlist::Form::trusted_entities));
  return at < bytes.find(root_of(trustlist::Form::trusted_list)) ? trustlist::Form::trusted_entities
                                                                 : trustlist::Form::trusted_list;
}

std::string content_of(const ListVerdict& verdict) {
  const auto* list = verdict.list();
  if (list != nullptr && list->is_list_of_lists()) {
    return counted(list->pointers.size(), "pointer", "pointers") + " to lists";
  }
  return counted(verdict.providers, "provider", "providers") + ", " +
         counted(verdict.services, "service", "services");
}

}  // namespace

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

Verdict to_verdict(trustlist::read::Verdict verdict) noexcept {
  switch (verdict) {
    case trustlist::read::Verdict::valid:
      return Verdict::valid;
    case trustlist::read::Verdict::indeterminate:
      return Verdict::indeterminate;
    case trustlist::read::Verdict::invalid:
      return Verdict::invalid;
  }
  return Verdict::invalid;
}

Tone tone_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::valid:
      return Tone::good;
    case Verdict::indeterminate:
      return Tone::unsure;
    case Verdict::invalid:
      return Tone::bad;
  }
  return Tone::bad;
}

Json facts_of(const TrustedList& list) {
  return Json::object({{"territory", list.territory},
                       {"form", trustlist::word_of(list.form)},
                       {"type", list.type},
                       {"version", list.version},
                       {"sequence", list.sequence},
                       {"issued", time::to_string(list.issued)},
                       {"next_update", optional_time(list.next_update)},
                       {"operator", trustlist::text_in(list.operator_names, "en")}});
}

Json facts_of(const ListVerdict& verdict, std::string_view file) {
  auto json = Json::object({{"file", file}});
  if (const auto* list = verdict.list()) json.add(facts_of(*list));
  json.set("providers", std::uint64_t{verdict.providers});
  json.set("services", std::uint64_t{verdict.services});
  json.set("sha256", der::to_hex(verdict.sha256.bytes()));
  json.set("signature", trustlist::read::to_string(verdict.signature));
  json.set("signing_time", optional_time(verdict.signing_time));
  json.set("signer", verdict.signer ? facts_of(*verdict.signer) : Json());
  json.set("verdict", to_string(to_verdict(verdict.verdict)));
  return json;
}

Json facts_of(const TreeRow& row) {
  const bool is_read = row.issued.has_value();
  return Json::object(
      {{"file", row.file},
       {"territory", row.territory},
       {"operator", row.operator_name},
       {"form", row.form ? Json(trustlist::word_of(*row.form)) : Json()},
       {"type", row.type},
       {"sequence", is_read ? Json(row.sequence) : Json()},
       {"issued", optional_time(row.issued)},
       {"next_update", optional_time(row.next_update)},
       {"location", row.location.empty() ? Json() : Json(row.location)},
       {"agreement",
        row.agreement ? Json::object({{"version", row.agreement->version},
                                      {"equivalences", std::uint64_t{row.agreement->equivalences}},
                                      {"damaged", row.agreement->damaged}})
                      : Json()},
       {"services", std::uint64_t{row.services}},
       {"signer_sha256", row.signer_sha256.empty() ? Json() : Json(row.signer_sha256)},
       {"signature", trustlist::read::to_string(row.signature)},
       {"verdict", to_string(to_verdict(row.verdict))},
       {"findings", to_json(row.findings)}});
}

std::string title_of(const TrustedList& list) {
  const auto kind = list.is_list_of_lists() ? "list of lists" : to_string(list.form);
  const auto territory = list.territory.empty() ? "no territory" : list.territory;
  return fmt::format("{} of {}, sequence {}, version {}", kind, outcome::printable(territory),
                     list.sequence, list.version);
}

std::string issue_of(const TrustedList& list) {
  return fmt::format("{}, issued {}", title_of(list), time::to_string(list.issued));
}

std::string head_of(const TrustedList& list, const Style& style) {
  std::string text;
  text += field(style, "  operator", english(list.operator_names));
  text += field(style, "  scheme", english(list.scheme_names));
  text += field(style, "  issued", time::to_string(list.issued));
  text += field(style, "  next update",
                list.next_update ? time::to_string(*list.next_update) : "none: the list is closed");
  return text;
}

std::string signature_of(const ListVerdict& verdict, const Style& style) {
  std::string text = field(style, "  content", content_of(verdict));
  text += field(style, "  signature", trustlist::read::to_string(verdict.signature));
  if (verdict.signer) {
    text += field(style, "  signed by", outcome::printable(verdict.signer->subject().to_string()));
    text += field(style, "", "SHA-256 " + sha256_of(*verdict.signer));
  }
  if (verdict.signing_time) {
    text += field(style, "  signed at", time::to_string(*verdict.signing_time) + " (as it says)");
  }
  return text;
}

bool names_list(std::string_view bytes) {
  constexpr std::size_t enough = 4096;
  const auto beginning = bytes.substr(0, enough);
  return beginning.find("TrustServiceStatusList") != std::string_view::npos ||
         beginning.find("ListOfTrustedEntities") != std::string_view::npos;
}

ClaimedList claimed_list(std::string_view bytes) {
  ClaimedList claimed;
  claimed.territory = element_text(bytes, "SchemeTerritory");
  claimed.form = claimed_form(bytes);
  claimed.type = element_text(bytes, name_in(claimed.form, trustlist::ns::tsl, "TSLType").local);
  const auto number =
      element_text(bytes, name_in(claimed.form, trustlist::ns::tsl, "TSLSequenceNumber").local);
  std::from_chars(number.data(), number.data() + number.size(), claimed.sequence);
  return claimed;
}

}  // namespace accord::cli
